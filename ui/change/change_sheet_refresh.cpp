// SPDX-License-Identifier: Apache-2.0
// What a sheet shows of its presenter: header, notices, difference, checks.
#include "ui/change/change_sheet.h"

#include "core/base/plain_text.h"
#include "ui/change/apply_bar.h"
#include "ui/change/check_list.h"
#include "ui/change/plan_words.h"
#include "ui/diff/diff_view.h"
#include "ui/diff/headline_label.h"
#include "ui/frame/environment_look.h"
#include "ui/frame/repository_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/segmented_control.h"

#include <QPushButton>
#include <QStackedWidget>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

void ChangeSheet::refreshHeader() {
    const ChangeSubject& subject = m_presenter->subject();
    const PlaceMode mode = m_presenter->mode();
    const QString nameSpace = subject.release.nameSpace;
    m_place->setSpec(
        {shortContextName(subject.context.value()) + (nameSpace.isEmpty() ? QString() : u" ▸ "_s + nameSpace),
            environmentColor(mode.environment.kind)});
    m_title->setText(subject.release.name.isEmpty() ? tr("New release") : subject.release.name);
    const QString before = m_presenter->deployed() ? m_presenter->deployed()->chart.label() : QString();
    const RenderingPtr& rendering = m_presenter->rendering();
    const bool hasChart = rendering && !rendering->chart.name.isEmpty() && subject.kind != ChangeKind::Uninstall;
    const QString after = hasChart ? rendering->chart.label() : QString();
    m_charts->setText(after.isEmpty() || after == before ? before
            : before.isEmpty()                           ? after
                                                         : before + u"  →  "_s + after);
    m_command->setEnabled(m_presenter->plan() != nullptr);
}

void ChangeSheet::refreshNotices() {
    const PlaceMode mode = m_presenter->mode();
    if (mode.canChange() || m_presenter->run()) {
        m_locked->clear();
    } else {
        m_locked->tell(ColorToken::Warning, whyLocked(mode),
            !mode.isKnown   ? QString()
                : mode.lock ? tr("This is right from now on")
                            : tr("Open changes"));
    }
    if (m_presenter->overtakenBy() && !m_presenter->run()) {
        m_overtaken->tell(ColorToken::Warning, overtakenText(*m_presenter), tr("Compare again"));
    } else {
        m_overtaken->clear();
    }
    const auto& begin = m_presenter->beginError();
    const auto& render = m_presenter->renderError();
    if (m_presenter->run()) {
        m_problem->clear();
        m_draft->clear();
    } else if (begin) {
        m_problem->tellError(*begin);
    } else if (render && m_presenter->comparison().diff) {
        m_problem->tell(ColorToken::Failed, renderErrorText(*render),
            render->reason == "HelmfileNotTrusted"_L1 ? tr("Trust it and render")
                : isRepositoryProblem(*render)        ? tr("Set up the repository…")
                                                      : QString());
    } else {
        m_problem->clear();
    }
}

QString ChangeSheet::baseName(DiffBase base) const {
    const int revision = m_presenter->deployed() ? number(m_presenter->deployed()->revision) : 0;
    switch (base) {
    case DiffBase::Record:
        return revision > 0 ? tr("revision %1").arg(revision) : tr("nothing");
    case DiffBase::Live:
        return tr("what is live");
    case DiffBase::Predicted:
        return tr("what is live, as predicted by the server");
    }
    return {};
}

void ChangeSheet::refreshDiff() {
    const ChangeComparison& shown = m_presenter->comparison();
    if (m_presenter->isRendering() || shown.isUnderWay) {
        m_progress->start(m_presenter->isRendering() ? tr("helm renders")
                : shown.found > 0                    ? tr("%n object(s) predicted", nullptr, shown.found)
                                                     : tr("Comparing with %1").arg(baseName(m_presenter->base())));
    } else {
        m_progress->finish();
    }
    if (shown.diff != m_diff->diff()) {
        m_diff->setDiff(shown.diff);
        m_headline->setHeadline(shown.diff ? headlineParts(*shown.diff) : QList<HeadlinePart>(),
            shown.diff ? headlineDetail(*shown.diff) : QString());
    }
    m_bases->setCurrent(static_cast<int>(m_presenter->base()));
    refreshCounts(shown);
    const bool isEmpty = !shown.diff || entriesOf(shown.diff).empty();
    if (isEmpty) {
        refreshNoDiff(shown);
    }
    m_diffStack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_noDiff) : m_diff);
}

