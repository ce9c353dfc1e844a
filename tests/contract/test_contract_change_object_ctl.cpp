// SPDX-License-Identifier: Apache-2.0
// Single objects from the command line: exit codes, what is shown first, what is refused.
#include "tests/contract/contract_server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace pilothouse::contract;
using namespace Qt::StringLiterals;

namespace {

// No pod of it can start: nothing has to be pulled.
constexpr QByteArrayView kDeployment = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 0
      containers: [{name: web, image: "registry.invalid/missing:1", imagePullPolicy: Never}]
)";

} // namespace

class TestContractChangeObjectCtl final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
        if (!m_server.isDemo()) {
            QSKIP("its contexts' names decide what is protected: only on the demo clusters");
        }
        m_space = QString::fromUtf8(m_server.makeNamespace());
    }

    void applyScaleRestartDelete() {
        const QStringList apply{u"apply"_s, u"-f"_s, file(kDeployment.toByteArray())};
        QCOMPARE(ctl(apply + QStringList{u"--dry-run"_s}), 2);
        QVERIFY2(m_output.contains("+kind: Deployment"), m_output.constData());
        QCOMPARE(ctl(apply), 1); // nothing without --yes, and the plan is shown
        QVERIFY2(m_errors.contains("--yes") && m_output.contains("Create"), m_errors.constData());
        QCOMPARE(ctl(apply + QStringList{u"--yes"_s, u"-o"_s, u"json"_s}), 0);
        QVERIFY(json().value("done"_L1).toBool());
        QCOMPARE(ctl(apply + QStringList{u"--dry-run"_s}), 0);

        QCOMPARE(ctl({u"scale"_s, u"deploy/web"_s}), 1); // how many?
        QCOMPARE(ctl({u"scale"_s, u"deploy/web"_s, u"--replicas"_s, u"3"_s, u"--yes"_s}), 0);
        QVERIFY2(m_output.contains("2 to 3"), m_output.constData());
        QCOMPARE(replicas(), 3);
        QCOMPARE(ctl({u"scale"_s, u"deploy/web"_s, u"--replicas"_s, u"3"_s}), 0); // is so: no word needed

        QCOMPARE(ctl({u"restart"_s, u"deployment.apps/web"_s, u"--yes"_s}), 0);
        QVERIFY(m_server.get(path()).body.contains("kubectl.kubernetes.io/restartedAt"));

        QCOMPARE(ctl({u"delete"_s, u"deploy/web"_s, u"--dry-run"_s, u"-o"_s, u"json"_s}), 2);
        QVERIFY(!json().value("dependents"_L1).toArray().isEmpty());
        QCOMPARE(m_server.get(path()).status, 200);
        QCOMPARE(ctl({u"delete"_s, u"deploy/web"_s, u"--yes"_s}), 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.get(path()).status, 404, 10'000);
        QCOMPARE(ctl({u"audit"_s, u"-o"_s, u"json"_s}), 0);
        QVERIFY(!m_output.contains("missing:1")); // what is applied stands in no audit
    }

    void applyReadsStandardInputAndMasksSecrets() {
        QCOMPARE(ctl({u"apply"_s, u"-f"_s, u"-"_s, u"--yes"_s}, {},
                     "apiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData: {password: hunter2-canary}\n"),
            0);
        QVERIFY(!m_output.contains("hunter2-canary"));
        QVERIFY(!m_output.contains("aHVudGVyMi1jYW5hcnk"));
        QCOMPARE(m_server.get("/api/v1/namespaces/" + m_space.toUtf8() + "/secrets/login").status, 200);
    }

    void whatCannotBeMeantIsRefused() {
        QCOMPARE(ctl({u"delete"_s, u"web"_s, u"--yes"_s}), 1); // which kind?
        QVERIFY2(m_errors.contains("deploy/web"), m_errors.constData());
        QCOMPARE(ctl({u"delete"_s, u"nothing/web"_s, u"--yes"_s}), 1);
        QVERIFY2(m_errors.contains("no kind"), m_errors.constData());
        QCOMPARE(ctl({u"delete"_s, u"cm/missing"_s}), 0); // gone already
        QCOMPARE(ctl({u"scale"_s, u"cm/kube-root-ca.crt"_s, u"--replicas"_s, u"x"_s}), 1);
        QCOMPARE(ctl({u"drain"_s, u"pod/web"_s, u"--yes"_s}), 1);
        QVERIFY2(m_errors.contains("nodes"), m_errors.constData());
        QCOMPARE(ctl({u"apply"_s}), 1);
    }

    void cordonAndUncordon() {
        const QString node = nodes().first();
        QCOMPARE(ctl({u"cordon"_s, node, u"--yes"_s}), 0);
        QVERIFY(m_server.get("/api/v1/nodes/" + node.toUtf8()).body.contains("\"unschedulable\":true"));
        QCOMPARE(ctl({u"uncordon"_s, node, u"--yes"_s}), 0);
    }

    void PS9_drainEvictsAsBudgetsAllow() {
        const QString node = nodes().last();
        QCOMPARE(ctl({u"drain"_s, node, u"--yes"_s, u"--force"_s, u"--delete-emptydir-data"_s}), 1);
        const QString typed = m_server.context() + u'/' + node;
        QVERIFY2(m_errors.contains(typed.toUtf8()), m_errors.constData());

        const int code = ctl({u"drain"_s, node, u"--confirm"_s, typed, u"--reason"_s, u"test"_s, u"--force"_s,
            u"--delete-emptydir-data"_s, u"--timeout"_s, u"8s"_s, u"-o"_s, u"json"_s});

        QVERIFY2(!json().isEmpty(), m_errors.constData());
        QVERIFY2(m_server.get("/api/v1/nodes/" + node.toUtf8()).body.contains("\"unschedulable\":true"),
            m_errors.constData());
        int left = 0;
        const QJsonArray all = m_server.get("/api/v1/pods?fieldSelector=spec.nodeName%3D" + node.toUtf8())
                                   .json()
                                   .value("items"_L1)
                                   .toArray();
        for (const QJsonValue& pod : all) {
            const QJsonObject metadata = pod["metadata"_L1].toObject();
            const QJsonArray owners = metadata.value("ownerReferences"_L1).toArray();
            left += owners.first()["kind"_L1].toString() == "DaemonSet"_L1 ? 0 : 1;
        }
        // Who is held by a budget is named; nothing else is left but what is ending.
        int held = 0;
        int ending = 0;
        for (const QJsonValue& line : json().value("objects"_L1).toArray()) {
            const QString outcome = line["outcome"_L1].toString();
            ending += outcome == "Ending"_L1 ? 1 : 0;
            if (outcome == "Failed"_L1) {
                ++held;
                QVERIFY2(line["error"_L1].toString().contains("disruption budget"_L1),
                    qPrintable(line["error"_L1].toString()));
            }
        }
        QVERIFY(held > 0);
        QVERIFY2(left >= held && left <= held + ending, qPrintable(u"%1 left, %2 held"_s.arg(left).arg(held)));
        QCOMPARE(code, 1);
        QCOMPARE(ctl({u"uncordon"_s, node, u"--yes"_s}), 0);
    }

    void PS11_protectedPlaceNeedsReasonAndConfirmation() {
        const QString prd = u"eks_prd-app"_s;
        const QStringList change{u"apply"_s, u"-f"_s,
            file("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: guarded, namespace: payments}\n")};
        const QString typed = u"eks_prd-app/payments/guarded"_s;

        QCOMPARE(ctl(change + QStringList{u"--yes"_s}, prd), 1);
        QVERIFY2(m_errors.contains(typed.toUtf8()), m_errors.constData());
        QCOMPARE(ctl(change + QStringList{u"--confirm"_s, typed}, prd), 1);
        QCOMPARE(ctl(change + QStringList{u"--confirm"_s, u"guarded"_s, u"--reason"_s, u"why"_s}, prd), 1);
        QCOMPARE(ctl(change + QStringList{u"--confirm"_s, typed, u"--reason"_s, u"why"_s}, prd), 0);
    }

private:
    int ctl(const QStringList& arguments, const QString& context = {}, const QByteArray& input = {}) {
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
        for (const QString& name : {u"XDG_STATE_HOME"_s, u"XDG_CONFIG_HOME"_s, u"HOME"_s}) {
            environment.insert(name, m_files.path());
        }
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("PILOTHOUSE_BIN") + u"/pilothousectl"_s,
            QStringList{u"--kubeconfig"_s, m_server.kubeconfig(), u"--context"_s,
                context.isEmpty() ? m_server.context() : context, u"-n"_s, m_space}
                + arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished(60'000);
        m_output = process.readAllStandardOutput();
        m_errors = process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(m_output).object(); }
    [[nodiscard]] QString file(const QByteArray& text) const {
        QFile file(m_files.filePath(u"objects.yaml"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
            qFatal("cannot write the objects");
        }
        return file.fileName();
    }
    [[nodiscard]] QByteArray path() const {
        return "/apis/apps/v1/namespaces/" + m_space.toUtf8() + "/deployments/web";
    }
    [[nodiscard]] int replicas() const {
        return m_server.get(path()).json().value("spec"_L1).toObject().value("replicas"_L1).toInt();
    }
    [[nodiscard]] QStringList nodes() const {
        QStringList names;
        const QJsonArray items = m_server.get("/api/v1/nodes").json().value("items"_L1).toArray();
        for (const QJsonValue& node : items) {
            names += node["metadata"_L1]["name"_L1].toString();
        }
        return names;
    }

    ContractServer m_server;
    QTemporaryDir m_files;
    QString m_space;
    QByteArray m_output;
    QByteArray m_errors;
};

QTEST_GUILESS_MAIN(TestContractChangeObjectCtl)
#include "test_contract_change_object_ctl.moc"
