// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/kube/script_source.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = Reflector::State;

/// How a Reflector watches. Cases: client-go reflector_test.go; faults WA1 to WA12.
class TestReflectorWatches final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsEvents();
    void cleanEndWatchesOnFromTheLastVersion();
    void WA1_goneAsStatusRelists();
    void WA1_goneRightAfterAListBacksOff();
    void WA2_tooLargeVersionRelists();
    void WA3_bookmarkMovesTheVersionOnly();
    void WA4_veryShortWatchesBackOff();
    void WA4_shortWatchesWithEventsStayBelowOneASecond();
    void WA5_silentStreamIsProbedAndDropped();
    void WA5_answeredProbeKeepsTheWatch();
    void WA5_watchThatNeverEndsIsEnded();
    void WA6_eventsSplitAtEveryByte();
    void WA6_garbageRelistsAfterAPause();
    void WA6_endInsideAnEventWatchesOn();
    void WA7_repeatsAndUnknownDeletionsAreSilent();
    void WA8_largeEventsKeepTheOrder();
    void WA10_unknownEventTypeIsSkipped();
    void WA11_versionsThatRunBackwardsRelist();
    void tooManyRequestsBacksOffWithoutRelist();
    void refusedConnectionsBackOffWithoutRelist();
    void serverErrorsInARowRelist();
    void AU1_unauthorizedRefreshesOnce();
    void AU4_refusedWatchPolls();
    void refusalsOfAStartingServerPassSoon();
    void AP3_webPageIsNoWatch();
};

void TestReflectorWatches::tellsEvents() {
    ReflectorScene scene;
    scene.goLive();

    scene.stream()->send(eventFrame("ADDED", u"b"_s, u"11"_s) + eventFrame("MODIFIED", u"a"_s, u"12"_s));
    QCOMPARE(scene.takeTold(), (QStringList{u"+b@11"_s, u"+a@12"_s}));

    scene.stream()->send(eventFrame("DELETED", u"a"_s, u"13"_s));
    QCOMPARE(scene.takeTold(), QStringList{u"-uid-a"_s});
}

void TestReflectorWatches::cleanEndWatchesOnFromTheLastVersion() {
    ReflectorScene scene;
    scene.goLive();
    scene.stream()->send(eventFrame("ADDED", u"b"_s, u"11"_s));
    scene.clock.advance(60s);

    scene.stream()->finish();

    QCOMPARE(scene.source->watchedFrom, (QStringList{u"10"_s, u"11"_s}));
    QCOMPARE(scene.lists(), 1u);
    QCOMPARE(scene.reflector->state(), State::Live);
}

void TestReflectorWatches::WA1_goneAsStatusRelists() {
    ReflectorScene scene;
    scene.goLive();
    scene.stream()->send(eventFrame("ADDED", u"b"_s, u"11"_s));
    scene.clock.advance(60s);
    scene.stream()->finish();

    scene.stream()->refuse(410, statusBody(410, "Expired"));

    QCOMPARE(scene.lists(), 2u);
}

void TestReflectorWatches::WA1_goneRightAfterAListBacksOff() {
    ReflectorScene scene;
    scene.goLive();

    for (int i = 0; i < 100; ++i) { // kubernetes#133810: list, watch, "too old", list …
        if (scene.stream()) {
            scene.stream()->send(errorFrame(410, "Expired"));
        }
        scene.clock.advance(100ms);
    }

    QVERIFY2(scene.lists() <= 8, qPrintable(QString::number(scene.lists()))); // in 10 s
    QVERIFY(scene.lists() >= 2);
}

void TestReflectorWatches::WA2_tooLargeVersionRelists() {
    ReflectorScene scene;
    scene.goLive();
    scene.stream()->send(eventFrame("ADDED", u"b"_s, u"11"_s));

    scene.stream()->send(errorFrame(504, "Timeout", "ResourceVersionTooLarge"));

    QCOMPARE(scene.lists(), 2u);
}

void TestReflectorWatches::WA3_bookmarkMovesTheVersionOnly() {
    ReflectorScene scene;
    scene.goLive();

    scene.stream()->send(
        R"({"type":"BOOKMARK","object":{"kind":"Secret","apiVersion":"v1","metadata":{"resourceVersion":"77","creationTimestamp":null}}})");
    scene.clock.advance(60s);
    scene.stream()->finish();

    QVERIFY(scene.told.isEmpty());
    QCOMPARE(scene.source->watchedFrom.back(), u"77"_s);
}

void TestReflectorWatches::WA4_veryShortWatchesBackOff() {
    ReflectorScene scene;
    scene.goLive();

    for (int i = 0; i < 1000; ++i) {
        if (auto* const stream = scene.source->streams.back().data()) {
            stream->open();
            stream->finish();
        }
        scene.clock.advance(100ms);
    }

    QVERIFY2(scene.watches() <= 12, qPrintable(QString::number(scene.watches()))); // in 100 s
    QCOMPARE(scene.lists(), 1u);
    QCOMPARE(scene.reflector->state(), State::Waiting);
    QCOMPARE(scene.reflector->lastError()->reason, u"VeryShortWatch"_s);
}

