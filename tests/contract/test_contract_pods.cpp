// SPDX-License-Identifier: Apache-2.0
// What is done with pods besides reading them: debug containers, programs, cordon, metrics, who may, an old server;
// with kubectl as the client where it is installed.
#include "tests/contract/contract_server.h"
#include "tests/support/demo_process.h"
#include "tests/support/run_program.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace pilothouse::contract;
using namespace std::chrono_literals;

namespace {

QJsonObject sleeper() {
    return {{u"name"_s, u"main"_s}, {u"image"_s, u"localhost/busybox:1"_s},
        {u"command"_s, QJsonArray{u"sleep"_s, u"100000"_s}}};
}

QJsonObject debugPatch(const QJsonArray& containers) {
    return {{u"spec"_s, QJsonObject{{u"ephemeralContainers"_s, containers}}}};
}

QJsonObject debugger(const QString& name) {
    return {{u"name"_s, name}, {u"image"_s, u"localhost/busybox:1"_s}, {u"stdin"_s, true}, {u"tty"_s, true},
        {u"targetContainerName"_s, u"main"_s}};
}

const QList<QByteArray> kStrategic{"Content-Type: application/strategic-merge-patch+json"};
const QList<QByteArray> kUpgrade{"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: v5.channel.k8s.io"};

QStringList verbsOf(const QJsonObject& list, const QString& name) {
    for (const QJsonValue& resource : list["resources"_L1].toArray()) {
        if (resource["name"_L1] == name) {
            QStringList verbs;
            for (const QJsonValue& verb : resource["verbs"_L1].toArray()) {
                verbs.append(verb.toString());
            }
            return verbs;
        }
    }
    return {};
}

} // namespace

class TestContractPods final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void discoveryNamesTheSubresources();
    void execWantsAnUpgrade();
    void debugContainerStartsAndStays();
    void debugContainerOfNobodyNamesThePod();
    void nodeIsCordoned();
    void metricsAreListed();
    void webSocketNeedsGet();
    void logsNeedTheirOwnRight();
    void kubectlRunsPrograms();
    void kubectlReadsLogs();
    void kubectlTopShowsUse();
    void kubectlDebugs();
    void oldServerLacksWhatItLacked();

private:
    QByteArray path(const QByteArray& rest) const { return "/api/v1/namespaces/" + m_space + "/pods" + rest; }
    pilothouse::Answer kubectl(const QStringList& arguments, const QByteArray& input = {}) const {
        return pilothouse::runProgram(u"kubectl"_s,
            QStringList{u"--kubeconfig"_s, m_server.kubeconfig(), u"--context"_s, m_server.context(), u"--namespace"_s,
                QString::fromLatin1(m_space)}
                + arguments,
            input);
    }
    static bool hasKubectl() { return !QStandardPaths::findExecutable(u"kubectl"_s).isEmpty(); }
    QJsonObject podStatus() const { return m_server.get(path("/box")).json()["status"_L1].toObject(); }
    void addUser(const QString& name, const QJsonArray& rules) const;

    ContractServer m_server;
    QByteArray m_space;
};

void TestContractPods::initTestCase() {
    QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
    m_space = m_server.makeNamespace();
    const QJsonObject pod{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, u"box"_s}}},
        {u"spec"_s,
            QJsonObject{{u"hostNetwork"_s, true}, {u"containers"_s, QJsonArray{sleeper()}},
                {u"terminationGracePeriodSeconds"_s, 0}}}};
    int status = 0;
    for (const QDeadlineTimer bound(20s); status != 201 && !bound.hasExpired(); QThread::sleep(100ms)) {
        status = m_server.create(path({}), pod).status;
    }
    QCOMPARE(status, 201);
    bool ready = false;
    for (const QDeadlineTimer bound(60s); !ready && !bound.hasExpired(); QThread::sleep(50ms)) {
        ready = podStatus()["containerStatuses"_L1][0]["ready"_L1].toBool();
    }
    QVERIFY(ready);
}

void TestContractPods::discoveryNamesTheSubresources() {
    const QJsonObject list = m_server.get("/api/v1").json();

    QCOMPARE(verbsOf(list, u"pods/log"_s), QStringList{u"get"_s});
    for (const QString& name : {u"pods/exec"_s, u"pods/attach"_s, u"pods/portforward"_s}) {
        QCOMPARE(verbsOf(list, name), (QStringList{u"create"_s, u"get"_s}));
    }
    QCOMPARE(verbsOf(list, u"pods/ephemeralcontainers"_s), (QStringList{u"get"_s, u"patch"_s, u"update"_s}));
}

void TestContractPods::execWantsAnUpgrade() {
    const Answer answer = m_server.get(path("/box/exec?command=true&stdout=true"));

    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json()["kind"_L1].toString(), u"Status"_s);
}

