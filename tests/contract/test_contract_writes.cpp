// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/contract_server.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse::contract;
using namespace std::chrono_literals;

namespace {

constexpr const char* kChart = R"(apiVersion: v2
name: small
version: 0.1.0
)";

constexpr const char* kValues = R"(replicas: 1
tag: "1"
text: one
)";

// The image is on the real cluster's node; nothing is pulled there, and pods end fast.
constexpr const char* kTemplates = R"(apiVersion: v1
kind: ConfigMap
metadata: {name: small}
data: {text: {{ .Values.text | quote }}}
---
apiVersion: v1
kind: Secret
metadata: {name: small}
stringData: {password: hidden}
---
apiVersion: v1
kind: Service
metadata: {name: small}
spec:
  selector: {app: small}
  ports: [{name: http, port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: small}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: small}}
  template:
    metadata: {labels: {app: small}}
    spec:
      hostNetwork: true
      terminationGracePeriodSeconds: 1
      containers:
      - {name: small, image: "localhost/busybox:{{ .Values.tag }}", imagePullPolicy: Never, command: [sleep, "3600"]}
)";

constexpr const char* kHooks = R"(apiVersion: batch/v1
kind: Job
metadata:
  name: small-migrate
  annotations: {helm.sh/hook: pre-upgrade, helm.sh/hook-delete-policy: before-hook-creation}
spec:
  backoffLimit: 0
  template:
    spec:
      hostNetwork: true
      restartPolicy: Never
      containers:
      - {name: run, image: "localhost/busybox:1", imagePullPolicy: Never, command: ["true"]}
---
apiVersion: v1
kind: Pod
metadata:
  name: small-test
  annotations: {helm.sh/hook: test}
spec:
  hostNetwork: true
  restartPolicy: Never
  containers:
  - {name: run, image: "localhost/busybox:1", imagePullPolicy: Never, command: ["true"]}
)";

struct Ended {
    int code = -1;
    QByteArray output;
    QByteArray errors;
};

Ended run(const QString& program, const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool done = process.waitForFinished(60'000);
    return {done ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

QString helmProgram(const QByteArray& major) {
    const QString given = qEnvironmentVariable(QByteArray("PILOTHOUSE_HELM" + major).constData());
    return given.isEmpty() ? QStandardPaths::findExecutable(u"helm"_s + QString::fromLatin1(major)) : given;
}

QJsonObject configMap(const QString& name, const QJsonObject& data) {
    return {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"ConfigMap"_s}, {u"metadata"_s, QJsonObject{{u"name"_s, name}}},
        {u"data"_s, data}};
}

QJsonObject deployment(const QString& name) {
    const QJsonObject labels{{u"app"_s, name}};
    const QJsonObject container{{u"name"_s, u"c"_s}, {u"image"_s, u"localhost/busybox:1"_s},
        {u"imagePullPolicy"_s, u"Never"_s}, {u"command"_s, QJsonArray{u"sleep"_s, u"3600"_s}}};
    const QJsonObject podSpec{
        {u"hostNetwork"_s, true}, {u"terminationGracePeriodSeconds"_s, 1}, {u"containers"_s, QJsonArray{container}}};
    return {{u"apiVersion"_s, u"apps/v1"_s}, {u"kind"_s, u"Deployment"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, name}}},
        {u"spec"_s,
            QJsonObject{{u"selector"_s, QJsonObject{{u"matchLabels"_s, labels}}},
                {u"template"_s,
                    QJsonObject{{u"metadata"_s, QJsonObject{{u"labels"_s, labels}}}, {u"spec"_s, podSpec}}}}}};
}

} // namespace

/// What helm, kubectl and an operator write, and what follows from it.
class TestContractWrites final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void releaseLives_data();
    void releaseLives();
    void dryRunKeepsNothing();
    void applyConflictNamesManagerAndField();
    void applyRemovesWhatItNoLongerSets();
    void selectorIsImmutable();
    void strictValidationNamesTheField();
    void nodePortIsGivenOnce();
    void dependentsGoWithTheirOwner();
    void namespaceTakesItsObjects();
    void kubectlAppliesThreeWays();
    void scaleIsASubresource();
    void readerMayNotWrite();

