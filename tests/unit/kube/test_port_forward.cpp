// SPDX-License-Identifier: Apache-2.0
#include "core/kube/forward_target.h"
#include "core/kube/port_forward.h"
#include "core/net/loopback_listener.h"
#include "tests/unit/kube/forward_builders.h"
#include "tests/unit/kube/socket_scene.h"

#include <QTcpSocket>
#include <QJsonDocument>
#include <QTest>
#include <QTimer>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPods = "/api/v1/namespaces/shop/pods";
constexpr auto kService = "/api/v1/namespaces/shop/services/web";
const QByteArray kPort8080("\x90\x1f", 2);

ForwardRequest toPod(const QString& port = u"8080"_s) {
    return {.target = {.nameSpace = u"shop"_s, .what = PodScope::Pod{u"web-1"_s}}, .remotePort = port, .localPort = 0};
}

ForwardRequest toService(const QString& port = u"80"_s) {
    const GroupVersionKind kind{.group = {}, .version = u"v1"_s, .kind = u"Service"_s};
    return {.target = {.nameSpace = u"shop"_s, .what = PodScope::Workload{kind, u"web"_s}},
        .remotePort = port,
        .localPort = 0};
}

/// A pod that echoes whatever comes over the data channel.
void echo(ScriptedSocket* peer) {
    peer->send(0, kPort8080);
    peer->send(1, kPort8080);
    QObject::connect(peer, &ScriptedSocket::message, peer, [peer](const QByteArray& bytes) { peer->send(bytes); });
}

struct Scene : SocketScene {
    explicit Scene(Clock* clock = nullptr)
        : SocketScene(clock) {
        protocol = "v4.channel.k8s.io";
        onPeer = echo;
        serve("/api/v1/namespaces/shop/pods/web-1", pod("web-1"));
    }
};

std::unique_ptr<QTcpSocket> connectTo(
    const PortForward& forward, QHostAddress::SpecialAddress address = QHostAddress::LocalHost) {
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(QHostAddress(address), static_cast<quint16>(forward.status().localPort));
    return socket;
}

/// Whether a connection is taken and reset at once. QTcpSocket would connect again and again.
bool isReset(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool hasEnded = ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0;
    char byte = 0;
    for (int i = 0; i < 500 && !hasEnded; ++i) {
        QTest::qWait(10);
        hasEnded = ::recv(descriptor, &byte, 1, MSG_DONTWAIT) < 0 && errno == ECONNRESET;
    }
    ::close(descriptor);
    return hasEnded;
}

} // namespace

class TestPortForward final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void carriesBytesBothWays();
    void listensOnLoopbackOnly();
    void takenPortIsAFailure();
    void everyConnectionHasItsOwnSocket();
    void megabytesComeBackUnchanged();
    void slowReaderHoldsThePodBack();
    void endOfThePodEndsTheConnection();
    void errorChannelResetsAndIsSaid();
    void halfClosedClientStillGetsItsAnswer();
    void servicePortsLeadToTargetPorts_data();
    void servicePortsLeadToTargetPorts();
    void waitsForAReadyPodAndFollows();
    void saysThatTheServerCannotBeAsked();
    void movesToAnotherPodWhenItsPodIsGone();
    void PS8_readOnlyRefusesBeforeAnythingLeaves();
    void forbiddenEndsIt();
    void anErrorOfTheLastConnectionGoesWithTheNext();
    void stopResetsConnectionsAndFreesThePort();
    void selectorsAreWrittenAsListsTakeThem();
    void releasesAreNotForwardable();
};

void TestPortForward::carriesBytesBothWays() {
    Scene scene;
    PortForward forward(scene.client, toPod());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);

    for (const auto address : {QHostAddress::LocalHost, QHostAddress::LocalHostIPv6}) {
        const auto socket = connectTo(forward, address);
        socket->write("hello");
        QTRY_COMPARE(socket->bytesAvailable(), 5);
        QCOMPARE(socket->readAll(), "hello");
    }

    QVERIFY(scene.server.requests().last().target.endsWith("/pods/web-1/portforward?ports=8080"));
    QCOMPARE(scene.server.requests().last().header("sec-websocket-protocol"), "v4.channel.k8s.io");
    QTRY_COMPARE(forward.status().bytesSent, 10);
    QCOMPARE(forward.status().bytesReceived, 10);
    QCOMPARE(forward.status().pod, u"web-1"_s);
}

