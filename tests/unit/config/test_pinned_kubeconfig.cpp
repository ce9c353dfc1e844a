// SPDX-License-Identifier: Apache-2.0
#include "core/config/pinned_kubeconfig.h"
#include "core/yaml/yaml_loader.h"
#include "tests/support/test_certificate.h"
#include "tests/unit/config/kubeconfig_files.h"

#include <QProcess>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kCluster = "{server: 'https://a.example:6443'}";
const ContextId kContext(u"a"_s);

struct Fixture {
    explicit Fixture(const QByteArray& user, const QByteArray& cluster = kCluster) { write(user, cluster); }
    void write(const QByteArray& user, const QByteArray& cluster = kCluster) const {
        folder.write(u"config"_s, kubeconfigText(cluster, user) + kOther);
    }
    [[nodiscard]] Kubeconfig load() const {
        return loadKubeconfig({.files = {folder.path(u"config"_s)}, .isExplicit = true});
    }
    [[nodiscard]] Result<PinnedKubeconfig> pin() const { return pinKubeconfig(load(), kContext, trust); }
    /// The pinned one, written and read again as helm would.
    [[nodiscard]] Kubeconfig reread() const {
        const auto pinned = pin();
        if (!pinned) {
            qFatal("%s", qPrintable(describe(pinned.error())));
        }
        return loadKubeconfig({.files = {folder.write(u"pinned"_s, pinned->text->reveal())}, .isExplicit = true});
    }
    [[nodiscard]] QString reason() const {
        const auto pinned = pin();
        return pinned ? QString() : pinned.error().reason;
    }
    void allowPlugin() { QVERIFY(trust.trust(identify(*load().users[u"u-a"_s].exec))); }

    /// Entries that must not be taken along.
    static inline const QByteArray kOther = "extensions: []\ncurrent-context: b\n";
    TestFolder folder;
    ExecTrust trust{folder.path(u"trust.json"_s)};
};

} // namespace

class TestPinnedKubeconfig : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsOnlyTheOneContext() {
        const Fixture fixture("{token: secret}");
        fixture.folder.write(u"config"_s,
            "apiVersion: v1\nkind: Config\ncurrent-context: b\nclusters:\n"
            "- {name: c, cluster: {server: 'https://a.example'}}\n- {name: d, cluster: {server: 'https://b.example'}}\n"
            "users:\n- {name: u, user: {token: secret}}\n- {name: v, user: {token: other-canary}}\n"
            "contexts:\n- {name: a, context: {cluster: c, user: u, namespace: shop}}\n"
            "- {name: b, context: {cluster: d, user: v}}\n");

        const auto pinned = fixture.pin();
        const Kubeconfig reread = fixture.reread();

