// SPDX-License-Identifier: Apache-2.0
// The ways into a pod where exec alone does not lead: debug containers and pods, and kubectl.
#include "core/kube/debug_containers.h"
#include "core/kube/kubectl_exec.h"
#include "tests/unit/kube/debug_answers.h"
#include "tests/unit/kube/socket_scene.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

DebugRequest beside() {
    DebugRequest request;
    request.nameSpace = u"shop"_s;
    request.pod = u"web-1"_s;
    request.targetContainer = u"web"_s;
    return request;
}

/// Answers like a server that takes what it is sent: the container of the patch, or the pod, runs at the second look.
struct Scene {
    ScriptedServer server{
        [this](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) { socket->write(answer(request)); }};
    SystemClock clock;
    WorkerPool pool{1};
    HttpEngine http{clock, nullptr};
    FixedGate gate;
    ApiClient client{
        {.http = http, .pool = pool, .clock = clock}, server.url(QString()), std::make_unique<CountingCredentials>()};
    QByteArray patchAnswer; ///< instead of 200
    QByteArray state = kRunning; ///< of the container, from the second look on
    QJsonObject sent; ///< the body of the last write
    QString container;
    int looks = 0;

    Scene() { client.setGate(&gate); }

    QByteArray answer(const ScriptedRequest& request) {
        if (request.method == "PATCH" || request.method == "POST") {
            sent = QJsonDocument::fromJson(request.body).object();
            const QJsonObject spec = sent["spec"_L1].toObject();
            const auto key = request.method == "PATCH" ? "ephemeralContainers"_L1 : "containers"_L1;
            container = spec[key][0]["name"_L1].toString();
            return patchAnswer.isEmpty() ? ApiScene::json("{}") : patchAnswer;
        }
        if (request.method == "DELETE") {
            return ApiScene::json("{}");
        }
        return ApiScene::json(podWith(container.toUtf8(), ++looks > 1 ? state : QByteArray(kCreating)));
    }
    [[nodiscard]] QJsonObject sentContainer() const { return sent["spec"_L1]["ephemeralContainers"_L1][0].toObject(); }
    [[nodiscard]] QByteArrayList methods() const {
        QByteArrayList list;
        for (const ScriptedRequest& request : server.requests()) {
            list.append(request.method);
        }
        return list;
    }
};

/// A kubectl that says what it was given.
struct FakeKubectl {
    explicit FakeKubectl(const QByteArray& script) {
        QFile file(folder.filePath(u"kubectl"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + script) <= 0
            || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
            qFatal("cannot write the script");
        }
        file.close();
        auto made = std::make_shared<KubectlWay>();
        made->program = file.fileName();
        made->kubeconfig.context = ContextId(u"stg"_s);
        made->kubeconfig.text = std::make_shared<const Secret>(QByteArray("apiVersion: v1\n"));
        made->environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
        way = made;
    }
    QTemporaryDir folder;
    std::shared_ptr<const KubectlWay> way;
};

ExecRequest shell(bool isTty) {
    ExecRequest request;
    request.nameSpace = u"shop"_s;
    request.pod = u"web-1"_s;
    request.command = {u"sh"_s, u"-c"_s, u"a b"_s};
    request.tty = isTty;
    request.columns = 90;
    request.rows = 30;
    return request;
}

struct Heard {
    explicit Heard(ExecSession& session) {
        QObject::connect(&session, &ExecSession::opened, &session, [this] { ++opened; });
        QObject::connect(
            &session, &ExecSession::output, &session, [this, &session](ExecSession::Channel, const QByteArray& bytes) {
                output += bytes;
                session.taken(bytes.size());
            });
        QObject::connect(&session, &ExecSession::ended, &session, [this](const ExecEnd& how) { end = how; });
    }
    int opened = 0;
    QByteArray output;
    std::optional<ExecEnd> end;
};

QByteArray needsGet(const ScriptedRequest&) {
    return ApiScene::json(kNeedsGet, 403);
}

} // namespace

class TestPodTools final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void debugContainerIsAddedAndWaitedFor();
    void troubleshootingModeIsEnough();
    void PS8_readOnlyRefusesBeforeAnythingLeaves();
    void oldServerWithoutThemIsSaid();
    void missingPodIsNotAnOldServer();
    void imageThatCannotBePulledIsSaid();
    void debugPodIsMarkedAndEndsByItself();
    void debugPodNeedsChangesOpen();
    void nodeShellIsTheNodesOwn();
    void ownPodIsRemovedOthersAreNot();
    void accountWithCreateOnlyGoesThroughKubectl();
    void kubectlHasATerminalOfOurSize();
    void kubectlInputAndItsEndArrive();
    void kubectlsOwnFailureIsAnError();
    void readOnlyMeanwhileStartsNoKubectl();
    void withoutKubectlTheErrorIsTheEnd();
};