private:
    QByteArray core(const QByteArray& rest) const { return "/api/v1/namespaces/" + m_space + '/' + rest; }
    QByteArray apps(const QByteArray& rest) const { return "/apis/apps/v1/namespaces/" + m_space + '/' + rest; }
    Answer apply(const QByteArray& path, const QJsonObject& body, const QByteArray& query) const {
        return m_server.send(
            "PATCH", path + "?fieldManager=" + query, body, {"Content-Type: application/apply-patch+yaml"});
    }
    Ended helm(const QString& program, QStringList arguments) const {
        arguments += {u"--kubeconfig"_s, m_server.kubeconfig(), u"--namespace"_s, QString::fromLatin1(m_space)};
        return run(program, arguments);
    }
    Ended kubectl(QStringList arguments, const QByteArray& input = {}) const {
        arguments += {u"--kubeconfig"_s, m_server.kubeconfig(), u"--namespace"_s, QString::fromLatin1(m_space)};
        return run(u"kubectl"_s, arguments, input);
    }
    void writeChart() const;

    ContractServer m_server;
    QTemporaryDir m_folder;
    QByteArray m_space;
};

void TestContractWrites::initTestCase() {
    QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
    m_space = m_server.makeNamespace();
    writeChart();
}

void TestContractWrites::writeChart() const {
    QVERIFY(QDir(m_folder.path()).mkpath(u"small/templates"_s));
    const auto write = [this](const QString& name, const char* text) {
        QFile file(m_folder.filePath(u"small/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"Chart.yaml"_s, kChart);
    write(u"values.yaml"_s, kValues);
    write(u"templates/all.yaml"_s, kTemplates);
    write(u"templates/hooks.yaml"_s, kHooks);
}

void TestContractWrites::releaseLives_data() {
    QTest::addColumn<QByteArray>("major");
    QTest::newRow("helm 3") << QByteArray("3");
    QTest::newRow("helm 4") << QByteArray("4");
}

void TestContractWrites::releaseLives() {
    QFETCH(QByteArray, major);
    const QString program = helmProgram(major);
    if (program.isEmpty()) {
        QSKIP("this helm is not here");
    }
    m_space = m_server.makeNamespace(); // one that failed leaves the other alone
    const QString chart = m_folder.filePath(u"small"_s);
    const QByteArray path = apps("deployments/small");
    const auto image = [&] {
        return m_server.get(path)
            .json()["spec"_L1]["template"_L1]["spec"_L1]["containers"_L1][0]["image"_L1]
            .toString();
    };
    const auto ready = [&] { return m_server.get(path).json()["status"_L1]["readyReplicas"_L1].toInt(); };

    const Ended installed = helm(program, {u"install"_s, u"small"_s, chart, u"--wait"_s, u"--timeout=20s"_s});
    QVERIFY2(installed.code == 0, installed.errors.constData());
    QCOMPARE(ready(), 1);

    const Ended upgraded = helm(program,
        {u"upgrade"_s, u"small"_s, chart, u"--wait"_s, u"--timeout=20s"_s, u"--set"_s, u"replicas=2,text=two"_s});
    QVERIFY2(upgraded.code == 0, upgraded.errors.constData());
    QCOMPARE(ready(), 2);
    QCOMPARE(m_server.get(core("configmaps/small")).json()["data"_L1]["text"_L1].toString(), u"two"_s);

    const Ended failed = helm(program,
        {u"upgrade"_s, u"small"_s, chart, u"--wait"_s, u"--timeout=5s"_s, u"--no-hooks"_s, u"--set"_s,
            u"replicas=2,tag=missing"_s});
    QVERIFY(failed.code != 0);
    QCOMPARE(image(), u"localhost/busybox:missing"_s);
    QVERIFY(ready() >= 1); // the old pods go on serving

    const Ended back = helm(program, {u"rollback"_s, u"small"_s, u"2"_s, u"--wait"_s, u"--timeout=20s"_s});
    QVERIFY2(back.code == 0, back.errors.constData());
    QCOMPARE(image(), u"localhost/busybox:1"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ready(), 2, 20'000);

    QStringList statuses;
    const Ended history = helm(program, {u"history"_s, u"small"_s, u"-o"_s, u"json"_s});
    for (const QJsonValue& revision : QJsonDocument::fromJson(history.output).array()) {
        statuses.append(revision["status"_L1].toString());
    }
    QCOMPARE(statuses, (QStringList{u"superseded"_s, u"superseded"_s, u"failed"_s, u"deployed"_s}));
    const Ended tested = helm(program, {u"test"_s, u"small"_s});
    QVERIFY2(tested.code == 0, tested.errors.constData());

    const Ended gone = helm(program, {u"uninstall"_s, u"small"_s, u"--wait"_s, u"--timeout=20s"_s});
    QVERIFY2(gone.code == 0, gone.errors.constData());
    QTRY_COMPARE_WITH_TIMEOUT(m_server.get(path).status, 404, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(
        m_server.get(core("pods?labelSelector=app%3Dsmall")).json()["items"_L1].toArray().isEmpty(), 20'000);
    QCOMPARE(m_server.get(core("secrets?labelSelector=owner%3Dhelm")).json()["items"_L1].toArray().size(), 0);
    m_server.send("DELETE", core("pods/small-test"));
    m_server.send(
        "DELETE", "/apis/batch/v1/namespaces/" + m_space + "/jobs/small-migrate?propagationPolicy=Background");
    QTRY_COMPARE_WITH_TIMEOUT(m_server.get(core("pods/small-test")).status, 404, 20'000);
}

void TestContractWrites::dryRunKeepsNothing() {
    const Answer made = m_server.create(apps("deployments?dryRun=All"), deployment(u"dry"_s));
    const Answer applied = apply(core("configmaps/dry"), configMap(u"dry"_s, {{u"k"_s, u"v"_s}}), "me&dryRun=All");

    QCOMPARE(made.status, 201);
    QCOMPARE(made.json()["spec"_L1]["progressDeadlineSeconds"_L1].toInt(), 600); // defaulted as for real
    QCOMPARE(applied.status, 201);
    QCOMPARE(m_server.get(apps("deployments/dry")).status, 404);
    QCOMPARE(m_server.get(core("configmaps/dry")).status, 404);
}

void TestContractWrites::applyConflictNamesManagerAndField() {
    const QByteArray path = core("configmaps/shared");
    QCOMPARE(apply(path, configMap(u"shared"_s, {{u"k"_s, u"one"_s}}), "first").status, 201);

    const Answer refused = apply(path, configMap(u"shared"_s, {{u"k"_s, u"two"_s}}), "second");
    const Answer forced = apply(path, configMap(u"shared"_s, {{u"k"_s, u"two"_s}}), "second&force=true");

    QCOMPARE(refused.status, 409);
    const QJsonObject status = refused.json();
    QCOMPARE(status["reason"_L1].toString(), u"Conflict"_s);
    QCOMPARE(status["message"_L1].toString(), u"Apply failed with 1 conflict: conflict with \"first\": .data.k"_s);
    const QJsonValue cause = status["details"_L1]["causes"_L1][0];
    QCOMPARE(cause["reason"_L1].toString(), u"FieldManagerConflict"_s);
    QCOMPARE(cause["field"_L1].toString(), u".data.k"_s);
    QCOMPARE(cause["message"_L1].toString(), u"conflict with \"first\""_s);
    QCOMPARE(forced.status, 200);
    QCOMPARE(forced.json()["data"_L1]["k"_L1].toString(), u"two"_s);
}

void TestContractWrites::applyRemovesWhatItNoLongerSets() {
    const QByteArray path = core("configmaps/owned");
    apply(path, configMap(u"owned"_s, {{u"mine"_s, u"1"_s}, {u"ours"_s, u"1"_s}}), "first");
    apply(path, configMap(u"owned"_s, {{u"ours"_s, u"1"_s}}), "second");

    const Answer answer = apply(path, configMap(u"owned"_s, {{u"other"_s, u"1"_s}}), "first");

    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()["data"_L1].toObject().keys(), (QStringList{u"other"_s, u"ours"_s}));
}

void TestContractWrites::selectorIsImmutable() {
    QCOMPARE(m_server.create(apps("deployments"), deployment(u"fixed"_s)).status, 201);
    QJsonObject changed = deployment(u"other"_s);
    changed[u"metadata"_s] = QJsonObject{{u"name"_s, u"fixed"_s}};

    const Answer answer = m_server.send("PUT", apps("deployments/fixed"), changed);

    QCOMPARE(answer.status, 422);
    const QJsonObject status = answer.json();
    QCOMPARE(status["reason"_L1].toString(), u"Invalid"_s);
    QCOMPARE(status["details"_L1]["causes"_L1][0]["field"_L1].toString(), u"spec.selector"_s);
    QVERIFY(status["message"_L1].toString().startsWith(u"Deployment.apps \"fixed\" is invalid: spec.selector: "_s));
    QVERIFY(status["message"_L1].toString().endsWith(u"field is immutable"_s));
    m_server.send("DELETE", apps("deployments/fixed"));
}

void TestContractWrites::strictValidationNamesTheField() {
    QJsonObject body = deployment(u"strict"_s);
    QJsonObject spec = body[u"spec"_s].toObject();
    spec[u"replica"_s] = 2;
    body[u"spec"_s] = spec;

    const Answer answer = m_server.create(apps("deployments?fieldValidation=Strict"), body);

    QCOMPARE(answer.status, 400);
    QVERIFY(
        answer.json()["message"_L1].toString().contains(u"strict decoding error: unknown field \"spec.replica\""_s));
}

void TestContractWrites::nodePortIsGivenOnce() {
    const auto service = [](const QString& name, int port) {
        const QJsonObject entry{{u"port"_s, 80}, {u"nodePort"_s, port}};
        return QJsonObject{{u"metadata"_s, QJsonObject{{u"name"_s, name}}},
            {u"spec"_s, QJsonObject{{u"type"_s, u"NodePort"_s}, {u"ports"_s, QJsonArray{entry}}}}};
    };
    const Answer first = m_server.create(core("services"), service(u"port-a"_s, 0));
    const int port = first.json()["spec"_L1]["ports"_L1][0]["nodePort"_L1].toInt();

    const Answer second = m_server.create(core("services"), service(u"port-b"_s, port));

    QCOMPARE(first.status, 201);
    QVERIFY(port >= 30000);
    QVERIFY(!first.json()["spec"_L1]["clusterIP"_L1].toString().isEmpty());
    QCOMPARE(second.status, 422);
    QVERIFY(second.json()["message"_L1].toString().endsWith(u"provided port is already allocated"_s));
}

void TestContractWrites::dependentsGoWithTheirOwner() {
    QCOMPARE(m_server.create(apps("deployments"), deployment(u"parent"_s)).status, 201);
    const auto sets
        = [this] { return m_server.get(apps("replicasets?labelSelector=app%3Dparent")).json()["items"_L1].toArray(); };
    QTRY_COMPARE_WITH_TIMEOUT(sets().size(), 1, 10'000);
    QCOMPARE(sets()[0]["metadata"_L1]["ownerReferences"_L1][0]["name"_L1].toString(), u"parent"_s);

    QCOMPARE(m_server.send("DELETE", apps("deployments/parent")).status, 200);

    QTRY_COMPARE_WITH_TIMEOUT(sets().size(), 0, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(
        m_server.get(core("pods?labelSelector=app%3Dparent")).json()["items"_L1].toArray().isEmpty(), 20'000);
}

void TestContractWrites::namespaceTakesItsObjects() {
    const QByteArray space = m_server.makeNamespace();
    QVERIFY(m_server.makeConfigMaps(space, 2));

    const Answer answer = m_server.send("DELETE", "/api/v1/namespaces/" + space);

    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()["status"_L1]["phase"_L1].toString(), u"Terminating"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_server.get("/api/v1/namespaces/" + space).status, 404, 30'000);
    QVERIFY(m_server.get("/api/v1/namespaces/" + space + "/configmaps").json()["items"_L1].toArray().isEmpty());
}

void TestContractWrites::kubectlAppliesThreeWays() {
    const auto manifest = [](const QJsonObject& data) { return QJsonDocument(configMap(u"applied"_s, data)).toJson(); };
    const Ended first = kubectl({u"apply"_s, u"-f"_s, u"-"_s}, manifest({{u"a"_s, u"1"_s}, {u"b"_s, u"1"_s}}));
    if (first.code == -1) {
        QSKIP("kubectl is not here");
    }
    QVERIFY2(first.code == 0, first.errors.constData());
    kubectl({u"patch"_s, u"configmap"_s, u"applied"_s, u"-p"_s, u"{\"data\":{\"hand\":\"1\"}}"_s});

    const Ended second = kubectl({u"apply"_s, u"-f"_s, u"-"_s}, manifest({{u"a"_s, u"2"_s}}));
    QVERIFY2(second.code == 0, second.errors.constData());
    const QJsonObject data = m_server.get(core("configmaps/applied")).json()["data"_L1].toObject();
    const Ended migrated = kubectl({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, manifest({{u"c"_s, u"1"_s}}));

    QCOMPARE(data, (QJsonObject{{u"a"_s, u"2"_s}, {u"hand"_s, u"1"_s}}));
    QVERIFY2(migrated.code == 0, migrated.errors.constData());
    QCOMPARE(
        m_server.get(core("configmaps/applied")).json()["data"_L1].toObject().keys(), (QStringList{u"c"_s, u"hand"_s}));
}

void TestContractWrites::scaleIsASubresource() {
    QCOMPARE(m_server.create(apps("deployments"), deployment(u"scaled"_s)).status, 201);

    const Answer answer = m_server.send("PATCH", apps("deployments/scaled/scale"),
        {{u"spec"_s, QJsonObject{{u"replicas"_s, 0}}}}, {"Content-Type: application/merge-patch+json"});

    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()["kind"_L1].toString(), u"Scale"_s);
    QCOMPARE(m_server.get(apps("deployments/scaled")).json()["spec"_L1]["replicas"_L1].toInt(-1), 0);
    m_server.send("DELETE", apps("deployments/scaled"));
}

void TestContractWrites::readerMayNotWrite() {
    const QString reader = QFileInfo(m_server.kubeconfig()).path() + u"/kubeconfig-reader"_s;
    if (!m_server.isDemo() || QStandardPaths::findExecutable(u"kubectl"_s).isEmpty()) {
        QSKIP("the demo's second user, asked with kubectl");
    }

    const Ended refused = run(u"kubectl"_s, {u"--kubeconfig"_s, reader, u"create"_s, u"configmap"_s, u"no"_s});
    const Ended asked = run(u"kubectl"_s, {u"--kubeconfig"_s, reader, u"auth"_s, u"can-i"_s, u"list"_s, u"secrets"_s});

    QCOMPARE(refused.code, 1);
    QVERIFY(refused.errors.contains("User \"reader@corp\" cannot create resource \"configmaps\""));
    QCOMPARE(asked.output.trimmed(), QByteArray("yes"));
}

QTEST_GUILESS_MAIN(TestContractWrites)
#include "test_contract_writes.moc"
