// SPDX-License-Identifier: Apache-2.0
#include "core/change/live_objects.h"
#include "core/change/object_prediction.h"
#include "core/change/record_memory.h"
#include "core/change/shared_prediction.h"

#include "tests/support/manual_clock.h"
#include "tests/unit/kube/api_scene.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kManifest = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2}\n";

std::shared_ptr<Rendering> renderingOf(const QByteArray& values, int revision = 3) {
    auto record = std::make_shared<ReleaseRecord>();
    record->revision = Revision{revision};
    record->manifest = kManifest;
    auto rendering = std::make_shared<Rendering>();
    rendering->request.context = ContextId(u"stg"_s);
    rendering->request.release = {u"shop"_s, u"web"_s, StorageDriver::Secret};
    rendering->request.values = values;
    rendering->newest = record;
    rendering->base = record;
    rendering->manifest = kManifest;
    rendering->helm.major = 3;
    return rendering;
}

RecordMeta metaOf(const QString& uid, const QString& version) {
    RecordMeta meta;
    meta.uid = Uid(uid);
    meta.resourceVersion = ResourceVersion(version);
    return meta;
}

Task<Result<ChangeDiffPtr>> waitForDiff(Completion<Result<ChangeDiffPtr>>* answer) {
    co_return co_await std::move(*answer);
}

} // namespace

class TestPreviewMemory final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void servesWhileTheTextIsEdited();
    void readsAnewForTheSameText();
    void readsAnewWhenTheRevisionMoved();
    void readsAnewWhenTheContextMeansSomethingElse();
    void readsAnewAfterItsAge();
    void readsAnewOnceForgotten();
    void anObjectIsReadOnce();
    void absenceIsRememberedToo();
    void aRefusalIsNotRemembered();
    void holdsARecordOnlyInItsVersion();
    void oldRecordsMakeRoom();
    void onePredictionServesAll();
    void goesOnWithoutTheFirst();
    void endsWhenNobodyWaits();
    void tellsOnlyThoseWhoWait();
};

void TestPreviewMemory::servesWhileTheTextIsEdited() {
    ManualClock clock;
    LiveMemory memory(clock);
    const RenderingPtr first = renderingOf("a: 1");

    const LiveObjectsPtr objects = memory.objectsFor(first);

    QCOMPARE(memory.objectsFor(first), objects); // the plan of the same text
    QCOMPARE(memory.objectsFor(renderingOf("a: 2")), objects);
}

void TestPreviewMemory::readsAnewForTheSameText() {
    ManualClock clock;
    LiveMemory memory(clock);
    const LiveObjectsPtr objects = memory.objectsFor(renderingOf("a: 1"));

    QVERIFY(memory.objectsFor(renderingOf("a: 1")) != objects); // "Compare again"
}

void TestPreviewMemory::readsAnewWhenTheRevisionMoved() {
    ManualClock clock;
    LiveMemory memory(clock);
    const LiveObjectsPtr objects = memory.objectsFor(renderingOf("a: 1", 3));

    QVERIFY(memory.objectsFor(renderingOf("a: 2", 4)) != objects);
}

void TestPreviewMemory::readsAnewWhenTheContextMeansSomethingElse() {
    ManualClock clock;
    LiveMemory memory(clock);
    const LiveObjectsPtr objects = memory.objectsFor(renderingOf("a: 1"));
    const auto other = renderingOf("a: 2");
    other->kubeconfig.fingerprint = "other";

    QVERIFY(memory.objectsFor(other) != objects);
}

void TestPreviewMemory::readsAnewAfterItsAge() {
    ManualClock clock;
    LiveMemory memory(clock);
    const LiveObjectsPtr objects = memory.objectsFor(renderingOf("a: 1"));
    clock.advance(LiveMemory::kMaxAge - 1ms);
    QCOMPARE(memory.objectsFor(renderingOf("a: 2")), objects);
    clock.advance(1ms);

    QVERIFY(memory.objectsFor(renderingOf("a: 3")) != objects); // however busily somebody types
}

