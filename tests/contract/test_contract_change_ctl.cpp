// SPDX-License-Identifier: Apache-2.0
// The same way in from the command line: exit codes, what is refused, Ctrl-C.
#include "tests/contract/change_scene.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;

class TestContractChangeCtl final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
        m_helm = qEnvironmentVariable("PILOTHOUSE_HELM4");
        if (m_helm.isEmpty()) {
            QSKIP("needs PILOTHOUSE_HELM4");
        }
        if (!m_server.isDemo()) {
            QSKIP("its contexts' names decide what is protected: only on the demo clusters");
        }
        m_space = QString::fromUtf8(m_server.makeNamespace());
    }

    void planInstallUpgradeRollbackUninstall() {
        QCOMPARE(ctl({u"plan"_s, u"install"_s, u"web"_s, m_chart.path()}), 2);
        QCOMPARE(ctl({u"install"_s, u"web"_s, m_chart.path()}), 1); // nothing without --yes
        QVERIFY(m_errors.contains("--yes"));
        QCOMPARE(ctl({u"install"_s, u"web"_s, m_chart.path(), u"--yes"_s}), 0);
        QCOMPARE(ctl({u"plan"_s, u"upgrade"_s, u"web"_s, u"--chart"_s, m_chart.path()}), 0);
        QCOMPARE(ctl({u"plan"_s, u"upgrade"_s, u"web"_s, m_chart.path(), u"-f"_s, values("greeting: two\n")}), 2);
        QCOMPARE(ctl({u"upgrade"_s, u"web"_s, m_chart.path(), u"-f"_s, values("greeting: two\n"), u"--yes"_s, u"-o"_s,
                     u"json"_s}),
            0);
        QCOMPARE(json().value("outcome"_L1).toString(), u"Succeeded"_s);
        QCOMPARE(json().value("reached"_L1).toInt(), 2);
        QCOMPARE(ctl({u"diff"_s, u"web"_s, u"--live"_s}), 0);
        QCOMPARE(ctl({u"rollback"_s, u"web"_s, u"1"_s, u"--yes"_s, u"--wait"_s}), 0);
        QCOMPARE(ctl({u"rollback"_s, u"web"_s, u"77"_s, u"--yes"_s}), 1);
        QCOMPARE(ctl({u"plan"_s, u"uninstall"_s, u"web"_s, u"-o"_s, u"json"_s}), 2);
        QVERIFY(!json().value("blocked"_L1).toBool(true));
        QCOMPARE(ctl({u"uninstall"_s, u"web"_s, u"--yes"_s}), 0);
        QCOMPARE(ctl({u"audit"_s, u"-o"_s, u"json"_s}), 0);
        QCOMPARE(json().value("entries"_L1).toArray().size(), 8);
        QCOMPARE(json().value("brokenAt"_L1).toInt(-1), 0);
    }

    void editByHandIsSeenLive() {
        QCOMPARE(ctl({u"install"_s, u"live"_s, m_chart.path(), u"--yes"_s}), 0);
        m_server.send("PATCH", "/api/v1/namespaces/" + m_space.toUtf8() + "/configmaps/live-config",
            {{u"data"_s, QJsonObject{{u"greeting"_s, u"by hand"_s}}}}, {"Content-Type: application/merge-patch+json"});

        QCOMPARE(ctl({u"diff"_s, u"live"_s, u"--live"_s}), 2);
        QVERIFY(m_output.contains("by hand"));
    }

    void PS11_protectedPlaceNeedsReasonAndConfirmation() {
        const QStringList install{u"install"_s, u"guarded"_s, m_chart.path(), u"--namespace"_s, u"payments"_s};
        const QString prd = u"eks_prd-app"_s;

        QCOMPARE(ctl(install + QStringList{u"--yes"_s}, prd), 1);
        QCOMPARE(ctl(install + QStringList{u"--confirm"_s, u"guarded"_s, u"--reason"_s, u"why"_s}, prd), 1);
        QCOMPARE(ctl(install + QStringList{u"--confirm"_s, u"eks_prd-app/guarded"_s}, prd), 1);
        QVERIFY(m_errors.contains("reason"));
        QCOMPARE(ctl(install + QStringList{u"--confirm"_s, u"eks_prd-app/guarded"_s, u"--reason"_s, u"why"_s}, prd), 0);
        QCOMPARE(ctl({u"uninstall"_s, u"guarded"_s, u"--namespace"_s, u"payments"_s, u"--yes"_s}, prd), 1);
    }

    void controlCIsACancel() {
        QCOMPARE(ctl({u"install"_s, u"slow"_s, m_chart.path(), u"--yes"_s}), 0);
        QProcess process;
        start(process,
            {u"upgrade"_s, u"slow"_s, m_chart.path(), u"-f"_s,
                values("replicas: 1\nimage: registry.invalid/missing:1\n"), u"--yes"_s, u"--wait"_s, u"-o"_s,
                u"json"_s},
            m_server.context());
        process.setReadChannel(QProcess::StandardError);
        QByteArray errors;
        while (!errors.contains("pending-upgrade")) {
            QVERIFY(process.waitForReadyRead(20'000));
            errors += process.readAllStandardError();
        }

        ::kill(static_cast<pid_t>(process.processId()), SIGINT);

        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 1);
        const auto answer = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(answer.value("outcome"_L1).toString(), u"Cancelled"_s);
    }

private:
    void start(QProcess& process, const QStringList& arguments, const QString& context) const {
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, QFileInfo(m_helm).path() + u":/usr/bin:/bin"_s);
        for (const QString& name : {u"XDG_STATE_HOME"_s, u"XDG_CONFIG_HOME"_s, u"HOME"_s}) {
            environment.insert(name, m_files.path());
        }
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::SeparateChannels);
        process.start(qEnvironmentVariable("PILOTHOUSE_BIN") + u"/pilothousectl"_s,
            QStringList{u"--kubeconfig"_s, m_server.kubeconfig(), u"--context"_s, context, u"-n"_s, m_space}
                + arguments);
    }
    int ctl(const QStringList& arguments, const QString& context = {}) {
        QProcess process;
        start(process, arguments, context.isEmpty() ? m_server.context() : context);
        process.waitForFinished(40'000);
        m_output = process.readAllStandardOutput();
        m_errors = process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(m_output).object(); }
    [[nodiscard]] QString values(const QByteArray& text) const {
        QFile file(m_files.filePath(u"values.yaml"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
            qFatal("cannot write the values");
        }
        return file.fileName();
    }

    ContractServer m_server;
    TestChart m_chart;
    QTemporaryDir m_files;
    QString m_helm;
    QString m_space;
    QByteArray m_output;
    QByteArray m_errors;
};

QTEST_GUILESS_MAIN(TestContractChangeCtl)
#include "test_contract_change_ctl.moc"
