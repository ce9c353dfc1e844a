// SPDX-License-Identifier: Apache-2.0
// What a plan of several releases shows of its presenter.
#include "ui/change/batch_bar.h"
#include "ui/change/batch_form.h"
#include "ui/change/batch_model.h"
#include "ui/change/batch_sheet.h"
#include "ui/change/batch_words.h"
#include "ui/change/check_list.h"
#include "ui/change/cockpit_view.h"
#include "ui/change/options_form.h"
#include "ui/diff/diff_view.h"
#include "ui/diff/headline_label.h"
#include "ui/frame/environment_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/progress_line.h"

#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QTableView>
#include <QTabWidget>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

void BatchSheet::refresh() {
    refreshHeader();
    refreshNotices();
    refreshList();
    const bool isPlan = !m_presenter.isRunning() && !m_presenter.hasEnded();
    if (isPlan) {
        refreshDiff();
        refreshChecks();
        m_body->setCurrentWidget(m_planSide);
        m_followed.reset();
    } else {
        refreshRun();
    }
    m_bar->refresh();
    Q_EMIT changed();
}

void BatchSheet::refreshHeader() {
    const PlaceMode mode = m_presenter.mode();
    m_place->setSpec({shortContextName(m_presenter.context().value()), environmentColor(mode.environment.kind)});
    m_title->setText(batchTitle(m_presenter));
    const QString counts = batchCounts(m_presenter);
    const bool isPlan = !m_presenter.isRunning() && !m_presenter.hasEnded();
    const bool isOld = isPlan && !counts.isEmpty() && !m_presenter.isPlanCurrent();
    m_counts->setText(isOld ? tr("of an older plan · %1").arg(counts) : counts);
    m_counts->setLook(TextStyle::Small, isOld ? ColorToken::Warning : ColorToken::TextSecond);
}

void BatchSheet::refreshNotices() {
    const PlaceMode mode = m_presenter.mode();
    const bool isPlan = !m_presenter.isRunning() && !m_presenter.hasEnded();
    if (!isPlan || m_presenter.items().empty() || mode.canChange()) {
        m_locked->clear();
    } else {
        m_locked->tell(ColorToken::Warning, whyLocked(mode),
            !mode.isKnown   ? QString()
                : mode.lock ? tr("This is right from now on")
                            : tr("Open changes"));
    }
    if (isPlan && !m_presenter.overtaken().empty()) {
        m_overtaken->tell(ColorToken::Warning, batchOvertakenText(m_presenter), tr("Compare again"));
    } else {
        m_overtaken->clear();
    }
    const auto hidden = static_cast<int>(std::ranges::count(m_presenter.items(), true, &BatchItem::isHidden));
    if (isPlan && hidden > 0) {
        m_hidden->tell(ColorToken::Warning,
            tr("%n of these release(s) are marked, but the filter of the list does not show them.", nullptr, hidden));
    } else {
        m_hidden->clear();
    }
    if (isPlan && m_presenter.beginError()) {
        m_problem->tellError(*m_presenter.beginError());
    } else if (m_presenter.cancelError()) {
        m_problem->tellError(*m_presenter.cancelError());
    } else {
        m_problem->clear();
    }
}

void BatchSheet::refreshList() {
    const bool isPlan = !m_presenter.isRunning() && !m_presenter.hasEnded();
    {
        const QScopedValueRollback guard(m_isRefreshing, true);
        if (const auto now = m_presenter.current(); now && now != m_followed) {
            m_chosen = m_followed = now;
        }
        m_model->refresh();
        const int row = m_chosen ? m_model->rowOf(*m_chosen) : -1;
        if (row < 0) {
            m_chosen.reset();
        }
        if (row >= 0 && m_list->currentIndex().row() != row) {
            m_list->selectRow(row);
        }
    }
    const int row = m_chosen ? m_model->rowOf(*m_chosen) : -1;
    m_up->setEnabled(isPlan && row > 0);
    m_down->setEnabled(isPlan && row >= 0 && row + 1 < m_model->rowCount());
    m_out->setEnabled(isPlan && row >= 0);
}

