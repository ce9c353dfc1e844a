// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/environment_rules.h"
#include "ui/frame/dock_tab.h"
#include "ui/logs/logs_presenter.h"

#include <functional>

class QMenu;

namespace pilothouse::ui {

class EmptyState;
class FindBar;
class HistogramStrip;
class LevelChips;
class LogExport;
class LogStateLine;
class LogView;
class LogsBar;
class Notice;
class ProgressLine;
class Theme;

/// A tab of the dock that shows the log of a pod, a workload, a selector or a whole release. It binds: LogsPresenter
/// decides, LogView shows. Letters are keys of the log while nobody types text (LogActions).
class LogsTab final : public DockTabWidget {
    Q_OBJECT
public:
    /// @param environment of the context and namespace: its colour is the tab's edge
    LogsTab(Theme& theme, LogsParts parts, PodTools::Logs what, Environment environment, QWidget* parent = nullptr);
    ~LogsTab() override;
    Q_DISABLE_COPY_MOVE(LogsTab)

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    void focusFilter() override;
    bool escape() override;
    [[nodiscard]] bool isSettled() const override;

    [[nodiscard]] LogsPresenter& presenter() { return m_presenter; }
    [[nodiscard]] LogActions& logActions() { return m_actions; }
    [[nodiscard]] LogView& view() { return *m_view; }

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void connectPresenter();
    void connectReading();
    void connectLook();
    void connectFinding();
    void connectLines();
    void connectBar();

    void present();
    void presentCounts();
    void presentSight();
    void presentEmpty();
    void presentScope();
    void presentLook();
    void takeSettings();
    void keepLook();
    void refreshStrip();
    void goTo(qint64 line);
    void goToBar(int bar);

    void openFind();
    void closeFind();
    void search(const QString& needle);
    void find(LogSearch::Direction direction);
    [[nodiscard]] qint64 startOfFinding(LogSearch::Direction direction) const;
    void applyFilter();

    void fillPods();
    void fillContainers();
    void fillColumns();
    void fillLineMenu(QMenu& menu, qint64 line);
    void chooseContainer(const QString& name, bool isWanted);
    void hidePod(const QString& pod, bool isHidden);
    void showOnlyPod(const QString& pod);

    void copy();
    void save(bool isRaw);
    void startSaving(bool isRaw, const QString& file);
    void startExport(std::unique_ptr<LogExport> work);
    void showCommand();

    Theme& m_theme;
    Environment m_environment;
    SettingsStore* m_settings; ///< null: nothing is remembered
    LogsPresenter m_presenter;
    LogActions m_actions;
    LogsBar* m_bar;
    HistogramStrip* m_strip;
    LevelChips* m_levels;
    QWidget* m_stripRow;
    ProgressLine* m_progress;
    Notice* m_notice;
    Notice* m_command;
    QWidget* m_body; ///< the view, and over it what stands where there are no lines
    LogView* m_view;
    EmptyState* m_empty;
    FindBar* m_find;
    LogStateLine* m_state;
    QTimer m_filterDelay;
    LogHistogram::Bars m_bars;
    std::unique_ptr<LogExport> m_export;
    std::function<void()> m_emptyAction;
    bool m_hasBegun = false;
    bool m_isFailureTold = false;
};

} // namespace pilothouse::ui
