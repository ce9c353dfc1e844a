// SPDX-License-Identifier: Apache-2.0
// The page with a made-up cluster. PILOTHOUSE_PICTURES=FOLDER also saves what it looks like.
#include "ui/releases/overview_tab.h"
#include "ui/releases/releases_page.h"

#include "tests/ui/releases/release_fixtures.h"
#include "ui/releases/faults_page.h"
#include "ui/releases/history_tab.h"
#include "ui/releases/manifest_tab.h"
#include "ui/releases/release_columns.h"
#include "ui/releases/revision_rail.h"
#include "ui/releases/secrets_chip.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/secret_shown.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QTabBar>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;

namespace {

const ReleaseKey kStorefront{u"shop"_s, u"storefront"_s, StorageDriver::Secret};

/// What the window is told of secrets that were shown.
class SecretListener final : public QObject {
public:
    explicit SecretListener(QWidget& window) { window.installEventFilter(this); }
    bool eventFilter(QObject* /*watched*/, QEvent* event) override {
        if (event->type() == SecretShownEvent::kind()) {
            told += static_cast<const SecretShownEvent*>(event)->what();
        }
        return false;
    }
    QStringList told;
};

QDateTime ago(qint64 seconds) {
    return QDateTime::currentDateTimeUtc().addSecs(-seconds);
}

RevisionFacts revision(
    int number, ReleaseStatus status, qint64 secondsOld, std::vector<HistoryEntry::Move> moves = {}) {
    RevisionFacts facts;
    facts.meta = meta(kStorefront, number, status, ago(secondsOld));
    facts.isRead = true;
    facts.chart = u"storefront-0.1.0"_s;
    facts.appVersion = u"1.0"_s;
    facts.description = u"Upgrade complete"_s;
    facts.updated = facts.meta.modified;
    facts.moves = std::move(moves);
    facts.before = Revision{number - 1};
    return facts;
}

std::vector<RevisionFacts> storefrontHistory() {
    constexpr qint64 day = 86'400;
    std::vector<RevisionFacts> all;
    all.push_back(revision(1384, ReleaseStatus::Deployed, 190,
        {{u"sniffer"_s, u"0.2.2-61a65"_s, u"0.2.3-ca3b6"_s}, {u"web-neo"_s, u"0.3.0-aa0d4"_s, u"0.3.0-a47e8"_s}}));
    all.push_back(
        revision(1383, ReleaseStatus::Failed, 2 * day, {{u"payment"_s, u"1.4.19-b0b0b"_s, u"1.4.20-c4962"_s}}));
    all.back().description = u"Upgrade \"storefront\" failed: timed out waiting for the condition"_s;
    all.push_back(
        revision(1382, ReleaseStatus::Superseded, 2 * day, {{u"sniffer"_s, u"0.2.1-0aa11"_s, u"0.2.2-61a65"_s}}));
    all.push_back(revision(1381, ReleaseStatus::Superseded, 4 * day));
    all.back().rollbackTo = 1379;
    all.push_back(revision(1380, ReleaseStatus::Superseded, 4 * day));
    all.back().changedValues = 2;
    for (int number = 1379; number > 1360; --number)
        all.push_back(revision(
            number, ReleaseStatus::Superseded, (1386 - number) * day, {{u"web-neo"_s, u"0.2.9"_s, u"0.3.0-aa0d4"_s}}));
    all.front().meta.labels.insert(u"app.kubernetes.io/managed-by"_s, u"helmfile"_s);
    return all;
}

ReleaseRecordPtr record(int number) {
    auto made = std::make_shared<ReleaseRecord>();
    made->name = u"storefront"_s;
    made->nameSpace = u"shop"_s;
    made->revision = Revision{number};
    made->status = number == 1384 ? ReleaseStatus::Deployed : ReleaseStatus::Superseded;
    made->statusText = releaseStatusWord(made->status);
    made->lastDeployed = ago(190);
    made->firstDeployed = ago(86'400 * 300);
    made->description = u"Upgrade complete"_s;
    made->notes
        = u"1. Get the application URL by running:\n  kubectl --namespace shop get ingress storefront\npassword: hunter2-hunter2\n"_s;
    made->chart.name = u"storefront"_s;
    made->chart.version = u"0.1.0"_s;
    made->chart.appVersion = u"1.0"_s;
    made->chart.dependencies = {{u"sniffer"_s, u"0.2.3-ca3b6"_s, u"s3://charts/stable"_s, {}},
        {u"web-neo"_s, u"0.3.0-a47e8"_s, u"s3://charts/stable"_s, {}}};
    made->manifest
        = QByteArrayLiteral("---\n# Source: storefront/charts/sniffer/templates/deployment.yaml\napiVersion: "
                            "apps/v1\nkind: Deployment\nmetadata:\n"
                            "  name: storefront-sniffer\n  labels:\n    helm.sh/chart: sniffer-0.2.3-ca3b6\nspec:\n  "
                            "replicas: 6\n  template:\n    spec:\n"
                            "      containers:\n      - name: sniffer\n        image: "
                            "registry.corp/sniffer:v0.2.3-ca3b6\n        resources:\n"
                            "          limits:\n            memory: 768Mi\n---\napiVersion: v1\nkind: "
                            "Service\nmetadata:\n  name: storefront-ws\nspec:\n"
                            "  ports:\n  - port: 8080\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: "
                            "storefront-db\ndata:\n  password: aHVudGVyMg==\n");
    YamlValue::Map db{
        {u"password"_s, YamlValue::string(u"hunter2-hunter2"_s)}, {u"host"_s, YamlValue::string(u"db.shop.svc"_s)}};
    YamlValue::Map sniffer{
        {u"replicas"_s, YamlValue(YamlValue::Scalar{u"6"_s, false})}, {u"tag"_s, YamlValue::string(u"v0.2.3-ca3b6"_s)}};
    made->userValues = YamlValue(YamlValue::Map{{u"database"_s, YamlValue(db)}, {u"sniffer"_s, YamlValue(sniffer)}});
    Hook hook;
    hook.name = u"storefront-migrate"_s;
    hook.kind = u"Job"_s;
    hook.events = {u"pre-upgrade"_s};
    hook.phase = u"Succeeded"_s;
    hook.startedAt = ago(260);
    hook.completedAt = ago(214);
    hook.manifest = QByteArrayLiteral("apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: storefront-migrate\n");
    made->hooks = {hook};
    made->storedBytes = 212'000;
    return made;
}

std::vector<ReleaseSummary> shop() {
    std::vector<ReleaseSummary> all;
    const auto add = [&all](const QString& nameSpace, const QString& name, int number, ReleaseStatus status, qint64 age,
                         const QString& version, const QString& app, int ready, int total) -> ReleaseSummary& {
        all.push_back(summary(nameSpace, name, number, status, age));
        all.back().chartVersion = version;
        all.back().appVersion = app;
        all.back().workloadsReady = ready;
        all.back().workloadsTotal = total;
        return all.back();
    };
    constexpr qint64 hour = 3600;
    add(u"shop"_s, u"storefront"_s, 1384, ReleaseStatus::Deployed, 190, u"0.1.0"_s, u"1.0"_s, 41, 41).searchWords
        = {u"v0.2.3-ca3b6"_s};
    add(u"edge"_s, u"gateway"_s, 207, ReleaseStatus::Deployed, 5 * hour, u"3.2.7-90b1e"_s, u"3.2.7"_s, 5, 8).worstReason
        = u"0/3 ready"_s;
    add(u"payments"_s, u"ledger"_s, 41, ReleaseStatus::PendingUpgrade, 2 * hour + 9, u"0.9.1-a71f0"_s, u"0.9.1"_s, 5,
        5);
    add(u"orders"_s, u"orders"_s, 598, ReleaseStatus::Failed, 6 * hour, u"2.18.3-71d02"_s, u"2.18.3"_s, 4, 5)
        .worstReason
        = u"ImagePullBackOff"_s;
    add(u"messaging"_s, u"notifier"_s, 88, ReleaseStatus::Deployed, 25 * hour, u"1.0.9-22ce8"_s, u"1.0.9"_s, 3, 3);
    add(u"catalog"_s, u"search"_s, 163, ReleaseStatus::Deployed, 26 * hour, u"4.6.1-3f0aa"_s, u"4.6.1"_s, 5, 5);
    add(u"infra"_s, u"kafka"_s, 12, ReleaseStatus::Deployed, 9 * 24 * hour, u"26.4.2"_s, u"3.7.0"_s, 10, 10);
    add(u"infra"_s, u"ingress-nginx"_s, 9, ReleaseStatus::Deployed, 12 * 24 * hour, u"4.11.2"_s, u"1.11.2"_s, 8, 8)
        .owner
        = u"Flux"_s;
    add(u"cart"_s, u"redis-cart"_s, 31, ReleaseStatus::Deployed, 14 * 24 * hour, u"19.6.4"_s, u"7.2.5"_s, 4, 4);
    return all;
}

/// A stage with the page on it.
class Scene {
public:
    Scene() {
        stage.reader.histories[u"storefront"_s] = storefrontHistory();
        for (int number = 1361; number <= 1385; ++number)
            stage.reader.records[number] = record(number);
        page = std::make_unique<ReleasesPage>(ReleasesPage::Services{stage.core, stage.contexts, stage.navigation,
            stage.pods, stage.settings, stage.releases, stage.reader, {}});
        stage.navigation.show = [this](const Place& place) { page->showPlace(place); };
        page->resize(1042, 690);
        page->show();
        Place place;
        place.context = kContext;
        place.page = page::kReleases.toString();
        stage.navigation.goTo(place);
    }
    void select(const ReleaseKey& key) {
        Place place = stage.navigation.place;
        place.release = key;
        stage.navigation.goTo(place);
    }
    [[nodiscard]] DataTable* table() const { return page->findChild<DataTable*>(); }
    [[nodiscard]] RevisionRail* rail() const { return page->findChild<RevisionRail*>(); }
    [[nodiscard]] EmptyState* empty() const { return page->findChild<EmptyState*>(); }
    [[nodiscard]] bool hasText(const QString& text) const {
        const auto labels = page->findChildren<QLabel*>();
        return std::ranges::any_of(
            labels, [&text](const QLabel* label) { return label->isVisible() && label->text().contains(text); });
    }

    Stage stage;
    std::unique_ptr<ReleasesPage> page;
};

} // namespace

class TestReleasesPage final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItWaitsFor() {
        Scene scene;
        scene.stage.connectContext(ConnectionStatus::State::Connecting);
        QVERIFY(scene.hasText(u"Connecting to prd-app"_s));

