// SPDX-License-Identifier: Apache-2.0
#include "core/kube/exec_output.h"
#include "core/kube/exec_session.h"
#include "core/kube/shell_finder.h"
#include "tests/unit/kube/exec_statuses.h"
#include "tests/unit/kube/socket_scene.h"

#include <QTest>
#include <QUrlQuery>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ExecRequest shell() {
    ExecRequest request;
    request.nameSpace = u"shop"_s;
    request.pod = u"web-1"_s;
    request.container = u"web"_s;
    request.command = {u"sh"_s, u"-c"_s, u"date +%Y && echo 'a b' > /tmp/ü"_s};
    return request;
}

struct Heard {
    explicit Heard(ExecSession& session, bool takes = true) {
        QObject::connect(&session, &ExecSession::opened, &session, [this] { ++opened; });
        QObject::connect(&session, &ExecSession::output, &session,
            [this, &session, takes](ExecSession::Channel channel, const QByteArray& bytes) {
                (channel == ExecSession::Channel::Output ? output : errors) += bytes;
                if (takes) {
                    session.taken(bytes.size());
                }
            });
        QObject::connect(&session, &ExecSession::writable, &session, [this] { ++writable; });
        QObject::connect(&session, &ExecSession::ended, &session, [this](const ExecEnd& how) { end = how; });
    }
    [[nodiscard]] QString reason() const { return end && end->error ? end->error->reason : u"none"_s; }
    int opened = 0;
    int writable = 0;
    QByteArray output;
    QByteArray errors;
    std::optional<ExecEnd> end;
};

} // namespace

class TestExecSession final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsAndSaysItsExitCode();
    void attachAsksForNoCommandAndNamesNoCode();
    void endsAreTold_data();
    void endsAreTold();
    void resizesAreCoalesced();
    void inputEndsOnlyWithV5_data();
    void inputEndsOnlyWithV5();
    void TE6_strangeMessagesAreTolerated();
    void TE6_v4IsEnough();
    void TE7_refusalsAreExplained_data();
    void TE7_refusalsAreExplained();
    void TE7_lostConnectionIsTheReason();
    void PS8_readOnlyRefusesBeforeAnythingLeaves();
    void oneRefreshAfterA401();
    void floodIsHeldBackUntilItIsTaken();
    void interruptGoesOutUnderAFlood();
    void inputIsBoundedAndGoesOn();
    void closingIsAnEndWithoutError();
    void destroyingWhileItConnectsIsClean();
    void shortProgramsAreCollected();
    void shellIsFoundAndRememberedPerImage();
    void shellThatIsNoFileIsNotTaken();
    void handshakeAcceptsAnything();
    void TE7_imageWithoutShellIsSaid();
    void traceShowsNoInput();
};

void TestExecSession::runsAndSaysItsExitCode() {
    SocketScene scene;
    ExecSession session(scene.client, shell());
    const Heard heard(session);

    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);
    QTRY_COMPARE(scene.peer()->channel(4), R"({"Width":80,"Height":24})");
    QCOMPARE(session.write("ls\n"), 3);
    QTRY_COMPARE(scene.peer()->channel(0), "ls\n");
    scene.peer()->send(1, "file\r\n");
    scene.peer()->send(3, kExit3);
    scene.peer()->sendClose(1000);

    QTRY_VERIFY(heard.end);
    QCOMPARE(heard.opened, 1);
    QCOMPARE(heard.output, "file\r\n");
    QCOMPARE(heard.end->exitCode, 3);
    QVERIFY(!heard.end->error);
    QCOMPARE(session.write("x"), 0);
    const QByteArray target = scene.server.requests().first().target;
    QVERIFY(target.startsWith("/api/v1/namespaces/shop/pods/web-1/exec?"));
    const QUrlQuery query(QString::fromLatin1(target.split('?').last()));
    QCOMPARE(query.allQueryItemValues(u"command"_s, QUrl::FullyDecoded), shell().command);
    QCOMPARE(query.queryItemValue(u"stderr"_s), u"false"_s);
    QCOMPARE(query.queryItemValue(u"tty"_s), u"true"_s);
}

void TestExecSession::attachAsksForNoCommandAndNamesNoCode() {
    SocketScene scene;
    ExecRequest request = shell();
    request.command.clear();
    ExecSession session(scene.client, request);
    const Heard heard(session);

    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);
    scene.peer()->send(3, kSuccess);
    scene.peer()->sendClose(1000);

    QTRY_VERIFY(heard.end);
    QVERIFY(scene.server.requests().first().target.startsWith("/api/v1/namespaces/shop/pods/web-1/attach?"));
    QVERIFY(!heard.end->exitCode && !heard.end->error);
}