void TestPodTools::debugContainerIsAddedAndWaitedFor() {
    Scene scene;

    const auto place = runToEnd(addDebugContainer(scene.client, beside()));

    QVERIFY2(place, qPrintable(place ? QString() : describe(place.error())));
    QCOMPARE(place->container, scene.container);
    QVERIFY(!place->isOwnPod);
    QCOMPARE(scene.server.requests().first().method, "PATCH");
    QVERIFY(scene.server.requests().first().target.endsWith("/pods/web-1/ephemeralcontainers"));
    QCOMPARE(scene.server.requests().first().header("content-type"), "application/strategic-merge-patch+json");
    QCOMPARE(scene.sentContainer()["image"_L1].toString(), QString::fromLatin1(kDefaultDebugImage));
    QCOMPARE(scene.sentContainer()["targetContainerName"_L1].toString(), u"web"_s);
    QVERIFY(scene.sentContainer()["tty"_L1].toBool() && scene.sentContainer()["stdin"_L1].toBool());
    QCOMPARE(scene.looks, 2);
}

void TestPodTools::troubleshootingModeIsEnough() {
    Scene scene;
    scene.gate.mode = Mode::Troubleshooting;
    QVERIFY(runToEnd(addDebugContainer(scene.client, beside())));
}

void TestPodTools::PS8_readOnlyRefusesBeforeAnythingLeaves() {
    Scene scene;
    scene.gate.mode = Mode::ReadOnly;

    QCOMPARE(runToEnd(addDebugContainer(scene.client, beside())).error().reason, u"ReadOnly"_s);

    QCOMPARE(scene.server.connections(), 0);
}

void TestPodTools::oldServerWithoutThemIsSaid() {
    Scene scene;
    scene.patchAnswer = SocketScene::status(404, "NotFound", "the server could not find the requested resource");
    QCOMPARE(runToEnd(addDebugContainer(scene.client, beside())).error().reason, u"NoEphemeralContainers"_s);
}

void TestPodTools::missingPodIsNotAnOldServer() {
    Scene scene;
    scene.patchAnswer = SocketScene::status(404, "NotFound", R"(pods \"web-1\" not found)");
    QCOMPARE(runToEnd(addDebugContainer(scene.client, beside())).error().reason, u"NotFound"_s);
}

void TestPodTools::imageThatCannotBePulledIsSaid() {
    Scene scene;
    scene.state = kBadImage;

    const auto place = runToEnd(addDebugContainer(scene.client, beside()));

    QVERIFY(!place);
    QCOMPARE(place.error().reason, u"ImageProblem"_s);
    QVERIFY(place.error().detail.contains("no such image"_L1));
}

void TestPodTools::debugPodIsMarkedAndEndsByItself() {
    Scene scene;
    scene.gate.mode = Mode::ChangesOpen;

    const auto place = runToEnd(addDebugPod(scene.client, beside()));

    QVERIFY(place);
    QVERIFY(place->isOwnPod);
    QVERIFY(place->pod.startsWith("web-1-debug-"_L1));
    const QJsonObject metadata = scene.sent["metadata"_L1].toObject();
    QVERIFY(metadata["labels"_L1].toObject().contains(QLatin1StringView(kDebugPodLabel)));
    QVERIFY(!metadata["labels"_L1].toObject().contains("app"_L1)); // or its service would send it requests
    QCOMPARE(scene.sent["spec"_L1]["nodeName"_L1].toString(), u"node-1"_s);
    QVERIFY(scene.sent["spec"_L1]["activeDeadlineSeconds"_L1].toInt() > 0);
    QCOMPARE(scene.sent["spec"_L1]["restartPolicy"_L1].toString(), u"Never"_s);
}

void TestPodTools::debugPodNeedsChangesOpen() {
    Scene scene;
    scene.gate.mode = Mode::Troubleshooting;

    QCOMPARE(runToEnd(addDebugPod(scene.client, beside())).error().reason, u"Troubleshooting"_s);

    QVERIFY(!scene.methods().contains("POST"));
}

void TestPodTools::nodeShellIsTheNodesOwn() {
    Scene scene;
    scene.gate.mode = Mode::ChangesOpen;
    DebugRequest request = beside();
    request.node = u"node-2"_s;

    QVERIFY(runToEnd(addNodeShell(scene.client, request)));

    const QJsonObject spec = scene.sent["spec"_L1].toObject();
    QCOMPARE(spec["nodeName"_L1].toString(), u"node-2"_s);
    QVERIFY(spec["hostPID"_L1].toBool());
    QVERIFY(spec["containers"_L1][0]["securityContext"_L1]["privileged"_L1].toBool());
    QCOMPARE(spec["containers"_L1][0]["command"_L1][0].toString(), u"nsenter"_s);
}