void TestPortForward::listensOnLoopbackOnly() {
    LoopbackListener listener;
    const auto port = listener.listen(0);
    QVERIFY(port);

    QFile table(u"/proc/net/tcp"_s);
    QVERIFY(table.open(QIODevice::ReadOnly));
    const QByteArray wanted = ':' + QByteArray::number(*port, 16).rightJustified(4, '0').toUpper();
    int found = 0;
    for (const QByteArray& line : table.readAll().split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.value(1).endsWith(wanted) && words.value(3) == "0A") {
            ++found;
            QVERIFY(words.value(1).startsWith("0100007F"));
        }
    }
    QCOMPARE(found, 1);
}

void TestPortForward::takenPortIsAFailure() {
    Scene scene;
    LoopbackListener other;
    ForwardRequest request = toPod();
    request.localPort = other.listen(0).value();
    PortForward forward(scene.client, request);

    forward.start();

    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Failed);
    QCOMPARE(forward.status().lastError->reason, u"PortTaken"_s);
    other.close();
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    QCOMPARE(forward.status().localPort, request.localPort);
}

void TestPortForward::everyConnectionHasItsOwnSocket() {
    Scene scene;
    PortForward forward(scene.client, toPod());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < 20; ++i) {
        sockets.push_back(connectTo(forward));
        sockets.back()->write("number " + QByteArray::number(i));
    }

    for (int i = 0; i < 20; ++i) {
        const QByteArray expected = "number " + QByteArray::number(i);
        QTRY_COMPARE(sockets[static_cast<size_t>(i)]->bytesAvailable(), expected.size());
        QCOMPARE(sockets[static_cast<size_t>(i)]->readAll(), expected);
    }
    QCOMPARE(scene.peers.size(), 20);
    QCOMPARE(forward.status().openConnections, 20);
    sockets.clear();
    // The channels can't carry a half-closed connection on: a quiet one is let go after a while.
    QCOMPARE(forward.status().state, ForwardStatus::State::Listening);
}

void TestPortForward::megabytesComeBackUnchanged() {
    Scene scene;
    PortForward forward(scene.client, toPod());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    const auto socket = connectTo(forward);
    QByteArray sent;
    for (int i = 0; sent.size() < 8 * 1024 * 1024; ++i) {
        sent += QByteArray::number(i) + ' ';
    }
    QByteArray received;
    connect(socket.get(), &QTcpSocket::readyRead, this, [&] { received += socket->readAll(); });

    socket->write(sent);

    QTRY_COMPARE_WITH_TIMEOUT(received.size(), sent.size(), 20'000);
    QVERIFY(received == sent);
}

void TestPortForward::slowReaderHoldsThePodBack() {
    Scene scene;
    scene.onPeer = [](ScriptedSocket* peer) {
        for (int i = 0; i < 1024; ++i) {
            peer->send(0, i == 0 ? kPort8080 : QByteArray(32 * 1024, 'x'));
        }
    };
    PortForward forward(scene.client, toPod());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    auto socket = std::make_unique<QTcpSocket>();
    socket->setReadBufferSize(1024);
    socket->connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(forward.status().localPort));

    QTRY_VERIFY(forward.status().bytesReceived > 0);
    QTest::qWait(200);
    QVERIFY(forward.status().bytesReceived < 24LL * 1024 * 1024); // the kernel's buffers, and ours of 256 KiB
    qint64 received = 0;
    socket->setReadBufferSize(0);
    connect(socket.get(), &QTcpSocket::readyRead, this, [&] { received += socket->readAll().size(); });
    received += socket->readAll().size();
    QTRY_COMPARE_WITH_TIMEOUT(received, 1023LL * 32 * 1024, 20'000);
}

void TestPortForward::endOfThePodEndsTheConnection() {
    Scene scene;
    scene.onPeer = [](ScriptedSocket* peer) {
        peer->send(0, kPort8080);
        peer->send(0, "all there is");
        peer->sendClose(1000);
    };
    PortForward forward(scene.client, toPod());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    const auto socket = connectTo(forward);

    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);

    QCOMPARE(socket->readAll(), "all there is");
    QCOMPARE(socket->error(), QAbstractSocket::RemoteHostClosedError);
    QTRY_COMPARE(forward.status().openConnections, 0);
    QVERIFY(!forward.status().lastError);
}

