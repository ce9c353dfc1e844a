// SPDX-License-Identifier: Apache-2.0
// The page with a made-up cluster. PILOTHOUSE_PICTURES=FOLDER also saves what it looks like.
#include "ui/releases/overview_tab.h"
#include "ui/releases/releases_page.h"

#include "tests/ui/releases/shop_fixtures.h"
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
        const Crumbs path = scene.page->breadcrumbs();
        QCOMPARE(wordsOf(path), QStringList({u"shop"_s, u"storefront"_s}));
        QCOMPARE(path[0].place->nameSpace, u"shop"_s);
        QVERIFY(!path[0].place->release);
        QCOMPARE(path[1].place->release, kStorefront);
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

        QTRY_COMPARE(wordsOf(scene.page->breadcrumbs()), QStringList({u"shop"_s, u"storefront"_s}));
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

    void aReleaseAskedForBeforeTheListIsHereIsNotMistaken() {
        Scene scene;
        scene.stage.connectContext(ConnectionStatus::State::Live);
        scene.select({u"payments"_s, u"ledger"_s, StorageDriver::Secret});
        std::vector<ReleaseSummary> rows = shop();
        std::erase_if(rows, [](const ReleaseSummary& row) { return row.newest.key.name == "ledger"_L1; });
        scene.stage.tell(rows, {}, false);
        scene.stage.feed(FeedState::Phase::Loading, 8);
        QTRY_VERIFY(scene.table()->model()->rowCount() > 0);
        QFocusEvent focus(QEvent::FocusIn, Qt::TabFocusReason); // makes the first row current
        QApplication::sendEvent(scene.table(), &focus);

        scene.stage.live(shop());

        QTRY_VERIFY(scene.page->isSettled());
        QCOMPARE(scene.page->breadcrumbs().last().text, u"ledger"_s);
        QCOMPARE(scene.stage.navigation.place.release->name, u"ledger"_s);
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
        QCOMPARE(scene.page->breadcrumbs().last().text, scene.stage.navigation.place.release->name);
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
