// SPDX-License-Identifier: Apache-2.0
#include "core/change/batch.h"
#include "tests/support/awaiting.h"

#include <QtTest/QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace pilothouse;

namespace {

using Progress = BatchStep::Progress;
using Outcome = RunStatus::Outcome;

BatchChoice choice(const QString& name, bool isHidden = false, const QString& context = u"eks_stg-app"_s) {
    BatchChoice made;
    made.request.context = ContextId(context);
    made.request.release = {u"shop"_s, name};
    made.isHidden = isHidden;
    return made;
}

/// Plays a desk: answers at once, keeps what it was asked.
class PlayedDesk final : public BatchDesk {
public:
    std::map<QString, Error> renderErrors;
    std::map<QString, Outcome> outcomes; ///< others succeed
    std::map<QString, Error> beginErrors;
    QStringList blocked;
    bool isProtected = false;
    QStringList begun;
    QStringList typed;

    Task<Result<RenderingPtr>> render(ChangeRequest request) override {
        if (const auto found = renderErrors.find(request.release.name); found != renderErrors.end()) {
            co_return std::unexpected(found->second);
        }
        auto rendering = std::make_shared<Rendering>();
        rendering->request = std::move(request);
        co_return RenderingPtr(std::move(rendering));
    }
    Task<Result<ChangeDiffPtr>> compare(RenderingPtr rendering, DiffBase base) override {
        auto diff = std::make_shared<ChangeDiff>();
        diff->base = base;
        diff->diff.unchanged = 3;
        diff->diff.objects.resize(1);
        diff->diff.objects[0].key = {u"apps"_s, u"Deployment"_s, u"shop"_s, rendering->request.release.name};
        diff->diff.headline.push_back({.service = u"main"_s, .from = u"v1"_s, .to = u"v2"_s});
        co_return ChangeDiffPtr(std::move(diff));
    }
    Task<Result<ChangePlanPtr>> plan(RenderingPtr rendering) override {
        auto plan = std::make_shared<ChangePlan>();
        const ChangeRequest& request = rendering->request;
        if (isProtected) {
            plan->confirmation = request.context.value() + u'/' + request.release.name;
        }
        if (blocked.contains(request.release.name)) {
            plan->checks.push_back({PlanCheck::Level::Blocker, PlanCheck::Topic::Pending, {}, {}, {}});
        }
        plan->rendering = std::move(rendering);
        co_return ChangePlanPtr(std::move(plan));
    }
    Task<Result<QString>> begin(ChangePlanPtr plan, QString text) override {
        const QString name = plan->request().release.name;
        begun += name;
        typed += text;
        if (const auto found = beginErrors.find(name); found != beginErrors.end()) {
            co_return std::unexpected(found->second);
        }
        co_return name;
    }
    Task<RunStatusPtr> end(QString id, std::function<void(RunStatusPtr)> told) override {
        auto run = std::make_shared<RunStatus>();
        run->id = id;
        run->phase = RunStatus::Phase::Running;
        told(std::make_shared<const RunStatus>(*run));
        run->phase = RunStatus::Phase::Ended;
        run->outcome = outcomes.contains(id) ? outcomes.at(id) : Outcome::Succeeded;
        co_return RunStatusPtr(std::move(run));
    }
};

BatchPlanPtr planned(const std::shared_ptr<PlayedDesk>& desk, std::vector<BatchChoice> choices) {
    return runToEnd(planBatch(desk, std::move(choices), DiffBase::Record)).value();
}

QStringList progressOf(const BatchPlan& plan) {
    QStringList words;
    for (const BatchStep& step : plan.steps) {
        words += batchProgressWord(step.progress);
    }
    return words;
}

} // namespace

class TestBatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void PS3_releasesTheFilterHidesAreListedFirst() {
        const auto desk = std::make_shared<PlayedDesk>();

        const auto plan = planned(desk, {choice(u"a"_s), choice(u"b"_s, true), choice(u"c"_s), choice(u"d"_s, true)});

