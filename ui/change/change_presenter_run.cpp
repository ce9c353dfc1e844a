// SPDX-License-Identifier: Apache-2.0
// The second half of ChangePresenter: whether it may begin, others who change the same release, and the run.
#include "ui/change/change_presenter.h"

#include <algorithm>
#include <utility>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

PlaceMode ChangePresenter::mode() const {
    return m_services.mode(m_subject.context, m_subject.release.nameSpace);
}

void ChangePresenter::modeChanged() {
    // The checks name the mode as it was: they are made again, the rendering is still good. Not once it has begun:
    // there is nothing left to check, and the list tells of the very revision this one makes.
    if (m_rendering && !isRendering() && !m_renderError && !isUnderWay() && !m_run) {
        const bool isGivenReason = m_rendering->request.reason.isEmpty() && !mode().reason.isEmpty();
        isGivenReason ? renderNow() : planNow(); // what is asked for carries the reason
    }
    Q_EMIT changed();
}

void ChangePresenter::lookForOthers() {
    if (!m_isLoaded || m_subject.kind == ChangeKind::Install) {
        return;
    }
    m_othersCall = m_services.gateway.revisions(m_subject.context, m_subject.release,
        [this](const Result<std::vector<RecordMeta>>& revisions) { onOthers(revisions); });
}

void ChangePresenter::onOthers(const Result<std::vector<RecordMeta>>& revisions) {
    if (!revisions || revisions->empty() || isUnderWay()) {
        return;
    }
    const RecordMeta& newest = revisions->front();
    const Revision seen = m_rendering && m_rendering->newest ? m_rendering->newest->revision
        : m_revisions.empty()                                ? Revision::None
                                                             : m_revisions.front().revision;
    m_revisions = *revisions;
    if (number(newest.revision) <= number(seen)) {
        return;
    }
    const bool isKnown = m_overtakenBy && m_overtakenBy->uid == newest.uid;
    m_overtakenBy = newest;
    if (!isKnown) {
        m_overtakingRecord.reset();
        m_othersRecordCall = m_services.gateway.record(
            m_subject.context, m_subject.release, newest.revision, [this](const Result<ReleaseRecordPtr>& record) {
                if (record) {
                    m_overtakingRecord = *record;
                    Q_EMIT changed();
                }
            });
    }
    Q_EMIT changed();
}

void ChangePresenter::compareAgain() {
    m_overtakenBy.reset();
    m_overtakingRecord.reset();
    m_beginError.reset();
    markOutdated(); // until there is a plan against what is there now
    m_isReading = true;
    readRevisions(false);
    Q_EMIT changed();
}

/// From the press on: also between core's answer and the first word of the run.
bool ChangePresenter::isUnderWay() const {
    return m_isBeginning || (!m_operation.isEmpty() && !m_run) || (m_run && m_run->phase != RunStatus::Phase::Ended);
}

Hindrance ChangePresenter::hindrance(const QString& typed) const {
    if (isUnderWay()) {
        return Hindrance::UnderWay;
    }
    if (!m_isLoaded) {
        return Hindrance::NotLoaded;
    }
    if (m_services.gateway.running(m_subject.context, m_subject.release)) {
        return Hindrance::AnotherRuns;
    }
    if (m_valuesError) {
        return Hindrance::BadValues;
    }
    if (!isComplete()) {
        return Hindrance::Incomplete;
    }
    if (m_overtakenBy) {
        return Hindrance::Overtaken;
    }
    if (m_renderError) {
        return Hindrance::RenderFailed;
    }
    if (!mode().canChange()) {
        return Hindrance::Locked;
    }
    if (m_planError) {
        return Hindrance::PlanFailed;
    }
    const ChangeComparison& shown = comparison();
    const bool isSeen = !shown.isOutdated || (shown.error && !shown.isUnderWay);
    if (m_isReading || isRendering() || !m_rendering || !isPlanCurrent() || !isSeen) {
        return Hindrance::Working;
    }
    const bool isBlocked = std::ranges::any_of(m_plan->checks, [](const PlanCheck& check) {
        // The mode is judged above, as it is now; the plan says what it was.
        return check.level == PlanCheck::Level::Blocker && check.topic != PlanCheck::Topic::Mode;
    });
    if (isBlocked) {
        return Hindrance::Blocked;
    }
    return typed == m_plan->confirmation || m_plan->confirmation.isEmpty() ? Hindrance::None : Hindrance::NotTyped;
}

