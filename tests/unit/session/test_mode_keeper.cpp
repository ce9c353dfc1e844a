// SPDX-License-Identifier: Apache-2.0
#include "core/session/mode_keeper.h"

#include "tests/support/manual_clock.h"

#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestModeKeeper : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void PS1_productionAndUnknownStartReadOnly();
    void openingProductionNeedsAReasonAndATime();
    void aModeEndsByItself();
    void aModeEndsAlsoBeforeItsTimerFires();
    void U1b_openingTheContextLeavesProductionNamespacesShut();
    void U1b_openingANamespaceOpensNothingElse();
    void NS3_aLockBeatsEveryMode();
    void stagingCanBeShut();
};

void TestModeKeeper::PS1_productionAndUnknownStartReadOnly() {
    ManualClock clock;

    QCOMPARE(ModeKeeper(ContextId(u"eks_prd-app"_s), clock).modeOf(u"app"), Mode::ReadOnly);
    QCOMPARE(ModeKeeper(ContextId(u"some-cluster"_s), clock).modeOf(u"app"), Mode::ReadOnly);
    QCOMPARE(ModeKeeper(ContextId(u"eks_stg-app"_s), clock).modeOf(u"app"), Mode::ChangesOpen);
    QCOMPARE(ModeKeeper(ContextId(u"kind-dev"_s), clock).modeOf(u"app-prd"), Mode::ReadOnly);
}

void TestModeKeeper::openingProductionNeedsAReasonAndATime() {
    ManualClock clock;
    ModeKeeper keeper(ContextId(u"eks_prd-app"_s), clock);

    QCOMPARE(keeper.choose({}, Mode::ChangesOpen, u"  "_s, 15min).error().reason, u"NoReason"_s);
    QCOMPARE(keeper.choose({}, Mode::ChangesOpen, u"OPS-1"_s, {}).error().reason, u"NoTime"_s);
    QCOMPARE(keeper.choose({}, Mode::ChangesOpen, u"OPS-1"_s, 481min).error().reason, u"BadTime"_s);
    QCOMPARE(keeper.modeOf(u"app"), Mode::ReadOnly);

    QVERIFY(keeper.choose({}, Mode::ChangesOpen, u" OPS-1 "_s, 15min));
    QCOMPARE(keeper.modeOf(u"app"), Mode::ChangesOpen);
    QCOMPARE(keeper.table().choices.front().reason, u"OPS-1"_s);
}

void TestModeKeeper::aModeEndsByItself() {
    ManualClock clock;
    ModeKeeper keeper(ContextId(u"eks_prd-app"_s), clock);
    QSignalSpy changed(&keeper, &ModeKeeper::changed);
    QVERIFY(keeper.choose({}, Mode::Troubleshooting, u"OPS-1"_s, 15min));
    QCOMPARE(changed.size(), 1);

    clock.advance(15min);

    QCOMPARE(changed.size(), 2);
    QVERIFY(keeper.table().choices.empty());
    QCOMPARE(keeper.allow(Reach::Troubleshoot, u"app", u"exec"_s).error().reason, u"ReadOnly"_s);
}

/// The timer only tells; what is asked in between asks the clock.
void TestModeKeeper::aModeEndsAlsoBeforeItsTimerFires() {
    ManualClock clock;
    ModeKeeper keeper(ContextId(u"eks_prd-app"_s), clock);
    QVERIFY(keeper.choose({}, Mode::ChangesOpen, u"OPS-1"_s, 5min));
    const ModeTable before = keeper.table();

    QCOMPARE(before.modeOf(u"app", clock.steadyNow() + 299s), Mode::ChangesOpen);
    QCOMPARE(before.modeOf(u"app", clock.steadyNow() + 300s), Mode::ReadOnly);
}

void TestModeKeeper::U1b_openingTheContextLeavesProductionNamespacesShut() {
    ManualClock clock;
    ModeKeeper keeper(ContextId(u"shared"_s), clock);
    QVERIFY(keeper.choose({}, Mode::ChangesOpen, u"OPS-1"_s, 5min));

    QCOMPARE(keeper.modeOf(u"tools"), Mode::ChangesOpen);
    QCOMPARE(keeper.modeOf(u"app-prd"), Mode::ReadOnly);
}

void TestModeKeeper::U1b_openingANamespaceOpensNothingElse() {
    ManualClock clock;
    ModeKeeper keeper(ContextId(u"shared"_s), clock);
    QVERIFY(keeper.choose(u"app-prd"_s, Mode::ChangesOpen, u"OPS-1"_s, 5min));

    QCOMPARE(keeper.modeOf(u"app-prd"), Mode::ChangesOpen);
    QCOMPARE(keeper.modeOf(u"web-prd"), Mode::ReadOnly);
    QCOMPARE(keeper.modeOf({}), Mode::ReadOnly);

    keeper.reset(u"app-prd"_s);
    QCOMPARE(keeper.modeOf(u"app-prd"), Mode::ReadOnly);
}

void TestModeKeeper::NS3_aLockBeatsEveryMode() {
    ManualClock clock;
    ModeKeeper keeper(ContextId(u"eks_stg-app"_s), clock);
    keeper.setLock(fail(ErrorCode::Forbidden, u"eks_stg-app"_s, u"another cluster"_s, u"OtherCluster"_s).error());

    QCOMPARE(keeper.allow(Reach::Change, u"app", u"patch"_s).error().reason, u"OtherCluster"_s);
    QVERIFY(keeper.allow(Reach::Read, u"app", u"get"_s));

    keeper.setLock({});
    QVERIFY(keeper.allow(Reach::Change, u"app", u"patch"_s));
}

void TestModeKeeper::stagingCanBeShut() {
    ManualClock clock;
    ModeKeeper keeper(ContextId(u"eks_stg-app"_s), clock);

    QVERIFY(keeper.choose({}, Mode::ReadOnly, {}, {}));

    QCOMPARE(keeper.modeOf(u"app"), Mode::ReadOnly);
}

QTEST_GUILESS_MAIN(TestModeKeeper)
#include "test_mode_keeper.moc"
