// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/kube/script_source.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = Reflector::State;

/// How a Reflector lists and lists again. Cases: client-go reflector_test.go; faults AP, AU, WA.
class TestReflectorLists final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsThenWatchesFromTheListsVersion();
    void firstPageIsSmallAndToldAtOnce();
    void emptyPagesMayGoOn();
    void AP5_expiredContinueTokenStartsAnewWithoutDoubles();
    void AP5_thirdAttemptAsksForAllAtOnce();
    void pagingLoopIsAnError();
    void AU3_forbiddenListWaitsLong();
    void AP7_absentKindWaitsLongAndKeepsWhatWasKnown();
    void failingListsBackOff();
    void retryAfterIsHonouredAndCapped();
    void wakeTriesAtOnce();
    void WA1_goneRelistsAndTellsOnlyTheDifference();
    void WA9_objectsDeletedWhileAwayAreRemovedFirst();
    void WA11_olderListReplacesEverything();
    void AP10_recreatedObjectIsAnotherOne();
    void failedRelistKeepsTheOldTruth();
    void stopInsideASignalEndsIt();
    void destroyedWhileItWaits();
};

void TestReflectorLists::listsThenWatchesFromTheListsVersion() {
    ReflectorScene scene;
    scene.list({object(u"a"_s, u"1"_s), object(u"b"_s, u"2"_s)}, "10");
    QCOMPARE(scene.reflector->state(), State::Idle);

    scene.reflector->start();

    QCOMPARE(scene.told, (QStringList{u"+a@1"_s, u"+b@2"_s, u"synced"_s}));
    QCOMPARE(scene.source->watchedFrom, QStringList{u"10"_s});
    QVERIFY(scene.source->timeouts[0] >= 300s && scene.source->timeouts[0] < 600s);
    QCOMPARE(scene.reflector->state(), State::Listing);
    scene.stream()->open();
    QCOMPARE(scene.reflector->state(), State::Live);
}

void TestReflectorLists::firstPageIsSmallAndToldAtOnce() {
    ReflectorScene scene;
    scene.source->pages = {listPage({object(u"a"_s, u"1"_s)}, u"10"_s, u"t1"_s),
        listPage({object(u"b"_s, u"2"_s)}, u"10"_s, u"t2"_s), listPage({object(u"c"_s, u"3"_s)}, u"10"_s)};

    scene.reflector->start();

    const auto& asked = scene.source->asked;
    QCOMPARE(asked.size(), 3u);
    QCOMPARE(asked[0].limit, 500);
    QCOMPARE(asked[1].limit, 5000);
    QCOMPARE(asked[2].continueToken, u"t2"_s);
    QCOMPARE(scene.told, (QStringList{u"+a@1"_s, u"+b@2"_s, u"+c@3"_s, u"synced"_s}));
}

void TestReflectorLists::emptyPagesMayGoOn() {
    ReflectorScene scene;
    scene.source->pages = {listPage({}, u"10"_s, u"t1"_s), listPage({object(u"b"_s, u"2"_s)}, u"10"_s)};

    scene.reflector->start();

    QCOMPARE(scene.told, (QStringList{u"+b@2"_s, u"synced"_s}));
}

void TestReflectorLists::AP5_expiredContinueTokenStartsAnewWithoutDoubles() {
    ReflectorScene scene;
    scene.source->pages = {listPage({object(u"a"_s, u"1"_s), object(u"b"_s, u"2"_s)}, u"10"_s, u"t1"_s),
        std::unexpected(errorOf(ErrorCode::Gone, 410, u"Expired"_s)),
        listPage({object(u"b"_s, u"2"_s)}, u"20"_s, u"t2"_s), listPage({object(u"c"_s, u"3"_s)}, u"20"_s)};

    scene.reflector->start();

    QCOMPARE(scene.told, (QStringList{u"+a@1"_s, u"+b@2"_s, u"+c@3"_s, u"-uid-a"_s, u"synced"_s}));
    QCOMPARE(scene.source->watchedFrom, QStringList{u"20"_s});
}

