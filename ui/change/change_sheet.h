// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/change_presenter.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace pilothouse::ui {

class ApplyBar;
class Badge;
class ChangeForm;
class CheckList;
class CockpitView;
class DiffView;
class ElidedLabel;
class EmptyState;
class HeadlineLabel;
class Navigation;
class Notice;
class OptionsForm;
class ProgressLine;
class SegmentedControl;
class ValuesTableTab;

/// One change on screen: on the left what is asked for, on the right what it changes, below what was checked and the
/// button; the cockpit in their place once it has begun. Bound to one context for its whole life, and says so (RC6).
class ChangeSheet final : public QWidget {
    Q_OBJECT
public:
    ChangeSheet(
        ChangeSubject subject, ChangePresenter::Services services, Navigation& navigation, QWidget* parent = nullptr);
    ~ChangeSheet() override;
    Q_DISABLE_COPY_MOVE(ChangeSheet)

    [[nodiscard]] ChangePresenter& presenter() { return *m_presenter; }
    [[nodiscard]] const ChangePresenter& presenter() const { return *m_presenter; }
    void start(Revision target);
    /// Another target of a rollback that is open already.
    void chooseTarget(Revision target);
    [[nodiscard]] bool isSettled() const;
    void openFind();
    void focusFirst();

    [[nodiscard]] ChangeForm& form() const { return *m_form; }
    [[nodiscard]] ApplyBar& applyBar() const { return *m_apply; }
    [[nodiscard]] CheckList& checks() const { return *m_checks; }
    [[nodiscard]] DiffView& diff() const { return *m_diff; }
    [[nodiscard]] CockpitView& cockpit() const { return *m_cockpit; }
    [[nodiscard]] OptionsForm& options() const { return *m_options; }
    [[nodiscard]] Notice& overtaken() const { return *m_overtaken; }
    /// Why nothing can be changed here, and the way to open it.
    [[nodiscard]] Notice& locked() const { return *m_locked; }
    [[nodiscard]] bool showsCockpit() const;

Q_SIGNALS:
    /// Leave the page; the sheet stays as long as it has edits or runs.
    void leaveRequested();
    void changed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* buildHeader();
    QWidget* buildLeft();
    QWidget* buildRight();
    QWidget* buildBases();
    void connectForm();
    void connectPresenter();
    void connectCockpit();
    void collect();
    void refresh();
    void refreshHeader();
    void refreshNotices();
    void refreshDiff();
    void refreshCounts(const ChangeComparison& shown);
    void refreshNoDiff(const ChangeComparison& shown);
    void refreshChecks();
    void askHelm();
    void unlock();
    void answerProblem();
    void setUpRepository();
    void showCommand();
    void decrypt(const QString& path);
    [[nodiscard]] QString baseName(DiffBase base) const;

    Navigation& m_navigation;
    ChangePresenter* m_presenter;
    ChangeGateway& m_gateway;
    ChartOffers* m_offers;
    Badge* m_place;
    ElidedLabel* m_title;
    ElidedLabel* m_charts;
    QPushButton* m_command;
    Notice* m_locked;
    Notice* m_overtaken;
    Notice* m_draft;
    Notice* m_problem;
    Notice* m_commandNotice;
    QStackedWidget* m_stack;
    QWidget* m_plan = nullptr;
    QTabWidget* m_tabs;
    ChangeForm* m_form;
    OptionsForm* m_options;
    ValuesTableTab* m_moved = nullptr; ///< upgrades only
    CheckList* m_checks;
    SegmentedControl* m_bases;
    HeadlineLabel* m_headline;
    ElidedLabel* m_counts;
    ProgressLine* m_progress;
    QStackedWidget* m_diffStack;
    DiffView* m_diff;
    EmptyState* m_noDiff;
    ApplyBar* m_apply;
    CockpitView* m_cockpit;
    bool m_isLoading = false;
    const void* m_shownPlan = nullptr;
    bool m_wasPlanCurrent = false;
    CallHandle m_helmCall;
    CallHandle m_helmsCall;
    CallHandle m_acceptCall;
    CallHandle m_decryptCall;
    CallHandle m_trustCall;
};

} // namespace pilothouse::ui