        QStringList names;
        for (const BatchStep* step : plan->listed()) {
            names += step->request.release.name;
        }
        QCOMPARE(names, (QStringList{u"b"_s, u"d"_s, u"a"_s, u"c"_s}));
        QCOMPARE(plan->steps.front().request.release.name, u"a"_s); // carried out in the order of the marks
    }

    void sumsAllDifferences() {
        const auto desk = std::make_shared<PlayedDesk>();

        const auto plan = planned(desk, {choice(u"a"_s), choice(u"b"_s)});

        QCOMPARE(plan->sum.objects.size(), size_t(2));
        QCOMPARE(plan->sum.unchanged, 6);
        QCOMPARE(plan->sum.headline[1].service, u"b/main"_s);
        QVERIFY(!plan->isBlocked());
    }

    void carriesOutInOrder() {
        const auto desk = std::make_shared<PlayedDesk>();
        const auto plan = planned(desk, {choice(u"b"_s), choice(u"a"_s), choice(u"c"_s)});
        std::vector<QStringList> seen;

        const auto done = runToEnd(
            runBatch(desk, plan, {}, [&seen](const BatchPlanPtr& now) { seen.push_back(progressOf(*now)); }));

        QCOMPARE(desk->begun, (QStringList{u"b"_s, u"a"_s, u"c"_s}));
        QVERIFY((*done)->hasSucceeded());
        QCOMPARE(seen.front(), (QStringList{u"Running"_s, u"Waiting"_s, u"Waiting"_s}));
        QCOMPARE(seen.back(), (QStringList{u"Succeeded"_s, u"Succeeded"_s, u"Succeeded"_s}));
    }

    void stopsAtTheFirstThatDoesNotSucceed_data() {
        QTest::addColumn<int>("outcome");
        QTest::newRow("failed") << static_cast<int>(Outcome::Failed);
        QTest::newRow("cancelled") << static_cast<int>(Outcome::Cancelled);
        QTest::newRow("left pending") << static_cast<int>(Outcome::LeftPending);
        QTest::newRow("overtaken") << static_cast<int>(Outcome::Overtaken);
        QTest::newRow("not known") << static_cast<int>(Outcome::Unknown);
    }
    void stopsAtTheFirstThatDoesNotSucceed() {
        QFETCH(int, outcome);
        const auto desk = std::make_shared<PlayedDesk>();
        desk->outcomes.emplace(u"b"_s, static_cast<Outcome>(outcome));
        const auto plan = planned(desk, {choice(u"a"_s), choice(u"b"_s), choice(u"c"_s)});

        const auto done = runToEnd(runBatch(desk, plan, {}, {}));

        QCOMPARE(desk->begun, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(progressOf(**done), (QStringList{u"Succeeded"_s, u"Failed"_s, u"NotBegun"_s}));
        QVERIFY(!(*done)->hasSucceeded());
    }

    void aPersonStopsItAfterTheOneThatRuns() {
        const auto desk = std::make_shared<PlayedDesk>();
        const auto plan = planned(desk, {choice(u"a"_s), choice(u"b"_s), choice(u"c"_s)});
        const auto stop = std::make_shared<BatchStop>();

        const auto done = runToEnd(runBatch(
            desk, plan, {},
            [stop](const BatchPlanPtr& now) {
                if (now->steps[1].progress == Progress::Running) {
                    stop->ask();
                }
            },
            stop));

        QCOMPARE(desk->begun, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(progressOf(**done), (QStringList{u"Succeeded"_s, u"Succeeded"_s, u"NotBegun"_s}));
        QVERIFY(!(*done)->hasSucceeded());
    }

    void isArrangedWithoutBeingLookedAtAgain() {
        const auto desk = std::make_shared<PlayedDesk>();
        const auto plan = planned(desk, {choice(u"a"_s), choice(u"b"_s), choice(u"c"_s)});

        const auto other = arranged(*plan, {{u"shop"_s, u"c"_s}, {u"shop"_s, u"a"_s}, {u"shop"_s, u"unknown"_s}});

        QCOMPARE(other->steps.size(), size_t(2));
        QCOMPARE(other->steps[0].request.release.name, u"c"_s);
        QCOMPARE(other->sum.objects.size(), size_t(2));
        QCOMPARE(other->sum.headline.front().service, u"c/main"_s);
        QCOMPARE(other->steps[0].plan, plan->steps[2].plan);
    }

    void tellsHowManyItHasLookedAt() {
        const auto desk = std::make_shared<PlayedDesk>();
        QList<int> told;

        (void)runToEnd(
            planBatch(desk, {choice(u"a"_s), choice(u"b"_s)}, DiffBase::Record, [&told](int done) { told << done; }));

        QCOMPARE(told, (QList<int>{1, 2}));
    }

    void RC1_aPlanThatIsOutdatedStopsTheRest() {
        const auto desk = std::make_shared<PlayedDesk>();
        desk->beginErrors.emplace(u"a"_s, fail(ErrorCode::Conflict, u"a"_s, u"outdated"_s, u"PlanOutdated"_s).error());
        const auto plan = planned(desk, {choice(u"a"_s), choice(u"b"_s)});

        const auto done = runToEnd(runBatch(desk, plan, {}, {}));

        QCOMPARE(desk->begun, QStringList{u"a"_s});
        QCOMPARE((*done)->steps[0].error->reason, u"PlanOutdated"_s);
    }

    void oneThatIsBlockedBlocksAll() {
        const auto desk = std::make_shared<PlayedDesk>();
        desk->blocked = {u"b"_s};
        const auto plan = planned(desk, {choice(u"a"_s), choice(u"b"_s)});

        const auto done = runToEnd(runBatch(desk, plan, {}, {}));

        QVERIFY(plan->isBlocked());
        QCOMPARE(done.error().reason, u"Blocked"_s);
        QVERIFY(desk->begun.isEmpty());
    }

    void oneThatCanNotBeRenderedBlocksAllAndSaysWhy() {
        const auto desk = std::make_shared<PlayedDesk>();
        desk->renderErrors.emplace(u"b"_s, fail(ErrorCode::Process, u"helm"_s, u"no"_s).error());

        const auto plan = planned(desk, {choice(u"a"_s), choice(u"b"_s), choice(u"c"_s)});

        QVERIFY(plan->isBlocked());
        QCOMPARE(plan->steps[1].error->detail, u"no"_s);
        QVERIFY(plan->steps[2].plan);
    }

    void PS11_protectedPlacesAreConfirmedByContextAndCount() {
        const auto desk = std::make_shared<PlayedDesk>();
        desk->isProtected = true;
        const QString prd = u"eks_prd-app"_s;
        const auto plan = planned(desk, {choice(u"a"_s, false, prd), choice(u"b"_s, false, prd)});
        QCOMPARE(plan->confirmation(), u"eks_prd-app/2"_s);

        const auto refused = runToEnd(runBatch(desk, plan, u"a"_s, {}));
        QCOMPARE(refused.error().reason, u"NotConfirmed"_s);
        QVERIFY(desk->begun.isEmpty());
        const auto done = runToEnd(runBatch(desk, plan, u"eks_prd-app/2"_s, {}));

        QVERIFY((*done)->hasSucceeded());
        QCOMPARE(desk->typed, (QStringList{u"eks_prd-app/a"_s, u"eks_prd-app/b"_s}));
        QCOMPARE(planned(desk, {choice(u"a"_s, false, prd)})->confirmation(), u"eks_prd-app/a"_s);
    }

    void refusesTheSameReleaseTwice() {
        const auto desk = std::make_shared<PlayedDesk>();

        const auto twice = runToEnd(planBatch(desk, {choice(u"a"_s), choice(u"a"_s)}, DiffBase::Record));
        const auto none = runToEnd(planBatch(desk, {}, DiffBase::Record));
        const auto elsewhere
            = runToEnd(planBatch(desk, {choice(u"a"_s), choice(u"a"_s, false, u"prd"_s)}, DiffBase::Record));

        QCOMPARE(twice.error().reason, u"Twice"_s);
        QCOMPARE(none.error().reason, u"Empty"_s);
        QVERIFY(elsewhere.has_value());
    }
};

QTEST_GUILESS_MAIN(TestBatch)
#include "test_batch.moc"
