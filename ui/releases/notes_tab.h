// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/release_tab.h"

namespace pilothouse::ui {

class CodeView;
class EmptyState;

/// What the chart told after the operation, as plain text. What looks like a secret is hidden.
class NotesTab final : public ReleaseTabWidget {
    Q_OBJECT
public:
    explicit NotesTab(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(NotesTab)

    void showRevision(const ContextId& context, const ReleaseKey& release, Revision revision, Revision compareWith,
        const ReleaseRecordPtr& record) override;
    void clear() override;
    void openFind() override;

private:
    CodeView* m_text;
    EmptyState* m_empty;
};

} // namespace pilothouse::ui
