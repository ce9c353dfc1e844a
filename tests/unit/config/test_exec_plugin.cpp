// SPDX-License-Identifier: Apache-2.0
#include "core/config/credentials.h"
#include "core/config/exec_run.h"
#include "tests/support/awaiting.h"
#include "tests/unit/config/kubeconfig_files.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <sys/stat.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// The JSON a plugin prints, for use inside a shell script's single quotes.
QByteArray answer(const QByteArray& status, const QByteArray& version = "client.authentication.k8s.io/v1") {
    return "printf '%s\\n' '{\"kind\":\"ExecCredential\",\"apiVersion\":\"" + version + "\",\"status\":" + status
        + "}'\n";
}
const QByteArray kCounted = "echo x >> \"$(dirname \"$0\")/runs\"\n";

/// Credentials that come from the script `plugin`, which counts its runs.
struct Fixture {
    explicit Fixture(const QByteArray& body, const QByteArray& exec = "interactiveMode: Never", bool isTrusted = true) {
        folder.script(u"plugin"_s, kCounted + body);
        const QByteArray user
            = "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, " + exec + "}}";
        const Kubeconfig config = loadKubeconfig(
            {.files = {folder.write(
                 u"config"_s, kubeconfigText("{server: 'https://a.example', certificate-authority-data: ''}", user))},
                .isExplicit = true});
        trust = std::make_shared<ExecTrust>(folder.path(u"state/trust.json"_s));
        credentials = makeCredentials(config.clusters[u"c-a"_s], config.users[u"u-a"_s], u"a"_s, trust, clock);
        if (isTrusted) {
            allow();
        }
    }
    void allow() const {
        const Result<void> allowed = trust->trust(*credentials->plugin());
        QVERIFY2(allowed, allowed ? "" : qPrintable(describe(allowed.error())));
    }
    [[nodiscard]] qsizetype runs() const { return folder.read(u"runs"_s).count('x'); }
    QString outcome() { return outcome(runToEnd(credentials->current())); }
    QString outcome(quint64 refused) { return outcome(runToEnd(credentials->refresh(refused))); }
    QString outcome(const Result<RequestCredentials>& made) {
        last = made;
        return made                         ? QString::fromLatin1(headerValue(made->headers, "Authorization"))
            : made.error().reason.isEmpty() ? errorCodeName(made.error().code)
                                            : made.error().reason;
    }

    TestFolder folder;
    ManualClock clock;
    std::shared_ptr<ExecTrust> trust;
    std::unique_ptr<Credentials> credentials;
    Result<RequestCredentials> last;
};

} // namespace

class TestExecPlugin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesItsToken() {
        Fixture fixture(answer("{\"token\":\"t1\"}"));

