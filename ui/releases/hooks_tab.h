// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/release_tab.h"

class QSplitter;
class QStandardItemModel;

namespace pilothouse::ui {

class CodeView;
class DataTable;
class EmptyState;

/// Hooks of one revision: when they run, how their last run went, their YAML below.
class HooksTab final : public ReleaseTabWidget {
    Q_OBJECT
public:
    explicit HooksTab(QWidget* parent = nullptr);
    ~HooksTab() override;
    Q_DISABLE_COPY_MOVE(HooksTab)

    void showRevision(const ContextId& context, const ReleaseKey& release, Revision revision, Revision compareWith,
        const ReleaseRecordPtr& record) override;
    void clear() override;
    void openFind() override;

private:
    void fill();
    void showHook();

    ReleaseRecordPtr m_record;
    QStandardItemModel* m_model;
    QSplitter* m_split;
    DataTable* m_table;
    CodeView* m_text;
    EmptyState* m_empty;
};

} // namespace pilothouse::ui
