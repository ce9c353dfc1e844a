// SPDX-License-Identifier: Apache-2.0
#include "core/config/credentials.h"
#include "core/config/kubeconfig.h"
#include "tests/unit/config/kubeconfig_files.h"
#include "tests/unit/config/test_certificates.h"

#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kCluster = "{server: 'https://a.example:6443'}";

Kubeconfig load(const QStringList& files) {
    return loadKubeconfig({.files = files, .isExplicit = true});
}

QString reasonOf(const std::optional<Error>& problem) {
    return problem ? problem->reason : u"none"_s;
}

} // namespace

class TestKubeconfig : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firstFileWinsWholly() {
        const TestFolder folder;
        const QString a = folder.write(
            u"a"_s, kubeconfigText("{server: 'https://one.example'}", "{token: t1}") + "current-context: ''\n");
        const QString b = folder.write(u"b"_s,
            kubeconfigText("{server: 'https://two.example', tls-server-name: x}", "{token: t2}")
                + "current-context: a\n");

        const Kubeconfig merged = load({a, b});

        QCOMPARE(merged.contexts.size(), 1U);
        QCOMPARE(merged.clusters[u"c-a"_s].server, u"https://one.example"_s);
        QVERIFY(merged.clusters[u"c-a"_s].tlsServerName.isEmpty());
        QCOMPARE(merged.users[u"u-a"_s].token->reveal(), "t1");
        QCOMPARE(merged.currentContext, u"a"_s);
        QVERIFY(!merged.contexts[0].problem);
    }

    void KC1_namesWhatCantBeRead_data() {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"missing", "folder", "fifo", "large"}) {
            QTest::newRow(kind) << QString::fromLatin1(kind);
        }
    }
    /// A FIFO without writer would block an ordinary open for ever.
    void KC1_namesWhatCantBeRead() {
        QFETCH(QString, kind);
        const TestFolder folder;
        const QString good = folder.write(u"good"_s, kubeconfigText(kCluster, "{token: t}"));
        const QString bad = folder.path(u"bad"_s);
        if (kind == u"folder"_s) {
            QVERIFY(QDir().mkdir(bad));
        } else if (kind == u"fifo"_s) {
            QCOMPARE(mkfifo(QFile::encodeName(bad).constData(), 0600), 0);
        } else if (kind == u"large"_s) {
            folder.write(u"bad"_s, "a: 1\n");
            QVERIFY(QFile::resize(bad, qint64{2} << 30));
        }

        const Kubeconfig merged = load({bad, good});

        QCOMPARE(merged.problems.size(), 1U);
        QCOMPARE(merged.problems[0].subject, bad);
        QVERIFY(!merged.problems[0].detail.isEmpty());
        QCOMPARE(merged.contexts.size(), 1U);
    }

    void KC1_anEmptyFileIsAnEmptyConfig() {
        const TestFolder folder;

        const Kubeconfig merged = load({folder.write(u"a"_s, "")});

        QVERIFY(merged.problems.empty());
        QVERIFY(merged.contexts.empty());
    }

    void missingFilesOfTheEnvironmentAreSkipped() {
        const TestFolder folder;
        const QString good = folder.write(u"good"_s, kubeconfigText(kCluster, "{token: t}"));

        const Kubeconfig merged = loadKubeconfig({.files = {folder.path(u"none"_s), good}, .isExplicit = false});

        QVERIFY(merged.problems.empty());
        QCOMPARE(merged.files.size(), 2);
    }

    void KC2_aBrokenFileDoesNotHideTheOthers() {
        const TestFolder folder;
        const QString bad = folder.write(u"bad"_s, "clusters:\n\t- name: x\n");
        const QString good = folder.write(
            u"good"_s, kubeconfigText(kCluster, "{token: t}").replace("\n", "\r\n").prepend("\xef\xbb\xbf"));

        const Kubeconfig merged = load({bad, good});

        QCOMPARE(merged.problems[0].subject, bad + u":2:2"_s);
        QCOMPARE(merged.contexts.size(), 1U);
        QVERIFY(!merged.contexts[0].problem);
    }

    void KC3_bombsAreRefused() {
        const TestFolder folder;
        QByteArray bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
        for (int i = 1; i < 8; ++i) {
            const QByteArray alias = "*a" + QByteArray::number(i - 1);
            bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " ["
                + QByteArrayList(10, alias).join(',') + "]\n";
        }
        const QString file = folder.write(u"bomb"_s, bomb);

        QCOMPARE(load({file}).problems[0].reason, u"TooComplex"_s);
        QCOMPARE(load({folder.write(u"cycle"_s, "clusters: &x [*x]\n")}).problems[0].reason, u"TooComplex"_s);
    }

    void KC4_danglingNamesAreProblemsOfTheirContext() {
        const TestFolder folder;
        const QByteArray more
            = "- name: no-cluster\n  context: {cluster: nope, user: u-a}\n- name: no-user\n  context: {cluster: c-a, "
              "user: nope}\n"
              "- name: nothing\n  context: {}\n- name: space\n  context: {cluster: c-a, user: u-a, namespace: 'A b'}\n"
              "current-context: gone\n";

        const Kubeconfig merged = load({folder.write(u"a"_s, kubeconfigText(kCluster, "{token: t}") + more)});

        QCOMPARE(merged.contexts.size(), 5U);
        QVERIFY(!merged.context(ContextId(u"a"_s))->problem);
        QCOMPARE(reasonOf(merged.context(ContextId(u"no-cluster"_s))->problem), u"MissingCluster"_s);
        QCOMPARE(reasonOf(merged.context(ContextId(u"no-user"_s))->problem), u"MissingUser"_s);
        QCOMPARE(reasonOf(merged.context(ContextId(u"nothing"_s))->problem), u"MissingCluster"_s);
        QCOMPARE(reasonOf(merged.context(ContextId(u"space"_s))->problem), u"BadNamespace"_s);
    }

    void KC4_namesDefinedTwiceAreTold() {
        const TestFolder folder;
        const QString a = folder.write(u"a"_s, kubeconfigText(kCluster, "{token: t1}"));
        const QString b = folder.write(u"b"_s, kubeconfigText(kCluster, "{token: t2}"));
        const QString twice = folder.write(u"twice"_s, "users:\n- {name: x}\n- {name: x}\n");

        const Kubeconfig merged = load({a, b, twice});

        QCOMPARE(merged.problems.size(), 4U); // cluster, user and context of b; the file that names one twice itself
        QCOMPARE(merged.problems[0].reason, u"DuplicateName"_s);
        QVERIFY(merged.problems[0].detail.contains(a) && merged.problems[0].detail.contains(b));
        QCOMPARE(merged.problems[3].subject, twice);
        QVERIFY(merged.users.contains(u"u-a"_s) && !merged.users.contains(u"x"_s));
    }

    void KC5_pathsBelongToTheirFile() {
        const TestFolder folder;
        const QString file = folder.write(u"sub/config"_s,
            kubeconfigText("{server: 'https://a.example', certificate-authority: ../ca.pem}",
                "{client-certificate: ~/c.pem, client-key: /abs/key.pem, tokenFile: tokens/t, exec: {apiVersion: "
                "client.authentication.k8s.io/v1beta1, command: ./bin/plugin, args: [../x]}}"));

        const Kubeconfig merged = load({file});

        const UserEntry& user = *merged.users.constFind(u"u-a"_s);
        QCOMPARE(merged.clusters[u"c-a"_s].caFile, folder.path(u"ca.pem"_s));
        QCOMPARE(user.clientCertificateFile, folder.path(u"sub/~/c.pem"_s));
        QCOMPARE(user.clientKeyFile, u"/abs/key.pem"_s);
        QCOMPARE(user.tokenFile, folder.path(u"sub/tokens/t"_s));
        QCOMPARE(user.exec->command, folder.path(u"sub/bin/plugin"_s));
        QVERIFY(user.exec->isRelative);
        QCOMPARE(user.exec->arguments, QStringList{u"../x"_s});
    }

    void KC6_badDataIsAProblemOfItsEntry() {
        const TestFolder folder;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const MadeCertificate one = makeCertificate(now.addDays(-1), now.addDays(1));
        const MadeCertificate other = makeCertificate(now.addDays(-1), now.addDays(1));
        const auto userProblem = [&](const QByteArray& certificate, const QByteArray& key) {
            const QString file = folder.write(u"f"_s,
                kubeconfigText(kCluster,
                    "{client-certificate-data: '" + certificate.toBase64() + "', client-key-data: '" + key.toBase64()
                        + "'}"));
            return reasonOf(load({file}).users[u"u-a"_s].problem);
        };

        QCOMPARE(userProblem(one.certificatePem, one.keyPem), u"none"_s);
        QCOMPARE(userProblem("rubbish", one.keyPem), u"BadPem"_s);
        QCOMPARE(userProblem(one.certificatePem, "rubbish"), u"BadPem"_s);
        QCOMPARE(userProblem(one.certificatePem, other.keyPem), u"KeyMismatch"_s);
        QCOMPARE(userProblem(one.certificatePem, one.encryptedKeyPem), u"EncryptedKey"_s);
        const QString file
            = folder.write(u"g"_s, kubeconfigText("{server: 'https://a', certificate-authority-data: '%%%'}", "{}"));
        QCOMPARE(reasonOf(load({file}).contexts[0].problem), u"BadBase64"_s);
    }

    void contradictionsAreRefused_data() {
        QTest::addColumn<QByteArray>("cluster");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QString>("reason");
        const QByteArray exec
            = "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Never";
        QTest::newRow("fine") << kCluster << QByteArray("{" + exec + "}}") << u"none"_s;
        QTest::newRow("token and basic") << kCluster << QByteArray("{token: t, username: u}") << u"Contradiction"_s;
        QTest::newRow("certificate without key")
            << kCluster << QByteArray("{client-certificate: x}") << u"Contradiction"_s;
        QTest::newRow("groups without user") << kCluster << QByteArray("{as-groups: [x]}") << u"Contradiction"_s;
        QTest::newRow("exec and provider")
            << kCluster << QByteArray("{auth-provider: {name: oidc}, " + exec + "}}") << u"Contradiction"_s;
        QTest::newRow("KC13 provider") << kCluster << QByteArray("{auth-provider: {name: gcp}}")
                                       << u"LegacyAuthProvider"_s;
        QTest::newRow("no mode") << kCluster
                                 << QByteArray("{exec: {apiVersion: client.authentication.k8s.io/v1, command: x}}")
                                 << u"BadExec"_s;
        QTest::newRow("no command") << kCluster
                                    << QByteArray("{exec: {apiVersion: client.authentication.k8s.io/v1beta1}}")
                                    << u"BadExec"_s;
        QTest::newRow("nameless env") << kCluster << QByteArray("{" + exec + ", env: [{value: v}]}}") << u"BadExec"_s;
        QTest::newRow("ca and insecure") << QByteArray(
            "{server: 'https://a', certificate-authority: x, insecure-skip-tls-verify: true}")
                                         << QByteArray("{}") << u"Contradiction"_s;
        QTest::newRow("ca twice") << QByteArray(
            "{server: 'https://a', certificate-authority: x, certificate-authority-data: eA==}")
                                  << QByteArray("{}") << u"Contradiction"_s;
        QTest::newRow("proxy") << QByteArray("{server: 'https://a', proxy-url: 'socks5h://x:1'}") << QByteArray("{}")
                               << u"BadProxyUrl"_s;
    }
    void contradictionsAreRefused() {
        QFETCH(QByteArray, cluster);
        QFETCH(QByteArray, user);
        QFETCH(QString, reason);
        const TestFolder folder;

        const Kubeconfig merged = load({folder.write(u"f"_s, kubeconfigText(cluster, user))});

        QCOMPARE(reasonOf(merged.contexts.at(0).problem), reason);
    }

    void KC9_onlySafeServers_data() {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("answer");
        QTest::newRow("https") << u"https://a.example:6443"_s << u"https://a.example:6443"_s;
        QTest::newRow("path") << u"https://a.example/k8s/clusters/c-1/"_s << u"https://a.example/k8s/clusters/c-1"_s;
        QTest::newRow("root") << u"https://a.example/"_s << u"https://a.example"_s;
        QTest::newRow("bare") << u"10.0.0.1:6443"_s << u"https://10.0.0.1:6443"_s;
        QTest::newRow("v6") << u"https://[fd00::1]:6443"_s << u"https://[fd00::1]:6443"_s;
        QTest::newRow("loopback") << u"http://127.0.0.1:8001"_s << u"http://127.0.0.1:8001"_s;
        QTest::newRow("loopback v6") << u"http://[::1]:8001"_s << u"http://[::1]:8001"_s;
        QTest::newRow("plain") << u"http://10.0.0.1"_s << u"PlaintextServer"_s;
        QTest::newRow("plain lookalike") << u"http://127.0.0.1.evil.example"_s << u"PlaintextServer"_s;
        QTest::newRow("userinfo") << u"https://me:hunter2@a.example"_s << u"UserInfoInUrl"_s;
        QTest::newRow("file") << u"file:///etc/passwd"_s << u"BadServerUrl"_s;
        QTest::newRow("ftp") << u"ftp://a"_s << u"BadServerUrl"_s;
        QTest::newRow("none") << u""_s << u"BadServerUrl"_s;
        QTest::newRow("query") << u"https://a?x=1"_s << u"BadServerUrl"_s;
        QTest::newRow("homograph") << u"https://\u0430pple.example"_s << u"https://xn--pple-43d.example"_s;
    }
    void KC9_onlySafeServers() {
        QFETCH(QString, server);
        QFETCH(QString, answer);
        ClusterEntry cluster;
        cluster.server = server;

        const Result<QUrl> url = serverUrl(cluster);

        QCOMPARE(url ? QString::fromLatin1(url->toEncoded()) : url.error().reason, answer);
        QVERIFY(url || !url.error().detail.contains(u"hunter2"_s));
    }

    /// Kept as they are; whoever shows them escapes them.
    void KC14_hostileNamesArePreserved() {
        const TestFolder folder;
        const QByteArray name = "\"\\e[31m\\u202e\\n" + QByteArray(10'000, 'x') + "\"";

        const Kubeconfig merged = load({folder.write(u"f"_s, "contexts:\n- name: " + name + "\n  context: {}\n")});

        QCOMPARE(merged.contexts.size(), 1U);
        QVERIFY(merged.contexts[0].id.value().startsWith(u"\x1b[31m\u202e\n"_s));
        QVERIFY(!describe(*merged.contexts[0].problem).contains(u'\x1b'));
    }

    void readsJson() {
        const TestFolder folder;
        const QByteArray json = QByteArray(
            "{'clusters':[{'name':'c','cluster':{'server':'https://a','extensions':[{'name':"
            "'client.authentication.k8s.io/exec','extension':{'b':1,'a':[2]}}]}}],'users':[{'name':'u','user':{}}],"
            "'contexts':[{'name':'x','context':{'cluster':'c','user':'u'}}]}")
                                    .replace('\'', '"');

        const Kubeconfig merged = load({folder.write(u"f"_s, json)});

        QVERIFY(!merged.contexts.at(0).problem);
        QCOMPARE(merged.clusters[u"c"_s].execConfigJson, QByteArray("{'b':1,'a':[2]}").replace('\'', '"'));
    }

    void sourceIsReadFromTheEnvironment() {
        qputenv("KUBECONFIG", "/x/a::/x/b:/x/a");
        QCOMPARE(KubeconfigSource::fromEnvironment().files, (QStringList{u"/x/a"_s, u"/x/b"_s}));
        QVERIFY(KubeconfigSource::fromEnvironment(u"/y"_s).isExplicit);
        QCOMPARE(KubeconfigSource::fromEnvironment(u"/y"_s).files, QStringList{u"/y"_s});

        qunsetenv("KUBECONFIG");
        QCOMPARE(KubeconfigSource::fromEnvironment().files, QStringList{QDir::homePath() + u"/.kube/config"_s});
    }
};

QTEST_GUILESS_MAIN(TestKubeconfig)
#include "test_kubeconfig.moc"
