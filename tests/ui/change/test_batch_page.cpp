// SPDX-License-Identifier: Apache-2.0
// Several releases in one plan, with a scripted desk. PILOTHOUSE_PICTURES=FOLDER also saves what it looks like.
#include "ui/change/batch_page.h"

#include "tests/ui/change/change_fixtures.h"
#include "ui/change/batch_bar.h"
#include "ui/change/batch_form.h"
#include "ui/change/batch_model.h"
#include "ui/diff/diff_outline.h"
#include "ui/diff/diff_view.h"
#include "ui/frame/batch_place.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/confirm_field.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;
using Progress = BatchStep::Progress;

namespace {

ReleaseKey key(const QString& name) {
    return {u"payments"_s, name, StorageDriver::Secret};
}

BatchItem item(const QString& name, bool isHidden = false) {
    return {.release = key(name), .isHidden = isHidden};
}

/// The desk of several: plans what it is asked to, and keeps how it is told and answered for the test.
class BatchGateway final : public ScriptedGateway {
public:
    std::vector<std::vector<BatchChoice>> planned;
    QStringList blocked; ///< releases
    bool isProtected = false;
    BatchPlanPtr begun;
    QString typed;
    std::shared_ptr<const BatchStop> stop;
    std::function<void(BatchPlanPtr)> told;
    Answer<BatchPlanPtr> answer;

    CallHandle planBatch(const std::vector<BatchChoice>& choices, DiffBase base, const std::function<void(int)>& looked,
        Answer<BatchPlanPtr> done) override {
        planned.push_back(choices);
        return later([this, choices, base, looked, done] {
            auto plan = std::make_shared<BatchPlan>();
            for (const BatchChoice& choice : choices) {
                plan->steps.push_back(stepOf(choice, base));
            }
            looked(static_cast<int>(choices.size()));
            done(BatchPlanPtr(plan));
        });
    }
    CallHandle runBatch(const BatchPlanPtr& plan, const QString& text, const std::shared_ptr<const BatchStop>& asked,
        const std::function<void(BatchPlanPtr)>& tell, Answer<BatchPlanPtr> done) override {
        begun = plan;
        typed = text;
        stop = asked;
        told = tell;
        answer = std::move(done);
        return {};
    }
    /// The plan that runs, with each step as far as @p progress says.
    [[nodiscard]] BatchPlanPtr at(const std::vector<Progress>& progress) const {
        auto plan = std::make_shared<BatchPlan>(*begun);
        for (size_t i = 0; i < progress.size(); ++i) {
            BatchStep& step = plan->steps[i];
            step.progress = progress[i];
            const bool isEnded = step.progress == Progress::Succeeded || step.progress == Progress::Failed;
            if (isEnded || step.progress == Progress::Running) {
                auto run = runOf(u"run-%1"_s.arg(i), isEnded ? RunStatus::Phase::Ended : RunStatus::Phase::Running,
                    step.progress == Progress::Succeeded    ? RunStatus::Outcome::Succeeded
                        : step.progress == Progress::Failed ? RunStatus::Outcome::Failed
                                                            : RunStatus::Outcome::None);
                run->release = step.request.release;
                step.run = run;
            }
        }
        return plan;
    }

private:
    [[nodiscard]] BatchStep stepOf(const BatchChoice& choice, DiffBase base) const {
        auto rendering = std::make_shared<Rendering>();
        rendering->request = choice.request;
        rendering->newest = rendering->base = tests::record(1382);
        rendering->manifest = QByteArray(kManifest).replace("1.4.20", "1.5.0");
        rendering->chart.name = u"payment"_s;
        rendering->chart.version = u"1.5.0-d81f2"_s;
        auto plan = std::make_shared<ChangePlan>();
        plan->rendering = rendering;
        plan->command = {u"helm"_s, u"upgrade"_s, choice.request.release.name};
        plan->confirmation = isProtected ? QString(kPrd.value() + u'/' + choice.request.release.name) : QString();
        if (blocked.contains(choice.request.release.name)) {
            plan->checks.push_back({PlanCheck::Level::Blocker, PlanCheck::Topic::Pending, {}, {}, {}});
        }
        BatchStep step;
        step.request = choice.request;
        step.isHidden = choice.isHidden;
        step.diff = diffOf(*rendering, base);
        step.plan = plan;
        return step;
    }
};

} // namespace

