// SPDX-License-Identifier: Apache-2.0
// One release in two environments, and several releases in one plan, from the command line.
#include "tests/contract/change_scene.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;

class TestContractChangeEnvironments final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
        if (!m_server.isDemo()) {
            QSKIP("it has the demo's staging and production");
        }
        m_space = QString::fromUtf8(m_server.makeNamespace());
    }

    void U7c_sameBuildUnderAnotherNumber() {
        QCOMPARE(
            ctl({u"compare"_s, u"storefront"_s, u"-n"_s, u"shop"_s, u"--with"_s, u"eks_prd-app"_s, u"-o"_s, u"json"_s}),
            2);
        QMap<QString, QJsonObject> builds;
        for (const QJsonValue& value : json().value("builds"_L1).toArray()) {
            builds.insert(value["service"_L1].toString(), value.toObject());
        }

        const QJsonObject sniffer = builds.value(u"sniffer"_s);
        QCOMPARE(sniffer["verdict"_L1].toString(), u"Same"_s);
        QCOMPARE(sniffer["from"_L1]["version"_L1].toString(), u"v0.2.2-ca3b6"_s);
        QCOMPARE(sniffer["to"_L1]["version"_L1].toString(), u"v0.2.3-ca3b6"_s);
        QCOMPARE(builds.value(u"web-neo"_s)["verdict"_L1].toString(), u"Same"_s);
        QCOMPARE(builds.value(u"cart"_s)["verdict"_L1].toString(), u"Different"_s);
        QVERIFY(!m_output.contains("canary"));
    }

    void U7c_whatIsNotThereIsSaid() {
        QCOMPARE(ctl({u"compare"_s, u"nope"_s, u"-n"_s, u"shop"_s, u"--with"_s, u"eks_prd-app"_s}), 1);
        QVERIFY(m_errors.contains("nope"));
        QCOMPARE(ctl({u"compare"_s, u"storefront"_s, u"-n"_s, u"shop"_s}), 1);
        QVERIFY(m_errors.contains("--with"));
    }

    void PS3_severalAreUpgradedInOrder() {
        needHelm();
        install({u"one"_s, u"two"_s});

        QCOMPARE(ctl({u"upgrade-all"_s, u"one"_s, u"two"_s, u"--chart"_s, m_chart.path(), u"-n"_s, m_space}), 1);
        QVERIFY(m_errors.contains("--yes"));
        QCOMPARE(ctl({u"upgrade-all"_s, u"two"_s, u"one"_s, u"--chart"_s, m_chart.path(), u"-n"_s, m_space, u"--yes"_s,
                     u"-o"_s, u"json"_s}),
            0);

        const QJsonArray steps = json().value("steps"_L1).toArray();
        QCOMPARE(steps.size(), 2);
        QCOMPARE(steps[0]["release"_L1].toString(), u"two"_s);
        QCOMPARE(steps[1]["revision"_L1].toInt(), 2);
        QCOMPARE(ctl({u"audit"_s, u"-o"_s, u"json"_s}), 0);
        QCOMPARE(json().value("entries"_L1).toArray().size(), 8); // two installs, two upgrades: intent and outcome
    }

    void PS3_theFirstFailureStopsTheRest() {
        needHelm();
        install({u"bad"_s, u"after"_s});
        m_chart.write(u"templates/bad.yaml"_s,
            R"({{ if eq .Release.Name "bad" }}
apiVersion: apps/v1
kind: Deployment
metadata: {name: never-ready}
spec:
  selector: {matchLabels: {app: never-ready}}
  template:
    metadata: {labels: {app: never-ready}}
    spec: {containers: [{name: main, image: "registry.invalid/missing:1"}]}
{{ end }}
)");

        QCOMPARE(ctl({u"upgrade-all"_s, u"bad"_s, u"after"_s, u"--chart"_s, m_chart.path(), u"-n"_s, m_space,
                     u"--yes"_s, u"--wait"_s, u"--timeout"_s, u"4s"_s, u"-o"_s, u"json"_s}),
            1);
        QCOMPARE(json().value("steps"_L1)[0]["progress"_L1].toString(), u"Failed"_s);
        QCOMPARE(json().value("steps"_L1)[1]["progress"_L1].toString(), u"NotBegun"_s);

        QCOMPARE(ctl({u"history"_s, u"after"_s, u"-n"_s, m_space, u"-o"_s, u"json"_s}), 0);
        QCOMPARE(QJsonDocument::fromJson(m_output).array().size(), 1); // not begun
    }

private:
    void needHelm() {
        m_helm = qEnvironmentVariable("PILOTHOUSE_HELM4");
        if (m_helm.isEmpty()) {
            QSKIP("needs PILOTHOUSE_HELM4");
        }
    }
    void install(const QStringList& names) {
        for (const QString& name : names) {
            QCOMPARE(ctl({u"install"_s, name, m_chart.path(), u"-n"_s, m_space, u"--yes"_s}), 0);
        }
        m_chart.setVersion(u"9.%1.0"_s.arg(++m_versions));
    }
    int ctl(const QStringList& arguments) {
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, QFileInfo(m_helm).path() + u":/usr/bin:/bin"_s);
        for (const QString& name : {u"XDG_STATE_HOME"_s, u"XDG_CONFIG_HOME"_s, u"HOME"_s}) {
            environment.insert(name, m_files.path());
        }
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("PILOTHOUSE_BIN") + u"/pilothousectl"_s,
            QStringList{u"--kubeconfig"_s, m_server.kubeconfig(), u"--context"_s, m_server.context()} + arguments);
        process.waitForFinished(40'000);
        m_output = process.readAllStandardOutput();
        m_errors = process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(m_output).object(); }

    ContractServer m_server;
    TestChart m_chart;
    QTemporaryDir m_files;
    QString m_helm;
    QString m_space;
    int m_versions = 0;
    QByteArray m_output;
    QByteArray m_errors;
};

QTEST_GUILESS_MAIN(TestContractChangeEnvironments)
#include "test_contract_change_environments.moc"