        scene.stage.connectContext(ConnectionStatus::State::NeedsTrust);
        QVERIFY(scene.hasText(u"Waiting for your answer"_s));

        scene.stage.connectContext(
            ConnectionStatus::State::Failed, kContext, fail(ErrorCode::Unreachable, u"prd"_s, u"refused"_s).error());
        QVERIFY(scene.hasText(u"can't be reached"_s));

        scene.stage.live({});
        QVERIFY(scene.hasText(u"There are no Helm releases in prd-app"_s));
    }

    void U17_saysWhenItIsStaleAndKeepsTheRows() {
        Scene scene;
        scene.stage.live(shop());
        scene.stage.connectContext(
            ConnectionStatus::State::Stale, kContext, fail(ErrorCode::Timeout, u"prd"_s, u"silent"_s).error());

        QVERIFY(scene.hasText(u"Showing what was last known"_s));
        QCOMPARE(scene.table()->shownRows(), 9);
        scene.stage.connectContext(ConnectionStatus::State::Live);
        QVERIFY(!scene.hasText(u"Showing what was last known"_s));
    }

    void keepsSelectionAndScrollWhenRowsMoveAndChange() {
        Scene scene;
        std::vector<ReleaseSummary> rows;
        for (int i = 0; i < 200; ++i)
            rows.push_back(summary(u"ns"_s, u"r%1"_s.arg(i, 3, 10, QChar(u'0')), 1, ReleaseStatus::Deployed, 60 + i));
        scene.stage.live(rows);
        DataTable* table = scene.table();
        table->sortByColumn(0, Qt::AscendingOrder);
        scene.select({u"ns"_s, u"r100"_s});
        table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum() / 2);
        const int scroll = table->verticalScrollBar()->value();
        const QString uid = table->currentUid();