class TestBatchPage final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<BatchGateway> m_gateway;
    std::unique_ptr<ChangeMemory> m_memory;
    std::unique_ptr<BatchPresenter> m_presenter;
    std::unique_ptr<FakeNavigation> m_navigation;
    std::unique_ptr<BatchPage> m_page;
    std::vector<BatchItem> m_marked;
    PlaceMode m_mode;

    BatchSheet& open(const std::vector<BatchItem>& marked) {
        m_marked = marked;
        m_page->showPlace(placeOf(kPrd, page::kUpgradeMarked));
        m_page->resize(1180, 760);
        m_page->show();
        return *m_page->sheet();
    }
    bool settle() {
        return QTest::qWaitFor([this] { return m_presenter->isPlanCurrent() && !m_presenter->isPlanning(); });
    }
    [[nodiscard]] QStringList names() const {
        QStringList list;
        for (const BatchItem& one : m_presenter->items()) {
            list += one.release.name;
        }
        return list;
    }
    [[nodiscard]] static QStringList states(const BatchSheet& sheet) {
        QStringList list;
        for (int row = 0; row < sheet.model().rowCount(); ++row) {
            list += sheet.model().index(row, BatchModel::StateColumn).data().toString();
        }
        return list;
    }
    void picture(const QString& name) {
        const QString folder = qEnvironmentVariable("PILOTHOUSE_PICTURES");
        if (!folder.isEmpty()) {
            m_page->grab().save(folder + u'/' + name + u".png"_s);
        }
    }