        QCOMPARE(fixture.outcome(), u"Bearer t1"_s);
        QCOMPARE(fixture.outcome(), u"Bearer t1"_s);
        QCOMPARE(fixture.runs(), 1);
    }

    void runsAgainWhenItsCredentialsExpire() {
        Fixture fixture(answer("{\"token\":\"t\",\"expirationTimestamp\":\"2026-11-21T09:10:00Z\"}"));
        QCOMPARE(fixture.outcome(), u"Bearer t"_s);

        fixture.clock.advance(std::chrono::minutes(9));
        QCOMPARE(fixture.outcome(), u"Bearer t"_s);
        QCOMPARE(fixture.runs(), 1);

        fixture.clock.advance(std::chrono::minutes(2));
        QCOMPARE(fixture.outcome(), u"BadExecOutput"_s); // the same timestamp, now past
        QCOMPARE(fixture.runs(), 2);
    }

    void AU1_concurrentCallersShareOneRun() {
        Fixture fixture("sleep 0.2\n" + answer("{\"token\":\"t\"}"));
        TaskScope scope;
        int done = 0;
        for (int i = 0; i < 50; ++i) {
            scope.launch<Result<RequestCredentials>>(
                fixture.credentials->current(), [&done](auto made) { done += made ? 1 : 0; });
        }

        QVERIFY(QTest::qWaitFor([&done] { return done == 50; }, 10'000));
        QCOMPARE(fixture.runs(), 1);
    }

    void AU1_fiftyRefusalsMakeOneRefresh() {
        Fixture fixture("sleep 0.2\n" + answer("{\"token\":\"t\"}"));
        QCOMPARE(fixture.outcome(), u"Bearer t"_s);
        const quint64 refused = fixture.last->generation;
        TaskScope scope;
        int renewed = 0;
        for (int i = 0; i < 50; ++i) {
            scope.launch<Result<RequestCredentials>>(fixture.credentials->refresh(refused),
                [&renewed, refused](auto made) { renewed += made && made->generation != refused ? 1 : 0; });
        }

        QVERIFY(QTest::qWaitFor([&renewed] { return renewed == 50; }, 10'000));
        QCOMPARE(fixture.runs(), 2);
        QCOMPARE(fixture.outcome(refused), u"Bearer t"_s);
        QCOMPARE(fixture.runs(), 2);
    }

    void AU2_stopsAfterThreeFailuresUntilResumed() {
        Fixture fixture("exit 3\n");

        for (int i = 0; i < 3; ++i) {
            QCOMPARE(fixture.outcome(), u"Process"_s);
        }
        QCOMPARE(fixture.outcome(), u"ExecPaused"_s);
        QCOMPARE(fixture.runs(), 3);

        fixture.credentials->resumeAfterFailures();
        QCOMPARE(fixture.outcome(), u"Process"_s);
        QCOMPARE(fixture.runs(), 4);
    }

    void AU2_credentialsRefusedAgainAndAgainStopToo() {
        Fixture fixture(answer("{\"token\":\"t\"}"));
        QCOMPARE(fixture.outcome(), u"Bearer t"_s);

        QString outcome;
        for (int i = 0; i < 10 && outcome != u"ExecPaused"_s; ++i) {
            outcome = fixture.outcome(fixture.last->generation);
        }

        QCOMPARE(outcome, u"ExecPaused"_s);
        QCOMPARE(fixture.runs(), 4);
    }

    void KC7_runsOnlyWhenTrusted() {
        Fixture fixture(answer("{\"token\":\"t\"}"), "interactiveMode: Never", false);
        QCOMPARE(fixture.outcome(), u"ExecUntrusted"_s);
        QCOMPARE(fixture.runs(), 0);

        fixture.allow();
        QCOMPARE(fixture.outcome(), u"Bearer t"_s);
    }

    void KC7_anotherProgramIsAskedForAgain() {
        Fixture fixture(answer("{\"token\":\"t\"}"));
        fixture.folder.script(u"plugin"_s, kCounted + answer("{\"token\":\"evil\"}"));

        QCOMPARE(fixture.outcome(), u"ExecUntrusted"_s);
        QCOMPARE(fixture.runs(), 0);
    }

    void KC7_noShellEverSeesTheArguments() {
        Fixture fixture("printf '%s|' \"$@\" > \"$(dirname \"$0\")/args\"\n" + answer("{\"token\":\"t\"}"),
            "interactiveMode: Never, args: ['$(touch x);`id`', 'a b', '\"', '']");

        QCOMPARE(fixture.outcome(), u"Bearer t"_s);
        QCOMPARE(fixture.folder.read(u"args"_s), "$(touch x);`id`|a b|\"||");
    }

    void KC7_identityNamesWhatWouldRun() {
        Fixture fixture("", "interactiveMode: Never, args: [get-token], env: [{name: AWS_PROFILE, value: prd}]", false);

        const ExecIdentity identity = *fixture.credentials->plugin();

        QCOMPARE(identity.command, fixture.folder.path(u"plugin"_s));
        QCOMPARE(identity.environmentNames, QStringList{u"AWS_PROFILE"_s});
        QCOMPARE(identity.fileSha256.size(), 64);
        QVERIFY(identity.warnings.contains(u"RelativePath"_s));
        QVERIFY(!identity.warnings.contains(u"WorldWritableFolder"_s));
        ExecPlugin other{.apiVersion = {},
            .command = identity.command,
            .arguments = {u"get-token"_s},
            .environment = {{u"AWS_PROFILE"_s, u"stg"_s}},
            .installHint = {}};
        QVERIFY(identify(other).fingerprint() != identity.fingerprint());
    }

    void KC7_warnsOfAWorldWritableFolder() {
        Fixture fixture("", "interactiveMode: Never", false);
        QFile::setPermissions(QFileInfo(fixture.folder.path(u"plugin"_s)).absolutePath(),
            QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::WriteOther
                | QFile::ExeOther);

        QVERIFY(fixture.credentials->plugin()->warnings.contains(u"WorldWritableFolder"_s));
    }

    void KC7_aMissingProgramIsNamedWithItsHint() {
        Fixture fixture("", "interactiveMode: Never, installHint: get it there", false);
        QFile::remove(fixture.folder.path(u"plugin"_s));

        QCOMPARE(fixture.outcome(), u"ExecNotFound"_s);
        QCOMPARE(fixture.last.error().detail, u"get it there"_s);
        QVERIFY(!fixture.trust->trust(*fixture.credentials->plugin()));
    }

    void KC8_badAnswers_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("no JSON") << QByteArray("echo Please log in\n") << u"BadExecOutput"_s;
        QTest::newRow("nothing") << QByteArray() << u"BadExecOutput"_s;
        QTest::newRow("other version") << answer("{\"token\":\"t\"}", "client.authentication.k8s.io/v1beta1")
                                       << u"BadExecOutput"_s;
        QTest::newRow("no status") << answer("null") << u"BadExecOutput"_s;
        QTest::newRow("no token") << answer("{}") << u"BadExecOutput"_s;
        QTest::newRow("certificate alone") << answer("{\"clientCertificateData\":\"x\"}") << u"BadExecOutput"_s;
        QTest::newRow("expired") << answer("{\"token\":\"t\",\"expirationTimestamp\":\"2026-11-21T08:59:59Z\"}")
                                 << u"BadExecOutput"_s;
        QTest::newRow("no time") << answer("{\"token\":\"t\",\"expirationTimestamp\":\"soon\"}") << u"BadExecOutput"_s;
        QTest::newRow("newline in token") << answer("{\"token\":\"t\\\\nX: 1\"}") << u"TokenUnusable"_s;
        QTest::newRow("exit code") << QByteArray("exit 7\n") << u"Process"_s;
        QTest::newRow("killed") << QByteArray("kill -9 $$\n") << u"Process"_s;
        QTest::newRow("flood") << QByteArray("head -c 100000000 /dev/zero\n") << u"TooLarge"_s;
        QTest::newRow("reads stdin") << QByteArray("cat\n" + answer("{\"token\":\"t\"}")) << u"Bearer t"_s;
        QTest::newRow("has no terminal") << QByteArray(
            "( : < /dev/tty ) 2>/dev/null && exit 1\n" + answer("{\"token\":\"t\"}"))
                                         << u"Bearer t"_s;
    }
    void KC8_badAnswers() {
        QFETCH(QByteArray, body);
        QFETCH(QString, outcome);
        Fixture fixture(QByteArray(body).replace("\\\\n", "\\n"));

        QCOMPARE(fixture.outcome(), outcome);
    }

    void KC8_aHangEndsAtTheDeadline() {
        // It ignores SIGTERM, and so does its child.
        Fixture fixture("trap '' TERM\necho $$ > \"$(dirname \"$0\")/pid\"\nsleep 300 & wait\nsleep 300\n");

        TaskScope scope;
        QString outcome;
        scope.launch<Result<RequestCredentials>>(
            fixture.credentials->current(), [&](auto made) { outcome = fixture.outcome(made); });
        QVERIFY(QTest::qWaitFor([&] { return fixture.folder.read(u"pid"_s).endsWith('\n'); }, 10'000));
        fixture.clock.advance(std::chrono::seconds(59));
        QVERIFY(outcome.isEmpty());
        fixture.clock.advance(std::chrono::seconds(4));

        QVERIFY(QTest::qWaitFor([&outcome] { return !outcome.isEmpty(); }, 10'000));
        QCOMPARE(outcome, u"Timeout"_s);
    }

    void KC8_leavingEndsTheProgram() {
        Fixture fixture("echo $$ > \"$(dirname \"$0\")/pid\"\nsleep 300\n");
        {
            TaskScope scope;
            scope.launch<Result<RequestCredentials>>(fixture.credentials->current(), {});
            QVERIFY(QTest::qWaitFor([&] { return fixture.folder.read(u"pid"_s).endsWith('\n'); }, 10'000));
        }
        fixture.credentials.reset();

        const qint64 pid = fixture.folder.read(u"pid"_s).trimmed().toLongLong();
        QVERIFY(QTest::qWaitFor([pid] { return !QFileInfo::exists(u"/proc/%1"_s.arg(pid)); }, 5'000));
    }

    void KC8_stderrIsMaskedAndCut() {
        Fixture fixture("printf '%5000s' x >&2\necho 'login failed password=hunter2 token: abcdef' >&2\n"
                        "echo 'Bearer eyJhbGciOi.eyJzdWIiOi.sig' >&2\nexit 1\n");

        QCOMPARE(fixture.outcome(), u"Process"_s);

        const QString detail = fixture.last.error().detail;
        QVERIFY2(detail.contains(u"login failed"_s) && detail.contains(u"exit code 1"_s), qPrintable(detail));
        QVERIFY2(!detail.contains(u"hunter2"_s) && !detail.contains(u"abcdef"_s) && !detail.contains(u"eyJ"_s),
            qPrintable(detail));
        QVERIFY(detail.size() < 2200);
    }

    void KC8_alwaysInteractiveIsAnError() {
        Fixture fixture(answer("{\"token\":\"t\"}"), "interactiveMode: Always");

        QCOMPARE(fixture.outcome(), u"ExecNeedsTerminal"_s);
        QCOMPARE(fixture.runs(), 0);
    }

    void tellsThePluginWhereItIs() {
        Fixture fixture("printf '%s' \"$KUBERNETES_EXEC_INFO\" > \"$(dirname \"$0\")/info\"\nprintf '%s' \"$P\" > "
                        "\"$(dirname \"$0\")/p\"\n"
                + answer("{\"token\":\"t\"}"),
            "interactiveMode: IfAvailable, provideClusterInfo: true, env: [{name: P, value: v}]");

        QCOMPARE(fixture.outcome(), u"Bearer t"_s);

        const QJsonObject info = QJsonDocument::fromJson(fixture.folder.read(u"info"_s)).object();
        QCOMPARE(info["apiVersion"_L1].toString(), u"client.authentication.k8s.io/v1"_s);
        QCOMPARE(info["kind"_L1].toString(), u"ExecCredential"_s);
        const QJsonObject spec = info["spec"_L1].toObject();
        QCOMPARE(spec["interactive"_L1], QJsonValue(false));
        QCOMPARE(spec["cluster"_L1].toObject()["server"_L1].toString(), u"https://a.example"_s);
        QCOMPARE(fixture.folder.read(u"p"_s), "v");
    }

    void FS7_trustIsKeptPrivateWhateverTheUmask() {
        const auto before = umask(0);
        Fixture fixture("");
        umask(before);

        const QFileInfo file(fixture.folder.path(u"state/trust.json"_s));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
            QFile::Permissions());
        QCOMPARE(
            QFileInfo(file.absolutePath()).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
            QFile::Permissions());
        const ExecTrust again(file.filePath());
        QVERIFY(again.isTrusted(*fixture.credentials->plugin()));
        QVERIFY(fixture.trust->revoke(fixture.credentials->plugin()->fingerprint()));
        QVERIFY(!ExecTrust(file.filePath()).isTrusted(*fixture.credentials->plugin()));
    }
};

QTEST_GUILESS_MAIN(TestExecPlugin)
#include "test_exec_plugin.moc"