void TestReflectorWatches::WA4_shortWatchesWithEventsStayBelowOneASecond() {
    ReflectorScene scene;
    scene.goLive();

    for (int i = 0; i < 100; ++i) {
        if (auto* const stream = scene.source->streams.back().data()) {
            stream->open();
            stream->send(eventFrame("MODIFIED", u"a"_s, QString::number(100 + i)));
            stream->finish();
        }
        scene.clock.advance(100ms);
    }

    QVERIFY2(scene.watches() <= 12, qPrintable(QString::number(scene.watches()))); // in 10 s
    QCOMPARE(scene.reflector->state(), State::Live);
}

void TestReflectorWatches::WA5_silentStreamIsProbedAndDropped() {
    ReflectorScene scene;
    scene.goLive();
    scene.source->probeAnswer = std::unexpected(errorOf(ErrorCode::Timeout));

    Q_EMIT scene.stream()->probeNeeded();

    QCOMPARE(scene.source->probes, 1);
    QCOMPARE(scene.reflector->state(), State::Waiting);
    QCOMPARE(scene.reflector->lastError()->code, ErrorCode::Timeout);
    scene.clock.advance(2s);
    QCOMPARE(scene.watches(), 2u);
    QCOMPARE(scene.lists(), 1u);
}

void TestReflectorWatches::WA5_answeredProbeKeepsTheWatch() {
    ReflectorScene scene;
    scene.goLive();
    scene.clock.advance(15s);

    Q_EMIT scene.stream()->probeNeeded();

    QCOMPARE(scene.reflector->lastAlive(), scene.clock.steadyNow());
    QCOMPARE(scene.reflector->state(), State::Live);
    QCOMPARE(scene.watches(), 1u);
}

void TestReflectorWatches::WA5_watchThatNeverEndsIsEnded() {
    ReflectorScene scene;
    scene.goLive();

    scene.clock.advance(scene.source->timeouts[0] + 31s);
    QTest::qWait(0);

    QCOMPARE(scene.watches(), 2u);
    QCOMPARE(scene.lists(), 1u);
}

void TestReflectorWatches::WA6_eventsSplitAtEveryByte() {
    ReflectorScene scene;
    scene.goLive();
    const QByteArray bytes = eventFrame("ADDED", u"ä\"}"_s, u"11"_s) + "\r\n" + eventFrame("DELETED", u"a"_s, u"12"_s);

    for (const char byte : bytes) {
        scene.stream()->send(QByteArray(1, byte));
    }

    QCOMPARE(scene.told, (QStringList{u"+ä\"}@11"_s, u"-uid-a"_s}));
}

void TestReflectorWatches::WA6_garbageRelistsAfterAPause() {
    ReflectorScene scene;
    scene.goLive();

    scene.stream()->send(eventFrame("ADDED", u"b"_s, u"11"_s));
    scene.stream()->send("garbage");

    QCOMPARE(scene.told, QStringList{u"+b@11"_s});
    QCOMPARE(scene.reflector->state(), State::Waiting);
    QCOMPARE(scene.lists(), 1u);
    scene.clock.advance(2s);
    QCOMPARE(scene.lists(), 2u);
}

void TestReflectorWatches::WA6_endInsideAnEventWatchesOn() {
    ReflectorScene scene;
    scene.goLive();
    scene.clock.advance(60s);

    scene.stream()->send(eventFrame("ADDED", u"b"_s, u"11"_s) + "{\"type\":\"ADDED\",\"object\":{\"a\":\"\xC3");
    scene.stream()->finish();

    QCOMPARE(scene.told, QStringList{u"+b@11"_s});
    QCOMPARE(scene.source->watchedFrom.back(), u"11"_s);
}

void TestReflectorWatches::WA7_repeatsAndUnknownDeletionsAreSilent() {
    ReflectorScene scene;
    scene.goLive();

    scene.stream()->send(eventFrame("MODIFIED", u"b"_s, u"11"_s) + eventFrame("ADDED", u"b"_s, u"11"_s));
    scene.stream()->send(eventFrame("ADDED", u"b"_s, u"11"_s) + eventFrame("DELETED", u"unknown"_s, u"12"_s));

    QCOMPARE(scene.told, QStringList{u"+b@11"_s});
}