void TestPodTools::ownPodIsRemovedOthersAreNot() {
    Scene scene;
    scene.gate.mode = Mode::ChangesOpen;
    DebugPlace place{.nameSpace = u"shop"_s, .pod = u"web-1"_s, .container = u"web"_s, .isOwnPod = false};

    QVERIFY(runToEnd(removeDebugPod(scene.client, place)));
    QCOMPARE(scene.server.requests().size(), 0);
    place.isOwnPod = true;
    QVERIFY(runToEnd(removeDebugPod(scene.client, place)));
    QCOMPARE(scene.methods(), QByteArrayList{"DELETE"});
}

void TestPodTools::accountWithCreateOnlyGoesThroughKubectl() {
    SocketScene scene;
    scene.refuse = needsGet;
    const FakeKubectl kubectl("stat -c %a \"$2\"; shift 2; for a in \"$@\"; do echo \"[$a]\"; done\n"
                              "echo ws=$KUBECTL_REMOTE_COMMAND_WEBSOCKETS; exit 7\n");
    ExecSession session(scene.client, shell(false));
    session.setKubectlFinder([&] { return Result<std::shared_ptr<const KubectlWay>>(kubectl.way); });
    const Heard heard(session);

    session.start();

    QTRY_VERIFY(heard.end);
    QVERIFY(session.isThroughKubectl());
    QCOMPARE(heard.opened, 1);
    QCOMPARE(heard.end->exitCode, 7);
    QCOMPARE(heard.output,
        "600\n[--context]\n[stg]\n[--namespace]\n[shop]\n[exec]\n[--stdin]\n[pod/web-1]\n[--]\n[sh]\n[-c]\n[a b]\n"
        "ws=false\n");
}

void TestPodTools::kubectlHasATerminalOfOurSize() {
    SocketScene scene;
    scene.refuse = needsGet;
    const FakeKubectl kubectl("stty size; read line; stty size; echo \"read:$line\"; exit 3\n");
    ExecSession session(scene.client, shell(true));
    session.setKubectlFinder([&] { return Result<std::shared_ptr<const KubectlWay>>(kubectl.way); });
    const Heard heard(session);
    session.start();
    QTRY_VERIFY(heard.output.contains("30 90"));

    session.resize(70, 20);
    QTest::qWait(100);
    session.write("typed\r");

    QTRY_VERIFY(heard.end);
    QCOMPARE(heard.end->exitCode, 3);
    QVERIFY2(heard.output.contains("20 70"), heard.output.constData());
    QVERIFY(heard.output.contains("read:typed"));
}

void TestPodTools::kubectlInputAndItsEndArrive() {
    SocketScene scene;
    scene.refuse = needsGet;
    const FakeKubectl kubectl("exec cat\n");
    ExecSession session(scene.client, shell(false));
    session.setKubectlFinder([&] { return Result<std::shared_ptr<const KubectlWay>>(kubectl.way); });
    const Heard heard(session);
    session.start();
    QTRY_COMPARE(heard.opened, 1);

    QCOMPARE(session.write("all of it"), 9);
    QVERIFY(session.closeInput());

    QTRY_VERIFY(heard.end);
    QCOMPARE(heard.output, "all of it");
    QCOMPARE(heard.end->exitCode, 0);
}

void TestPodTools::kubectlsOwnFailureIsAnError() {
    SocketScene scene;
    scene.refuse = needsGet;
    const FakeKubectl kubectl("echo 'Error from server (Forbidden): pods is forbidden' >&2; exit 1\n");
    ExecSession session(scene.client, shell(false));
    session.setKubectlFinder([&] { return Result<std::shared_ptr<const KubectlWay>>(kubectl.way); });
    const Heard heard(session);

    session.start();

    QTRY_VERIFY(heard.end);
    QVERIFY(heard.end->error);
    QCOMPARE(heard.end->error->reason, u"KubectlFailed"_s);
    QVERIFY(heard.end->error->detail.contains("Forbidden"_L1));
}

void TestPodTools::readOnlyMeanwhileStartsNoKubectl() {
    SocketScene scene;
    scene.refuse = [&scene](const ScriptedRequest& request) {
        scene.gate.mode = Mode::ReadOnly; // its time is over just now
        return needsGet(request);
    };
    ExecSession session(scene.client, shell(false));
    bool wasAsked = false;
    session.setKubectlFinder([&wasAsked]() -> Result<std::shared_ptr<const KubectlWay>> {
        wasAsked = true;
        return fail(ErrorCode::NotFound, u"kubectl"_s, u"none"_s);
    });
    const Heard heard(session);

    session.start();

    QTRY_VERIFY(heard.end);
    QVERIFY(!wasAsked);
}

void TestPodTools::withoutKubectlTheErrorIsTheEnd() {
    SocketScene scene;
    scene.refuse = needsGet;
    ExecSession session(scene.client, shell(false));
    const Heard heard(session);

    session.start();

    QTRY_VERIFY(heard.end);
    QCOMPARE(heard.end->error->reason, u"NeedsGet"_s);
    QCOMPARE(heard.end->error->code, ErrorCode::Forbidden);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestPodTools)
#include "test_pod_tools.moc"
