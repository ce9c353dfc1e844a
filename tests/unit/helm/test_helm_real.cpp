// SPDX-License-Identifier: Apache-2.0
//
// Real helm 3 and 4 against the demo cluster, run as the window runs them.
#include "core/config/pinned_kubeconfig.h"
#include "core/helm/helm_finder.h"
#include "tests/support/awaiting.h"
#include "tests/support/demo_process.h"
#include "tests/unit/helm/fake_helm.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using Kind = HelmEnding::Kind;
using State = HelmProcess::State;

namespace {

constexpr int kBound = 30'000; // ms; a hang, not an expectation
const FixedGate kOpen(Mode::ChangesOpen);
const ContextId kStaging(u"eks_stg-app"_s);

const QByteArray kTemplates = R"(apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}}
data:
  kube: "{{ .Capabilities.KubeVersion }}"
  seen: "{{ (lookup "v1" "Namespace" "" "kube-system").metadata.name }}"
  text: {{ .Values.text | quote }}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .Release.Name }}}
spec:
  selector: {matchLabels: {app: {{ .Release.Name }}}}
  template:
    metadata: {labels: {app: {{ .Release.Name }}}}
    spec: {containers: [{name: web, image: "registry.example/web:{{ .Values.tag }}"}]}
)";

} // namespace

class TestHelmReal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (qEnvironmentVariableIsEmpty("PILOTHOUSE_HELM3") || qEnvironmentVariableIsEmpty("PILOTHOUSE_HELM4")) {
            QSKIP("needs PILOTHOUSE_HELM3 and PILOTHOUSE_HELM4");
        }
        const QString config = m_demo.start().value(u"kubeconfig"_s);
        QVERIFY(!config.isEmpty());
        const ExecTrust trust(m_folder.path(u"trust.json"_s));
        const auto pinned = pinKubeconfig(loadKubeconfig({.files = {config}, .isExplicit = true}), kStaging, trust);
        QVERIFY2(pinned, pinned ? "" : qPrintable(describe(pinned.error())));
        m_kubeconfig = pinned->text;
        m_folder.write(u"chart/Chart.yaml"_s, "apiVersion: v2\nname: web\nversion: 0.1.0\n");
        m_folder.write(u"chart/values.yaml"_s, "text: default\ntag: good\n");
        m_folder.write(u"chart/templates/all.yaml"_s, kTemplates);
        // What a shell may hold, and what must not matter (Must show: hostile variables).
        m_own = {{u"PATH"_s, u"/usr/bin:/bin"_s}, {u"HOME"_s, m_folder.path(u"home"_s)},
            {u"KUBECONFIG"_s, m_folder.write(u"hostile"_s, "apiVersion: v1\nkind: Config\n")},
            {u"KUBERC"_s, u"/nowhere"_s}, {u"HELM_KUBEAPISERVER"_s, u"https://127.0.0.1:9"_s},
            {u"HELM_KUBECONTEXT"_s, u"eks_prd-app"_s}, {u"HELM_KUBETOKEN"_s, u"hostile"_s},
            {u"HELM_NAMESPACE"_s, u"kube-system"_s}, {u"HELM_DRIVER"_s, u"memory"_s}, {u"HELM_DEBUG"_s, u"true"_s}};
    }

    void previewAsksTheClusterAndLeavesNothing_data() { majors(); }
    void previewAsksTheClusterAndLeavesNothing() {
        HelmReading reading;
        reading.helm = helm();
        reading.call = call(HelmVerb::Template, u"preview"_s);
        reading.kubeconfig = m_kubeconfig;
        reading.values = "text: " + kCanaryValue;
        reading.environment = helmEnvironment(m_own);
        reading.root = m_folder.path(u"readings"_s);

        const auto answer = runToEnd(readHelm(reading, m_clock));

        QVERIFY2(answer, answer ? "" : qPrintable(describe(answer.error())));
        QVERIFY(answer->output.contains("seen: \"kube-system\""));
        QVERIFY(answer->output.contains("kube: \"v1.34"));
        QVERIFY(answer->output.contains(kCanaryValue));
        QCOMPARE(answer->messages, QString());
        QCOMPARE(statusOf(u"preview"_s), QString());
        QCOMPARE(helmFolders(reading.root), QStringList());
    }

    void wholeLifeOfARelease_data() { majors(); }
    void wholeLifeOfARelease() {
        const QString name = u"life-%1"_s.arg(helm().major);
        HelmCall rollback = call(HelmVerb::Rollback, name);
        rollback.revision = 1;
        rollback.description = u"back"_s;
        HelmCall upgrade = call(HelmVerb::Upgrade, name);
        upgrade.description = u"it's \"late\", $(id)"_s;

        QCOMPARE(run(call(HelmVerb::Install, name), "text: one"), 0);
        QCOMPARE(statusOf(name), u"deployed 1"_s);
        QCOMPARE(run(upgrade, "text: two"), 0);
        QCOMPARE(statusOf(name), u"deployed 2"_s);
        QCOMPARE(m_info.value("description"_L1).toString(), upgrade.description);
        QCOMPARE(run(rollback, {}), 0);
        QCOMPARE(statusOf(name), u"deployed 3"_s);
        QCOMPARE(run(call(HelmVerb::Test, name), {}), 0);
        QCOMPARE(run(call(HelmVerb::Uninstall, name), {}), 0);
        QCOMPARE(statusOf(name), QString());
    }

    void HE9_cancelledUpgradeIsFailed_data() { majors(); }
    void HE9_cancelledUpgradeIsFailed() {
        const QString name = u"cancel-%1"_s.arg(helm().major);
        HelmCall upgrade = call(HelmVerb::Upgrade, name);
        upgrade.wait = HelmWait::Watcher;
        QCOMPARE(run(call(HelmVerb::Install, name), "tag: good"), 0);
        HelmProcess process(m_clock);
        QVERIFY(begin(process, upgrade, "tag: broken"));
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(name), u"pending-upgrade 2"_s, kBound);

        QVERIFY(process.cancel());
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), State::Ended, kBound);

        QCOMPARE(process.ending().kind, Kind::Exited);
        QCOMPARE(process.ending().exitCode, 1);
        QVERIFY(process.output().contains(u"has been cancelled"_s));
        QCOMPARE(statusOf(name), u"failed 2"_s);
    }

    void HE9_killedUpgradeStaysPending_data() { majors(); }
    void HE9_killedUpgradeStaysPending() {
        const QString name = u"kill-%1"_s.arg(helm().major);
        HelmCall upgrade = call(HelmVerb::Upgrade, name);
        upgrade.wait = HelmWait::Watcher;
        QCOMPARE(run(call(HelmVerb::Install, name), "tag: good"), 0);
        HelmProcess process(m_clock);
        QVERIFY(begin(process, upgrade, "tag: broken"));
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(name), u"pending-upgrade 2"_s, kBound);

        QVERIFY(process.kill());
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), State::Ended, kBound);

        QCOMPARE(process.ending().signal, SIGKILL);
        QCOMPARE(statusOf(name), u"pending-upgrade 2"_s);
    }

    void failedUpgradeRollsBackWhereAsked_data() { majors(); }
    void failedUpgradeRollsBackWhereAsked() {
        const QString name = u"atomic-%1"_s.arg(helm().major);
        QCOMPARE(run(call(HelmVerb::Install, name), "tag: good"), 0);
        HelmCall upgrade = call(HelmVerb::Upgrade, name);
        upgrade.rollbackOnFailure = true;
        upgrade.timeout = std::chrono::seconds(5); // of each step: the way back takes some, too

        QCOMPARE(run(upgrade, "tag: broken"), 1);

        QCOMPARE(statusOf(name), u"deployed 3"_s);
    }