void TestPreviewMemory::readsAnewOnceForgotten() {
    ManualClock clock;
    LiveMemory memory(clock);
    const LiveObjectsPtr objects = memory.objectsFor(renderingOf("a: 1"));

    memory.forget();

    QVERIFY(memory.objectsFor(renderingOf("a: 2")) != objects);
}

namespace {

PredictionScenePtr sceneWith(ApiScene& api, const RenderingPtr& rendering, const LiveObjectsPtr& live) {
    auto catalog = std::make_shared<ApiCatalog>();
    catalog->resources = {builtin::deployments()};
    auto scene = std::make_shared<PredictionScene>();
    scene->client = &api.client;
    scene->catalog = catalog;
    scene->rendering = rendering;
    scene->live = live;
    return scene;
}

} // namespace

void TestPreviewMemory::anObjectIsReadOnce() {
    ApiScene api;
    api.serve("/apis/apps/v1/namespaces/shop/deployments/web", toJson(*loadYaml(kManifest, {})));
    const RenderingPtr rendering = renderingOf("a: 1");
    const auto scene = sceneWith(api, rendering, std::make_shared<LiveObjects>());
    const ChangeObject object = changeObjects(*rendering).at(0);

    const ObjectStates first = runToEnd(liveStates(scene, object));
    const ObjectStates second = runToEnd(liveStates(scene, object));

    QCOMPARE(api.server.requests().size(), 1);
    QVERIFY(first.from == second.from);
    QVERIFY(!second.from.isNull());
}

void TestPreviewMemory::absenceIsRememberedToo() {
    ApiScene api; // answers 404 to what it does not know
    const RenderingPtr rendering = renderingOf("a: 1");
    const auto scene = sceneWith(api, rendering, std::make_shared<LiveObjects>());
    const ChangeObject object = changeObjects(*rendering).at(0);

    const ObjectStates first = runToEnd(liveStates(scene, object));
    const ObjectStates second = runToEnd(liveStates(scene, object));

    QCOMPARE(api.server.requests().size(), 1);
    QVERIFY(first.from.isNull() && second.from.isNull());
    QVERIFY(second.problems.empty());
}

void TestPreviewMemory::aRefusalIsNotRemembered() {
    ApiScene api;
    api.serve("/apis/apps/v1/namespaces/shop/deployments/web",
        R"({"kind":"Status","code":403,"reason":"Forbidden","message":"no"})", 403);
    const RenderingPtr rendering = renderingOf("a: 1");
    const auto scene = sceneWith(api, rendering, std::make_shared<LiveObjects>());
    const ChangeObject object = changeObjects(*rendering).at(0);

    const ObjectStates first = runToEnd(liveStates(scene, object));
    const ObjectStates second = runToEnd(liveStates(scene, object));

    QCOMPARE(api.server.requests().size(), 2);
    QCOMPARE(first.problems.size(), 1U);
    QCOMPARE(second.problems.size(), 1U);
}

void TestPreviewMemory::holdsARecordOnlyInItsVersion() {
    RecordMemory memory;
    const auto record = std::make_shared<const ReleaseRecord>();

    memory.keep(metaOf(u"u1"_s, u"10"_s), record);

    QCOMPARE(memory.find(metaOf(u"u1"_s, u"10"_s)), record);
    QVERIFY(!memory.find(metaOf(u"u1"_s, u"11"_s)));
    QVERIFY(!memory.find(metaOf(u"u2"_s, u"10"_s)));
    QVERIFY(!memory.find(RecordMeta()));
}

