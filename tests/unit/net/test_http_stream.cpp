// SPDX-License-Identifier: Apache-2.0
#include "core/net/http_engine.h"
#include "core/net/http_trace.h"
#include "tests/support/awaiting.h"
#include "tests/support/scripted_server.h"

#include <QTest>
#include <QTimer>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

QByteArray chunk(const QByteArray& bytes) {
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

HttpRequest watch(const ScriptedServer& server) {
    HttpRequest request;
    request.url = server.url(u"/api/v1/pods?watch=true"_s);
    request.transport = std::make_shared<TransportSettings>();
    return request;
}

/// What a stream said, in order.
struct Heard {
    explicit Heard(HttpStream& stream) {
        QObject::connect(&stream, &HttpStream::started, &stream, [this](int code) {
            events += u"started"_s;
            status = code;
        });
        QObject::connect(&stream, &HttpStream::data, &stream, [this](const QByteArray& bytes) {
            if (events.isEmpty() || events.last() != "data"_L1) {
                events += u"data"_s;
            }
            body += bytes;
        });
        QObject::connect(&stream, &HttpStream::finished, &stream, [this](const std::optional<Error>& why) {
            events += u"finished"_s;
            error = why;
        });
        QObject::connect(&stream, &HttpStream::probeNeeded, &stream, [this] { ++probes; });
    }
    QStringList events;
    int status = 0;
    QByteArray body;
    std::optional<Error> error;
    int probes = 0;
};

} // namespace

class TestHttpStream final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deliversInOrderAndEndsWithoutError();
    void headersAndEndInOnePieceStillStart();
    void errorStatusIsFollowedByItsBody();
    void cutStreamEndsWithAnError();
    void refusedConnectionEndsWithAnError();
    void noHeadersInTimeIsATimeout();
    void silenceAsksForAProbe();
    void bytesPutTheProbeOff();
    void reportedDeathEndsWithTimeout();
    void pausedStreamStopsReadingFromTheSocket();
    void resumedStreamDeliversEverything();
    void destroyingInASlotIsClean_data();
    void destroyingInASlotIsClean();
    void destroyingTheEngineWithFiftyStreamsIsClean();
    void streamIsTraced();

private:
    SystemClock m_clock;
};

void TestHttpStream::deliversInOrderAndEndsWithoutError() {
    ScriptedServer server([](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
        socket->write(kHead + chunk("one\n"));
        QTimer::singleShot(5ms, socket, [socket] { socket->write(chunk("two\n") + "0\r\n\r\n"); });
    });
    HttpEngine engine(m_clock, nullptr);
    const auto stream = engine.stream(watch(server));
    const Heard heard(*stream);

    QCOMPARE(stream->state(), HttpStream::State::Idle);
    stream->start();
    QVERIFY(heard.events.isEmpty());
    QTRY_COMPARE(stream->state(), HttpStream::State::Finished);

    QCOMPARE(heard.events, (QStringList{u"started"_s, u"data"_s, u"finished"_s}));
    QCOMPARE(heard.status, 200);
    QCOMPARE(heard.body, "one\ntwo\n");
    QVERIFY(!heard.error);
}

void TestHttpStream::headersAndEndInOnePieceStillStart() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, {})));
    HttpEngine engine(m_clock, nullptr);
    const auto stream = engine.stream(watch(server));
    const Heard heard(*stream);

    stream->start();
    QTRY_COMPARE(stream->state(), HttpStream::State::Finished);

    QCOMPARE(heard.events, (QStringList{u"started"_s, u"finished"_s}));
}

void TestHttpStream::errorStatusIsFollowedByItsBody() {
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(410, R"({"kind":"Status"})")));
    HttpEngine engine(m_clock, nullptr);
    const auto stream = engine.stream(watch(server));
    const Heard heard(*stream);

    stream->start();
    QTRY_COMPARE(stream->state(), HttpStream::State::Finished);

    QCOMPARE(heard.status, 410);
    QCOMPARE(heard.body, R"({"kind":"Status"})");
    QVERIFY(!heard.error);
}