void TestContractPods::debugContainerStartsAndStays() {
    const QByteArray where = path("/box/ephemeralcontainers");

    const Answer added = m_server.send("PATCH", where, debugPatch({debugger(u"look"_s)}), kStrategic);

    QCOMPARE(added.status, 200);
    QCOMPARE(added.json()["spec"_L1]["ephemeralContainers"_L1][0]["name"_L1].toString(), u"look"_s);
    bool running = false;
    for (const QDeadlineTimer bound(30s); !running && !bound.hasExpired(); QThread::sleep(50ms)) {
        running = podStatus()["ephemeralContainerStatuses"_L1][0]["state"_L1].toObject().contains("running"_L1);
    }
    QVERIFY(running);
    QJsonObject changed = debugger(u"look"_s);
    changed[u"image"_s] = u"localhost/busybox:2"_s;
    QCOMPARE(m_server.send("PATCH", where, debugPatch({changed}), kStrategic).status, 422);
    QCOMPARE(m_server.send("PATCH", where, debugPatch({debugger(u"main"_s)}), kStrategic).status, 422);
}

void TestContractPods::debugContainerOfNobodyNamesThePod() {
    const Answer answer
        = m_server.send("PATCH", path("/nobody/ephemeralcontainers"), debugPatch({debugger(u"look"_s)}), kStrategic);

    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.json()["details"_L1]["name"_L1].toString(), u"nobody"_s); // not: no such subresource
}

