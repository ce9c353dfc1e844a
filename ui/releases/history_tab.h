// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/release_tab.h"

namespace pilothouse {
class SettingsStore;
}

namespace pilothouse::ui {

class DataTable;
class ElidedLabel;
class ReleaseDetail;

/// All revisions as a table: who deployed what, when, from which commit (U8). Labels are columns one can choose.
class HistoryTab final : public ReleaseTabWidget {
    Q_OBJECT
public:
    HistoryTab(ReleaseDetail& detail, SettingsStore& settings, QWidget* parent = nullptr);
    ~HistoryTab() override;
    Q_DISABLE_COPY_MOVE(HistoryTab)

    void showRevision(const ContextId& context, const ReleaseKey& release, Revision revision, Revision compareWith,
        const ReleaseRecordPtr& record) override;
    [[nodiscard]] bool isSettled() const override;

private:
    void count();

    ReleaseDetail& m_detail;
    SettingsStore& m_settings;
    ElidedLabel* m_count;
    DataTable* m_table;
    bool m_isFollowing = false;
};

} // namespace pilothouse::ui