void TestExecSession::endsAreTold_data() {
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<int>("closeStatus");
    QTest::addColumn<int>("code"); ///< -1: none
    QTest::addColumn<QString>("reason");
    QTest::newRow("success") << QByteArray(kSuccess) << 1000 << 0 << u"none"_s;
    QTest::newRow("no such program") << QByteArray(kNoBash) << 1000 << -1 << u"NoProgram"_s;
    QTest::newRow("plain words") << QByteArray("container not found (\"web\")") << 1000 << -1 << u"ContainerNotFound"_s;
    QTest::newRow("silent close") << QByteArray() << 1000 << -1 << u"NoStatus"_s;
    QTest::newRow("server error") << QByteArray() << 1011 << -1 << u"Closed1011"_s;
    QTest::newRow("status counts") << QByteArray(kExit3) << 1011 << 3 << u"none"_s;
}

void TestExecSession::endsAreTold() {
    QFETCH(const QByteArray, status);
    QFETCH(const int, closeStatus);
    SocketScene scene;
    ExecSession session(scene.client, shell());
    const Heard heard(session);
    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);

    if (!status.isEmpty()) {
        scene.peer()->send(3, status);
    }
    scene.peer()->sendClose(closeStatus);

    QTRY_VERIFY(heard.end);
    QTEST(heard.end->exitCode.value_or(-1), "code");
    QTEST(heard.reason(), "reason");
}

void TestExecSession::resizesAreCoalesced() {
    SocketScene scene;
    ExecSession session(scene.client, shell());
    session.resize(100, 30);
    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);

    for (int i = 0; i < 50; ++i) {
        session.resize(101 + i, 40);
    }
    session.resize(1'000'000, -5);

    QTRY_VERIFY(scene.peer()->channel(4).endsWith(R"({"Width":1000,"Height":1})"));
    QVERIFY(scene.peer()->channel(4).startsWith(R"({"Width":100,"Height":30})"));
    QVERIFY(scene.peer()->messages().size() <= 4);
}

void TestExecSession::inputEndsOnlyWithV5_data() {
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<bool>("can");
    QTest::newRow("v5") << QByteArray("v5.channel.k8s.io") << true;
    QTest::newRow("v4") << QByteArray("v4.channel.k8s.io") << false;
}

void TestExecSession::inputEndsOnlyWithV5() {
    QFETCH(const bool, can);
    QFETCH(const QByteArray, protocol);
    SocketScene scene;
    scene.protocol = protocol;
    ExecRequest request = shell();
    request.tty = false;
    ExecSession session(scene.client, request);
    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);
    QCOMPARE(session.write("data"), 4);

    QCOMPARE(session.closeInput(), can);

    if (can) {
        QTRY_COMPARE(scene.peer()->messages(), (QByteArrayList{QByteArray("\0data", 5), QByteArray("\xff\0", 2)}));
        QCOMPARE(session.write("more"), 0);
    }
}

void TestExecSession::TE6_strangeMessagesAreTolerated() {
    SocketScene scene;
    ExecSession session(scene.client, shell());
    const Heard heard(session);
    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);

    scene.peer()->send(QByteArray());
    scene.peer()->send(1, QByteArray());
    scene.peer()->send(77, "unknown channel");
    scene.peer()->send(255, QByteArray(1, 1));
    scene.peer()->send(2, "warning");
    scene.peer()->send(1, "out");

    QTRY_COMPARE(heard.output, "out");
    QCOMPARE(heard.errors, "warning");
    QCOMPARE(session.state(), ExecSession::State::Open);
}

void TestExecSession::TE6_v4IsEnough() {
    SocketScene scene;
    scene.protocol = "v4.channel.k8s.io";
    ExecSession session(scene.client, shell());
    const Heard heard(session);

    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);
    scene.peer()->send(3, kExit3);
    scene.peer()->sendClose(1000);

    QTRY_VERIFY(heard.end);
    QCOMPARE(heard.end->exitCode, 3);
}