void TestReflectorWatches::WA8_largeEventsKeepTheOrder() {
    ReflectorScene scene;
    scene.goLive();
    QByteArray large = eventFrame("ADDED", u"large"_s, u"12"_s);
    large.insert(large.indexOf("\"object\":{") + 10, "\"x\":\"" + QByteArray(200'000, 'x') + "\",");

    scene.stream()->send(eventFrame("ADDED", u"b"_s, u"11"_s) + large + eventFrame("ADDED", u"c"_s, u"13"_s));
    scene.stream()->send(eventFrame("DELETED", u"large"_s, u"14"_s));

    QCOMPARE(scene.stream()->pauses, 1);
    QTRY_COMPARE(scene.told, (QStringList{u"+b@11"_s, u"+large@12"_s, u"-uid-large"_s, u"+c@13"_s}));
    QCOMPARE(scene.stream()->resumes, 1);
}

void TestReflectorWatches::WA10_unknownEventTypeIsSkipped() {
    ReflectorScene scene;
    scene.goLive();

    scene.stream()->send(eventFrame("REWOUND", u"b"_s, u"11"_s) + eventFrame("ADDED", u"c"_s, u"12"_s));

    QCOMPARE(scene.told, QStringList{u"+c@12"_s});
}

void TestReflectorWatches::WA11_versionsThatRunBackwardsRelist() {
    ReflectorScene scene;
    scene.goLive();
    scene.source->pages = {listPage({object(u"a"_s, u"1"_s)}, u"6"_s)};

    scene.stream()->send(eventFrame("MODIFIED", u"a"_s, u"5"_s));
    scene.clock.advance(2s);

    QCOMPARE(scene.told, (QStringList{u"+a@1"_s, u"synced"_s}));
    QCOMPARE(scene.source->watchedFrom.back(), u"6"_s);
}

void TestReflectorWatches::tooManyRequestsBacksOffWithoutRelist() {
    ReflectorScene scene;
    scene.goLive();

    scene.stream()->refuse(429, statusBody(429, "TooManyRequests"));
    QCOMPARE(scene.reflector->state(), State::Waiting);
    scene.clock.advance(2s);

    QCOMPARE(scene.watches(), 2u);
    QCOMPARE(scene.lists(), 1u);
}

void TestReflectorWatches::refusedConnectionsBackOffWithoutRelist() {
    ReflectorScene scene;
    scene.goLive();
    for (int i = 0; i < 4; ++i) {
        scene.source->openErrors.push_back(errorOf(ErrorCode::Unreachable));
    }

    scene.stream()->finish(errorOf(ErrorCode::Unreachable));
    scene.clock.advance(60s);

    QCOMPARE(scene.watches(), 6u);
    QCOMPARE(scene.lists(), 1u);
    QCOMPARE(scene.source->watchedFrom.back(), u"10"_s);
    scene.stream()->open();
    QCOMPARE(scene.reflector->state(), State::Live);
    QVERIFY(!scene.reflector->lastError());
}

void TestReflectorWatches::serverErrorsInARowRelist() {
    ReflectorScene scene;
    scene.goLive();
    for (int i = 0; i < 6; ++i) {
        scene.source->openErrors.push_back(errorOf(ErrorCode::ServerError, 500, u"InternalError"_s));
    }

    scene.stream()->finish(errorOf(ErrorCode::ServerError, 500));
    scene.clock.advance(5min);

    QCOMPARE(scene.lists(), 2u);
}

void TestReflectorWatches::AU1_unauthorizedRefreshesOnce() {
    ReflectorScene scene;
    scene.goLive();

    scene.stream()->refuse(401, statusBody(401, "Unauthorized"));
    QCOMPARE(scene.source->refreshes, 1);
    QCOMPARE(scene.watches(), 2u);
    QCOMPARE(scene.reflector->state(), State::Live); // nothing an operator needs to hear

    scene.stream()->refuse(401, statusBody(401, "Unauthorized"));
    QCOMPARE(scene.source->refreshes, 1);
    QCOMPARE(scene.reflector->state(), State::Waiting);
    QCOMPARE(scene.reflector->lastError()->code, ErrorCode::Unauthorized);
}

void TestReflectorWatches::AU4_refusedWatchPolls() {
    ReflectorScene scene;
    scene.goLive();
    scene.source->pages = {listPage({object(u"a"_s, u"2"_s)}, u"20"_s)};

    scene.stream()->refuse(403, statusBody(403, "Forbidden"));

    QCOMPARE(scene.reflector->state(), State::Waiting);
    QCOMPARE(scene.reflector->lastError()->code, ErrorCode::Forbidden);
    scene.clock.advance(31s);
    QCOMPARE(scene.told, (QStringList{u"+a@2"_s, u"synced"_s}));
}

void TestReflectorWatches::refusalsOfAStartingServerPassSoon() {
    ReflectorScene scene;
    scene.goLive();
    scene.source->pages = {listPage({object(u"a"_s, u"2"_s)}, u"20"_s)};

    scene.stream()->refuse(403, statusBody(403, "Forbidden"));

    scene.clock.advance(3s);
    QCOMPARE(scene.told, (QStringList{u"+a@2"_s, u"synced"_s}));
}

void TestReflectorWatches::AP3_webPageIsNoWatch() {
    ReflectorScene scene;
    scene.goLive();
    scene.clock.advance(60s);
    scene.stream()->finish();

    scene.stream()->open(200, "text/html");
    scene.stream()->send("<html>log in</html>");
    scene.stream()->finish();

    QCOMPARE(scene.reflector->lastError()->reason, u"NotKubernetes"_s);
    QCOMPARE(scene.reflector->state(), State::Waiting);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestReflectorWatches)
#include "test_reflector_watches.moc"
