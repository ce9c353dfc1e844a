// SPDX-License-Identifier: Apache-2.0
// The users' days, walked through in the window: switching, one cluster for two environments, the umbrella, the schema,
// watching an upgrade, and who else deploys.
#include "tests/contract/change_scene.h"
#include "tests/contract/window_scene.h"

#include "ui/change/apply_bar.h"
#include "ui/shell/page_host.h"

#include <QFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;

namespace {

const QString kStg = u"eks_stg-app"_s;
const QString kPrd = u"eks_prd-app"_s;
const QString kRelease = u"web"_s;
const QByteArray kSchema = R"({"type":"object","properties":{"replicas":{"type":"integer","minimum":0}}})";

} // namespace

class TestWindowScenarios final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
        m_helm = qEnvironmentVariable("PILOTHOUSE_HELM4");
        if (m_helm.isEmpty() || !m_server.isDemo()) {
            QSKIP("needs PILOTHOUSE_HELM4 and the demo clusters");
        }
    }
    void init() {
        m_chart = std::make_unique<TestChart>();
        m_space = QString::fromUtf8(m_server.makeNamespace());
    }
    void cleanup() {
        if (QTest::currentTestFailed() && m_scene) {
            qInfo().noquote() << m_scene->everyText().left(6000);
        }
        m_scene.reset();
    }

    // An upgrade meant for stg ends in stg, whatever another terminal or this window's own switching does meanwhile;
    // values that were stg's say so in prd.
    void U1_PS1_PS2_aChangeBelongsToTheContextItWasOpenedIn() {
        const QString kubeconfig = m_files.filePath(u"kubeconfig"_s);
        QFile::remove(kubeconfig);
        QVERIFY(QFile::copy(m_server.kubeconfig(), kubeconfig));
        for (const QString& context : {kStg, kPrd}) {
            QCOMPARE(helm(context, {u"install"_s, kRelease, m_chart->path(), u"--create-namespace"_s}), 0);
        }
        open({}, kubeconfig);
        const QString values = m_files.filePath(u"values.yaml"_s);
        write(values, "greeting: from stg\n");
        QVERIFY(openUpgrade());
        QVERIFY(m_scene->press(u"Put a values file into the editor. It may be dropped there, too."_s));
        QVERIFY(m_scene->chooseFile(values));
        QVERIFY(m_scene->settle());

        useInAnotherTerminal(kubeconfig, kPrd);
        QVERIFY(m_scene->command(u":ctx "_s + kPrd));
        QVERIFY(WindowScene::waitFor([this] { return m_scene->window().host().current().context == ContextId(kPrd); }));
        QVERIFY(m_scene->command(u":ctx "_s + kStg));
        QVERIFY(openUpgrade());
        QVERIFY(m_scene->everyText().contains(u"stg-app ▸ "_s + m_space));
        QVERIFY(hooksOnly());
        QVERIFY(m_scene->apply());
        const RunStatusPtr run = m_scene->end();
        QVERIFY(run);
        QCOMPARE(run->context, ContextId(kStg));
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QCOMPARE(revisionOf(kStg), 2);
        QCOMPARE(revisionOf(kPrd), 1);

        // The same file, changed a little, in prd: the window says whose it was.
        write(values, "greeting: from stg\nreplicas: 0\n");
        QVERIFY(m_scene->command(u":ctx "_s + kPrd));
        QVERIFY(openUpgrade());
        QCOMPARE(m_scene->sheet()->presenter().subject().context, ContextId(kPrd));
        QVERIFY(m_scene->press(u"Put a values file into the editor. It may be dropped there, too."_s));
        QVERIFY(m_scene->chooseFile(values));
        QVERIFY(m_scene->settle());
        QVERIFY(WindowScene::waitFor(
            [this] { return m_scene->everyText().contains(u"These values were last used in "_s + kStg); }));
        QVERIFY(!m_scene->sheet()->applyBar().applyButton().isEnabled()); // and prd is locked anyway
    }

    // One cluster, told apart by namespace: stg is open, prd is not, and opening one opens nothing else.
    void U1b_theNamespaceProtectsInASharedCluster() {
        const QString stg = m_space + u"-stg"_s;
        const QString prd = m_space + u"-prd"_s;
        for (const QString& space : {stg, prd}) {
            QCOMPARE(helm(kStg, {u"install"_s, kRelease, m_chart->path(), u"--create-namespace"_s}, space), 0);
        }
        open({});
        m_space = stg;
        QVERIFY(openUpgrade());
        QVERIFY(m_scene->settle());
        QVERIFY(m_scene->sheet()->applyBar().applyButton().isEnabled());

        m_space = prd;
        QVERIFY(openUpgrade());
        QVERIFY(m_scene->settle());
        const QPushButton& apply = m_scene->sheet()->applyBar().applyButton();
        QVERIFY(!apply.isEnabled());
        QCOMPARE(m_scene->sheet()->presenter().hindrance({}), ui::Hindrance::Locked);

        QVERIFY(m_scene->press(u"Open changes"_s));
        QVERIFY(!m_scene->button(u"openMode"_s)->isEnabled()); // a reason first
        QVERIFY(m_scene->type(u"Reason"_s, u"hotfix PAY-1120"_s));
        QVERIFY(m_scene->press(u"openMode"_s));
        QVERIFY(WindowScene::waitFor([this] { return m_scene->sheet()->presenter().mode().canChange(); }));
        QVERIFY(m_scene->settle());
        QVERIFY(!apply.isEnabled());
        QVERIFY(hooksOnly());
        QVERIFY(m_scene->apply(u"eks_stg-app/web"_s));
        const RunStatusPtr run = m_scene->end();
        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QCOMPARE(run->reason, u"hotfix PAY-1120"_s);
        QCOMPARE(revisionOf(kStg, prd), 2);
        QCOMPARE(revisionOf(kStg, stg), 1);
    }

    // Every revision says "storefront-0.1.0": what moved is read from subcharts and images.
    void U5_theUmbrellasRevisionsSayWhichServiceMoved() {
        open({});
        QVERIFY(m_scene->command(u":ctx "_s + kPrd));
        ui::Place place = ui::placeOf(ContextId(kPrd), ui::page::kReleases);
        place.release = ReleaseKey{.nameSpace = u"shop"_s, .name = u"storefront"_s};
        place.tab = ui::tab::kHistory.toString();
        QVERIFY(WindowScene::waitFor([this] { return m_scene->everyText().contains(u"storefront"_s); })); // in the list
        m_scene->window().host().goTo(place);
        QVERIFY(WindowScene::waitFor([this] { return m_scene->everyText().contains(u"1383"_s); }));
        QVERIFY2(WindowScene::waitFor([this] { return m_scene->everyText().contains(u"sniffer"_s); }),
            "the history names no service");

        place.tab = ui::tab::kDiff.toString();
        place.revision = Revision{1384};
        place.compareWith = Revision{1382};
        m_scene->window().host().goTo(place);
        QVERIFY(WindowScene::waitFor([this] {
            const QString text = m_scene->everyText();
            return text.contains(u"sniffer"_s) && text.contains(u"Deployment"_s);
        }));
    }

    // A value the chart's schema refuses is named at its line; nothing is sent until it is right.
    void U6_theSchemaIsCheckedBeforeAnythingIsSent() {
        m_chart->write(u"values.schema.json"_s, kSchema);
        QCOMPARE(helm(kStg, {u"install"_s, kRelease, m_chart->path(), u"--create-namespace"_s}), 0);
        open({});
        QVERIFY(openUpgrade());
        QVERIFY(m_scene->type(u"Values"_s, u"greeting: x\nreplicas: three\n"_s));
        QVERIFY(m_scene->settle());
        QVERIFY(WindowScene::waitFor([this] { return m_scene->sheet()->presenter().renderError().has_value(); }));
        QVERIFY(!m_scene->sheet()->applyBar().applyButton().isEnabled());
        QVERIFY(WindowScene::waitFor([this] {
            const ui::ValuesReviewPtr& review = m_scene->sheet()->presenter().review();
            return review && !review->findings.empty() && review->findings.front().line == 2;
        }));
        QVERIFY(m_scene->everyText().contains(u"replicas"_s));
        QCOMPARE(revisionOf(kStg), 1);

        QVERIFY(m_scene->type(u"Values"_s, u"greeting: x\nreplicas: 0\n"_s));
        QVERIFY(m_scene->settle());
        QVERIFY(WindowScene::waitFor([this] { return m_scene->sheet()->applyBar().applyButton().isEnabled(); }));
    }

    // Watched until its pods are ready, with another replica count and a timeout; the end reads like helm's own.
    void U7_anUpgradeIsWatchedUntilItsPodsAreReady() {
        m_chart->write(u"templates/NOTES.txt"_s, "Greet at {{ .Release.Name }}.example.com\n");
        QCOMPARE(helm(kStg, {u"install"_s, kRelease, m_chart->path(), u"--create-namespace"_s}), 0);
        open({});
        QVERIFY(openUpgrade());
        QVERIFY(m_scene->choose(u"Where the chart comes from"_s, u"Folder"_s));
        QVERIFY(m_scene->type(u"Chart"_s, m_chart->path()));
        QVERIFY(m_scene->type(u"Values"_s, u"replicas: 2\nimage: registry.example.com/web:2\n"_s));
        QVERIFY(m_scene->tab(u"Options"_s));
        QVERIFY(m_scene->type(u"Timeout"_s, u"1m"_s));
        m_server.control("POST", "/_demo/pace", {{u"ms"_s, 2000}});
        QVERIFY(m_scene->apply());
        QVERIFY(WindowScene::waitFor([this] { return m_scene->everyText().contains(u"Upgrade of web is running"_s); }));
        QVERIFY(WindowScene::waitFor([this] {
            const RunStatusPtr run = m_scene->run();
            return run && run->phase == RunStatus::Phase::Running
                && std::ranges::any_of(run->objects, [](const LiveObject& object) {
                       return object.ref.kind.kind == u"Deployment"_s && object.health.state == HealthState::InProgress;
                   });
        }));
        const RunStatusPtr run = m_scene->end();
        m_server.control("POST", "/_demo/pace", {{u"ms"_s, 100}});

        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QVERIFY(std::ranges::all_of(run->objects, [](const LiveObject& object) {
            return object.ref.kind.kind != u"Deployment"_s || object.health.state == HealthState::Current;
        }));
        const QString text = m_scene->everyText();
        for (const QString& said :
            {u"web is at revision 2"_s, m_space, u"Greet at web.example.com"_s, u"The way back is revision 1"_s}) {
            QVERIFY2(text.contains(said), qPrintable(said));
        }
    }

    // A rollback where a pipeline deploys says that its next run brings the other version back.
    void U7b_aRollbackSaysThatThePipelineWillUndoIt() {
        QCOMPARE(helm(kStg, {u"install"_s, kRelease, m_chart->path(), u"--create-namespace"_s}), 0);
        QCOMPARE(helm(kStg, {u"upgrade"_s, kRelease, m_chart->path(), u"--set"_s, u"greeting=two"_s}), 0);
        OwnerRule rule;
        rule.contextPattern = u'=' + kStg;
        rule.releasePattern = u'=' + kRelease;
        rule.name = u"GitLab kube-app, stg/web"_s;
        open({rule});
        QVERIFY(m_scene->openChange(u"rollback"_s, m_space, kRelease));
        QVERIFY(m_scene->settle());

        QVERIFY(WindowScene::waitFor([this] {
            return m_scene->everyText().contains(
                u"The pipeline GitLab kube-app, stg/web deploys this, too: its next run brings its own version back"_s);
        }));
        QVERIFY(hooksOnly());
        QVERIFY(m_scene->apply()); // a warning, no hindrance: it is an emergency
        const RunStatusPtr run = m_scene->end();
        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Succeeded);

        // Then the pipeline comes, and the window sees whose revision it is before anybody overwrites it.
        QVERIFY(m_scene->press(u"toRelease"_s));
        QVERIFY(openUpgrade());
        QVERIFY(m_scene->type(u"Values"_s, u"greeting: mine\n"_s));
        QVERIFY(m_scene->settle());
        QCOMPARE(helm(kStg, {u"upgrade"_s, kRelease, m_chart->path(), u"--set"_s, u"greeting=two"_s}), 0);
        QVERIFY(WindowScene::waitFor(
            [this] { return m_scene->sheet()->presenter().hindrance({}) == ui::Hindrance::Overtaken; }));
        QVERIFY(!m_scene->sheet()->applyBar().applyButton().isEnabled());
        QVERIFY(m_scene->press(u"Compare again"_s));
        QVERIFY(m_scene->settle());
        QCOMPARE(m_scene->sheet()->presenter().request().values, "greeting: mine\n"); // edits are kept
    }