private:
    static void majors() {
        QTest::addColumn<int>("major");
        QTest::newRow("helm 3") << 3;
        QTest::newRow("helm 4") << 4;
    }
    HelmProgram helm() {
        QFETCH(const int, major);
        HelmFinder finder(m_clock, m_folder.path(u"readings"_s), m_own);
        return runToEnd(finder.probe(qEnvironmentVariable(major == 3 ? "PILOTHOUSE_HELM3" : "PILOTHOUSE_HELM4")));
    }
    [[nodiscard]] HelmCall call(HelmVerb verb, const QString& release) const {
        HelmCall call;
        call.verb = verb;
        call.release = release;
        call.nameSpace = u"shop"_s;
        call.context = kStaging.value();
        call.chart = m_folder.path(u"chart"_s);
        call.timeout = std::chrono::seconds(20);
        call.wait = HelmWait::HooksOnly; // helm 3 looks every 2 s only
        return call;
    }
    Result<void> begin(HelmProcess& process, const HelmCall& call, const QByteArray& values) {
        HelmStart start;
        start.folder = *HelmFolder::create(m_folder.path(u"operations"_s), u"op-%1"_s.arg(++m_lastId));
        start.helm = helm();
        start.call = call;
        start.kubeconfig = m_kubeconfig;
        start.values = values.isEmpty() ? std::optional<QByteArray>() : values;
        start.environment = helmEnvironment(m_own);
        start.supervisor = FakeHelm::supervisor();
        return process.start(kOpen, std::move(start));
    }
    /// @return helm's exit code; -1 where it had none
    int run(const HelmCall& call, const QByteArray& values) {
        HelmProcess process(m_clock);
        const auto begun = begin(process, call, values);
        if (!begun) {
            qWarning("%s", qPrintable(describe(begun.error())));
            return -1;
        }
        const bool isEnded = QTest::qWaitFor([&process] { return process.state() == State::Ended; }, kBound);
        if (process.ending().exitCode != 0) {
            qInfo("%s", qPrintable(process.output()));
        }
        return isEnded ? process.ending().exitCode : -1;
    }
    /// As the other helm reads it: `deployed 2`; empty: there is no such release.
    QString statusOf(const QString& release) {
        const QString file = m_folder.path(u"kubeconfig"_s);
        m_folder.write(u"kubeconfig"_s, m_kubeconfig->reveal());
        QProcess process;
        process.start(qEnvironmentVariable("PILOTHOUSE_HELM3"),
            {u"status"_s, release, u"-o"_s, u"json"_s, u"--namespace"_s, u"shop"_s, u"--kubeconfig"_s, file});
        process.waitForFinished(kBound);
        const QJsonObject record = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        m_info = record.value("info"_L1).toObject();
        return record.isEmpty()
            ? QString()
            : m_info.value("status"_L1).toString() + u' ' + QString::number(record.value("version"_L1).toInt());
    }

    DemoProcess m_demo;
    TestFolder m_folder;
    SystemClock m_clock;
    EnvironmentVariables m_own;
    std::shared_ptr<const Secret> m_kubeconfig;
    QJsonObject m_info;
    int m_lastId = 0;
};

QTEST_GUILESS_MAIN(TestHelmReal)
#include "test_helm_real.moc"
