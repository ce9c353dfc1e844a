// SPDX-License-Identifier: Apache-2.0
// The second half of BatchPresenter: whether it may begin, others who change the same releases, and the run.
#include "ui/change/batch_presenter.h"

#include <QPointer>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

QString BatchPresenter::nameSpaceOfMode() const {
    QString chosen = m_items.empty() ? QString() : m_items.front().release.nameSpace;
    bool isProtected = false;
    for (const BatchItem& item : m_items) {
        const PlaceMode mode = m_services.mode(m_context, item.release.nameSpace);
        if (!mode.canChange()) {
            return item.release.nameSpace;
        }
        if (mode.isProtected && !std::exchange(isProtected, true)) {
            chosen = item.release.nameSpace;
        }
    }
    return chosen;
}

PlaceMode BatchPresenter::mode() const {
    return m_services.mode(m_context, nameSpaceOfMode());
}

/// What the plan depends on of the modes of its places.
QString BatchPresenter::modesText() const {
    QString text;
    for (const BatchItem& item : m_items) {
        const PlaceMode mode = m_services.mode(m_context, item.release.nameSpace);
        text += QStringList{QString::number(static_cast<int>(mode.mode)), mode.reason,
                    QString::number(int{mode.isProtected}), QString::number(int{mode.isKnown}),
                    QString::number(int{mode.lock.has_value()})}
                    .join(u'\t')
            + u'\n';
    }
    return text;
}

void BatchPresenter::modeChanged() {
    if (m_isRunning || m_hasEnded) {
        return;
    }
    if (isPlanCurrent() && m_plannedModes != modesText()) {
        planNow();
    }
    Q_EMIT changed();
}

void BatchPresenter::lookForOthers(const ReleaseKey& release) {
    const bool isBusy = m_isRunning || m_hasEnded || m_isPlanning || isReading();
    if (isBusy || !step(release)) {
        return; // what is being planned is read anew; what runs makes revisions itself
    }
    keep(m_looks, release,
        m_services.gateway.revisions(
            m_context, release, [this, release](const Result<std::vector<RecordMeta>>& revisions) {
                const BatchStep* known = step(release);
                if (!revisions || revisions->empty() || !known || !known->plan || m_isRunning || m_hasEnded) {
                    return;
                }
                const ReleaseRecordPtr& seen = known->plan->rendering->newest;
                const bool isNewer = !seen || number(revisions->front().revision) > number(seen->revision);
                if (isNewer && std::ranges::find(m_overtaken, release) == m_overtaken.end()) {
                    m_overtaken.push_back(release);
                    Q_EMIT changed();
                }
            }));
}

void BatchPresenter::compareAgain() {
    if (m_isRunning || m_hasEnded) {
        return;
    }
    m_beginError.reset();
    m_isOutdated = true; // until there is a plan against what is there now
    for (BatchItem& item : m_items) {
        item.deployed.reset();
        item.error.reset();
    }
    readAll();
    Q_EMIT changed();
}

Hindrance BatchPresenter::hindrance(const QString& typed) const {
    if (m_isRunning || m_hasEnded) {
        return Hindrance::UnderWay;
    }
    if (m_items.empty() || isReading()) {
        return Hindrance::NotLoaded;
    }
    const auto isBusy
        = [this](const BatchItem& item) { return m_services.gateway.running(m_context, item.release) != nullptr; };
    const auto isLocked
        = [this](const BatchItem& item) { return !m_services.mode(m_context, item.release.nameSpace).canChange(); };
    const auto isUnread = [](const BatchItem& item) { return item.error.has_value(); };
    if (std::ranges::any_of(m_items, isBusy)) {
        return Hindrance::AnotherRuns;
    }
    if (m_valuesError) {
        return Hindrance::BadValues;
    }
    if (!isComplete()) {
        return Hindrance::Incomplete;
    }
    if (!m_overtaken.empty()) {
        return Hindrance::Overtaken;
    }
    if (std::ranges::any_of(m_items, isLocked)) {
        return Hindrance::Locked;
    }
    if (m_planError || std::ranges::any_of(m_items, isUnread)) {
        return Hindrance::PlanFailed;
    }
    if (isPlanning() || !isPlanCurrent() || m_plan->steps.size() != m_items.size()) {
        return Hindrance::Working;
    }
    if (m_plan->isBlocked()) {
        return Hindrance::Blocked;
    }
    return typed == m_plan->confirmation() ? Hindrance::None : Hindrance::NotTyped;
}

// --- The run

void BatchPresenter::apply(const QString& typed) {
    if (hindrance(typed) != Hindrance::None) {
        return;
    }
    m_isRunning = true;
    m_beginError.reset();
    m_cancelError.reset();
    m_stop = std::make_shared<BatchStop>();
    const auto told = [self = QPointer(this), stop = m_stop](const BatchPlanPtr& plan) {
        if (self && self->m_stop == stop && self->m_isRunning) {
            self->m_plan = plan;
            Q_EMIT self->changed();
        }
    };
    m_runCall = m_services.gateway.runBatch(
        m_plan, typed, m_stop, told, [this](const Result<BatchPlanPtr>& plan) { onEnded(plan); });
    Q_EMIT changed();
}

void BatchPresenter::onEnded(const Result<BatchPlanPtr>& plan) {
    m_isRunning = false;
    if (!plan) {
        m_beginError = plan.error(); // nothing was begun
        m_isOutdated = true;
        compareAgain();
        m_beginError = plan.error();
        Q_EMIT changed();
        return;
    }
    m_plan = *plan;
    m_hasEnded = true;
    for (const BatchStep& step : m_plan->steps) {
        if (step.progress == BatchStep::Progress::Succeeded) {
            remember(step.request);
            Q_EMIT succeeded(step.request.release);
        }
    }
    Q_EMIT changed();
}

void BatchPresenter::remember(const ChangeRequest& request) const {
    m_services.memory.rememberSource(request.context, request.release, request.chart);
    m_services.memory.rememberValues(request.context, request.values);
}

std::optional<ReleaseKey> BatchPresenter::current() const {
    if (!m_isRunning || !m_plan) {
        return std::nullopt;
    }
    const auto found = std::ranges::find(m_plan->steps, BatchStep::Progress::Running, &BatchStep::progress);
    return found == m_plan->steps.end() ? std::nullopt : std::optional(found->request.release);
}

void BatchPresenter::stopAfterThis() {
    if (m_isRunning && m_stop) {
        m_stop->ask();
        Q_EMIT changed();
    }
}

void BatchPresenter::cancelCurrent() {
    const auto release = current();
    const BatchStep* running = release ? step(*release) : nullptr;
    if (!running || !running->run) {
        return;
    }
    stopAfterThis(); // also where helm ends well before the signal gets to it
    m_cancelError.reset();
    m_cancelCall = m_services.gateway.cancel(running->run->id, [this](const Result<bool>& cancelled) {
        if (!cancelled) {
            m_cancelError = cancelled.error();
            Q_EMIT changed();
        }
    });
}

void BatchPresenter::planAgain() {
    if (m_isRunning || !m_hasEnded) {
        return;
    }
    m_hasEnded = false;
    m_stop.reset();
    std::erase_if(m_items, [this](const BatchItem& item) {
        const BatchStep* done = step(item.release);
        return done && done->progress == BatchStep::Progress::Succeeded;
    });
    m_plan.reset();
    m_diff.reset();
    compareAgain();
}

} // namespace pilothouse::ui
