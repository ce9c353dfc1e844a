// SPDX-License-Identifier: Apache-2.0
#include "core/net/http_engine.h"
#include "core/net/websocket_frames.h"
#include "core/net/websocket_handshake.h"
#include "tests/support/awaiting.h"
#include "tests/unit/net/web_socket_scene.h"

#include <QTest>
#include <QTimer>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWebSocket final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensExchangesMessagesAndCloses();
    void firstFramesMayComeWithTheHandshake();
    void refusalBringsItsBody_data();
    void refusalBringsItsBody();
    void wrongHandshakesAreRefused_data();
    void wrongHandshakesAreRefused();
    void noAnswerInTimeIsATimeout();
    void TE6_hostileFramesEndIt_data();
    void TE6_hostileFramesEndIt();
    void TE6_fragmentsWithPingsBetweenAreOneMessage();
    void TE6_closeWithoutStatusIsAClose();
    void TE6_closeStatusIsSaid();
    void TE6_silenceAfterTheHandshakeEndsIt();
    void TE7_pingsEveryFiveSeconds();
    void lostConnectionIsSaid();
    void pausedSocketStopsReading();
    void fullSocketHoldsAndDrains();
    void manyMegabytesBothWaysAreUnchanged_data();
    void manyMegabytesBothWaysAreUnchanged();
    void destroyingInASlotIsClean_data();
    void destroyingInASlotIsClean();
    void destroyingTheEngineCutsIt();
    void traceHasHeadersButNoMessages();
    void framesAreReadByteByByte();

private:
    SystemClock m_clock;
};

void TestWebSocket::opensExchangesMessagesAndCloses() {
    WebSocketScene scene(m_clock);
    scene.start();
    QCOMPARE(scene.chosen, kSocketProtocol);
    QCOMPARE(scene.server.requests().first().header("sec-websocket-protocol"), "v5.channel.k8s.io, v4.channel.k8s.io");
    QCOMPARE(scene.server.requests().first().header("authorization"), "Bearer hidden");

    scene.socket->send("to the server");
    scene.peer->send("from the server");
    scene.peer->send(QByteArray());
    QTRY_COMPARE(scene.peer->messages(), QByteArrayList{"to the server"});
    QTRY_COMPARE(scene.messages, (QByteArrayList{"from the server", ""}));

    scene.socket->close();
    QTRY_COMPARE(scene.socket->state(), WebSocket::State::Closed);
    QTRY_COMPARE(scene.events, (QStringList{u"opened"_s, u"closed"_s}));
    QVERIFY(!scene.error);
}

void TestWebSocket::firstFramesMayComeWithTheHandshake() {
    WebSocketScene scene(m_clock, [](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
        socket->write(ScriptedSocket::acceptance(request, kSocketProtocol)
            + ScriptedSocket::frame(ScriptedSocket::Binary, "early") + ScriptedSocket::frame(8, {}));
    });

    scene.socket->start();

    QTRY_COMPARE(scene.events, (QStringList{u"opened"_s, u"closed"_s}));
    QCOMPARE(scene.messages, QByteArrayList{"early"});
}

void TestWebSocket::refusalBringsItsBody_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("body");
    const QByteArray status = R"({"kind":"Status","code":403})";
    QTest::newRow("length") << ScriptedServer::answer(403, status) << status;
    QTest::newRow("chunked") << QByteArray("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n"
                                           "10\r\n{\"kind\":\"Status\"\r\nc\r\n,\"code\":403}\r\n0\r\n\r\n")
                             << status;
    QTest::newRow("until the end") << "HTTP/1.0 403 Forbidden\r\n\r\n" + status << status;
    QTest::newRow("after 100") << "HTTP/1.1 100 Continue\r\n\r\n" + ScriptedServer::answer(403, status) << status;
    QTest::newRow("endless") << "HTTP/1.1 403 Forbidden\r\n\r\n" + QByteArray(200'000, 'x') << QByteArray(65'536, 'x');
}

void TestWebSocket::refusalBringsItsBody() {
    QFETCH(const QByteArray, answer);
    WebSocketScene scene(m_clock, [&answer](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
        socket->write(answer);
        if (answer.startsWith("HTTP/1.0")) {
            socket->disconnectFromHost();
        }
    });

    scene.socket->start();

    QTRY_COMPARE(scene.events, QStringList{u"closed"_s});
    QVERIFY(scene.socket->refusal());
    QCOMPARE(scene.socket->refusal()->status, 403);
    QTEST(scene.socket->refusal()->body, "body");
    QVERIFY(scene.error);
}