void ChangePresenter::apply(const QString& typed) {
    if (hindrance(typed) != Hindrance::None) {
        return;
    }
    m_isBeginning = true;
    m_beginError.reset();
    m_cancelError.reset();
    m_run.reset();
    saveDraft();
    m_beginCall = m_services.gateway.begin(m_plan, typed, [this, own = m_plan->id](const Result<QString>& id) {
        if (m_operation != own) {
            return; // told by its run already, and left
        }
        m_isBeginning = false;
        if (!id) {
            m_operation.clear();
            m_begun.reset();
            m_beginError = id.error();
            lookForOthers();
        }
        Q_EMIT changed();
    });
    // The plan's id is the run's: what is told before the answer comes belongs to it, too.
    m_operation = m_plan->id;
    m_begun = m_rendering->request;
    Q_EMIT changed();
}

void ChangePresenter::follow(const RunStatusPtr& run) {
    m_operation = run->id;
    m_begun.reset();
    onRun(run);
}

void ChangePresenter::onRun(const RunStatusPtr& run) {
    const bool isIts = run->context == m_subject.context && run->release == m_subject.release;
    // One that another window or the palette began for the same release is shown here as well.
    const bool isOther = isIts && m_operation.isEmpty() && run->phase != RunStatus::Phase::Ended;
    if (run->id != m_operation && !isOther) {
        if (isIts) {
            Q_EMIT changed();
        }
        return;
    }
    if (run->id != m_operation) {
        m_begun.reset();
    }
    const bool wasEnded = m_run && m_run->id == run->id && m_run->phase == RunStatus::Phase::Ended;
    m_operation = run->id;
    m_isBeginning = false;
    m_run = run;
    if (run->phase == RunStatus::Phase::Ended && !wasEnded) {
        onEnded();
    }
    Q_EMIT changed();
}

void ChangePresenter::onEnded() {
    m_cancelCall.cancel();
    if (m_run->outcome != RunStatus::Outcome::Succeeded || !m_begun) {
        return;
    }
    const ChangeRequest done = *std::exchange(m_begun, std::nullopt);
    m_autosave.stop();
    m_services.memory.removeDraft(m_subject);
    m_isEdited = false;
    m_restoredFrom.reset();
    if (done.kind == ChangeKind::Upgrade || done.kind == ChangeKind::Install) {
        m_services.memory.rememberSource(done.context, done.release, done.chart);
        m_services.memory.rememberValues(done.context, done.values, done.valuesFile);
    }
}

void ChangePresenter::cancelRun() {
    if (!m_run || m_run->phase == RunStatus::Phase::Ended) {
        return;
    }
    m_cancelError.reset();
    m_cancelCall = m_services.gateway.cancel(m_run->id, [this](const Result<bool>& cancelled) {
        if (!cancelled) {
            m_cancelError = cancelled.error();
            Q_EMIT changed();
        }
    });
}

void ChangePresenter::planAgain() {
    if (isUnderWay()) {
        return;
    }
    m_run.reset();
    m_operation.clear();
    m_beginError.reset();
    if (m_isLoaded && m_subject.kind != ChangeKind::Install) {
        compareAgain();
    } else if (m_isLoaded) {
        renderNow();
    } else {
        start(m_target);
    }
    Q_EMIT changed();
}

} // namespace pilothouse::ui