void BatchSheet::refreshDiff() {
    if (m_presenter.isPlanning() || m_presenter.isReading()) {
        const auto all = static_cast<int>(m_presenter.items().size());
        m_progress->start(m_presenter.isReading()
                ? tr("Reading what is deployed")
                : tr("helm renders and the server checks %n release(s)", nullptr, all));
        if (m_presenter.looked() > 0) {
            m_progress->setProgress(m_presenter.looked(), all);
        }
    } else {
        m_progress->finish();
    }
    const ReleaseDiffPtr diff = m_presenter.diff() ? m_presenter.diff()->all : nullptr;
    if (diff != m_diff->diff()) {
        m_diff->setDiff(diff);
        m_headline->setHeadline(
            diff ? headlineParts(*diff) : QList<HeadlinePart>(), diff ? headlineDetail(*diff) : QString());
    }
    const bool isEmpty = !diff || diff->parts.empty();
    if (isEmpty) {
        refreshNoDiff();
    }
    m_diffStack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_noDiff) : m_diff);
    if (const QString commands = batchCommands(m_presenter); commands != m_shownCommands) {
        m_shownCommands = commands;
        m_commands->setText(commands, CodeKind::Plain);
    }
}

/// What stands where the difference would be.
void BatchSheet::refreshNoDiff() {
    const Hindrance hindrance = m_presenter.hindrance(m_bar->typed());
    if (m_presenter.items().empty()) {
        m_noDiff->display(EmptyState::Kind::Empty, tr("No release is marked."),
            tr("Mark releases in the list with Space, then come back."), tr("To the releases"));
    } else if (m_presenter.planError()) {
        m_noDiff->showError(*m_presenter.planError());
    } else if (hindrance == Hindrance::Incomplete || hindrance == Hindrance::BadValues) {
        m_noDiff->display(EmptyState::Kind::Empty, batchHindranceText(hindrance, m_presenter),
            tr("What would change is shown here, before anything is sent."));
    } else if (m_presenter.isPlanning() || m_presenter.isReading() || !m_presenter.isPlanCurrent()) {
        m_noDiff->display(EmptyState::Kind::Loading, tr("Rendering and comparing …"));
    } else if (!m_presenter.diff() || !m_presenter.diff()->all) {
        m_noDiff->display(EmptyState::Kind::Failed, tr("None of them can be planned."),
            tr("Why stands beside each release and in the checks."), tr("Try again"));
    } else {
        m_noDiff->display(EmptyState::Kind::Empty, tr("Nothing would change in any of them."));
    }
}

void BatchSheet::refreshChecks() {
    if (!m_presenter.plan()) {
        m_checks->setNote(tr("Checks follow as soon as there is something to apply."));
        return;
    }
    m_checks->setRows(batchChecks(m_presenter, m_chosen), m_presenter.isPlanCurrent());
}

void BatchSheet::refreshRun() {
    if (!m_presenter.isRunning() && !m_presenter.hasEnded()) {
        return;
    }
    const BatchStep* step = m_chosen ? m_presenter.step(*m_chosen) : nullptr;
    if (step && step->run) {
        m_cockpit->setRun(step->run);
        m_body->setCurrentWidget(m_cockpit);
        return;
    }
    if (!step) {
        m_noRun->display(EmptyState::Kind::Loading, tr("Looking once more before the first one begins …"));
    } else if (step->error) {
        m_noRun->showError(*step->error);
    } else if (step->progress == BatchStep::Progress::NotBegun) {
        m_noRun->display(EmptyState::Kind::Empty, tr("%1 was not begun.").arg(releaseText(step->request.release)),
            tr("Nothing was sent for it: it is as it was."));
    } else if (step->progress == BatchStep::Progress::Waiting) {
        m_noRun->display(EmptyState::Kind::Empty, tr("%1 waits for its turn.").arg(releaseText(step->request.release)));
    } else {
        m_noRun->display(EmptyState::Kind::Loading, tr("Looking once more, then helm begins …"));
    }
    m_body->setCurrentWidget(m_noRun);
}

} // namespace pilothouse::ui
