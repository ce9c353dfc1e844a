// SPDX-License-Identifier: Apache-2.0
#include "core/change/helmfile_source.h"

#include "core/change/chart_memory.h"
#include "tests/support/awaiting.h"
#include "tests/unit/helm/fake_helm.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kList = "[{\"name\":\"web\",\"namespace\":\"shop\",\"enabled\":true,\"installed\":true,"
                         "\"chart\":\"corp/web\",\"version\":\"1.2.0\"},"
                         "{\"name\":\"old\",\"namespace\":\"shop\",\"enabled\":true,\"installed\":false},"
                         "{\"name\":\"api\",\"namespace\":\"other\",\"enabled\":true,\"installed\":true}]";

/// A shell script in the place of helmfile, and a helmfile.
struct HelmfileScene {
    TestFolder folder;
    SystemClock clock;
    ExecTrust trust{folder.path(u"trusted.json"_s)};
    HelmfileWish wish;

    explicit HelmfileScene(const QByteArray& rendering = "echo 'kind: ConfigMap'\n") {
        wish.program = folder.script(u"bin/helmfile"_s,
            "echo \"$@\" >>'" + log().toUtf8() + "'\nenv >>'" + log().toUtf8()
                + ".env'\nfor a in \"$@\"; do case $a in list) echo '" + kList + "'; exit 0;; template) " + rendering
                + " exit 0;; esac; done\nexit 9\n");
        wish.call.file = folder.write(u"helmfile.yaml"_s, "releases: []\n");
        wish.call.environment = u"stg"_s;
        wish.call.selector = u"tier=front"_s;
        wish.call.helm = u"/usr/local/bin/helm"_s;
        wish.release = {.nameSpace = u"shop"_s, .name = u"web"_s};
        wish.environment = helmEnvironment({{u"PATH"_s, u"/usr/bin:/bin"_s}, {u"HOME"_s, folder.path(u"home"_s)},
            {u"KUBECONFIG"_s, u"/elsewhere"_s}, {u"HELMFILE_ENVIRONMENT"_s, u"prd"_s}});
        wish.root = folder.path(u"readings"_s);
    }
    [[nodiscard]] QString log() const { return folder.path(u"log"_s); }
    [[nodiscard]] QByteArrayList calls() const { return folder.read(u"log"_s).trimmed().split('\n'); }
    void trustIt() {
        const auto identity = helmfileIdentity(wish.program, wish.call.file);
        QVERIFY(identity);
        QVERIFY(trust.trust(*identity));
    }
    Result<HelmfileRendered> render() { return runToEnd(renderHelmfile(wish, &trust, &clock)); }
};

} // namespace

class TestHelmfileSource final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void KC7_nothingRunsBeforeItIsTrusted();
    void rendersOneRelease();
    void saysWhatIsInItInstead();
    void whatIsNotInstalledIsNotRendered();
    void refusesWhatIsNoArgument_data();
    void refusesWhatIsNoArgument();
    void HE6_boundsAndEndsWhatItPrints();
    void cancelEndsAllItStarted();
    void HE5_theUsersRepositoriesAreOnlyCopied();
    void saysItsOwnWordsWhenItFails();
    void theCommandIsHelmfileApply();
    void findsItOnAbsoluteFoldersOnly();
    void CH7_aMovedTagIsSeen();
    void theRealHelmfile();
};

void TestHelmfileSource::KC7_nothingRunsBeforeItIsTrusted() {
    HelmfileScene scene;

    const auto asked = scene.render();
    QVERIFY(!asked);
    QCOMPARE(asked.error().reason, u"HelmfileNotTrusted"_s);
    QVERIFY(!QFileInfo::exists(scene.log()));

    scene.trustIt();
    QVERIFY(scene.render());
    // Another content is another program.
    scene.folder.write(u"helmfile.yaml"_s, "releases: [{name: evil}]\n");
    const auto again = scene.render();
    QVERIFY(!again);
    QCOMPARE(again.error().reason, u"HelmfileNotTrusted"_s);
}

void TestHelmfileSource::rendersOneRelease() {
    HelmfileScene scene;
    scene.trustIt();

    const auto rendered = scene.render();

    QVERIFY2(rendered, rendered ? "" : qPrintable(describe(rendered.error())));
    QCOMPARE(rendered->output, "kind: ConfigMap\n");
    QCOMPARE(rendered->release.version, u"1.2.0"_s);
    const QByteArray common = "--file=" + scene.wish.call.file.toUtf8() + " --environment=stg --selector=tier=front";
    const QByteArray helm = " --no-color --helm-binary=/usr/local/bin/helm ";
    QCOMPARE(scene.calls(),
        (QByteArrayList{
            common + helm + "list --output=json", common + ",name=web,namespace=shop" + helm + "template"}));
    for (const QByteArray& verb : {QByteArray(" apply"), QByteArray(" sync"), QByteArray(" destroy")}) {
        QVERIFY(!scene.folder.read(u"log"_s).contains(verb));
    }
}

