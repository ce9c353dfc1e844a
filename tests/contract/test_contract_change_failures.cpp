// SPDX-License-Identifier: Apache-2.0
// Changes that fail, are cancelled or lose their window: told as the cluster has them, and as helm alone leaves them.
#include "tests/contract/helm_rounds.h"

#include <QProcess>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;
using Phase = RunStatus::Phase;

namespace {

const QByteArray kBadImage = "replicas: 1\nimage: registry.invalid/missing:9\n";

} // namespace

class TestContractChangeFailures final : public TwinRounds {
    Q_OBJECT
private Q_SLOTS:
    void failedUpgradeIsFailedAndTheOldOneStaysDeployed() {
        setUp();
        QCOMPARE(m_twins->byHelm(u"install"_s, "greeting: one\n"), 0);
        ChangeRequest bad = m_twins->request(ChangeKind::Upgrade, kBadImage);
        bad.options.wait = WaitKind::Watcher;
        bad.options.timeout = std::chrono::seconds(3);

        const auto twin = m_twins->startHelm(u"upgrade"_s, kBadImage, {u"--wait"_s, u"--timeout"_s, u"3s"_s});
        const auto run = m_console->carryOut(bad);

        QCOMPARE(run->outcome, Outcome::Failed);
        QCOMPARE(run->reached, Revision{2});
        QCOMPARE(run->wayBack, Revision{1});
        QCOMPARE(run->exitCode, 1);
        QVERIFY(run->error.has_value());
        QVERIFY(twin->state() == QProcess::NotRunning || twin->waitForFinished(20'000));
        QVERIFY(twin->exitCode() != 0);
        QCOMPARE(m_twins->difference(), QString());
    }

    void rollbackOnFailureIsToldAsFailed() {
        setUp();
        ChangeRequest bad = m_twins->request(ChangeKind::Upgrade, kBadImage);
        bad.options.rollbackOnFailure = true;
        bad.options.wait = WaitKind::Watcher;
        bad.options.timeout = std::chrono::seconds(3);

        const auto run = m_console->carryOut(bad);

        QCOMPARE(run->outcome, Outcome::Failed);
        QCOMPARE(run->reached, Revision{2});
        QCOMPARE(run->record->revision, Revision{3});
        QCOMPARE(run->record->status, ReleaseStatus::Deployed);
    }

    void HE9_cancelIsToldWithWhatItLeaves() {
        setUp();
        ChangeRequest slow = m_twins->request(ChangeKind::Upgrade, kBadImage);
        slow.options.wait = WaitKind::Watcher;
        slow.options.timeout = std::chrono::seconds(60);
        const auto id = m_console->begin(m_console->plan(slow));
        QVERIFY(id.has_value());
        waitForPending(*id);

        QVERIFY(m_console->desk().cancel(*id).has_value());
        QCOMPARE(m_console->run(*id)->phase, Phase::Cancelling);
        const auto run = m_console->end(*id);

        QCOMPARE(run->outcome, Outcome::Cancelled);
        QCOMPARE(run->record->status, ReleaseStatus::Failed);
        QCOMPARE(run->wayBack, Revision{1});
        QCOMPARE(outcomesIn(m_console->audit(), m_twins->ours()).first(), u"upgrade Cancelled"_s);
    }

    void HE9_cancelledRollbackIsLeftPending() {
        setUp();
        QCOMPARE(
            m_twins->byHandInOurs({u"upgrade"_s, Twins::kRelease, m_chart.path(), u"--set"_s, u"greeting=x"_s}), 0);
        QCOMPARE(
            m_twins->byHandInOurs({u"upgrade"_s, Twins::kRelease, m_chart.path(), u"--set"_s, u"replicas=1"_s}), 0);
        ChangeRequest back = m_twins->request(ChangeKind::Rollback);
        back.target = Revision{3};
        back.options.wait = WaitKind::Watcher;
        back.options.timeout = std::chrono::seconds(60);
        const auto id = m_console->begin(m_console->plan(back));
        QVERIFY(id.has_value());
        waitForPending(*id);

        QVERIFY(m_console->desk().cancel(*id).has_value());
        const auto run = m_console->end(*id);

        QCOMPARE(run->outcome, Outcome::LeftPending); // helm catches no signal in a rollback (protocol: 3.4)
        QCOMPARE(run->record->status, ReleaseStatus::PendingRollback);
    }

    void HE8_anotherWindowAdoptsWhatRuns() {
        setUp();
        ChangeRequest slow = m_twins->request(ChangeKind::Upgrade, kBadImage);
        slow.options.wait = WaitKind::Watcher;
        slow.options.timeout = std::chrono::seconds(4);
        const auto id = m_console->begin(m_console->plan(slow));
        QVERIFY(id.has_value());
        waitForPending(*id);

        m_console->restart();
        m_console->desk().adopt();

        QVERIFY(m_console->run(*id));
        QVERIFY(m_console->run(*id)->isAdopted);
        QCOMPARE(m_console->end(*id)->outcome, Outcome::Failed);
        QCOMPARE(outcomesIn(m_console->audit(), m_twins->ours()),
            (QStringList{u"upgrade Failed"_s, u"install Succeeded"_s}));
    }

private:
    void setUp() {
        QCOMPARE(
            m_console->carryOut(m_twins->request(ChangeKind::Install, "greeting: one\n"))->outcome, Outcome::Succeeded);
    }
    void waitForPending(const QString& id) const {
        QTRY_VERIFY_WITH_TIMEOUT(m_console->run(id)->record && isPending(m_console->run(id)->record->status), 20'000);
    }
};

QTEST_GUILESS_MAIN(TestContractChangeFailures)
#include "test_contract_change_failures.moc"