void TestContractPods::nodeIsCordoned() {
    const QJsonObject nodes = m_server.get("/api/v1/nodes").json();
    const QByteArray node = "/api/v1/nodes/" + nodes["items"_L1][0]["metadata"_L1]["name"_L1].toString().toUtf8();
    const auto set = [&](bool off) {
        return m_server.send("PATCH", node, {{u"spec"_s, QJsonObject{{u"unschedulable"_s, off}}}}, kStrategic);
    };

    QCOMPARE(set(true).status, 200);
    const Answer table = m_server.get(node, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
    QCOMPARE(set(false).status, 200);

    QCOMPARE(table.json()["rows"_L1][0]["cells"_L1][1].toString(), u"Ready,SchedulingDisabled"_s);
}

void TestContractPods::metricsAreListed() {
    const Answer answer = m_server.get("/apis/metrics.k8s.io/v1beta1/namespaces/" + m_space + "/pods");
    if (!m_server.isDemo() && answer.status != 200) {
        QSKIP("no metrics-server here");
    }

    const QJsonValue pod = answer.json()["items"_L1][0];
    QCOMPARE(pod["metadata"_L1]["name"_L1].toString(), u"box"_s);
    QVERIFY(!pod["containers"_L1][0]["usage"_L1]["memory"_L1].toString().isEmpty());
    QVERIFY(!m_server.get("/apis/metrics.k8s.io/v1beta1/nodes").json()["items"_L1].toArray().isEmpty());
}

void TestContractPods::addUser(const QString& name, const QJsonArray& rules) const {
    m_server.control("POST", "/_demo/users", {{u"name"_s, name}, {u"token"_s, name}, {u"rules"_s, rules}});
}

void TestContractPods::webSocketNeedsGet() {
    if (!m_server.isDemo()) {
        QSKIP("the users are the demo's");
    }
    const auto rule = [](const QString& verb) {
        return QJsonObject{{u"verbs"_s, QJsonArray{verb}}, {u"resources"_s, QJsonArray{u"pods/exec"_s}}};
    };
    addUser(u"creates"_s, {rule(u"create"_s)});
    addUser(u"gets"_s, {rule(u"get"_s)});
    const QByteArray where = path("/box/exec?command=true&stdout=true");

    const Answer refused
        = m_server.send("GET", where, {}, kUpgrade + QList<QByteArray>{"Authorization: Bearer creates"});
    const Answer plain = m_server.send("GET", where, {}, {"Authorization: Bearer gets"});

    QCOMPARE(refused.status, 403); // k8s#134577: a role with only create is for SPDY
    QCOMPARE(refused.json()["message"_L1].toString(),
        u"pods \"box\" is forbidden: User \"creates\" cannot get resource \"pods/exec\" in API group \"\" in the "
        "namespace \"%1\""_s.arg(QString::fromLatin1(m_space)));
    QCOMPARE(plain.status, 400); // past the rules: it only lacks the upgrade
}

void TestContractPods::logsNeedTheirOwnRight() {
    if (!m_server.isDemo()) {
        QSKIP("the users are the demo's");
    }
    addUser(u"reads"_s, {QJsonObject{{u"verbs"_s, QJsonArray{u"get"_s}}, {u"resources"_s, QJsonArray{u"pods/log"_s}}}});
    addUser(u"looks"_s, {});

    QCOMPARE(m_server.send("GET", path("/box/log?tailLines=1"), {}, {"Authorization: Bearer reads"}).status, 200);
    QCOMPARE(m_server.send("GET", path("/box/log?tailLines=1"), {}, {"Authorization: Bearer looks"}).status, 403);
    QCOMPARE(m_server.send("GET", path("/box"), {}, {"Authorization: Bearer looks"}).status, 200);
}

void TestContractPods::kubectlRunsPrograms() {
    if (!hasKubectl()) {
        QSKIP("kubectl is not here");
    }
    const QByteArray input(300'000, 'x');

    const auto failed = kubectl({u"exec"_s, u"box"_s, u"--"_s, u"sh"_s, u"-c"_s, u"echo out; echo err >&2; exit 3"_s});
    const auto copied = kubectl({u"exec"_s, u"-i"_s, u"box"_s, u"--"_s, u"cat"_s}, input);

    QCOMPARE(failed.code, 3);
    QCOMPARE(failed.text, "out\n");
    QVERIFY(failed.errors.contains("err\n"));
    QCOMPARE(copied.code, 0);
    QVERIFY(copied.text == input);
    QCOMPARE(kubectl({u"exec"_s, u"box"_s, u"--"_s, u"sh"_s, u"-c"_s, u"nothing-of-that-name"_s}).code, 127);
    QVERIFY(kubectl({u"exec"_s, u"box"_s, u"--"_s, u"nothing-of-that-name"_s})
            .errors.contains("executable file not found in $PATH"));
}

void TestContractPods::kubectlReadsLogs() {
    if (!hasKubectl()) {
        QSKIP("kubectl is not here");
    }
    const auto ours = m_server.get(path("/box/log?limitBytes=1000"));
    const auto theirs = kubectl({u"logs"_s, u"box"_s, u"--limit-bytes=1000"_s});

    QCOMPARE(theirs.code, 0);
    if (ours.body.size() == 1000) { // the demo's pod writes, and only so many bytes are sure to be the same
        QCOMPARE(theirs.text, ours.body);
    }
    QVERIFY(kubectl({u"logs"_s, u"-p"_s, u"box"_s}).errors.contains("previous terminated container"));
}

void TestContractPods::kubectlTopShowsUse() {
    if (!hasKubectl() || m_server.get("/apis/metrics.k8s.io/v1beta1").status != 200) {
        QSKIP("kubectl or metrics are not here");
    }
    const auto answer = kubectl({u"top"_s, u"pod"_s, u"box"_s, u"--containers"_s});

    QCOMPARE(answer.code, 0);
    QVERIFY2(answer.text.contains("box") && answer.text.contains("Mi"), answer.text.constData());
    QCOMPARE(kubectl({u"top"_s, u"node"_s}).code, 0);
}

void TestContractPods::kubectlDebugs() {
    if (!hasKubectl()) {
        QSKIP("kubectl is not here");
    }
    QProcess process;
    process.start(u"kubectl"_s,
        {u"--kubeconfig"_s, m_server.kubeconfig(), u"--context"_s, m_server.context(), u"--namespace"_s,
            QString::fromLatin1(m_space), u"debug"_s, u"-i"_s, u"box"_s, u"--image=localhost/busybox:1"_s, u"-c"_s,
            u"kd"_s, u"--"_s, u"cat"_s});
    process.write("through and back\n");
    QByteArray text;
    // kubectl leaves when its own input ends, whether or not the answer is there.
    for (const QDeadlineTimer bound(40s);
        !bound.hasExpired() && process.state() != QProcess::NotRunning && !text.contains("through and back");) {
        process.waitForReadyRead(1000);
        text += process.readAllStandardOutput();
    }
    process.closeWriteChannel();

    QVERIFY2(text.contains("through and back"), process.readAllStandardError().constData());
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitCode(), 0);
}

void TestContractPods::oldServerLacksWhatItLacked() {
    if (!m_server.isDemo()) {
        QSKIP("the old server is the demo's");
    }
    pilothouse::DemoProcess old;
    const auto facts = old.start({u"--old"_s});
    QVERIFY(!facts.isEmpty());
    qputenv("PILOTHOUSE_CONTRACT_KUBECONFIG", facts[u"kubeconfig"_s].toUtf8());
    const ContractServer server;
    qunsetenv("PILOTHOUSE_CONTRACT_KUBECONFIG");
    const QJsonObject pods = server.get("/api/v1/namespaces/shop/pods").json();
    const QByteArray pod
        = "/api/v1/namespaces/shop/pods/" + pods["items"_L1][0]["metadata"_L1]["name"_L1].toString().toUtf8();

    QCOMPARE(server.get("/version").json()["minor"_L1].toString(), u"21"_s);
    const Answer discovery
        = server.get("/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json");
    QCOMPARE(discovery.json()["kind"_L1].toString(), u"APIGroupList"_s);
    const Answer debug
        = server.send("PATCH", pod + "/ephemeralcontainers", debugPatch({debugger(u"look"_s)}), kStrategic);
    QCOMPARE(debug.status, 404);
    QVERIFY(debug.json()["details"_L1]["name"_L1].toString().isEmpty()); // no such subresource, not: no such pod
    QCOMPARE(server.send("GET", pod + "/exec?command=sh&stdout=true", {}, kUpgrade).status, 403); // no v5
    QCOMPARE(server.get(pod + "/log?tailLines=1").status, 200);
}

QTEST_GUILESS_MAIN(TestContractPods)
#include "test_contract_pods.moc"
