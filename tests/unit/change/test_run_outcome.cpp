// SPDX-License-Identifier: Apache-2.0
#include "core/change/run_outcome.h"

#include "core/change/change_call.h"

#include <QTest>
#include <QTimeZone>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;
using Status = ReleaseStatus;

namespace {

OperationFacts upgradeFrom(int from) {
    OperationFacts facts;
    facts.id = u"0f2d9c1e-operation"_s;
    facts.kind = ChangeKind::Upgrade;
    facts.release = {.nameSpace = u"shop"_s, .name = u"web"_s};
    facts.from = Revision{from};
    facts.chartLabel = u"web-0.2.0"_s;
    facts.helmVersion = u"v4.3.1"_s;
    return facts;
}

RecordMeta meta(int revision, Status status) {
    RecordMeta meta;
    meta.revision = Revision{revision};
    meta.status = status;
    meta.statusText = releaseStatusWord(status);
    return meta;
}

ReleaseRecordPtr record(int revision, Status status, const QString& description, const QString& version = u"0.2.0"_s) {
    auto record = std::make_shared<ReleaseRecord>();
    record->revision = Revision{revision};
    record->status = status;
    record->description = description;
    record->chart.name = u"web"_s;
    record->chart.version = version;
    return record;
}

HelmTrace exited(int code, const QString& words = {}) {
    HelmTrace trace;
    trace.ending.kind = HelmEnding::Kind::Exited;
    trace.ending.exitCode = code;
    trace.lastError = words;
    return trace;
}

HelmTrace killed() {
    HelmTrace trace;
    trace.ending.kind = HelmEnding::Kind::Signalled;
    constexpr int kKill = 9;
    trace.ending.signal = kKill;
    return trace;
}

QString markOf(const OperationFacts& facts) {
    return u"fix it (ops) "_s + operationMark(facts.id);
}

} // namespace

class TestRunOutcome final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void HE7_exitZeroButFailedRecordIsFailed() {
        const OperationFacts facts = upgradeFrom(4);
        const ClusterTruth truth{.revisions = {meta(5, Status::Failed), meta(4, Status::Deployed)},
            .expected = record(5, Status::Failed, u"Upgrade \"web\" failed"_s)};

        const RunVerdict verdict = judgeRun(facts, truth, exited(0));

