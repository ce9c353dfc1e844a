// SPDX-License-Identifier: Apache-2.0
// Programs in a pod by exec, attach and debug containers, as a person runs them from the command line.
#include "tests/contract/pod_scene.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace pilothouse::contract;
using namespace Qt::StringLiterals;

class TestContractExec final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_scene.server().problem().isEmpty(), qPrintable(m_scene.server().problem()));
        const QString why = m_scene.makePod("box", PodScene::sleeper());
        QVERIFY2(why.isEmpty(), qPrintable(why));
    }

    void exitCodeIsTheProgramsOwn() {
        const auto run
            = m_scene.ctl({u"exec"_s, u"box"_s, u"--"_s, u"sh"_s, u"-c"_s, u"echo out; echo err >&2; exit 3"_s});

        QCOMPARE(run.code, 3);
        QCOMPARE(run.output, "out\n");
        QCOMPARE(run.errors, "err\n");
    }

    void argumentsArriveAsTheyAre() {
        const auto run = m_scene.ctl(
            {u"exec"_s, u"box"_s, u"-c"_s, u"main"_s, u"--"_s, u"echo"_s, u"a  b"_s, u"-n"_s, u"50%"_s, u"ü+&="_s});

        QCOMPARE(run.code, 0);
        QCOMPARE(run.output, u"a  b -n 50% ü+&=\n"_s.toUtf8());
    }

    void inputEndsWhereOursEnds() {
        const auto run = m_scene.ctl({u"exec"_s, u"-i"_s, u"box"_s, u"--"_s, u"cat"_s}, "line one\nline two\n");

        QCOMPARE(run.code, 0);
        QCOMPARE(run.output, "line one\nline two\n");
    }

    void TE7_missingProgramIsSaid() {
        const auto run = m_scene.ctl({u"exec"_s, u"box"_s, u"--"_s, u"/no/such/program"_s});

        QCOMPARE(run.code, 1);
        QVERIFY2(run.errors.contains("NotFound"), run.errors.constData());
    }

    void missingPodAndContainerAreSaid() {
        const auto pod = m_scene.ctl({u"exec"_s, u"nobody"_s, u"--"_s, u"true"_s});
        QCOMPARE(pod.code, 1);
        QVERIFY2(pod.errors.contains("NotFound") && pod.errors.contains("nobody"), pod.errors.constData());

        const auto container = m_scene.ctl({u"exec"_s, u"box"_s, u"-c"_s, u"other"_s, u"--"_s, u"true"_s});
        QCOMPARE(container.code, 1);
        QVERIFY2(container.errors.contains("other"), container.errors.constData());
    }

    void terminalHasOurSizeAndFollowsIt() {
        PodTerminal terminal(m_scene, {u"exec"_s, u"-it"_s, u"box"_s, u"--"_s, u"sh"_s}, 101, 33);
        QVERIFY2(terminal.waitFor("# "), terminal.seen().constData());
        terminal.type("stty size\r");
        QVERIFY2(terminal.waitFor("33 101"), terminal.seen().constData());

        terminal.resize(77, 22);
        bool isResized = false;
        for (int i = 0; i < 20 && !isResized; ++i) {
            QTest::qWait(100);
            terminal.type("stty size; echo ma''rk\r");
            QVERIFY2(terminal.waitFor("mark"), terminal.seen().constData());
            isResized = terminal.lastPassed().contains("22 77");
        }
        QVERIFY(isResized);

        terminal.type("exit 5\r");
        QCOMPARE(terminal.end(), 5);
        QVERIFY(terminal.isCooked());
    }

    void controlCReachesTheProgramNotUs() {
        PodTerminal terminal(m_scene, {u"exec"_s, u"-it"_s, u"box"_s, u"--"_s, u"sh"_s}, 80, 24);
        QVERIFY(terminal.waitFor("# "));
        terminal.type("sleep 1000\r");
        QVERIFY(terminal.waitFor("sleep 1000"));
        QTest::qWait(300);

        terminal.type("\x03");
        QVERIFY2(terminal.waitFor("# "), terminal.seen().constData());
        terminal.type("echo still he''re\r");

        QVERIFY2(terminal.waitFor("still here"), terminal.seen().constData());
        terminal.type("exit\r");
        QVERIFY(terminal.end() >= 0);
    }

    void attachReachesWhatRunsAlready() {
        QJsonObject container = PodScene::sleeper();
        container.insert(u"command"_s, QJsonArray{u"sh"_s});
        container.insert(u"stdin"_s, true);
        container.insert(u"tty"_s, true);
        const QString why = m_scene.makePod("talker", container);
        QVERIFY2(why.isEmpty(), qPrintable(why));
        PodTerminal terminal(m_scene, {u"attach"_s, u"-it"_s, u"talker"_s}, 80, 24);
        QTest::qWait(500);

        terminal.type("\recho at''tached\r");

        QVERIFY2(terminal.waitFor("attached"), terminal.seen().constData());
    }

    void debugContainerRunsInThePod() {
        PodTerminal terminal(m_scene, {u"debug"_s, u"box"_s, u"--image"_s, u"localhost/busybox:1"_s}, 80, 24);
        terminal.type("\r");
        QVERIFY2(terminal.waitFor("# "), terminal.seen().constData());
        terminal.type("echo in''side; exit\r");

        QVERIFY2(terminal.waitFor("inside"), terminal.seen().constData());
        QCOMPARE(terminal.end(), 0);
        const QJsonObject pod = m_scene.server().get("/api/v1/namespaces/" + m_scene.space() + "/pods/box").json();
        QCOMPARE(pod["spec"_L1]["ephemeralContainers"_L1][0]["image"_L1].toString(), u"localhost/busybox:1"_s);
    }

    // k8s#134577: a WebSocket is a GET; a role made for SPDY's POST has only create. The user's own kubectl goes on.
    void anAccountThatMayOnlyCreateGoesThroughKubectl() {
        const QString kubectl = QStandardPaths::findExecutable(u"kubectl"_s);
        if (kubectl.isEmpty() || m_scene.server().isDemo()) {
            QSKIP("needs kubectl, and a server that speaks SPDY");
        }
        const QString kubeconfig = confinedAccount();
        QVERIFY2(!kubeconfig.isEmpty(), "the account was not made");
        m_scene.setPath(QFileInfo(kubectl).path() + u":/usr/bin:/bin"_s);

        const auto run = m_scene.ctlWith(kubeconfig,
            {u"exec"_s, u"-i"_s, u"box"_s, u"--"_s, u"sh"_s, u"-c"_s, u"cat; echo err >&2; exit 3"_s}, "through\n");
        QCOMPARE(run.output, "through\n");
        QVERIFY2(run.errors.contains("err\n"), run.errors.constData());
        QCOMPARE(run.code, 3);

        m_scene.setPath(u"/nowhere"_s);
        const auto refused = m_scene.ctlWith(kubeconfig, {u"exec"_s, u"box"_s, u"--"_s, u"true"_s});
        m_scene.setPath(u"/usr/bin:/bin"_s);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.errors.contains("get") && refused.errors.contains("pods/exec"), refused.errors.constData());
    }

    void everythingIsInTheAudit() {
        const auto lines = m_scene.audit();
        const auto first = std::ranges::find_if(lines, [](const QJsonObject& line) {
            return line["verb"_L1].toString() == "exec"_L1 && line["step"_L1].toString() == "intent"_L1;
        });
        QVERIFY(first != lines.end());
        QCOMPARE((*first)["more"_L1]["target"_L1].toString(), u"box"_s);
        const auto outcome = std::ranges::find_if(lines, [&](const QJsonObject& line) {
            return line["operation"_L1] == (*first)["operation"_L1] && line["step"_L1].toString() == "outcome"_L1;
        });
        QVERIFY(outcome != lines.end());
        QCOMPARE((*outcome)["more"_L1]["exitCode"_L1].toInt(), 3);
    }