void TestPreviewMemory::oldRecordsMakeRoom() {
    RecordMemory memory;
    for (size_t i = 0; i <= RecordMemory::kMost; ++i) {
        memory.keep(metaOf(QString::number(i), u"1"_s), std::make_shared<const ReleaseRecord>());
    }

    QVERIFY(!memory.find(metaOf(u"0"_s, u"1"_s)));
    QVERIFY(memory.find(metaOf(QString::number(RecordMemory::kMost), u"1"_s)));
}

void TestPreviewMemory::onePredictionServesAll() {
    Completion<Result<ChangeDiffPtr>> answer;
    auto completer = answer.completer();
    auto shared = std::make_shared<SharedPrediction>(renderingOf("a: 1"));
    int started = 0;
    shared->start([&](const SharedPrediction::Found&) {
        ++started;
        return waitForDiff(&answer);
    });
    TaskScope scope;
    std::vector<ChangeDiffPtr> got;
    for (int i = 0; i < 2; ++i) {
        scope.launch<Result<ChangeDiffPtr>>(
            SharedPrediction::wait(shared, {}), [&](const Result<ChangeDiffPtr>& diff) { got.push_back(*diff); });
    }
    shared.reset();

    const auto diff = std::make_shared<const ChangeDiff>();
    completer.complete(diff);

    QCOMPARE(started, 1);
    QCOMPARE(got, (std::vector<ChangeDiffPtr>{diff, diff}));
}

void TestPreviewMemory::goesOnWithoutTheFirst() {
    Completion<Result<ChangeDiffPtr>> answer;
    auto completer = answer.completer();
    auto shared = std::make_shared<SharedPrediction>(renderingOf("a: 1"));
    shared->start([&](const SharedPrediction::Found&) { return waitForDiff(&answer); });
    TaskScope scope;
    bool firstGot = false;
    ChangeDiffPtr second;
    const TaskId first = scope.launch<Result<ChangeDiffPtr>>(
        SharedPrediction::wait(shared, {}), [&](const Result<ChangeDiffPtr>&) { firstGot = true; });
    scope.launch<Result<ChangeDiffPtr>>(
        SharedPrediction::wait(shared, {}), [&](const Result<ChangeDiffPtr>& diff) { second = *diff; });
    shared.reset();

    scope.cancel(first);
    completer.complete(std::make_shared<const ChangeDiff>());

    QVERIFY(!firstGot);
    QVERIFY(second);
}

void TestPreviewMemory::endsWhenNobodyWaits() {
    Completion<Result<ChangeDiffPtr>> answer;
    auto completer = answer.completer();
    auto shared = std::make_shared<SharedPrediction>(renderingOf("a: 1"));
    const std::weak_ptr<SharedPrediction> seen = shared;
    shared->start([&](const SharedPrediction::Found&) { return waitForDiff(&answer); });
    TaskScope scope;
    scope.launch<Result<ChangeDiffPtr>>(SharedPrediction::wait(std::exchange(shared, nullptr), {}), {});
    QVERIFY(!seen.expired());

    scope.cancelAll();

    QVERIFY(seen.expired());
}

void TestPreviewMemory::tellsOnlyThoseWhoWait() {
    Completion<Result<ChangeDiffPtr>> answer;
    SharedPrediction::Found tell;
    auto shared = std::make_shared<SharedPrediction>(renderingOf("a: 1"));
    shared->start([&](const SharedPrediction::Found& found) {
        tell = found;
        return waitForDiff(&answer);
    });
    TaskScope scope;
    int gone = 0;
    int staying = 0;
    const TaskId first
        = scope.launch<Result<ChangeDiffPtr>>(SharedPrediction::wait(shared, [&](const ObjectDiff&) { ++gone; }), {});
    scope.launch<Result<ChangeDiffPtr>>(SharedPrediction::wait(shared, [&](const ObjectDiff&) { ++staying; }), {});
    tell({});
    scope.cancel(first);

    tell({});

    QCOMPARE(gone, 1);
    QCOMPARE(staying, 2);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestPreviewMemory)
#include "test_preview_memory.moc"