void TestExecSession::TE7_refusalsAreExplained_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("forbidden") << 403 << QByteArray("User cannot get resource pods/exec") << ErrorCode::Forbidden
                               << u"Reason"_s;
    QTest::newRow("no pod") << 404 << QByteArray("pods web-1 not found") << ErrorCode::NotFound << u"Reason"_s;
    QTest::newRow("no container") << 400 << QByteArray("container web is not valid for pod web-1") << ErrorCode::Invalid
                                  << u"ContainerNotFound"_s;
    QTest::newRow("kubelet") << 500 << QByteArray("container web is not running") << ErrorCode::ServerError
                             << u"NotRunning"_s;
}

void TestExecSession::TE7_refusalsAreExplained() {
    QFETCH(const int, status);
    QFETCH(const QByteArray, message);
    SocketScene scene;
    scene.refuse = [&](const ScriptedRequest&) { return SocketScene::status(status, "Reason", message); };
    ExecSession session(scene.client, shell());
    const Heard heard(session);

    session.start();

    QTRY_VERIFY(heard.end);
    QCOMPARE(heard.opened, 0);
    QVERIFY(heard.end->error);
    QTEST(heard.end->error->code, "code");
    QCOMPARE(heard.end->error->detail, QString::fromLatin1(message));
    QTEST(heard.reason(), "reason");
}

void TestExecSession::TE7_lostConnectionIsTheReason() {
    SocketScene scene;
    ExecSession session(scene.client, shell());
    const Heard heard(session);
    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);

    scene.peer()->drop();

    QTRY_VERIFY(heard.end);
    QCOMPARE(heard.end->error->code, ErrorCode::Unreachable);
    QVERIFY(heard.end->error->subject.contains("web-1"_L1));
}

void TestExecSession::PS8_readOnlyRefusesBeforeAnythingLeaves() {
    SocketScene scene;
    scene.gate.mode = Mode::ReadOnly;
    ExecSession session(scene.client, shell());
    const Heard heard(session);

    session.start();

    QTRY_VERIFY(heard.end);
    QCOMPARE(heard.end->error->code, ErrorCode::Forbidden);
    QCOMPARE(heard.reason(), u"ReadOnly"_s);
    QTest::qWait(20);
    QCOMPARE(scene.server.connections(), 0);
}

void TestExecSession::oneRefreshAfterA401() {
    SocketScene scene;
    scene.refuse = [](const ScriptedRequest& request) {
        return request.header("authorization") == "Bearer t1" ? SocketScene::status(401, "Unauthorized", "no")
                                                              : QByteArray();
    };
    ExecSession session(scene.client, shell());

    session.start();

    QTRY_COMPARE(session.state(), ExecSession::State::Open);
    QCOMPARE(scene.credentials->refreshes, 1);
    QCOMPARE(scene.server.requests().size(), 2);
}

void TestExecSession::floodIsHeldBackUntilItIsTaken() {
    SocketScene scene;
    ExecSession session(scene.client, shell());
    const Heard heard(session, false);
    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);

    for (int i = 0; i < 1024; ++i) {
        scene.peer()->send(1, QByteArray(32 * 1024, 'y'));
    }
    QTRY_VERIFY(heard.output.size() >= 256 * 1024);
    QTest::qWait(50);
    QCOMPARE(heard.output.size(), 256 * 1024);

    for (int i = 0; i < 10'000 && heard.output.size() < 32 * 1024 * 1024; ++i) {
        session.taken(heard.output.size());
        QTest::qWait(0);
    }
    QCOMPARE(heard.output.size(), 32 * 1024 * 1024);
}

void TestExecSession::interruptGoesOutUnderAFlood() {
    SocketScene scene;
    ExecSession session(scene.client, shell());
    const Heard heard(session, false);
    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);
    for (int i = 0; i < 256; ++i) {
        scene.peer()->send(1, QByteArray(32 * 1024, 'y'));
    }
    QTRY_VERIFY(heard.output.size() >= 256 * 1024);

    QCOMPARE(session.write("\x03"), 1);

    QTRY_COMPARE(scene.peer()->channel(0), "\x03");
    QVERIFY(heard.output.size() <= 256 * 1024);
}

void TestExecSession::inputIsBoundedAndGoesOn() {
    SocketScene scene;
    ExecSession session(scene.client, shell());
    const Heard heard(session);
    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);
    const QByteArray all(1024 * 1024, 'i');

    qsizetype at = session.write(all);
    QCOMPARE(at, 64 * 1024);
    QCOMPARE(session.write("x"), 0);
    while (at < all.size()) {
        const int before = heard.writable;
        QTRY_VERIFY(heard.writable > before);
        at += session.write(all.sliced(at));
    }

    QTRY_COMPARE(scene.peer()->channel(0).size(), all.size());
}

