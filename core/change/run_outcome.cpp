// SPDX-License-Identifier: Apache-2.0
#include "core/change/run_outcome.h"

#include "core/change/change_call.h"
#include "core/change/release_reading.h"
#include "core/change/revision_guard.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;

namespace {

QString subjectOf(const OperationFacts& facts) {
    return u"%1 of release %2/%3"_s.arg(changeWord(facts.kind), facts.release.nameSpace, facts.release.name);
}

/// Helm lost the race for the revision: the record's Secret is the lock (protocol: 3.3).
bool saysSomebodyElseWasFaster(const QString& words) {
    return words.contains(kGuardWord) || words.contains(u"another operation"_s)
        || (words.contains(u"already exists"_s) && words.contains(u"sh.helm.release.v1."_s));
}

bool writesDescription(const OperationFacts& facts) {
    const bool isHelm3 = facts.helmVersion.startsWith("v3"_L1);
    return facts.kind == ChangeKind::Install || facts.kind == ChangeKind::Upgrade
        || (facts.kind == ChangeKind::Rollback && !isHelm3);
}

/// The record where ours was to be carries our mark once it went well; while it is pending or after it failed helm
/// writes words of its own, and only the content and helm's complaint tell.
bool isOurs(const OperationFacts& facts, const ReleaseRecord& record, const HelmTrace& trace) {
    if (record.description.contains(operationMark(facts.id))) {
        return true;
    }
    if (saysSomebodyElseWasFaster(trace.lastError)) {
        return false;
    }
    const bool wentWell = record.status == ReleaseStatus::Deployed || record.status == ReleaseStatus::Superseded;
    if (wentWell && writesDescription(facts)) {
        return false;
    }
    const bool isSameChart = facts.chartLabel.isEmpty() || record.chart.label() == facts.chartLabel;
    const bool isSameTarget = facts.kind != ChangeKind::Rollback || record.rollbackRevision == 0
        || record.rollbackRevision == number(facts.target);
    return isSameChart && isSameTarget;
}

Error helmError(const OperationFacts& facts, const HelmTrace& trace, const QString& otherwise) {
    if (!trace.lastError.isEmpty()) {
        return fail(ErrorCode::Process, subjectOf(facts), trace.lastError, u"HelmFailed"_s).error();
    }
    if (trace.ending.error) {
        return *trace.ending.error;
    }
    return fail(ErrorCode::Process, subjectOf(facts), otherwise, u"HelmFailed"_s).error();
}

RunVerdict failed(const OperationFacts& facts, const HelmTrace& trace, RunVerdict verdict, const QString& otherwise) {
    verdict.outcome = trace.wasCancelled ? Outcome::Cancelled : Outcome::Failed;
    verdict.error = helmError(facts, trace, otherwise);
    return verdict;
}

RunVerdict overtaken(const OperationFacts& facts, const RecordMeta& by, RunVerdict verdict) {
    verdict.outcome = Outcome::Overtaken;
    verdict.reached = Revision::None;
    verdict.error = fail(ErrorCode::Conflict, subjectOf(facts),
        u"revision %1 (%2) is somebody else's"_s.arg(number(by.revision)).arg(by.statusText), u"Overtaken"_s)
                        .error();
    return verdict;
}

/// Somebody's revision came between the last look and helm's own, and helm went on from that one: ours is there, over
/// one that nobody here had seen.
RunVerdict overtakenByBoth(
    const OperationFacts& facts, const RecordMeta& by, const ClusterTruth& truth, RunVerdict verdict) {
    verdict = overtaken(facts, by, verdict);
    for (const ReleaseRecordPtr& record : truth.later) {
        if (record->description.contains(operationMark(facts.id))) {
            verdict.reached = record->revision;
            verdict.wayBack = wayBackFrom(truth.revisions, record->revision);
            verdict.error->detail += u"; revision %1 is ours, made over it unseen"_s.arg(number(record->revision));
            verdict.error->reason = u"OverUnseen"_s;
        }
    }
    return verdict;
}

RunVerdict judgeUninstall(const OperationFacts& facts, const ClusterTruth& truth, const HelmTrace& trace) {
    RunVerdict verdict;
    if (truth.revisions.empty()) {
        verdict.outcome = Outcome::Succeeded;
        return verdict;
    }
    const RecordMeta& newest = truth.revisions.front();
    verdict.wayBack = wayBackFrom(truth.revisions, Revision::None);
    if (number(newest.revision) > number(facts.from)) {
        return overtaken(facts, newest, verdict);
    }
    verdict.reached = newest.revision;
    if (newest.status == ReleaseStatus::Uninstalled) {
        verdict.outcome = Outcome::Succeeded;
        return verdict;
    }
    if (newest.status == ReleaseStatus::Uninstalling) {
        verdict = failed(facts, trace, verdict, u"helm ended before it was done"_s);
        verdict.outcome = Outcome::LeftPending;
        return verdict;
    }
    return failed(facts, trace, verdict, u"the release is still there"_s);
}

bool testFailed(const ReleaseRecord& record) {
    return std::ranges::any_of(
        record.hooks, [](const Hook& hook) { return hook.events.contains(u"test"_s) && hook.phase == "Failed"_L1; });
}

RunVerdict judgeTest(const OperationFacts& facts, const ClusterTruth& truth, const HelmTrace& trace) {
    RunVerdict verdict;
    if (truth.revisions.empty() || truth.revisions.front().revision != facts.from) {
        verdict.outcome = Outcome::Overtaken;
        return verdict;
    }
    verdict.reached = facts.from;
    const bool endedWell = trace.ending.kind == HelmEnding::Kind::Exited && trace.ending.exitCode == 0;
    if (endedWell && !(truth.expected && testFailed(*truth.expected))) {
        verdict.outcome = Outcome::Succeeded;
        return verdict;
    }
    return failed(facts, trace, verdict, u"a test failed"_s);
}

/// No record where ours was to be.
RunVerdict judgeNothingMade(const OperationFacts& facts, const ClusterTruth& truth, const HelmTrace& trace) {
    RunVerdict verdict;
    verdict.wayBack = wayBackFrom(truth.revisions, Revision::None);
    const Revision newest = truth.revisions.empty() ? Revision::None : truth.revisions.front().revision;
    if (newest != facts.from) { // uninstalled by somebody, or so far ahead that ours was pruned
        verdict.outcome = Outcome::Overtaken;
        verdict.error = fail(ErrorCode::Conflict, subjectOf(facts),
            newest == Revision::None ? u"the release is gone"_s : u"revision %1 is there now"_s.arg(number(newest)),
            u"Overtaken"_s)
                            .error();
        return verdict;
    }
    return failed(facts, trace, verdict, u"helm ended and made no revision"_s);
}

} // namespace