        QCOMPARE(verdict.outcome, Outcome::Failed);
        QCOMPARE(verdict.reached, Revision{5});
        QCOMPARE(verdict.wayBack, Revision{4});
    }

    void HE7_exitOneButDeployedRecordIsSucceeded() {
        const OperationFacts facts = upgradeFrom(4);
        const ClusterTruth truth{.revisions = {meta(5, Status::Deployed), meta(4, Status::Superseded)},
            .expected = record(5, Status::Deployed, markOf(facts))};

        QCOMPARE(judgeRun(facts, truth, exited(1, u"Error: connection lost"_s)).outcome, Outcome::Succeeded);
        QCOMPARE(judgeRun(facts, truth, killed()).outcome, Outcome::Succeeded);
    }

    void HE7_exitZeroWithoutARevisionIsNoSuccess() {
        const ClusterTruth truth{.revisions = {meta(4, Status::Deployed)}, .expected = {}};

        QCOMPARE(judgeRun(upgradeFrom(4), truth, exited(0)).outcome, Outcome::Failed);
    }

    void HE9_killedHelmLeavesItPending() {
        const ClusterTruth truth{.revisions = {meta(5, Status::PendingUpgrade), meta(4, Status::Deployed)},
            .expected = record(5, Status::PendingUpgrade, u"Preparing upgrade"_s)};

        const RunVerdict verdict = judgeRun(upgradeFrom(4), truth, killed());

        QCOMPARE(verdict.outcome, Outcome::LeftPending);
        QCOMPARE(verdict.wayBack, Revision{4});
    }

    void HE9_failedAfterACancelIsCancelled() {
        HelmTrace trace = exited(1, u"UPGRADE FAILED: context canceled"_s);
        trace.wasCancelled = true;
        const ClusterTruth truth{.revisions = {meta(5, Status::Failed), meta(4, Status::Deployed)},
            .expected = record(5, Status::Failed, u"Upgrade \"web\" failed: context canceled"_s)};

        QCOMPARE(judgeRun(upgradeFrom(4), truth, trace).outcome, Outcome::Cancelled);
    }

    void cancelThatCameTooLateIsASuccess() {
        const OperationFacts facts = upgradeFrom(4);
        HelmTrace trace = exited(0);
        trace.wasCancelled = true;
        const ClusterTruth truth{
            .revisions = {meta(5, Status::Deployed)}, .expected = record(5, Status::Deployed, markOf(facts))};

        QCOMPARE(judgeRun(facts, truth, trace).outcome, Outcome::Succeeded);
    }

    void RC2_theLoserSaysSomebodyElseWon() {
        const QString words = u"UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress"_s;
        const ClusterTruth pending{.revisions = {meta(5, Status::PendingUpgrade)},
            .expected = record(5, Status::PendingUpgrade, u"Preparing upgrade"_s)};
        const ClusterTruth done{
            .revisions = {meta(5, Status::Deployed)}, .expected = record(5, Status::Deployed, u"theirs [ph-1]"_s)};

        QCOMPARE(judgeRun(upgradeFrom(4), pending, exited(1, words)).outcome, Outcome::Overtaken);
        QCOMPARE(judgeRun(upgradeFrom(4), done, exited(1, words)).outcome, Outcome::Overtaken);
        QCOMPARE(judgeRun(upgradeFrom(4), done, exited(1, words)).reached, Revision::None);
    }

    void RC2_deployedRevisionWithoutOurMarkIsNotOurs() {
        const ClusterTruth truth{
            .revisions = {meta(5, Status::Deployed)}, .expected = record(5, Status::Deployed, u"Upgrade complete"_s)};

        QCOMPARE(judgeRun(upgradeFrom(4), truth, exited(0)).outcome, Outcome::Overtaken);
    }

    void RC2_supersededRevisionOfAnotherIsNotOurs() {
        const OperationFacts facts = upgradeFrom(4);
        const ClusterTruth truth{.revisions = {meta(6, Status::Deployed), meta(5, Status::Superseded)},
            .expected = record(5, Status::Superseded, u"theirs [ph-00000000]"_s),
            .later = {record(6, Status::Deployed, markOf(facts))}};

        const RunVerdict verdict = judgeRun(facts, truth, exited(0));

        QCOMPARE(verdict.outcome, Outcome::Overtaken);
        QCOMPARE(verdict.reached, Revision{6}); // ours is there, over one nobody here had seen
        QCOMPARE(verdict.wayBack, Revision{5});
        QCOMPARE(verdict.error->reason, u"OverUnseen"_s);
    }

    void RC2_failedRevisionOfAnotherChartIsNotOurs() {
        const ClusterTruth truth{.revisions = {meta(5, Status::Failed)},
            .expected = record(5, Status::Failed, u"Upgrade \"web\" failed"_s, u"9.9.9"_s)};

        QCOMPARE(judgeRun(upgradeFrom(4), truth, exited(1)).outcome, Outcome::Overtaken);
    }

    void RC3_uninstalledMeanwhileIsOvertaken() {
        QCOMPARE(judgeRun(upgradeFrom(4), {}, exited(1)).outcome, Outcome::Overtaken);
        const ClusterTruth kept{.revisions = {meta(5, Status::Uninstalled)},
            .expected = record(5, Status::Uninstalled, u"Uninstallation complete"_s)};
        QCOMPARE(judgeRun(upgradeFrom(4), kept, exited(1)).outcome, Outcome::Overtaken);
    }

    void RC3_upgradeDuringAnUninstallIsOvertaken() {
        OperationFacts facts = upgradeFrom(4);
        facts.kind = ChangeKind::Uninstall;
        const ClusterTruth truth{.revisions = {meta(5, Status::Deployed)}, .expected = {}};

        QCOMPARE(judgeRun(facts, truth, exited(1)).outcome, Outcome::Overtaken);
    }

    void uninstallEndsWithNoRecordOrAKeptOne() {
        OperationFacts facts = upgradeFrom(4);
        facts.kind = ChangeKind::Uninstall;
        const ClusterTruth kept{.revisions = {meta(4, Status::Uninstalled)}, .expected = {}};
        const ClusterTruth half{.revisions = {meta(4, Status::Uninstalling)}, .expected = {}};
        const ClusterTruth untouched{.revisions = {meta(4, Status::Deployed)}, .expected = {}};

        QCOMPARE(judgeRun(facts, {}, exited(1)).outcome, Outcome::Succeeded);
        QCOMPARE(judgeRun(facts, kept, exited(0)).outcome, Outcome::Succeeded);
        QCOMPARE(judgeRun(facts, half, killed()).outcome, Outcome::LeftPending);
        QCOMPARE(judgeRun(facts, untouched, exited(1)).outcome, Outcome::Failed);
    }

    void rollbackOfHelm3CarriesNoMarkAndIsOursAllTheSame() {
        OperationFacts facts = upgradeFrom(4);
        facts.kind = ChangeKind::Rollback;
        facts.target = Revision{2};
        facts.helmVersion = u"v3.22.0"_s;
        facts.chartLabel = u"web-0.1.0"_s;
        const ClusterTruth truth{.revisions = {meta(5, Status::Deployed)},
            .expected = record(5, Status::Deployed, u"Rollback to 2"_s, u"0.1.0"_s)};

        QCOMPARE(judgeRun(facts, truth, exited(0)).outcome, Outcome::Succeeded);
    }

    void testIsJudgedByItsHooks() {
        OperationFacts facts = upgradeFrom(4);
        facts.kind = ChangeKind::Test;
        auto body = std::make_shared<ReleaseRecord>();
        Hook smoke;
        smoke.name = u"smoke"_s;
        smoke.events = {u"test"_s};
        smoke.phase = u"Failed"_s;
        body->hooks.push_back(smoke);
        const ClusterTruth truth{.revisions = {meta(4, Status::Deployed)}, .expected = body};

        QCOMPARE(judgeRun(facts, truth, exited(0)).outcome, Outcome::Failed);
        body->hooks.front().phase = u"Succeeded"_s;
        QCOMPARE(judgeRun(facts, truth, exited(0)).outcome, Outcome::Succeeded);
        QCOMPARE(judgeRun(facts, truth, exited(1)).outcome, Outcome::Failed);
    }

    void factsSurviveTheirFile() {
        OperationFacts facts = upgradeFrom(4);
        facts.context = ContextId(u"eks_stg-app"_s);
        facts.release.driver = StorageDriver::ConfigMap;
        facts.reason = u"why\n"_s;
        facts.started = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, QTimeZone::UTC);
        facts.timeout = std::chrono::seconds(90);
        facts.connection = QByteArray("\x00\xff", 2);

        const OperationFacts back = OperationFacts::fromJson(facts.toJson());

        QCOMPARE(back.toJson(), facts.toJson());
        QCOMPARE(back.release, facts.release);
        QCOMPARE(back.started, facts.started);
        QCOMPARE(back.connection, facts.connection);
    }
};

QTEST_GUILESS_MAIN(TestRunOutcome)
#include "test_run_outcome.moc"