        QVERIFY(!pinned->text->reveal().contains("other-canary") && !pinned->text->reveal().contains("b.example"));
        QCOMPARE(reread.contexts.size(), 1UZ);
        QCOMPARE(reread.currentContext, u"a"_s);
        QCOMPARE(reread.contexts[0].nameSpace, u"shop"_s);
        QVERIFY(!reread.contexts[0].problem && reread.problems.empty());
        QCOMPARE(reread.users[u"user"_s].token->reveal(), QByteArray("secret"));
        QCOMPARE(reread.clusters[u"cluster"_s].server, u"https://a.example"_s);
    }

    void keepsEverythingTheConnectionIsMadeFrom() {
        const Fixture fixture("{username: me, password: 'p: #x', as: boss, as-uid: '7', as-groups: [g1, g2], "
                              "as-user-extra: {why: [a, b]}}",
            "{server: 'https://a.example', tls-server-name: inner, proxy-url: 'http://proxy:3128', "
            "disable-compression: true, insecure-skip-tls-verify: true}");
        const Kubeconfig before = fixture.load();

        const Kubeconfig after = fixture.reread();

        const UserEntry user = after.users[u"user"_s];
        QCOMPARE(user.impersonateGroups, QStringList({u"g1"_s, u"g2"_s}));
        QCOMPARE(user.password->reveal(), QByteArray("p: #x"));
        QCOMPARE(kubeconfigFingerprint(after, kContext), kubeconfigFingerprint(before, kContext));
    }

    void certificatesAreReadAndPutIn() {
        const TestCertificate ca({.commonName = "ca", .names = {}, .isCa = true});
        const TestCertificate client({.commonName = "me", .names = {}}, &ca);
        const Fixture fixture("{client-certificate: me.crt, client-key: me.key}",
            "{server: 'https://a.example', certificate-authority: ca.crt}");
        fixture.folder.write(u"ca.crt"_s, ca.certificatePem());
        fixture.folder.write(u"me.crt"_s, client.certificatePem());
        fixture.folder.write(u"me.key"_s, client.keyPem());

        const Kubeconfig after = fixture.reread();

        QCOMPARE(after.clusters[u"cluster"_s].caData, ca.certificatePem());
        QCOMPARE(after.users[u"user"_s].clientCertificateData, client.certificatePem());
        QCOMPARE(after.users[u"user"_s].clientKeyData->reveal(), client.keyPem());
        QFile::remove(fixture.folder.path(u"ca.crt"_s));
        QCOMPARE(fixture.pin().error().code, ErrorCode::NotFound);
    }

    void tokenFileStaysAPath() {
        const Fixture fixture("{tokenFile: token}");
        fixture.folder.write(u"token"_s, "canary-in-file");

        QCOMPARE(fixture.reread().users[u"user"_s].tokenFile, fixture.folder.path(u"token"_s));
        QVERIFY(!fixture.pin()->text->reveal().contains("canary-in-file"));
    }

    void KC7_pluginMustBeTrusted() {
        Fixture fixture("{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login, args: [-c, x], "
                        "interactiveMode: IfAvailable, provideClusterInfo: true, env: [{name: A, value: b}]}}",
            "{server: 'https://a.example', extensions: [{name: client.authentication.k8s.io/exec, extension: {k: "
            "1}}]}");
        QCOMPARE(fixture.reason(), u"ExecNotFound"_s);
        fixture.folder.script(u"login"_s, "true\n");
        QCOMPARE(fixture.reason(), u"ExecUntrusted"_s);

        fixture.allowPlugin();

        const Kubeconfig after = fixture.reread();
        const ExecPlugin plugin = after.users[u"user"_s].exec.value();
        QCOMPARE(plugin.command, fixture.folder.path(u"login"_s));
        QVERIFY(!plugin.isRelative && plugin.provideClusterInfo);
        QCOMPARE(plugin.interactive, ExecPlugin::Interactive::Never);
        QCOMPARE(plugin.arguments, QStringList({u"-c"_s, u"x"_s}));
        QCOMPARE(plugin.environment.at(0).second, u"b"_s);
        QCOMPARE(after.clusters[u"cluster"_s].execConfigJson, QByteArray("{\"k\":1}"));
    }

    void pluginThatNeverRunsIsLeftOut() {
        const Fixture fixture(
            "{token: t, exec: {apiVersion: client.authentication.k8s.io/v1, command: ./gone, interactiveMode: Never}}");

        QVERIFY(!fixture.reread().users[u"user"_s].exec);
    }

    void KC9_whereThisProgramWouldNotGoHelmDoesNotEither() {
        const Fixture fixture("{token: t}", "{server: 'http://a.example'}");

        QVERIFY(!fixture.pin());
        QCOMPARE(pinKubeconfig(fixture.load(), ContextId(u"gone"_s), fixture.trust).error().code, ErrorCode::NotFound);
    }

    void KC10_rewrittenFileHasAnotherFingerprint() {
        const Fixture fixture("{token: one}");
        const auto pinned = fixture.pin();
        QCOMPARE(kubeconfigFingerprint(fixture.load(), kContext), pinned->fingerprint);

        fixture.write("{token: one}", "{server: 'https://other.example'}");
        QVERIFY(kubeconfigFingerprint(fixture.load(), kContext) != pinned->fingerprint);
        fixture.write("{token: two}");
        QVERIFY(kubeconfigFingerprint(fixture.load(), kContext) != pinned->fingerprint);
        fixture.folder.write(u"config"_s, "apiVersion: v1\nkind: Config\n");
        QVERIFY(kubeconfigFingerprint(fixture.load(), kContext).isEmpty());
        QVERIFY(pinned->text->reveal().contains("https://a.example:6443"));
    }

    void hostileNamesStayNames() {
        const Fixture fixture("{token: t}");
        fixture.folder.write(u"config"_s,
            "clusters:\n- {name: c, cluster: {server: 'https://a.example'}}\nusers:\n- {name: u, user: {token: \"a: "
            "b\"}}\n"
            "contexts:\n- {name: \"- x: {y\\nz\", context: {cluster: c, user: u}}\n");
        const ContextId hostile(u"- x: {y\nz"_s);

        const auto pinned = pinKubeconfig(fixture.load(), hostile, fixture.trust);

        QVERIFY(pinned);
        const Kubeconfig after = loadKubeconfig(
            {.files = {fixture.folder.write(u"pinned"_s, pinned->text->reveal())}, .isExplicit = true});
        QVERIFY(after.context(hostile));
    }

    /// What client-go makes of it, told by helm itself: which server it would go to.
    void realHelmGoesToThePinnedServer() {
        const QString helm = qEnvironmentVariable("PILOTHOUSE_HELM4");
        if (helm.isEmpty()) {
            QSKIP("needs PILOTHOUSE_HELM4");
        }
        const Fixture fixture("{token: t}", "{server: 'https://127.0.0.1:9'}");
        const QString file = fixture.folder.write(u"pinned"_s, fixture.pin()->text->reveal());
        QProcess process;
        process.start(helm, {u"list"_s, u"--kubeconfig="_s + file, u"--kube-context=a"_s, u"--namespace=shop"_s});
        QVERIFY(process.waitForFinished());

        QVERIFY(process.readAllStandardError().contains("127.0.0.1:9"));
    }
};

QTEST_GUILESS_MAIN(TestPinnedKubeconfig)
#include "test_pinned_kubeconfig.moc"