void TestReflectorLists::AP5_thirdAttemptAsksForAllAtOnce() {
    ReflectorScene scene;
    const auto expired = std::unexpected(errorOf(ErrorCode::Gone, 410, u"Expired"_s));
    scene.source->pages = {listPage({}, u"1"_s, u"t"_s), expired, listPage({}, u"2"_s, u"t"_s), expired,
        listPage({object(u"a"_s, u"1"_s)}, u"3"_s)};

    scene.reflector->start();

    QCOMPARE(scene.source->asked.back().limit, 0);
    QCOMPARE(scene.told, (QStringList{u"+a@1"_s, u"synced"_s}));
}

void TestReflectorLists::pagingLoopIsAnError() {
    ReflectorScene scene;
    scene.source->pages = {listPage({}, u"1"_s, u"same"_s)};

    scene.reflector->start();

    QCOMPARE(scene.reflector->state(), State::Waiting);
    QCOMPARE(scene.reflector->lastError()->reason, u"PagingLoop"_s);
}

void TestReflectorLists::AU3_forbiddenListWaitsLong() {
    ReflectorScene scene;
    scene.source->pages = {std::unexpected(errorOf(ErrorCode::Forbidden, 403))};

    scene.reflector->start();

    QCOMPARE(scene.reflector->state(), State::Waiting);
    QCOMPARE(scene.reflector->lastError()->code, ErrorCode::Forbidden);
    scene.clock.advance(29s);
    QCOMPARE(scene.lists(), 1u);
    scene.clock.advance(2s);
    QCOMPARE(scene.lists(), 2u);
}

void TestReflectorLists::AP7_absentKindWaitsLongAndKeepsWhatWasKnown() {
    ReflectorScene scene;
    scene.goLive();
    scene.source->pages = {std::unexpected(errorOf(ErrorCode::NotFound, 404))};

    scene.stream()->refuse(404, statusBody(404, "NotFound"));
    scene.clock.advance(31s);

    QCOMPARE(scene.lists(), 2u);
    QCOMPARE(scene.reflector->state(), State::Waiting);
    QCOMPARE(scene.reflector->lastError()->code, ErrorCode::NotFound);
    QVERIFY(scene.told.isEmpty());
}

void TestReflectorLists::failingListsBackOff() {
    ReflectorScene scene;
    scene.source->pages = {std::unexpected(errorOf(ErrorCode::Unreachable))};

    scene.reflector->start();
    scene.clock.advance(60s);

    // 0.8 s doubling, each times [1, 2): between 4 and 8 tries in the first minute.
    QVERIFY2(scene.lists() >= 4 && scene.lists() <= 8, qPrintable(QString::number(scene.lists())));
}

void TestReflectorLists::retryAfterIsHonouredAndCapped() {
    ReflectorScene scene;
    Error busy = errorOf(ErrorCode::RateLimited, 429);
    busy.retryAfter = 3600s;
    scene.source->pages = {std::unexpected(busy)};

    scene.reflector->start();

    scene.clock.advance(119s);
    QCOMPARE(scene.lists(), 1u);
    scene.clock.advance(2s);
    QCOMPARE(scene.lists(), 2u);
}

void TestReflectorLists::wakeTriesAtOnce() {
    ReflectorScene scene;
    scene.source->pages
        = {std::unexpected(errorOf(ErrorCode::Forbidden, 403)), listPage({object(u"a"_s, u"1"_s)}, u"5"_s)};
    scene.reflector->start();

    scene.reflector->wake();

    QCOMPARE(scene.told, (QStringList{u"+a@1"_s, u"synced"_s}));
    scene.reflector->wake(); // nothing waits now
    QCOMPARE(scene.lists(), 2u);
}

void TestReflectorLists::WA1_goneRelistsAndTellsOnlyTheDifference() {
    ReflectorScene scene;
    scene.goLive();
    scene.stream()->send(eventFrame("ADDED", u"b"_s, u"11"_s));
    scene.source->pages = {listPage({object(u"a"_s, u"1"_s), object(u"b"_s, u"12"_s)}, u"20"_s)};
    scene.told.clear();

    scene.stream()->send(errorFrame(410, "Expired"));

    QCOMPARE(scene.told, (QStringList{u"+b@12"_s, u"synced"_s}));
    QCOMPARE(scene.source->asked.back().continueToken, QString());
    QCOMPARE(scene.source->watchedFrom.back(), u"20"_s);
}

