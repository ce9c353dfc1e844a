// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/batch_presenter.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTableView;
class QTabWidget;

namespace pilothouse::ui {

class Badge;
class BatchBar;
class BatchForm;
class BatchModel;
class CheckList;
class CockpitView;
class CodeView;
class DiffView;
class ElidedLabel;
class EmptyState;
class HeadlineLabel;
class Navigation;
class Notice;
class OptionsForm;
class ProgressLine;
class SegmentedControl;

/// One plan of several releases: above the releases in the order in which they are changed; below what they are to get
/// and the checks, beside one difference over all. While it runs the lower part is the cockpit of the release that is
/// being changed, or of the one that is chosen.
class BatchSheet final : public QWidget {
    Q_OBJECT
public:
    /// @param presenter,gateway,navigation outlive it
    BatchSheet(BatchPresenter& presenter, ChangeGateway& gateway, Navigation& navigation, QWidget* parent = nullptr);
    ~BatchSheet() override;
    Q_DISABLE_COPY_MOVE(BatchSheet)

    [[nodiscard]] BatchPresenter& presenter() const { return m_presenter; }
    [[nodiscard]] BatchForm& form() const { return *m_form; }
    [[nodiscard]] OptionsForm& options() const { return *m_options; }
    [[nodiscard]] BatchBar& bar() const { return *m_bar; }
    [[nodiscard]] BatchModel& model() const { return *m_model; }
    [[nodiscard]] DiffView& diff() const { return *m_diff; }
    void focusFirst();
    void openFind();
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void changed();
    void leaveRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* buildHeader();
    QWidget* buildList();
    QWidget* buildListBar();
    QWidget* buildPlan();
    QWidget* buildRight();
    QWidget* buildBases();
    void addKeys();
    void connectParts();
    void collect();
    void askHelm();
    void unlock();
    void moveChosen(int by);
    void takeOutChosen();
    void showChosen();

    void refresh();
    void refreshHeader();
    void refreshNotices();
    void refreshList();
    void refreshDiff();
    void refreshNoDiff();
    void refreshChecks();
    void refreshRun();

    BatchPresenter& m_presenter;
    ChangeGateway& m_gateway;
    Navigation& m_navigation;
    BatchModel* m_model;
    Badge* m_place;
    ElidedLabel* m_title;
    ElidedLabel* m_counts;
    Notice* m_locked;
    Notice* m_overtaken;
    Notice* m_hidden;
    Notice* m_problem;
    QTableView* m_list;
    QPushButton* m_up;
    QPushButton* m_down;
    QPushButton* m_out;
    QTabWidget* m_tabs;
    BatchForm* m_form;
    OptionsForm* m_options;
    CodeView* m_commands;
    CheckList* m_checks;
    SegmentedControl* m_bases;
    HeadlineLabel* m_headline;
    ProgressLine* m_progress;
    QStackedWidget* m_body;
    QStackedWidget* m_diffStack;
    QWidget* m_planSide = nullptr;
    DiffView* m_diff;
    EmptyState* m_noDiff;
    CockpitView* m_cockpit;
    EmptyState* m_noRun;
    BatchBar* m_bar;
    std::optional<ReleaseKey> m_chosen; ///< kept while rows move
    std::optional<ReleaseKey> m_followed; ///< the release whose run is followed by itself
    QString m_shownCommands;
    bool m_isRefreshing = false;
    CallHandle m_helmCall;
    CallHandle m_helmsCall;
    CallHandle m_acceptCall;
};

} // namespace pilothouse::ui
