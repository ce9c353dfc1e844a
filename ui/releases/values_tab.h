// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/release_tab.h"
#include "ui/releases/release_reader.h"

namespace pilothouse::ui {

class CodeView;
class ElidedLabel;
class SecretsChip;
class SegmentedControl;

/// Values of one revision: the user's, merged, the chart's own. Sensitive ones are hidden.
class ValuesTab final : public ReleaseTabWidget {
    Q_OBJECT
public:
    explicit ValuesTab(ReleaseReader& reader, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ValuesTab)

    void showRevision(const ContextId& context, const ReleaseKey& release, Revision revision, Revision compareWith,
        const ReleaseRecordPtr& record) override;
    void clear() override;
    [[nodiscard]] bool isSettled() const override { return !m_call.isActive(); }
    void openFind() override;

private:
    enum Which { Mine, Merged, Defaults };
    void render();
    void explain();

    ReleaseReader& m_reader;
    ReleaseRecordPtr m_record;
    SegmentedControl* m_which;
    ElidedLabel* m_note;
    SecretsChip* m_secrets;
    CodeView* m_text;
    CallHandle m_call;
};

} // namespace pilothouse::ui