void TestReflectorLists::WA9_objectsDeletedWhileAwayAreRemovedFirst() {
    ReflectorScene scene;
    scene.goLive();
    scene.stream()->send(eventFrame("ADDED", u"b"_s, u"11"_s));
    scene.source->pages
        = {listPage({object(u"c"_s, u"15"_s)}, u"20"_s, u"t"_s), listPage({object(u"b"_s, u"11"_s)}, u"20"_s)};
    scene.told.clear();

    scene.stream()->send(errorFrame(410, "Gone"));

    QCOMPARE(scene.told, (QStringList{u"-uid-a"_s, u"+c@15"_s, u"synced"_s}));
}

void TestReflectorLists::WA11_olderListReplacesEverything() {
    ReflectorScene scene;
    scene.goLive();
    scene.stream()->send(eventFrame("MODIFIED", u"a"_s, u"100"_s));
    scene.source->pages = {listPage({object(u"a"_s, u"100"_s)}, u"50"_s)};
    scene.told.clear();

    scene.stream()->send(errorFrame(410, "Expired"));

    QCOMPARE(scene.told, (QStringList{u"+a@100"_s, u"synced"_s})); // the same version, but of another history
    QCOMPARE(scene.source->watchedFrom.back(), u"50"_s);
}

void TestReflectorLists::AP10_recreatedObjectIsAnotherOne() {
    ReflectorScene scene;
    scene.goLive();
    scene.stream()->send(eventFrame("MODIFIED", u"a"_s, u"11"_s));
    scene.source->pages = {listPage({object(u"a"_s, u"12"_s, u"other"_s)}, u"20"_s)};
    scene.told.clear();

    scene.stream()->send(errorFrame(410, "Expired"));

    QCOMPARE(scene.told, (QStringList{u"-uid-a"_s, u"+a@12"_s, u"synced"_s}));
}

void TestReflectorLists::failedRelistKeepsTheOldTruth() {
    ReflectorScene scene;
    scene.goLive();
    scene.stream()->send(eventFrame("ADDED", u"b"_s, u"11"_s));
    scene.source->pages
        = {listPage({object(u"z"_s, u"15"_s)}, u"20"_s, u"t"_s), std::unexpected(errorOf(ErrorCode::Unreachable)),
            listPage({object(u"a"_s, u"1"_s), object(u"b"_s, u"11"_s)}, u"30"_s)};
    scene.told.clear();

    scene.stream()->send(errorFrame(410, "Expired"));
    QVERIFY(scene.told.isEmpty()); // half a list is no truth
    QCOMPARE(scene.reflector->state(), State::Waiting);

    scene.clock.advance(2s);
    QCOMPARE(scene.told, QStringList{u"synced"_s});
}

void TestReflectorLists::stopInsideASignalEndsIt() {
    ReflectorScene scene;
    scene.source->pages
        = {listPage({object(u"a"_s, u"1"_s)}, u"10"_s, u"t"_s), listPage({object(u"b"_s, u"1"_s)}, u"10"_s)};
    connect(scene.reflector.get(), &Reflector::upserted, scene.reflector.get(), [&scene] { scene.reflector->stop(); });

    scene.reflector->start();
    scene.clock.advance(100s);

    QCOMPARE(scene.told, QStringList{u"+a@1"_s});
    QCOMPARE(scene.reflector->state(), State::Stopped);
    QCOMPARE(scene.watches(), 0u);
}

void TestReflectorLists::destroyedWhileItWaits() {
    ReflectorScene scene;
    scene.source->pages = {std::unexpected(errorOf(ErrorCode::Unreachable))};
    scene.reflector->start();

    scene.reflector.reset();

    scene.clock.advance(100s);
    QCOMPARE(scene.clock.pendingTimers(), 0u);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestReflectorLists)
#include "test_reflector_lists.moc"