void TestHttpStream::cutStreamEndsWithAnError() {
    ScriptedServer server([](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
        socket->write(kHead + chunk("one\n") + "ff\r\nhalf");
        socket->disconnectFromHost();
    });
    HttpEngine engine(m_clock, nullptr);
    const auto stream = engine.stream(watch(server));
    const Heard heard(*stream);

    stream->start();
    QTRY_COMPARE(stream->state(), HttpStream::State::Finished);

    QCOMPARE(heard.body, "one\nhalf");
    QVERIFY(heard.error);
    QCOMPARE(heard.error->reason, u"ConnectionLost"_s);
}

void TestHttpStream::refusedConnectionEndsWithAnError() {
    HttpRequest request;
    {
        const ScriptedServer gone(ScriptedServer::always({}));
        request = watch(gone);
    }
    HttpEngine engine(m_clock, nullptr);
    const auto stream = engine.stream(request);
    const Heard heard(*stream);

    stream->start();
    QTRY_COMPARE(stream->state(), HttpStream::State::Finished);

    QCOMPARE(heard.events, QStringList{u"finished"_s});
    QCOMPARE(heard.error->code, ErrorCode::Unreachable);
}

void TestHttpStream::noHeadersInTimeIsATimeout() {
    ManualClock clock;
    ScriptedServer server([](const ScriptedRequest&, const QPointer<QTcpSocket>&) { });
    HttpEngine engine(clock, nullptr);
    const auto stream = engine.stream(watch(server));
    const Heard heard(*stream);
    stream->start();
    QTRY_COMPARE(server.requests().size(), 1);

    clock.advance(33s);

    QTRY_COMPARE(stream->state(), HttpStream::State::Finished);
    QCOMPARE(heard.error->code, ErrorCode::Timeout);
}

void TestHttpStream::silenceAsksForAProbe() {
    ManualClock clock;
    ScriptedServer server(ScriptedServer::always(kHead));
    HttpEngine engine(clock, nullptr);
    const auto stream = engine.stream(watch(server));
    const Heard heard(*stream);
    stream->start();
    QTRY_COMPARE(stream->state(), HttpStream::State::Open);

    clock.advance(14s);
    QCOMPARE(heard.probes, 0);
    clock.advance(2s);
    QTRY_COMPARE(heard.probes, 1);
    clock.advance(15s);
    QTRY_COMPARE(heard.probes, 2);
    QCOMPARE(stream->state(), HttpStream::State::Open);
}

void TestHttpStream::bytesPutTheProbeOff() {
    ManualClock clock;
    QPointer<QTcpSocket> peer;
    ScriptedServer server([&peer](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
        peer = socket;
        socket->write(kHead);
    });
    HttpEngine engine(clock, nullptr);
    const auto stream = engine.stream(watch(server));
    const Heard heard(*stream);
    stream->start();
    QTRY_COMPARE(stream->state(), HttpStream::State::Open);

    clock.advance(10s);
    peer->write(chunk("sign of life"));
    QTRY_COMPARE(heard.body, "sign of life");
    clock.advance(10s);
    QTest::qWait(5);
    QCOMPARE(heard.probes, 0);

    clock.advance(6s);
    QTRY_COMPARE(heard.probes, 1);
}

void TestHttpStream::reportedDeathEndsWithTimeout() {
    ScriptedServer server(ScriptedServer::always(kHead));
    HttpEngine engine(m_clock, nullptr);
    const auto stream = engine.stream(watch(server));
    const Heard heard(*stream);
    stream->start();
    QTRY_COMPARE(stream->state(), HttpStream::State::Open);

    stream->reportDead();

    QTRY_COMPARE(stream->state(), HttpStream::State::Finished);
    QCOMPARE(heard.error->code, ErrorCode::Timeout);
    QTRY_COMPARE(server.openConnections(), 0);
}

namespace {
constexpr qsizetype kFlood = 24 * 1024 * 1024;
ScriptedServer::Handler flood(QPointer<QTcpSocket>& peer) {
    return [&peer](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
        peer = socket;
        socket->write(ScriptedServer::answer(200, QByteArray(kFlood, 'x')));
    };
}
} // namespace