void TestExecSession::closingIsAnEndWithoutError() {
    SocketScene scene;
    ExecSession session(scene.client, shell());
    const Heard heard(session);
    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);

    session.close();

    QTRY_VERIFY(heard.end);
    QVERIFY(!heard.end->error && !heard.end->exitCode);
    QTRY_COMPARE(scene.server.openConnections(), 0);
}

void TestExecSession::destroyingWhileItConnectsIsClean() {
    SocketScene scene;
    for (int i = 0; i < 5; ++i) {
        auto session = std::make_unique<ExecSession>(scene.client, shell());
        session->start();
        QTest::qWait(i);
        session.reset();
    }
    QTest::qWait(20);
    QTRY_COMPARE(scene.server.openConnections(), 0);
}

void TestExecSession::shortProgramsAreCollected() {
    SocketScene scene;
    scene.onPeer = [](ScriptedSocket* peer) {
        peer->send(1, "out");
        peer->send(2, "err");
        peer->send(3, kExit3);
        peer->sendClose(1000);
    };

    const ExecOutput output = runToEnd(execOutput(scene.client, shell()));

    QCOMPARE(output.output, "out");
    QCOMPARE(output.errors, "err");
    QCOMPARE(output.end.exitCode, 3);
}

void TestExecSession::shellIsFoundAndRememberedPerImage() {
    SocketScene scene;
    scene.onPeer = [](ScriptedSocket* peer) {
        peer->send(1, "/bin/ash\n");
        peer->send(3, kSuccess);
        peer->sendClose(1000);
    };
    ShellFinder finder;
    const ShellFinder::Place place{u"shop"_s, u"web-1"_s, u"web"_s, u"sha256:1"_s};

    QCOMPARE(runToEnd(finder.find(scene.client, place)).value(), QStringList{u"ash"_s});
    QCOMPARE(runToEnd(finder.find(scene.client, place)).value(), QStringList{u"ash"_s});

    QCOMPARE(scene.server.requests().size(), 1);
}

/// busybox' shell names its built-in ash, which is no file to start.
void TestExecSession::shellThatIsNoFileIsNotTaken() {
    SocketScene scene;
    scene.onPeer = [](ScriptedSocket* peer) {
        peer->send(1, "ash\n/bin/sh\n");
        peer->send(3, kSuccess);
        peer->sendClose(1000);
    };
    ShellFinder finder;

    const auto found = runToEnd(finder.find(scene.client, {u"shop"_s, u"web-1"_s, u"web"_s, u"sha256:3"_s}));

    QCOMPARE(found.value(), QStringList{u"sh"_s});
}

/// The container runtime answers forwards, and refuses what asks for JSON (seen on containerd 1.7).
void TestExecSession::handshakeAcceptsAnything() {
    SocketScene scene;
    ExecSession session(scene.client, shell());
    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);

    QCOMPARE(scene.server.requests().front().header("accept"), QByteArrayLiteral("*/*"));
}

void TestExecSession::TE7_imageWithoutShellIsSaid() {
    SocketScene scene;
    scene.onPeer = [](ScriptedSocket* peer) {
        peer->send(3, kNoBash);
        peer->sendClose(1000);
    };
    ShellFinder finder;

    const auto found = runToEnd(finder.find(scene.client, {u"shop"_s, u"web-1"_s, u"web"_s, u"sha256:2"_s}));

    QVERIFY(!found);
    QCOMPARE(found.error().reason, u"NoShell"_s);
    QCOMPARE(scene.server.requests().size(), 3); // sh, bash, ash
}

void TestExecSession::traceShowsNoInput() {
    SocketScene scene;
    scene.trace->setBodiesRecorded(true);
    ExecSession session(scene.client, shell());
    session.start();
    QTRY_COMPARE(session.state(), ExecSession::State::Open);
    session.write("my password\n");
    session.close();
    QTRY_COMPARE(session.state(), ExecSession::State::Ended);

    const auto entries = scene.trace->changesSince(0).entries;

    QCOMPARE(entries.size(), 1U);
    QCOMPARE(entries.front().label, QString());
    QVERIFY(entries.front().requestBody.isEmpty() && entries.front().responseBody.isEmpty());
    QVERIFY(!entries.front().requestHeaders.join(u' ').contains("t1"_L1));
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestExecSession)
#include "test_exec_session.moc"
