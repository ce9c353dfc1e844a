// SPDX-License-Identifier: Apache-2.0
#include "core/kube/watch_framer.h"

#include <QTest>

namespace pilothouse {

class TestWatchFramer final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void WA6_severalFramesInOneRead();
    void WA6_splitAtEveryByte();
    void WA6_carriageReturnsAndNothingBetween();
    void WA6_bracketsAndQuotesInStrings();
    void WA6_garbageBetweenFramesIsProtocol();
    void WA6_endInsideAFrameIsSeen();
    void WA6_framesLargerThanTheCapAreRefused();
};

void TestWatchFramer::WA6_severalFramesInOneRead() {
    WatchFramer framer;

    const auto frames = framer.feed("{\"a\":1}\n{\"b\":{}}\n{\"c\"");

    QVERIFY(frames);
    QCOMPARE(*frames, (QByteArrayList{"{\"a\":1}", "{\"b\":{}}"}));
    QVERIFY(framer.isInsideFrame());
}

void TestWatchFramer::WA6_splitAtEveryByte() {
    const QByteArray stream = "{\"type\":\"ADDED\",\"o\":\"\\\"}\\\\\xC3\xA4\"}\r\n{\"b\":[{}]}\n";
    for (qsizetype first = 0; first <= stream.size(); ++first) {
        for (qsizetype second = first; second <= stream.size(); ++second) {
            WatchFramer framer;
            QByteArrayList frames;
            for (const QByteArray& part :
                {stream.first(first), stream.sliced(first, second - first), stream.sliced(second)}) {
                const auto got = framer.feed(part);
                QVERIFY(got);
                frames += *got;
            }
            QCOMPARE(frames, (QByteArrayList{"{\"type\":\"ADDED\",\"o\":\"\\\"}\\\\\xC3\xA4\"}", "{\"b\":[{}]}"}));
        }
    }
}

void TestWatchFramer::WA6_carriageReturnsAndNothingBetween() {
    WatchFramer framer;

    const auto frames = framer.feed("\r\n{\"a\":1}{\"b\":2}\r\n\r\n {\"c\":3}");

    QVERIFY(frames);
    QCOMPARE(frames->size(), 3);
    QVERIFY(!framer.isInsideFrame());
}

void TestWatchFramer::WA6_bracketsAndQuotesInStrings() {
    WatchFramer framer;

    const auto frames = framer.feed(R"({"a":"}{]\"[","b\\":"\\"}{"c":1})");

    QVERIFY(frames);
    QCOMPARE(frames->size(), 2);
    QCOMPARE(frames->at(1), QByteArray(R"({"c":1})"));
}

void TestWatchFramer::WA6_garbageBetweenFramesIsProtocol() {
    WatchFramer framer;

    const auto frames = framer.feed("{\"a\":1}\ngarbage");

    QVERIFY(!frames);
    QCOMPARE(frames.error().code, ErrorCode::Protocol);
}

void TestWatchFramer::WA6_endInsideAFrameIsSeen() {
    WatchFramer framer;

    QVERIFY(framer.feed("{\"a\":\"\xC3"));

    QVERIFY(framer.isInsideFrame());
}

void TestWatchFramer::WA6_framesLargerThanTheCapAreRefused() {
    WatchFramer framer(1_KiB);
    Result<QByteArrayList> frames = framer.feed("{\"a\":\"");
    for (int i = 0; i < 20 && frames; ++i) {
        frames = framer.feed(QByteArray(100, 'x'));
    }

    QVERIFY(!frames);
    QCOMPARE(frames.error().code, ErrorCode::Protocol);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestWatchFramer)
#include "test_watch_framer.moc"