private:
    /// A kubeconfig of an account that may read pods and `create pods/exec`, nothing else. Empty: it was not made.
    [[nodiscard]] QString confinedAccount() {
        const QByteArray space = "/namespaces/" + m_scene.space();
        const auto named = [](const char* name) { return QJsonObject{{u"name"_s, QString::fromLatin1(name)}}; };
        const auto rule = [](const QString& verb, const QString& resource) {
            return QJsonObject{{u"apiGroups"_s, QJsonArray{u""_s}}, {u"resources"_s, QJsonArray{resource}},
                {u"verbs"_s, QJsonArray{verb}}};
        };
        const QByteArray rbac = "/apis/rbac.authorization.k8s.io/v1" + space;
        ContractServer& server = m_scene.server();
        bool isMade = server
                          .create("/api/v1" + space + "/serviceaccounts",
                              {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"ServiceAccount"_s},
                                  {u"metadata"_s, named("confined")}})
                          .status
            == 201;
        isMade = isMade
            && server
                    .create(rbac + "/roles",
                        {{u"apiVersion"_s, u"rbac.authorization.k8s.io/v1"_s}, {u"kind"_s, u"Role"_s},
                            {u"metadata"_s, named("confined")},
                            {u"rules"_s, QJsonArray{rule(u"get"_s, u"pods"_s), rule(u"create"_s, u"pods/exec"_s)}}})
                    .status
                == 201;
        const QJsonObject subject{{u"kind"_s, u"ServiceAccount"_s}, {u"name"_s, u"confined"_s},
            {u"namespace"_s, QString::fromLatin1(m_scene.space())}};
        const QJsonObject role{
            {u"apiGroup"_s, u"rbac.authorization.k8s.io"_s}, {u"kind"_s, u"Role"_s}, {u"name"_s, u"confined"_s}};
        isMade = isMade
            && server
                    .create(rbac + "/rolebindings",
                        {{u"apiVersion"_s, u"rbac.authorization.k8s.io/v1"_s}, {u"kind"_s, u"RoleBinding"_s},
                            {u"metadata"_s, named("confined")}, {u"roleRef"_s, role},
                            {u"subjects"_s, QJsonArray{subject}}})
                    .status
                == 201;
        const QString token = server
                                  .create("/api/v1" + space + "/serviceaccounts/confined/token",
                                      {{u"apiVersion"_s, u"authentication.k8s.io/v1"_s}, {u"kind"_s, u"TokenRequest"_s},
                                          {u"spec"_s, QJsonObject{{u"expirationSeconds"_s, 3600}}}})
                                  .json()["status"_L1]["token"_L1]
                                  .toString();
        return isMade && !token.isEmpty() ? server.kubeconfigFor(token) : QString();
    }

    PodScene m_scene;
};

QTEST_GUILESS_MAIN(TestContractExec)
#include "test_contract_exec.moc"