void TestHelmfileSource::saysWhatIsInItInstead() {
    HelmfileScene scene;
    scene.trustIt();
    scene.wish.release.nameSpace = u"elsewhere"_s;

    const auto rendered = scene.render();

    QVERIFY(!rendered);
    QCOMPARE(rendered.error().reason, u"NotInHelmfile"_s);
    QVERIFY(rendered.error().detail.contains(u"shop/web"_s));
}

void TestHelmfileSource::whatIsNotInstalledIsNotRendered() {
    HelmfileScene scene;
    scene.trustIt();
    scene.wish.release.name = u"old"_s;

    const auto rendered = scene.render();

    QVERIFY(!rendered);
    QCOMPARE(rendered.error().reason, u"NotInstalled"_s);
    QCOMPARE(scene.calls().size(), 1);
}

void TestHelmfileSource::refusesWhatIsNoArgument_data() {
    QTest::addColumn<HelmfileCall>("call");
    QTest::addColumn<QString>("reason");
    HelmfileCall call;
    call.verb = HelmfileCall::Verb::Template;
    call.file = u"helmfile.yaml"_s;
    QTest::newRow("relative") << call << u"BadHelmfile"_s;
    call.file = u"/a/helmfile.yaml"_s;
    call.environment = u"stg --file=/b"_s;
    QTest::newRow("environment") << call << u"BadEnvironment"_s;
    call.environment.clear();
    call.selector = u"name=$(id)"_s;
    QTest::newRow("selector") << call << u"BadSelector"_s;
    call.selector = u"a=b\n--x"_s;
    QTest::newRow("line") << call << u"BadSelector"_s;
}

void TestHelmfileSource::refusesWhatIsNoArgument() {
    QFETCH(HelmfileCall, call);
    QFETCH(QString, reason);

    const auto arguments = helmfileArguments(call);

    QVERIFY(!arguments);
    QCOMPARE(arguments.error().reason, reason);
}

void TestHelmfileSource::HE6_boundsAndEndsWhatItPrints() {
    HelmfileScene scene(
        "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx;"
        " head -c 4000000 /dev/zero; done;");
    scene.trustIt();

    const auto rendered = scene.render();

    QVERIFY(!rendered);
    QCOMPARE(rendered.error().reason, u"TooLarge"_s);
    QVERIFY(QDir(scene.wish.root).isEmpty());
}