RunVerdict judgeRun(const OperationFacts& facts, const ClusterTruth& truth, const HelmTrace& trace) {
    if (facts.kind == ChangeKind::Uninstall) {
        return judgeUninstall(facts, truth, trace);
    }
    if (facts.kind == ChangeKind::Test) {
        return judgeTest(facts, truth, trace);
    }
    const auto found = std::ranges::find(truth.revisions, facts.expected(), &RecordMeta::revision);
    if (found == truth.revisions.end() || !truth.expected) {
        return judgeNothingMade(facts, truth, trace);
    }
    RunVerdict verdict;
    verdict.wayBack = wayBackFrom(truth.revisions, facts.expected());
    if (!isOurs(facts, *truth.expected, trace)) {
        return overtakenByBoth(facts, *found, truth, verdict);
    }
    verdict.reached = facts.expected();
    switch (found->status) {
    case ReleaseStatus::Deployed:
    case ReleaseStatus::Superseded:
        verdict.outcome = Outcome::Succeeded;
        return verdict;
    case ReleaseStatus::PendingInstall:
    case ReleaseStatus::PendingUpgrade:
    case ReleaseStatus::PendingRollback:
        verdict.outcome = Outcome::LeftPending;
        verdict.error = helmError(facts, trace, u"helm ended and left the record pending"_s);
        return verdict;
    case ReleaseStatus::Failed:
        return failed(facts, trace, verdict, truth.expected->description.left(1024));
    default:
        return overtaken(facts, *found, verdict);
    }
}

QString outcomeWord(Outcome outcome) {
    switch (outcome) {
    case Outcome::None:
        return u"None"_s;
    case Outcome::Succeeded:
        return u"Succeeded"_s;
    case Outcome::Failed:
        return u"Failed"_s;
    case Outcome::Cancelled:
        return u"Cancelled"_s;
    case Outcome::LeftPending:
        return u"LeftPending"_s;
    case Outcome::Overtaken:
        return u"Overtaken"_s;
    case Outcome::Unknown:
        break;
    }
    return u"Unknown"_s;
}

QString phaseWord(RunStatus::Phase phase) {
    switch (phase) {
    case RunStatus::Phase::Starting:
        return u"Starting"_s;
    case RunStatus::Phase::Running:
        return u"Running"_s;
    case RunStatus::Phase::Cancelling:
        return u"Cancelling"_s;
    case RunStatus::Phase::ReadingBack:
        return u"ReadingBack"_s;
    case RunStatus::Phase::Ended:
        break;
    }
    return u"Ended"_s;
}

} // namespace pilothouse