        rows[150].newest = meta(rows[150].newest.key, 2, ReleaseStatus::Failed, ago(1));
        scene.stage.tell({rows[150], rows[100]});

        QCOMPARE(table->currentUid(), uid);
        QVERIFY(uid.contains(u"r100"_s));
        QCOMPARE(table->verticalScrollBar()->value(), scroll);
        QCOMPARE(scene.stage.navigation.place.release->name, u"r100"_s);
    }

    void showsTheReleaseThatIsSelected() {
        Scene scene;
        scene.stage.live(shop());
        scene.select(kStorefront);

        QTRY_COMPARE(scene.rail()->model()->rowCount(), 24);
        QTRY_VERIFY(scene.hasText(u"All 41 workload"_s));
        QCOMPARE(scene.stage.navigation.place.revision, Revision{1384});
        QCOMPARE(scene.page->breadcrumbs(), QStringList({u"shop"_s, u"storefront"_s}));
    }

    void keepsTheRevisionWhenANewOneAppears() {
        Scene scene;
        scene.stage.live(shop());
        scene.select(kStorefront);
        QTRY_COMPARE(scene.rail()->model()->rowCount(), 24);
        QTRY_COMPARE(scene.stage.navigation.place.revision, Revision{1384});

        auto history = storefrontHistory();
        history.insert(history.begin(), revision(1385, ReleaseStatus::PendingUpgrade, 1));
        scene.stage.reader.histories[u"storefront"_s] = history;
        Q_EMIT scene.stage.core.revisionsChanged(kContext, kStorefront);

        QTRY_COMPARE(scene.rail()->model()->rowCount(), 25);
        QCOMPARE(scene.stage.navigation.place.revision, Revision{1384});
        QCOMPARE(scene.rail()->currentIndex().row(), 1);
    }

    void anAnswerDoesNotCallBackWhoWentElsewhere() {
        Scene scene;
        scene.stage.live(shop());
        scene.select(kStorefront);
        scene.stage.navigation.show = nullptr;
        Place elsewhere;
        elsewhere.context = kContext;
        elsewhere.page = page::kFaults.toString();
        scene.stage.navigation.goTo(elsewhere);

        QTRY_COMPARE(scene.rail()->model()->rowCount(), 24);
        QTest::qWait(50);

        QCOMPARE(scene.stage.navigation.place.page, page::kFaults.toString());
    }

    void aRecordThatCanNotBeReadSaysSoInItsTab() {
        Scene scene;
        scene.stage.reader.recordError
            = fail(ErrorCode::Parse, u"release shop/storefront, revision 1384"_s, u"not gzip"_s).error();
        scene.stage.live(shop());
        scene.select(kStorefront);

        QTRY_VERIFY(scene.hasText(u"not gzip"_s));
        QCOMPARE(scene.table()->shownRows(), 9);
    }

    void aPartOfANameIsEnoughForThePalette() {
        Scene scene;
        scene.stage.live(shop());
        scene.select({{}, u"store"_s, StorageDriver::Secret});

        QTRY_COMPARE(scene.page->breadcrumbs(), QStringList({u"shop"_s, u"storefront"_s}));
    }

    void keysOpenTheChangeOfTheReleaseOnScreen() {
        Scene scene;
        scene.stage.live(shop());
        scene.select(kStorefront);
        QTRY_VERIFY(scene.page->isSettled());
        scene.stage.navigation.show = {}; // the change's page is another feature's

        QTest::keyClick(scene.page.get(), Qt::Key_U);
        QCOMPARE(scene.stage.navigation.place.page, page::kUpgrade);
        QCOMPARE(scene.stage.navigation.place.context, kContext);
        QCOMPARE(scene.stage.navigation.place.release, kStorefront);
        QTest::keyClick(scene.page.get(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(scene.stage.navigation.place.page, page::kUninstall);
    }

    void keysOpenTheLogsOfTheReleaseOnScreen() {
        Scene scene;
        scene.stage.live(shop());
        scene.select(kStorefront);
        QTRY_VERIFY(scene.page->isSettled());

        QTest::keyClick(scene.page.get(), Qt::Key_L);
        QTest::keyClick(scene.page.get(), Qt::Key_P);

        const auto& asked = scene.stage.pods.logs;
        QCOMPARE(asked.size(), size_t{2});
        const PodScope wanted{.nameSpace = kStorefront.nameSpace, .what = PodScope::Release{kStorefront.name}};
        QCOMPARE(asked[0].context, kContext);
        QVERIFY(asked[0].scope == wanted && asked[1].scope == wanted);
        QVERIFY(!asked[0].previous);
        QVERIFY(asked[1].previous);
    }

    void PS3_aReleaseTheFilterHidesIsNeverMeant() {
        Scene scene;
        scene.stage.live(shop());
        scene.select(kStorefront);
        QTRY_VERIFY(scene.page->isSettled());
        auto* filter = scene.page->findChild<FilterField*>();
        filter->setText(u"ledger"_s);
        scene.stage.navigation.show = {};

        QTest::keyClick(scene.page.get(), Qt::Key_U);

        // The one on screen, in table and detail alike: the hidden one is left.
        QCOMPARE(scene.page->breadcrumbs().last(), scene.stage.navigation.place.release->name);
        QVERIFY(scene.stage.navigation.place.release != kStorefront);
    }

    void hidesSecretsInValuesManifestAndNotes() {
        Scene scene;
        scene.stage.live(shop());
        scene.select(kStorefront);
        for (const QStringView id : {tab::kValues, tab::kManifest, tab::kNotes}) {
            Place place = scene.stage.navigation.place;
            place.tab = id.toString();
            scene.stage.navigation.replace(place);
            QTRY_VERIFY(scene.page->isSettled());
            QTest::qWait(20);
            const auto views = scene.page->findChildren<CodeView*>();
            for (const CodeView* view : views) {
                QVERIFY(!view->document().text().contains(u"hunter2"_s));
                QVERIFY(!view->document().text().contains(u"aHVudGVyMg"_s));
            }
        }
    }

    void RP5_oneSecretIsShownAtATimeForAShortTime() {
        Scene scene;
        scene.stage.live(shop());
        scene.select(kStorefront);
        Place place = scene.stage.navigation.place;
        place.tab = tab::kManifest.toString();
        scene.stage.navigation.replace(place);
        QTRY_VERIFY(scene.page->isSettled());
        auto* chip = scene.page->findChild<ManifestTab*>()->findChild<SecretsChip*>();
        auto* view = scene.page->findChild<ManifestTab*>()->findChild<CodeView*>();
        SecretListener listener(*scene.page->window());
        QTRY_VERIFY(chip->findChild<Chip*>()->isEnabled());

        QTest::mouseClick(chip->findChild<Chip*>(), Qt::LeftButton);
        auto* menu = chip->findChild<QMenu*>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 1); // the Secret; what else there is hides nothing
        menu->actions().front()->trigger();

        QTRY_VERIFY(view->document().text().contains(u"aHVudGVyMg"_s));
        QVERIFY(view->isForEyesOnly());
        QCOMPARE(listener.told.size(), 1);
        QVERIFY(listener.told.front().startsWith(u"manifest: Secret "_s));
        QVERIFY(!listener.told.front().contains(u"hunter2"_s));

        chip->findChild<QTimer*>()->setInterval(1); // its thirty seconds, made short
        QTRY_VERIFY(!chip->isRevealed());
        QTRY_VERIFY(!view->document().text().contains(u"aHVudGVyMg"_s));
    }

    void U7b_theOverviewSaysWhoWillUndoIt() {
        Scene scene;
        scene.stage.live(shop());
        scene.select(kStorefront);
        QTRY_VERIFY(scene.hasText(u"All 41 workload(s) are ready"_s) || scene.hasText(u"ready."_s));
        const QString words = u"Deployed by a pipeline: GitLab kube-app, prd/storefront."_s;
        QVERIFY(!scene.hasText(words));

        scene.stage.releases.setOwnerRules({{.kind = OwnerRule::Kind::Pipeline,
                                               .environment = {},
                                               .contextPattern = u"prd"_s,
                                               .namespacePattern = {},
                                               .releasePattern = u"storefront"_s,
                                               .name = u"GitLab kube-app, prd/storefront"_s}},
            EnvironmentRules());

        QTRY_VERIFY(scene.hasText(words));
        scene.stage.releases.setOwnerRules({}, EnvironmentRules());
        QTRY_VERIFY(!scene.hasText(words));
    }

    void aLowOverviewScrollsAndCutsNothing() {
        Scene scene;
        scene.stage.live(shop());
        scene.select(kStorefront);
        QTRY_VERIFY(scene.page->isSettled());
        scene.page->resize(900, 420);
        const auto* overview = scene.page->findChild<OverviewTab*>();
        QVERIFY(overview);
        const auto isWhole = [&] {
            const auto labels = overview->findChildren<QLabel*>();
            return std::ranges::all_of(labels, [](const QLabel* label) {
                return !label->isVisible() || label->height() >= label->heightForWidth(label->width());
            });
        };
        QTRY_VERIFY(isWhole());
    }

    void theShownRevisionsRecordIsSaved() {
        Scene scene;
        scene.stage.live(shop());
        scene.select(kStorefront);
        Place place = scene.stage.navigation.place;
        place.tab = tab::kHistory.toString();
        place.revision = Revision{1382};
        scene.stage.navigation.goTo(place);
        QTRY_VERIFY(scene.page->findChild<HistoryTab*>() != nullptr);
        auto* history = scene.page->findChild<HistoryTab*>();

        history->saveRecord(u"/tmp/record.json"_s);

        QCOMPARE(scene.stage.reader.saved, QStringList{u"storefront v1382 /tmp/record.json"_s});
        QTRY_VERIFY(history->findChild<ElidedLabel*>()->text().contains(u"saved as /tmp/record.json"_s));
    }

    void faultsPageShowsAllOpenContexts() {
        Scene scene;
        FaultsPage faults({scene.stage.contexts, scene.stage.navigation, scene.stage.settings, scene.stage.releases});
        QVERIFY(faults.findChild<DataTable*>()->shownRows() == 0);
        scene.stage.live(shop());
        scene.stage.live({summary(u"shop"_s, u"broken"_s, 2, ReleaseStatus::Failed), summary(u"shop"_s, u"fine"_s)},
            ContextId(u"eks_stg-app"_s));
        QAbstractItemModelTester tester(
            faults.findChild<DataTable*>()->source(), QAbstractItemModelTester::FailureReportingMode::QtTest);

        QCOMPARE(faults.findChild<DataTable*>()->shownRows(), 4);
        scene.stage.tell({summary(u"shop"_s, u"broken"_s, 3)}, {}, false, ContextId(u"eks_stg-app"_s));
        QCOMPARE(faults.findChild<DataTable*>()->shownRows(), 3);
    }

    void pictures() {
        const QString folder = qEnvironmentVariable("PILOTHOUSE_PICTURES");
        if (folder.isEmpty())
            QSKIP("PILOTHOUSE_PICTURES is not set");
        Theme& theme = Theme::of(nullptr);
        for (const auto& [choice, name] :
            {std::pair(Theme::Choice::Dark, u"dark"_s), std::pair(Theme::Choice::Light, u"light"_s)}) {
            theme.setChoice(choice);
            Scene scene;
            scene.stage.live(shop());
            scene.select(kStorefront);
            Place place = scene.stage.navigation.place;
            place.compareWith = Revision{1382};
            scene.stage.navigation.goTo(place);
            for (const QStringView id :
                {tab::kOverview, tab::kValues, tab::kManifest, tab::kHistory, tab::kHooks, tab::kNotes}) {
                place = scene.stage.navigation.place;
                place.tab = id.toString();
                scene.stage.navigation.replace(place);
                QTest::qWait(300);
                QVERIFY(scene.page->grab().save(u"%1/%2-%3.png"_s.arg(folder, id.toString(), name)));
            }
            FaultsPage faults(
                {scene.stage.contexts, scene.stage.navigation, scene.stage.settings, scene.stage.releases});
            faults.resize(1042, 500);
            faults.show();
            QTest::qWait(100);
            QVERIFY(faults.grab().save(u"%1/faults-%2.png"_s.arg(folder, name)));
        }
    }
};

QTEST_MAIN(TestReleasesPage)
#include "test_releases_page.moc"