void TestHelmfileSource::cancelEndsAllItStarted() {
    HelmfileScene scene("echo $$ >'PID'; sleep 300 & echo $! >>'PID'; wait;");
    const QString pids = scene.folder.path(u"pids"_s);
    QByteArray script = scene.folder.read(u"bin/helmfile"_s);
    scene.folder.script(
        u"bin/helmfile"_s, script.replace("PID", pids.toUtf8()).sliced(QByteArray("#!/bin/sh\n").size()));
    scene.trustIt();
    {
        TaskScope scope;
        scope.launch<Result<HelmfileRendered>>(
            renderHelmfile(scene.wish, &scene.trust, &scene.clock), [](const auto&) { });
        QTRY_VERIFY_WITH_TIMEOUT(scene.folder.read(u"pids"_s).count('\n') == 2, 10'000);
    }

    for (const QByteArray& pid : scene.folder.read(u"pids"_s).trimmed().split('\n')) {
        QTRY_VERIFY(!QFileInfo::exists(u"/proc/"_s + QString::fromLatin1(pid) + u"/exe"_s));
    }
    QVERIFY(QDir(scene.wish.root).isEmpty());
}

void TestHelmfileSource::HE5_theUsersRepositoriesAreOnlyCopied() {
    HelmfileScene scene("echo added >>\"$HELM_REPOSITORY_CONFIG\"; cat \"$HELM_REPOSITORY_CONFIG\";");
    const QString own = scene.folder.write(u"home/.config/helm/repositories.yaml"_s, "repositories: [canary]\n");
    scene.trustIt();

    const auto rendered = scene.render();

    QVERIFY(rendered);
    QCOMPARE(rendered->output, "repositories: [canary]\nadded\n");
    QCOMPARE(scene.folder.read(u"home/.config/helm/repositories.yaml"_s), "repositories: [canary]\n");
    const QByteArray environment = scene.folder.read(u"log.env"_s);
    QVERIFY(!environment.contains("KUBECONFIG=/elsewhere"));
    QVERIFY(!environment.contains("HELMFILE_ENVIRONMENT"));
    QVERIFY(QDir(scene.wish.root).isEmpty());
}

void TestHelmfileSource::saysItsOwnWordsWhenItFails() {
    HelmfileScene scene(
        "echo 'in ./helmfile.yaml: environment values file matching \"x\" does not exist' >&2; exit 1;");
    scene.trustIt();

    const auto rendered = scene.render();

    QVERIFY(!rendered);
    QCOMPARE(rendered.error().code, ErrorCode::Process);
    QVERIFY(rendered.error().detail.contains(u"does not exist"_s));
}

void TestHelmfileSource::theCommandIsHelmfileApply() {
    const HelmfileScene scene;

    QCOMPARE(helmfileApplyCommand(scene.wish.call),
        (QStringList{u"helmfile"_s, u"--file="_s + scene.wish.call.file, u"--environment=stg"_s,
            u"--selector=tier=front"_s, u"apply"_s}));
}

void TestHelmfileSource::findsItOnAbsoluteFoldersOnly() {
    const HelmfileScene scene;
    const QString folder = QFileInfo(scene.wish.program).path();

    QCOMPARE(findHelmfile({{u"PATH"_s, u".:/nowhere:"_s + folder}}).value(), scene.wish.program);
    QCOMPARE(findHelmfile({{u"PATH"_s, u"bin:."_s}}).error().reason, u"NoHelmfile"_s);
}

void TestHelmfileSource::CH7_aMovedTagIsSeen() {
    const SystemClock clock;
    ChartMemory memory(clock);
    ChartSource named;
    named.kind = ChartSource::Kind::Oci;
    named.location = u"oci://registry.corp/web"_s;
    named.version = u"1.0.0"_s;
    ChartSource newest = named;
    newest.version.clear();

    QVERIFY(!memory.keep(named, u"/a.tgz"_s, "one"));
    QVERIFY(!memory.keep(named, u"/b.tgz"_s, "one"));
    QVERIFY(memory.keep(named, u"/c.tgz"_s, "two")); // the same version, another content
    QVERIFY(!memory.keep(named, u"/d.tgz"_s, "two"));
    QVERIFY(!memory.keep(newest, u"/a.tgz"_s, "one"));
    QVERIFY(!memory.keep(newest, u"/b.tgz"_s, "two"));
}

/// With the real one, where there is one: PILOTHOUSE_HELMFILE or PATH.
void TestHelmfileSource::theRealHelmfile() {
    const QString given = qEnvironmentVariable("PILOTHOUSE_HELMFILE");
    const QString program = given.isEmpty() ? QStandardPaths::findExecutable(u"helmfile"_s) : given;
    const QString helm = qEnvironmentVariable("PILOTHOUSE_HELM3");
    if (program.isEmpty() || helm.isEmpty()) {
        QSKIP("needs helmfile (PILOTHOUSE_HELMFILE or PATH) and PILOTHOUSE_HELM3");
    }
    HelmfileScene scene;
    scene.folder.write(u"web/Chart.yaml"_s, "apiVersion: v2\nname: web\nversion: 0.3.0\n");
    scene.folder.write(u"web/templates/a.yaml"_s,
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"{{ .Release.Name }}\"}\ndata: {tier: {{ .Values.tier "
        "}}}\n");
    scene.folder.write(u"helmfile.yaml"_s,
        "environments:\n  stg:\n    values: [{tier: front}]\n---\nreleases:\n- name: web\n  namespace: shop\n  chart: "
        "./web\n"
        "  labels: {tier: front}\n  values: [{tier: from-helmfile}]\n- name: api\n  namespace: shop\n  chart: ./web\n");
    scene.wish.program = program;
    scene.wish.call.helm = helm;
    scene.trustIt();

    const auto rendered = scene.render();

    QVERIFY2(rendered, rendered ? "" : qPrintable(describe(rendered.error())));
    QVERIFY2(rendered->output.contains("tier: from-helmfile"), rendered->output.constData());
    QCOMPARE(rendered->output.count("kind: ConfigMap"), 1);
    QVERIFY(QDir(scene.wish.root).isEmpty());
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestHelmfileSource)
#include "test_helmfile_source.moc"