void ChangeSheet::refreshCounts(const ChangeComparison& shown) {
    QString counts = shown.diff ? countWords(*shown.diff) : QString();
    const bool isWarning = shown.diff && (shown.error || shown.isOutdated || !shown.problems.empty());
    if (shown.diff && shown.isOutdated) {
        counts = tr("of an older text · %1").arg(counts);
    } else if (!shown.problems.empty()) {
        counts = tr("%n could not be read", nullptr, static_cast<int>(shown.problems.size())) + u" · "_s + counts;
    }
    // Where nothing moved by name, the headline is the counts already.
    const bool isSaid = shown.diff && !isWarning && headlineParts(*shown.diff).value(0).name.isEmpty();
    m_counts->setVisible(!isSaid);
    if (shown.diff && shown.error) {
        counts = errorLine(*shown.error);
    }
    m_counts->setText(counts);
    m_counts->setLook(TextStyle::Small, isWarning ? ColorToken::Warning : ColorToken::TextSecond);
}

/// What stands where the difference would be.
void ChangeSheet::refreshNoDiff(const ChangeComparison& shown) {
    const Hindrance hindrance = m_presenter->hindrance(m_apply->typed());
    if (const auto& error = m_presenter->loadError()) {
        m_noDiff->showError(*error);
    } else if (const auto& unrendered = m_presenter->renderError()) {
        const bool isRepository = isRepositoryProblem(*unrendered);
        const bool isQuestion = unrendered->reason == "HelmfileNotTrusted"_L1;
        m_noDiff->display(isQuestion ? EmptyState::Kind::Empty : EmptyState::Kind::Failed,
            isQuestion         ? tr("May this helmfile run?")
                : isRepository ? tr("The chart can’t be had.")
                               : tr("This can't be rendered."),
            renderErrorText(*unrendered),
            isQuestion         ? tr("Trust it and render")
                : isRepository ? tr("Set up the repository…")
                               : tr("Try again"));
    } else if (shown.error) {
        m_noDiff->showError(*shown.error);
    } else if (shown.diff && !shown.isOutdated) {
        m_noDiff->display(
            EmptyState::Kind::Empty, tr("Nothing would change against %1.").arg(baseName(m_presenter->base())));
    } else if (hindrance == Hindrance::Incomplete || hindrance == Hindrance::BadValues) {
        m_noDiff->display(EmptyState::Kind::Empty, hindranceText(hindrance, *m_presenter),
            tr("What would change is shown here, before anything is sent."));
    } else {
        m_noDiff->display(EmptyState::Kind::Loading, tr("Rendering and comparing …"));
    }
}

void ChangeSheet::refreshChecks() {
    const ChangePlanPtr& plan = m_presenter->plan();
    if (plan.get() == m_shownPlan && m_presenter->isPlanCurrent() == m_wasPlanCurrent && plan) {
        return;
    }
    m_shownPlan = plan.get();
    m_wasPlanCurrent = m_presenter->isPlanCurrent();
    if (!plan) {
        m_checks->setNote(tr("Checks follow as soon as there is something to apply."));
        return;
    }
    std::vector<PlanCheck> checks = plan->checks;
    const ChangeKind kind = m_presenter->subject().kind;
    std::erase_if(checks, [kind](const PlanCheck& check) { // listed by the form above
        const bool isWayBack = check.topic == PlanCheck::Topic::WayBack && check.word != "CanGoBack"_L1;
        return (kind == ChangeKind::Uninstall && (isWayBack || check.topic == PlanCheck::Topic::Leftover))
            || (kind == ChangeKind::Rollback && isWayBack);
    });
    m_checks->setChecks(checks, m_presenter->isPlanCurrent());
}

} // namespace pilothouse::ui