void TestWebSocket::wrongHandshakesAreRefused_data() {
    QTest::addColumn<QByteArray>("change"); ///< from|to, in the answer
    QTest::addColumn<QString>("reason");
    QTest::newRow("other key") << QByteArray("Accept: |Accept: x") << u"BadUpgrade"_s;
    QTest::newRow("other protocol") << QByteArray("v5.channel|v9.channel") << u"NoSubprotocol"_s;
    QTest::newRow("no protocol") << QByteArray("Sec-WebSocket-Protocol|X-None") << u"NoSubprotocol"_s;
    QTest::newRow("extension") << QByteArray("Upgrade: w|Sec-WebSocket-Extensions: permessage-deflate\r\nUpgrade: w")
                               << u"BadUpgrade"_s;
    QTest::newRow("no HTTP") << QByteArray("HTTP/1.1|SSH-2.0") << u"BadAnswer"_s;
    QTest::newRow("endless head") << QByteArray("\r\n\r\n|\r\nX: " + QByteArray(70'000, 'y') + "\r\n\r\n")
                                  << u"TooLarge"_s;
}

void TestWebSocket::wrongHandshakesAreRefused() {
    QFETCH(const QByteArray, change);
    const QByteArrayList words = change.split('|');
    WebSocketScene scene(m_clock, [&words](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
        socket->write(ScriptedSocket::acceptance(request, kSocketProtocol).replace(words[0], words[1]));
    });

    scene.socket->start();

    QTRY_COMPARE(scene.events, QStringList{u"closed"_s});
    QTEST(scene.reason(), "reason");
}

void TestWebSocket::noAnswerInTimeIsATimeout() {
    ManualClock clock;
    WebSocketScene scene(clock, [](const ScriptedRequest&, const QPointer<QTcpSocket>&) { });
    scene.socket->start();
    QTRY_COMPARE(scene.server.requests().size(), 1);

    clock.advance(33s);

    QTRY_COMPARE(scene.events, QStringList{u"closed"_s});
    QCOMPARE(scene.error->code, ErrorCode::Timeout);
}

void TestWebSocket::TE6_hostileFramesEndIt_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    using S = ScriptedSocket;
    QTest::newRow("text") << S::frame(S::Text, "hello") << u"TextFrame"_s;
    QTest::newRow("unknown opcode") << S::frame(3, "x") << u"BadFrame"_s;
    QTest::newRow("reserved bit") << QByteArray("\xc2\x01x") << u"BadFrame"_s;
    QTest::newRow("masked") << QByteArray("\x82\x81\0\0\0\0x", 7) << u"BadFrame"_s;
    QTest::newRow("long ping") << S::frame(S::Ping, QByteArray(200, 'x')) << u"BadFrame"_s;
    QTest::newRow("half ping") << S::frame(S::Ping, "x", false) << u"BadFrame"_s;
    QTest::newRow("middle without start") << S::frame(S::Continuation, "x") << u"BadFrame"_s;
    QTest::newRow("start within") << S::frame(S::Binary, "x", false) + S::frame(S::Binary, "y") << u"BadFrame"_s;
    QTest::newRow("close of one byte") << S::frame(S::Close, "x") << u"BadFrame"_s;
    QTest::newRow("huge") << QByteArray("\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xff", 10) << u"TooLarge"_s;
    QTest::newRow("negative") << QByteArray("\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10) << u"TooLarge"_s;
    QByteArray empty = S::frame(S::Binary, {}, false);
    for (int i = 0; i < 1100; ++i) {
        empty += S::frame(S::Continuation, {}, false);
    }
    QTest::newRow("fragments of nothing") << empty << u"NoProgress"_s;
}

void TestWebSocket::TE6_hostileFramesEndIt() {
    QFETCH(const QByteArray, bytes);
    WebSocketScene scene(m_clock);
    scene.start();

    scene.peer->sendRaw(bytes);

    QTRY_COMPARE(scene.events, (QStringList{u"opened"_s, u"closed"_s}));
    QCOMPARE(scene.error->code, ErrorCode::Protocol);
    QTEST(scene.reason(), "reason");
    QVERIFY(scene.messages.isEmpty());
}

void TestWebSocket::TE6_fragmentsWithPingsBetweenAreOneMessage() {
    WebSocketScene scene(m_clock);
    scene.start();

    scene.peer->sendFrame(ScriptedSocket::Binary, "a", false);
    scene.peer->sendFrame(ScriptedSocket::Ping, "p");
    scene.peer->sendFrame(ScriptedSocket::Continuation, "", false);
    scene.peer->sendFrame(ScriptedSocket::Continuation, "b");

    QTRY_COMPARE(scene.messages, QByteArrayList{"ab"});
    QTRY_COMPARE(scene.peer->pongs(), 1);
}

void TestWebSocket::TE6_closeWithoutStatusIsAClose() {
    WebSocketScene scene(m_clock);
    scene.start();

    scene.peer->sendFrame(ScriptedSocket::Close, {});

    QTRY_COMPARE(scene.events, (QStringList{u"opened"_s, u"closed"_s}));
    QVERIFY(!scene.error);
}

void TestWebSocket::TE6_closeStatusIsSaid() {
    WebSocketScene scene(m_clock);
    scene.start();

    scene.peer->sendClose(1011, "the container went away");

    QTRY_COMPARE(scene.events, (QStringList{u"opened"_s, u"closed"_s}));
    QCOMPARE(scene.reason(), u"Closed1011"_s);
    QCOMPARE(scene.error->detail, u"the container went away"_s);
}

void TestWebSocket::TE6_silenceAfterTheHandshakeEndsIt() {
    ManualClock clock;
    WebSocketScene scene(clock);
    scene.start();
    scene.peer->answersPings = false;

    for (int i = 0; i < 13; ++i) {
        clock.advance(5s);
        QTest::qWait(1);
    }

    QTRY_COMPARE(scene.events, (QStringList{u"opened"_s, u"closed"_s}));
    QCOMPARE(scene.reason(), u"Silent"_s);
}

void TestWebSocket::TE7_pingsEveryFiveSeconds() {
    ManualClock clock;
    WebSocketScene scene(clock);
    scene.start();

    for (int i = 1; i <= 20; ++i) {
        clock.advance(5s);
        QTRY_COMPARE(scene.peer->pings(), i);
        QTest::qWait(1);
    }

    QCOMPARE(scene.socket->state(), WebSocket::State::Open);
}

void TestWebSocket::lostConnectionIsSaid() {
    WebSocketScene scene(m_clock);
    scene.start();

    scene.peer->drop();

    QTRY_COMPARE(scene.events, (QStringList{u"opened"_s, u"closed"_s}));
    QCOMPARE(scene.error->code, ErrorCode::Unreachable);
    QCOMPARE(scene.reason(), u"ConnectionLost"_s);
}

void TestWebSocket::pausedSocketStopsReading() {
    WebSocketScene scene(m_clock);
    scene.start();
    scene.socket->pause();

    for (int i = 0; i < 24; ++i) {
        scene.peer->send(QByteArray(1024 * 1024, 'x'));
    }
    QTest::qWait(100);
    QVERIFY(scene.messages.isEmpty());
    QVERIFY(scene.peer->socket().bytesToWrite() > 4LL * 1024 * 1024);

    scene.socket->resume();
    QTRY_COMPARE(scene.bytesReceived, 24LL * 1024 * 1024);
}

void TestWebSocket::fullSocketHoldsAndDrains() {
    WebSocketScene scene(m_clock);
    scene.start();
    scene.peer->blockSignals(true);
    scene.peer->socket().setReadBufferSize(1);
    for (int i = 0; i < 16; ++i) {
        scene.socket->send(QByteArray(1024 * 1024, 'x'));
    }
    QTest::qWait(50);
    QVERIFY(scene.socket->pendingBytes() > 1024 * 1024);
    QCOMPARE(scene.drains, 0);

    scene.peer->socket().setReadBufferSize(0);
    scene.peer->socket().readAll();

    QTRY_COMPARE(scene.socket->pendingBytes(), 0);
    QCOMPARE(scene.drains, 1);
}

void TestWebSocket::manyMegabytesBothWaysAreUnchanged_data() {
    QTest::addColumn<bool>("isTls");
    QTest::newRow("plain") << false;
    QTest::newRow("tls") << true;
}

void TestWebSocket::manyMegabytesBothWaysAreUnchanged() {
    QFETCH(const bool, isTls);
    const auto handler = [](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
        auto* const peer = new ScriptedSocket(request, socket, kSocketProtocol);
        connect(peer, &ScriptedSocket::message, peer, [peer](const QByteArray& bytes) { peer->send(bytes); });
    };
    const TestCertificate certificate(CertificateSpec{});
    const auto server = isTls ? std::make_unique<ScriptedServer>(handler, ScriptedServer::Tls{certificate})
                              : std::make_unique<ScriptedServer>(handler);
    HttpEngine engine(m_clock, nullptr);
    HttpRequest request;
    request.url = server->url();
    auto transport = std::make_shared<TransportSettings>();
    transport->skipTlsVerify = true;
    request.transport = transport;
    const auto socket = engine.webSocket(request, {kSocketProtocol});
    QByteArray sent;
    QByteArray received;
    connect(socket.get(), &WebSocket::message, this, [&received](const QByteArray& bytes) { received += bytes; });
    socket->start();
    QTRY_COMPARE(socket->state(), WebSocket::State::Open);

    for (int i = 0; i < 200; ++i) {
        const QByteArray message(i * 331, static_cast<char>(i));
        sent += message;
        socket->send(message);
    }

    QTRY_COMPARE_WITH_TIMEOUT(received.size(), sent.size(), 10'000);
    QCOMPARE(received, sent);
}

void TestWebSocket::destroyingInASlotIsClean_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("opened") << 0;
    QTest::newRow("message") << 1;
    QTest::newRow("closed") << 2;
    QTest::newRow("drained") << 3;
}

void TestWebSocket::destroyingInASlotIsClean() {
    QFETCH(const int, signal);
    WebSocketScene scene(m_clock);
    WebSocket* const socket = scene.socket.get();
    const auto end = [&scene] { scene.socket.reset(); };
    switch (signal) {
    case 0:
        connect(socket, &WebSocket::opened, this, end);
        break;
    case 1:
        connect(socket, &WebSocket::message, this, end);
        break;
    case 2:
        connect(socket, &WebSocket::closed, this, end);
        break;
    default:
        connect(socket, &WebSocket::drained, this, end);
    }

    scene.socket->start();
    QTRY_VERIFY(scene.peer || !scene.socket);
    if (scene.peer) {
        scene.peer->send("one");
        scene.peer->send("two");
    }
    QTRY_VERIFY(!scene.socket || !scene.messages.isEmpty());
    if (scene.socket && signal == 3) {
        scene.socket->send(QByteArray(256 * 1024, 'x'));
    } else if (scene.socket) {
        scene.socket->close();
    }

    QTRY_VERIFY(!scene.socket);
    QTRY_COMPARE(scene.server.openConnections(), 0);
}

void TestWebSocket::destroyingTheEngineCutsIt() {
    ScriptedServer server([](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
        new ScriptedSocket(request, socket, kSocketProtocol);
    });
    auto engine = std::make_unique<HttpEngine>(m_clock, nullptr);
    HttpRequest request;
    request.url = server.url();
    const auto socket = engine->webSocket(request, {kSocketProtocol});
    int closes = 0;
    connect(socket.get(), &WebSocket::closed, this, [&closes] { ++closes; });
    socket->start();
    QTRY_COMPARE(socket->state(), WebSocket::State::Open);

    engine.reset();

    QTRY_COMPARE(server.openConnections(), 0);
    socket->send("nobody");
    socket->close();
    QTest::qWait(5);
    QCOMPARE(closes, 0);
}

void TestWebSocket::traceHasHeadersButNoMessages() {
    WebSocketScene scene(m_clock);
    scene.trace->setBodiesRecorded(true);
    scene.start();
    scene.socket->send("typed password");
    scene.peer->send("secret output");
    QTRY_COMPARE(scene.messages.size(), 1);
    scene.socket->close();
    QTRY_COMPARE(scene.socket->state(), WebSocket::State::Closed);

    QCOMPARE(scene.trace->changesSince(0).entries.size(), 1U);
    const TraceEntry entry = scene.trace->changesSince(0).entries.front();
    QCOMPARE(entry.status, 101);
    QVERIFY(entry.isStream && entry.isFinished && entry.error.isEmpty());
    QVERIFY(entry.requestHeaders.contains(u"Upgrade: websocket"_s));
    QVERIFY(!entry.requestHeaders.join(u'\n').contains("hidden"_L1));
    QVERIFY(!entry.requestBody.contains("password"_L1));
    QVERIFY(!entry.responseBody.contains("secret"_L1));
    QVERIFY(entry.bytesSent > 0 && entry.bytesReceived > 0);
}

void TestWebSocket::framesAreReadByteByByte() {
    WebSocketReader reader;
    const QByteArray bytes = ScriptedSocket::frame(ScriptedSocket::Binary, QByteArray(300, 'a'), false)
        + ScriptedSocket::frame(ScriptedSocket::Ping, "p")
        + ScriptedSocket::frame(ScriptedSocket::Continuation, QByteArray(70'000, 'b'));
    QList<WebSocketReader::Incoming> seen;

    for (const char byte : bytes) {
        reader.feed(QByteArrayView(&byte, 1));
        for (;;) {
            auto next = reader.next();
            QVERIFY(next);
            if (!*next) {
                break;
            }
            seen.append(std::move(**next));
        }
    }

    QCOMPARE(seen.size(), 2);
    QCOMPARE(seen[0].kind, WebSocketReader::Incoming::Kind::Ping);
    QCOMPARE(seen[1].payload, QByteArray(300, 'a') + QByteArray(70'000, 'b'));
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestWebSocket)
#include "test_web_socket.moc"
