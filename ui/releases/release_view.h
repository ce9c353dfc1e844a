// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/release_tab.h"
#include "ui/releases/release_detail.h"

#include <QTimer>
#include <QWidget>

#include <map>
#include <vector>

class QHBoxLayout;
class QSplitter;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace pilothouse {
class Clock;
class SettingsStore;
} // namespace pilothouse

namespace pilothouse::ui {

class EmptyState;
class ProgressLine;
class RevisionRail;

/// The release page: revisions on the left, what there is to know of one in tabs. A tab is made when it is first shown,
/// and told only while it is visible; what goes wrong in one stays in it.
class ReleaseView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReleaseView)

public:
    /// @param lent tabs that other features make (Diff, Resources); ids that nobody makes are left out
    ReleaseView(ReleaseDetail& detail, ReleaseReader& reader, SettingsStore& settings, const Clock& clock,
        const std::vector<ReleaseTab>& lent, QWidget* parent = nullptr);
    ~ReleaseView() override;

    /// One of `tab::…`; unknown ones change nothing.
    void setTab(const QString& id);
    [[nodiscard]] QString tab() const;
    void focusTab();
    void focusRail();
    [[nodiscard]] bool isSettled() const;
    /// The keyboard is in the rail, or in the history: `r` means the revision there.
    [[nodiscard]] bool isChoosingRevision() const;

Q_SIGNALS:
    void tabChanged(const QString& id);
    /// One of `page::kUpgrade`, `kRollback`, `kUninstall` for the shown release.
    void changeWanted(const QString& page);
    void logsWanted();
    void settledChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Tab {
        QString id;
        QString title;
        std::function<ReleaseTabWidget*(QWidget*)> make;
        bool needsRecord = true; ///< shows nothing of its own while the record is read
        ReleaseTabWidget* widget = nullptr;
    };
    void addOwnTabs(const Clock& clock);
    void place(const std::vector<ReleaseTab>& lent);
    void build();
    void addActions(QHBoxLayout& row);
    void connectDetail();
    [[nodiscard]] Tab* currentTab();
    [[nodiscard]] const Tab* currentTab() const;
    void showTab();
    void tellTab();
    void tellProgress();

    ReleaseDetail& m_detail;
    ReleaseReader& m_reader;
    SettingsStore& m_settings;
    std::vector<Tab> m_tabs;
    RevisionRail* m_rail;
    QTabBar* m_bar;
    QStackedWidget* m_stack;
    EmptyState* m_state;
    ProgressLine* m_progress;
    QSplitter* m_split;
    QTimer m_patience;
    std::vector<std::pair<QPushButton*, QString>> m_actions; ///< and their icons
};

} // namespace pilothouse::ui