private Q_SLOTS:
    void init() {
        m_mode = openProduction();
        m_mode.isProtected = false;
        m_gateway = std::make_unique<BatchGateway>();
        m_memory = std::make_unique<ChangeMemory>(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())));
        m_navigation = std::make_unique<FakeNavigation>();
        m_presenter = std::make_unique<BatchPresenter>(kPrd,
            BatchPresenter::Services{.gateway = *m_gateway,
                .memory = *m_memory,
                .mode = [this](const ContextId&, const QString&) { return m_mode; }});
        m_page = std::make_unique<BatchPage>(BatchPage::Services{.gateway = *m_gateway,
            .navigation = *m_navigation,
            .presenter = [this](const ContextId&) -> BatchPresenter& { return *m_presenter; },
            .marked = [this](const ContextId&) { return m_marked; }});
    }
    void cleanup() {
        m_page.reset();
        m_presenter.reset();
        m_gateway.reset();
    }

    void asksForEachWithItsOwnChartAndValues() {
        m_memory->rememberSource(kPrd, key(u"api"_s),
            {.kind = ChartSource::Kind::Oci, .location = u"oci://host/payment"_s, .version = u"1.4.20"_s});
        open({item(u"api"_s), item(u"ledger"_s)});
        QVERIFY(settle());
        BatchCommon common = m_presenter->common();
        common.version = u"1.5.0"_s;
        common.values = "image:\n  tag: 1.5.0\ndatabase: null\n";

        m_presenter->setCommon(common);
        QVERIFY(settle());

        const ChangeRequest& api = m_gateway->planned.back()[0].request;
        QCOMPARE(api.chart.location, u"oci://host/payment"_s);
        QCOMPARE(api.chart.version, u"1.5.0"_s);
        QCOMPARE(api.values, "database: null\nimage:\n  tag: 1.5.0\nreplicaCount: 6\n");
        QCOMPARE(api.reason, u"hotfix"_s);
        const ChangeRequest& ledger = m_gateway->planned.back()[1].request;
        QCOMPARE(ledger.chart.kind, ChartSource::Kind::Record); // nothing is remembered of it
        QVERIFY(ledger.chart.version.isEmpty());
    }

    void oneChartForAllIsAskedForOnceItIsNamed() {
        BatchSheet& sheet = open({item(u"api"_s), item(u"ledger"_s)});
        QVERIFY(settle());

        sheet.form().setSameChart(true);
        QTRY_COMPARE(m_presenter->hindrance({}), Hindrance::Incomplete);
        BatchCommon common = m_presenter->common();
        common.chart = {.kind = ChartSource::Kind::Folder, .location = u"/charts/payment"_s};
        m_presenter->setCommon(common);
        QVERIFY(settle());

        QCOMPARE(m_gateway->planned.back()[1].request.chart.location, u"/charts/payment"_s);
    }

    void valuesThatCanNotBeReadHinder() {
        open({item(u"api"_s)});
        QVERIFY(settle());
        BatchCommon common = m_presenter->common();

        common.values = "- a list\n";
        m_presenter->setCommon(common);
        QCOMPARE(m_presenter->hindrance({}), Hindrance::BadValues);
        common.values = "a: [\n";
        m_presenter->setCommon(common);
        QCOMPARE(m_presenter->hindrance({}), Hindrance::BadValues);
        common.values = "a: 1\n";
        m_presenter->setCommon(common);

        QVERIFY(settle());
        QCOMPARE(m_presenter->hindrance({}), Hindrance::None);
    }

    void PS3_hiddenOnesComeFirstAndAreNamed() {
        BatchSheet& sheet = open({item(u"api"_s), item(u"gone-from-sight"_s, true)});

        QCOMPARE(names(), (QStringList{u"gone-from-sight"_s, u"api"_s}));
        const QModelIndex first = sheet.model().index(0, BatchModel::ReleaseColumn);
        QCOMPARE(first.data(BadgesRole).value<QList<BadgeSpec>>().size(), 1);
    }

    void theOrderIsChangedWithoutLookingAgain() {
        BatchSheet& sheet = open({item(u"a"_s), item(u"b"_s), item(u"c"_s)});
        const QAbstractItemModelTester tester(&sheet.model());
        QVERIFY(settle());
        const size_t plans = m_gateway->planned.size();

        m_presenter->move(2, 0);
        std::unique_ptr<QMimeData> dragged(sheet.model().mimeData({sheet.model().index(2, 0)}));
        sheet.model().dropMimeData(dragged.get(), Qt::MoveAction, 1, 0, {});

        QCOMPARE(names(), (QStringList{u"c"_s, u"b"_s, u"a"_s}));
        QVERIFY(settle());
        QCOMPARE(m_gateway->planned.size(), plans);
        QCOMPARE(m_presenter->plan()->steps[1].request.release.name, u"b"_s);
        QCOMPARE(m_presenter->diff()->all->parts.front().name, u"payments/c"_s);
    }

    void oneDiffOverAllIsGroupedByRelease() {
        BatchSheet& sheet = open({item(u"api"_s), item(u"ledger"_s)});
        QVERIFY(settle());

        const DiffOutlineModel& outline = sheet.diff().outline().outline();
        QTRY_COMPARE(outline.entries().size(), size_t(2));
        QVERIFY(outline.headingAt(0).startsWith(u"payments/api"_s));
        QCOMPARE(outline.headingSize(0), 1);
        QVERIFY(outline.headingAt(2).startsWith(u"payments/ledger"_s));
        auto* list = sheet.findChild<QTableView*>(u"planReleases"_s);
        list->selectRow(1);
        QCOMPARE(sheet.diff().currentEntry(), 1);
        picture(u"batch-plan"_s);
    }

    void takenOutIsToldAndGone() {
        BatchSheet& sheet = open({item(u"a"_s), item(u"b"_s)});
        QVERIFY(settle());
        QSignalSpy out(m_presenter.get(), &BatchPresenter::takenOut);
        sheet.findChild<QTableView*>(u"planReleases"_s)->selectRow(0);

        sheet.findChild<QPushButton*>(u"takeOut"_s)->click();

        QCOMPARE(names(), QStringList{u"b"_s});
        QCOMPARE(out.front().front().value<ReleaseKey>().name, u"a"_s);
        QCOMPARE(m_presenter->plan()->steps.size(), size_t(1));
        QCOMPARE(m_presenter->hindrance({}), Hindrance::None);
    }

    void marksThatChangedAreTakenUpWhenItIsShownAgain() {
        open({item(u"a"_s), item(u"b"_s)});
        QVERIFY(settle());
        m_presenter->move(1, 0);
        m_page->hide();

        open({item(u"a"_s), item(u"b"_s), item(u"c"_s)});

        QCOMPARE(names(), (QStringList{u"b"_s, u"a"_s, u"c"_s})); // the order that was made is kept
        QVERIFY(settle());
        QCOMPARE(m_presenter->plan()->steps.size(), size_t(3));
    }

    void oneThatIsBlockedBlocksAllAndIsNamed() {
        m_gateway->blocked = {u"b"_s};
        BatchSheet& sheet = open({item(u"a"_s), item(u"b"_s)});
        QVERIFY(settle());

        QCOMPARE(m_presenter->hindrance({}), Hindrance::Blocked);
        QVERIFY(!sheet.bar().applyButton().isEnabled());
        QVERIFY(sheet.bar().applyButton().toolTip().contains(u"payments/b"_s));
        m_presenter->apply({});
        QVERIFY(!m_gateway->begun);
    }

    void PS8_aLockedPlaceIsAPreview() {
        m_mode.mode = Mode::ReadOnly;
        BatchSheet& sheet = open({item(u"a"_s), item(u"b"_s)});
        QVERIFY(settle());

        QCOMPARE(m_presenter->hindrance({}), Hindrance::Locked);
        QVERIFY(m_presenter->diff());
        m_presenter->apply({});
        QVERIFY(!m_gateway->begun);
        const size_t plans = m_gateway->planned.size();
        m_mode.mode = Mode::ChangesOpen;
        m_presenter->modeChanged(); // its checks said the mode as it was
        QTRY_COMPARE(m_gateway->planned.size(), plans + 1);
        QVERIFY(settle());
        QCOMPARE(m_presenter->hindrance({}), Hindrance::None);
        QVERIFY(sheet.bar().applyButton().isEnabled());
    }

    void PS11_contextAndCountAreTyped() {
        m_gateway->isProtected = true;
        m_mode.isProtected = true;
        BatchSheet& sheet = open({item(u"a"_s), item(u"b"_s)});
        QVERIFY(settle());
        const QString wanted = kPrd.value() + u"/2"_s;

        QCOMPARE(m_presenter->hindrance(kPrd.value() + u"/a"_s), Hindrance::NotTyped);
        QTest::keyClicks(&sheet.bar().confirmField(), wanted);
        sheet.bar().applyButton().click();

        QVERIFY(m_gateway->begun);
        QCOMPARE(m_gateway->typed, wanted);
    }

    void RC1_aNewerRevisionOfOneStopsIt() {
        open({item(u"a"_s), {.release = kPayment}});
        QVERIFY(settle());

        m_gateway->overtake(1383);

        QTRY_COMPARE(m_presenter->hindrance({}), Hindrance::Overtaken);
        m_presenter->apply({});
        QVERIFY(!m_gateway->begun);
        m_presenter->compareAgain();
        QTRY_COMPARE(m_presenter->overtaken().size(), size_t(0));
    }

    void followsTheRunAndTellsWhatIsLeft() {
        m_memory->rememberSource(kPrd, key(u"a"_s), {.kind = ChartSource::Kind::Folder, .location = u"/charts/a"_s});
        BatchSheet& sheet = open({item(u"a"_s), item(u"b"_s), item(u"c"_s)});
        QVERIFY(settle());
        QSignalSpy done(m_presenter.get(), &BatchPresenter::succeeded);
        sheet.bar().applyButton().click();
        QVERIFY(m_presenter->isRunning());
        m_presenter->apply({}); // once
        m_presenter->move(0, 1); // fixed now
        QCOMPARE(names().front(), u"a"_s);

        m_gateway->told(m_gateway->at({Progress::Succeeded, Progress::Running, Progress::Waiting}));
        QCOMPARE(m_presenter->current()->name, u"b"_s);
        QCOMPARE(states(sheet)[2], u"waiting for its turn"_s);
        picture(u"batch-running"_s);
        m_gateway->answer(m_gateway->at({Progress::Succeeded, Progress::Failed, Progress::NotBegun}));

        QVERIFY(m_presenter->hasEnded());
        QCOMPARE(done.size(), 1);
        QCOMPARE(states(sheet)[2], u"not begun"_s);
        picture(u"batch-stopped"_s);
        sheet.findChild<QPushButton*>(u"planRest"_s)->click();
        QCOMPARE(names(), (QStringList{u"b"_s, u"c"_s}));
        QVERIFY(settle());
        QCOMPARE(m_presenter->hindrance({}), Hindrance::None);
    }

    void aStopIsAskedForOnceAndCancelAsksForItToo() {
        BatchSheet& sheet = open({item(u"a"_s), item(u"b"_s)});
        QVERIFY(settle());
        sheet.bar().applyButton().click();
        m_gateway->told(m_gateway->at({Progress::Running, Progress::Waiting}));

        m_presenter->cancelCurrent();

        QCOMPARE(m_gateway->cancelled, QStringList{u"run-0"_s});
        QVERIFY(m_gateway->stop->isAsked());
        QCOMPARE(states(sheet)[1], u"will not be begun"_s);
    }

    void leavingThePageStopsNothing() {
        BatchSheet& sheet = open({item(u"a"_s), item(u"b"_s)});
        QVERIFY(settle());
        sheet.bar().applyButton().click();
        m_page.reset();

        m_gateway->told(m_gateway->at({Progress::Succeeded, Progress::Running}));
        QCOMPARE(m_presenter->current()->name, u"b"_s);
        m_gateway->answer(m_gateway->at({Progress::Succeeded, Progress::Succeeded}));
        QVERIFY(m_presenter->hasEnded());
    }
};

QTEST_MAIN(TestBatchPage)
#include "test_batch_page.moc"