private:
    void open(const OwnerRules& owners, const QString& kubeconfig = {}) {
        m_scene = std::make_unique<WindowScene>(
            WindowScene::Options{.kubeconfig = kubeconfig.isEmpty() ? m_server.kubeconfig() : kubeconfig,
                .context = kStg,
                .helm = m_helm,
                .rules = {},
                .owners = owners});
    }
    [[nodiscard]] bool openUpgrade() const {
        return m_scene->openChange(u"upgrade"_s, m_space, kRelease)
            && WindowScene::waitFor([this] { return m_scene->sheet()->presenter().isLoaded(); });
    }
    [[nodiscard]] bool hooksOnly() const {
        return m_scene->tab(u"Options"_s) && m_scene->choose(u"Wait"_s, u"For hooks only"_s);
    }
    int helm(const QString& context, const QStringList& arguments, const QString& space = {}) const {
        return helmByHand(m_helm, m_server,
            arguments + QStringList{u"--kube-context"_s, context, u"-n"_s, space.isEmpty() ? m_space : space});
    }
    /// The newest, as plain helm has it; 0: none.
    [[nodiscard]] int revisionOf(const QString& context, const QString& space = {}) const {
        const auto process = startHelm(m_helm, m_server,
            {u"history"_s, kRelease, u"--max"_s, u"1"_s, u"-o"_s, u"json"_s, u"--kube-context"_s, context, u"-n"_s,
                space.isEmpty() ? m_space : space});
        process->waitForFinished();
        static const QRegularExpression kRevision(u"\"revision\":(\\d+)"_s);
        return kRevision.match(QString::fromUtf8(process->readAll())).captured(1).toInt();
    }
    static void write(const QString& file, const QByteArray& text) {
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(text) == text.size());
    }
    /// `kubectl config use-context`, by somebody else.
    static void useInAnotherTerminal(const QString& kubeconfig, const QString& context) {
        QFile file(kubeconfig);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString text = QString::fromUtf8(file.readAll());
        file.close();
        text.replace(QRegularExpression(u"current-context: .*"_s), u"current-context: "_s + context);
        write(kubeconfig, text.toUtf8());
    }

    OwnEnvironment m_environment;
    ContractServer m_server{kStg};
    QTemporaryDir m_files;
    std::unique_ptr<TestChart> m_chart;
    std::unique_ptr<WindowScene> m_scene;
    QString m_helm;
    QString m_space;
};

QTEST_MAIN(TestWindowScenarios)
#include "test_window_scenarios.moc"