void TestPortForward::errorChannelResetsAndIsSaid() {
    Scene scene;
    scene.onPeer = [](ScriptedSocket* peer) {
        peer->send(0, kPort8080);
        peer->send(1, kPort8080);
        peer->send(1, "dial tcp4 127.0.0.1:8080: connect: connection refused");
    };
    PortForward forward(scene.client, toPod());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    const auto socket = connectTo(forward);

    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);

    QTRY_VERIFY(forward.status().lastError);
    QCOMPARE(forward.status().lastError->reason, u"PodRefused"_s);
    QVERIFY(forward.status().lastError->detail.contains("connection refused"_L1));
    QCOMPARE(forward.status().state, ForwardStatus::State::Listening);
}

void TestPortForward::halfClosedClientStillGetsItsAnswer() {
    Scene scene;
    scene.onPeer = [](ScriptedSocket* peer) {
        QObject::connect(peer, &ScriptedSocket::message, peer, [peer] {
            QTimer::singleShot(50ms, peer, [peer] {
                peer->send(0, kPort8080);
                peer->send(0, "the answer");
                peer->sendClose(1000);
            });
        });
    };
    PortForward forward(scene.client, toPod());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    const auto socket = connectTo(forward);
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);

    socket->write("question");
    socket->flush();
    ::shutdown(static_cast<int>(socket->socketDescriptor()), SHUT_WR);

    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(socket->readAll(), "the answer");
}

void TestPortForward::servicePortsLeadToTargetPorts_data() {
    QTest::addColumn<QString>("asked");
    QTest::addColumn<int>("port"); ///< 0: refused
    QTest::newRow("number to name") << u"80"_s << 8080;
    QTest::newRow("name to number") << u"metrics"_s << 9102;
    QTest::newRow("no target") << u"443"_s << 443;
    QTest::newRow("none of it") << u"81"_s << 0;
    QTest::newRow("no such name") << u"smtp"_s << 0;
}

void TestPortForward::servicePortsLeadToTargetPorts() {
    QFETCH(const int, port);
    QFETCH(const QString, asked);
    Scene scene;
    scene.serve(kService, kRichService);
    scene.serve(kPods, podList({pod("sick", false), pod("web-1")}));

    const auto found = runToEnd(findForwardPod(scene.client, toService(asked)));

    QCOMPARE(found ? found->port : 0, port);
    if (found) {
        QCOMPARE(found->name, u"web-1"_s);
    } else {
        QCOMPARE(found.error().reason, u"NoSuchPort"_s);
    }
}

void TestPortForward::waitsForAReadyPodAndFollows() {
    ManualClock clock;
    Scene scene(&clock);
    scene.serve(kService, kPlainService);
    scene.serve(kPods, podList({pod("web-1", false)}));
    PortForward forward(scene.client, toService());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Waiting);
    QCOMPARE(forward.status().lastError->reason, u"NoReadyPod"_s);
    QVERIFY(forward.status().localPort > 0);

    scene.serve(kPods, podList({pod("web-1", true)}));
    clock.advance(2s);
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    QCOMPARE(forward.status().pod, u"web-1"_s);

    scene.serve(kPods, podList({pod("web-2", true)}));
    clock.advance(5s);
    QTRY_COMPARE(forward.status().pod, u"web-2"_s);

    scene.serve(kPods, podList({}));
    clock.advance(5s);
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Waiting);
    QVERIFY(isReset(forward.status().localPort));
}

