// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "ui/frame/release_tab.h"

class QPushButton;

namespace pilothouse {
class SettingsStore;
}

namespace pilothouse::ui {

class DataTable;
class ElidedLabel;
class ReleaseDetail;
class ReleaseReader;

/// All revisions as a table: who deployed what, when, from which commit (U8). Labels are columns one can choose.
class HistoryTab final : public ReleaseTabWidget {
    Q_OBJECT
public:
    HistoryTab(ReleaseDetail& detail, ReleaseReader& reader, SettingsStore& settings, QWidget* parent = nullptr);
    ~HistoryTab() override;
    Q_DISABLE_COPY_MOVE(HistoryTab)

    void showRevision(const ContextId& context, const ReleaseKey& release, Revision revision, Revision compareWith,
        const ReleaseRecordPtr& record) override;
    [[nodiscard]] bool isSettled() const override;
    /// The shown revision's record into @p path, where a person wants it.
    void saveRecord(const QString& path);

private:
    void count();
    void askWhere();

    ReleaseDetail& m_detail;
    ReleaseReader& m_reader;
    SettingsStore& m_settings;
    ElidedLabel* m_count;
    QPushButton* m_save;
    DataTable* m_table;
    QString m_said; ///< how the last saving ended
    CallHandle m_saving;
    bool m_isFollowing = false;
};

} // namespace pilothouse::ui