void TestHttpStream::pausedStreamStopsReadingFromTheSocket() {
    QPointer<QTcpSocket> peer;
    ScriptedServer server(flood(peer));
    HttpEngine engine(m_clock, nullptr);
    const auto stream = engine.stream(watch(server));
    const Heard heard(*stream);

    stream->start();
    stream->pause();
    QTRY_COMPARE(stream->state(), HttpStream::State::Open);
    qint64 left = -1;
    QTRY_VERIFY_WITH_TIMEOUT(std::exchange(left, peer->bytesToWrite()) == left && left < kFlood, 5000);
    QTest::qWait(200);

    QVERIFY(heard.body.isEmpty());
    QVERIFY2(peer->bytesToWrite() > kFlood / 2, "the socket was read on");
}

void TestHttpStream::resumedStreamDeliversEverything() {
    QPointer<QTcpSocket> peer;
    ScriptedServer server(flood(peer));
    HttpEngine engine(m_clock, nullptr);
    const auto stream = engine.stream(watch(server));
    const Heard heard(*stream);
    stream->start();
    stream->pause();
    QTRY_COMPARE(stream->state(), HttpStream::State::Open);
    QTest::qWait(50);

    stream->resume();

    QTRY_COMPARE_WITH_TIMEOUT(stream->state(), HttpStream::State::Finished, 20000);
    QCOMPARE(heard.body.size(), kFlood);
    QVERIFY(!heard.error);
}

void TestHttpStream::destroyingInASlotIsClean_data() {
    QTest::addColumn<int>("signal");
    QTest::addRow("started") << 0;
    QTest::addRow("data") << 1;
    QTest::addRow("finished") << 2;
}

void TestHttpStream::destroyingInASlotIsClean() {
    QFETCH(const int, signal);
    ScriptedServer server(ScriptedServer::always(ScriptedServer::answer(200, "x")));
    HttpEngine engine(m_clock, nullptr);
    std::unique_ptr<HttpStream> stream = engine.stream(watch(server));
    const auto end = [&stream] { stream.reset(); };
    if (signal == 0) {
        connect(stream.get(), &HttpStream::started, this, end);
    } else if (signal == 1) {
        connect(stream.get(), &HttpStream::data, this, end);
    } else {
        connect(stream.get(), &HttpStream::finished, this, end);
    }

    stream->start();

    QTRY_VERIFY(!stream);
}

void TestHttpStream::destroyingTheEngineWithFiftyStreamsIsClean() {
    ScriptedServer server(ScriptedServer::always(kHead + chunk("x")));
    auto engine = std::make_unique<HttpEngine>(m_clock, nullptr);
    std::vector<std::unique_ptr<HttpStream>> streams;
    int started = 0;
    int finished = 0;
    for (int i = 0; i < 50; ++i) {
        streams.push_back(engine->stream(watch(server)));
        connect(streams.back().get(), &HttpStream::started, this, [&started] { ++started; });
        connect(streams.back().get(), &HttpStream::finished, this, [&finished] { ++finished; });
        streams.back()->start();
    }
    QTRY_COMPARE(started, 50);

    engine.reset();

    QTRY_COMPARE(server.openConnections(), 0);
    streams.front()->pause();
    streams.front()->resume();
    streams.front()->reportDead();
    QTest::qWait(5);
    QCOMPARE(finished, 0);
    streams.clear();
}

void TestHttpStream::streamIsTraced() {
    ScriptedServer server(ScriptedServer::always(kHead + chunk("x")));
    const auto trace = std::make_shared<HttpTrace>();
    HttpEngine engine(m_clock, trace);
    auto stream = engine.stream(watch(server));
    stream->start();
    QTRY_COMPARE(stream->state(), HttpStream::State::Open);
    QCOMPARE(trace->changesSince(0).entries.size(), 1U);
    QVERIFY(trace->changesSince(0).entries.front().isStream);
    QVERIFY(!trace->changesSince(0).entries.front().isFinished);

    stream.reset();

    const auto entries = trace->changesSince(0).entries;
    QCOMPARE(entries.size(), 1U);
    QVERIFY(entries.front().isFinished);
    QCOMPARE(entries.front().status, 200);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestHttpStream)
#include "test_http_stream.moc"