void TestPortForward::saysThatTheServerCannotBeAsked() {
    ManualClock clock;
    Scene scene(&clock);
    scene.serve(kService, kPlainService);
    scene.serve(kPods, podList({pod("web-1")}));
    PortForward forward(scene.client, toService());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);

    scene.answers.insert(kService, SocketScene::status(500, "InternalError", "etcdserver: request timed out"));
    clock.advance(5s);
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Unreachable);
    QVERIFY(forward.status().lastError);
    QVERIFY(forward.status().localPort > 0);
    QCOMPARE(forward.status().pod, u"web-1"_s); // nobody said that it is gone

    scene.serve(kService, kPlainService);
    clock.advance(2s);
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    QVERIFY(!forward.status().lastError);
}

void TestPortForward::anErrorOfTheLastConnectionGoesWithTheNext() {
    Scene scene;
    scene.onPeer = [](ScriptedSocket* peer) { peer->sendClose(1011); };
    PortForward forward(scene.client, toPod());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    const auto cut = connectTo(forward);
    QTRY_VERIFY(forward.status().lastError);

    scene.onPeer = echo;
    const auto socket = connectTo(forward);
    socket->write("hello");

    QTRY_COMPARE(socket->bytesAvailable(), 5);
    QTRY_VERIFY(!forward.status().lastError);
}

void TestPortForward::movesToAnotherPodWhenItsPodIsGone() {
    Scene scene;
    scene.serve(kService, kPlainService);
    scene.serve(kPods, podList({pod("web-1")}));
    PortForward forward(scene.client, toService());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    scene.serve(kPods, podList({pod("web-2")}));
    scene.refuse = [](const ScriptedRequest& request) {
        return request.target.contains("/web-1/") ? SocketScene::status(404, "NotFound", "pods web-1 not found")
                                                  : QByteArray();
    };

    const auto socket = connectTo(forward);
    socket->write("hello");

    QTRY_COMPARE(socket->bytesAvailable(), 5);
    QCOMPARE(forward.status().pod, u"web-2"_s);
}

void TestPortForward::PS8_readOnlyRefusesBeforeAnythingLeaves() {
    Scene scene;
    scene.gate.mode = Mode::ReadOnly;
    PortForward forward(scene.client, toPod());

    forward.start();

    QCOMPARE(forward.status().state, ForwardStatus::State::Failed);
    QCOMPARE(forward.status().lastError->reason, u"ReadOnly"_s);
    QTest::qWait(20);
    QCOMPARE(scene.server.connections(), 0);
}

void TestPortForward::forbiddenEndsIt() {
    Scene scene;
    scene.refuse
        = [](const ScriptedRequest&) { return SocketScene::status(403, "Forbidden", "cannot get pods/portforward"); };
    PortForward forward(scene.client, toPod());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);

    const auto socket = connectTo(forward);

    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Failed);
    QCOMPARE(forward.status().lastError->code, ErrorCode::Forbidden);
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
}

void TestPortForward::stopResetsConnectionsAndFreesThePort() {
    Scene scene;
    PortForward forward(scene.client, toPod());
    forward.start();
    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Listening);
    const int port = forward.status().localPort;
    const auto socket = connectTo(forward);
    socket->write("x");
    QTRY_COMPARE(socket->bytesAvailable(), 1);

    forward.stop();

    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(scene.server.openConnections(), scene.server.connections() - scene.peers.size());
    LoopbackListener other;
    QVERIFY(other.listen(port));
}

void TestPortForward::selectorsAreWrittenAsListsTakeThem() {
    const QJsonObject selector = QJsonDocument::fromJson(kSelector).object();

    QCOMPARE(selectorText(selector), u"app=web,tier in (a,b),!old,new,zone notin (x)"_s);
}

void TestPortForward::releasesAreNotForwardable() {
    Scene scene;
    ForwardRequest request = toPod();
    request.target.what = PodScope::Release{u"storefront"_s};
    PortForward forward(scene.client, request);

    forward.start();

    QTRY_COMPARE(forward.status().state, ForwardStatus::State::Failed);
    QCOMPARE(forward.status().lastError->reason, u"NotForwardable"_s);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestPortForward)
#include "test_port_forward.moc"
