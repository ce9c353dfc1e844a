// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_prediction.h"

#include "tests/unit/kube/api_scene.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPath = "/apis/apps/v1/namespaces/shop/deployments/web";
const QByteArray kOld
    = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
      "spec: {template: {spec: {containers: [{name: a, env: [{name: KEEP, value: x}, {name: DROP, value: y}]}]}}}\n";
const QByteArray kNew = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
                        "spec: {template: {spec: {containers: [{name: a, env: [{name: KEEP, value: x}]}]}}}\n";

/// A server with one Deployment and a release whose manifests say what they say.
struct PredictionStage {
    ApiScene api;
    std::shared_ptr<Rendering> rendering = std::make_shared<Rendering>();

    PredictionStage() {
        rendering->request.release = {u"shop"_s, u"web"_s, StorageDriver::Secret};
        rendering->helm.major = 3;
    }
    void manifests(const QByteArray& old, const QByteArray& next, const QString& method = {}) {
        auto record = std::make_shared<ReleaseRecord>();
        record->manifest = old;
        record->applyMethod = method;
        rendering->base = record;
        rendering->newest = record;
        rendering->manifest = next;
    }
    PredictionScenePtr scene() {
        auto catalog = std::make_shared<ApiCatalog>();
        catalog->resources = {builtin::deployments(), builtin::configMaps(), builtin::namespaces()};
        auto scene = std::make_shared<PredictionScene>();
        scene->client = &api.client;
        scene->catalog = catalog;
        scene->rendering = rendering;
        scene->method = writeMethodOf(*rendering, rendering->newest ? rendering->newest->applyMethod : QString());
        scene->coming = comingWith(*rendering, changeObjects(*rendering));
        return scene;
    }
    ObjectStates predict() { return runToEnd(predictedStates(scene(), changeObjects(*rendering).at(0))); }
    ObjectStates compare() { return runToEnd(liveStates(scene(), changeObjects(*rendering).at(0))); }
    [[nodiscard]] const ScriptedRequest& last() const { return api.server.requests().constLast(); }
};

QByteArray live(const QByteArray& yaml) {
    return toJson(*loadYaml(yaml, {}));
}

QByteArray status(int code, const QByteArray& reason, const QByteArray& message) {
    return "{\"kind\":\"Status\",\"code\":" + QByteArray::number(code) + ",\"reason\":\"" + reason + "\",\"message\":\""
        + message + "\"}";
}

} // namespace

class TestPrediction final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void choosesHelmsMethod_data();
    void choosesHelmsMethod();
    void sendsTheThreeWayPatch();
    void sendsNothingWhereHelmSendsNothing();
    void appliesForServerSideReleases();
    void customResourcesGetATwoWayMergePatch();
    void createsWhatIsMissing();
    void whatComesWithTheChangeIsNotAsked();
    void removedObjectsAreOnlyRead();
    void keptObjectsStay();
    void PS7_immutableFieldShowsWhatWasAsked();
    void conflictIsAProblem();
    void objectsOfOthersAreAProblem();
    void unknownKindsAreAProblem();
    void forbiddenObjectsAreAProblem();
    void uninstallOnlyReads();
    void everyWriteIsADryRun();
};

void TestPrediction::choosesHelmsMethod_data() {
    QTest::addColumn<int>("major");
    QTest::addColumn<QString>("recorded");
    QTest::addColumn<int>("option");
    QTest::addColumn<int>("expected");
    const auto row
        = [](const char* name, int major, const QString& recorded, ApplyMethod option, WriteMethod expected) {
              QTest::newRow(name) << major << recorded << static_cast<int>(option) << static_cast<int>(expected);
          };
    row("helm 3", 3, u"ssa"_s, ApplyMethod::Auto, WriteMethod::ClientSide);
    row("born in helm 3", 4, {}, ApplyMethod::Auto, WriteMethod::ClientSide);
    row("client-side record", 4, u"csa"_s, ApplyMethod::Auto, WriteMethod::ClientSide);
    row("server-side record", 4, u"ssa"_s, ApplyMethod::Auto, WriteMethod::ServerSide);
    row("asked for client-side", 4, u"ssa"_s, ApplyMethod::ClientSide, WriteMethod::ClientSide);
    row("asked for server-side", 4, u"csa"_s, ApplyMethod::ServerSide, WriteMethod::TakeOver);
}

void TestPrediction::choosesHelmsMethod() {
    QFETCH(const int, major);
    QFETCH(const QString, recorded);
    QFETCH(const int, option);
    QFETCH(const int, expected);
    PredictionStage stage;
    stage.manifests(kOld, kNew, recorded);
    stage.rendering->helm.major = major;
    stage.rendering->request.options.applyMethod = static_cast<ApplyMethod>(option);

    QCOMPARE(static_cast<int>(stage.scene()->method), expected);
    stage.rendering->newest.reset();
    QCOMPARE(writeMethodOf(*stage.rendering, {}) == WriteMethod::ClientSide,
        major == 3 || static_cast<ApplyMethod>(option) == ApplyMethod::ClientSide);
}

void TestPrediction::sendsTheThreeWayPatch() {
    PredictionStage stage;
    stage.manifests(kOld, kNew);
    stage.api.serve(kPath, live(kOld));

    const ObjectStates states = stage.predict();

    QVERIFY(states.problems.empty());
    QCOMPARE(stage.last().method, "PATCH");
    QCOMPARE(stage.last().header("content-type"), "application/strategic-merge-patch+json");
    QVERIFY(stage.last().target.contains("dryRun=All"));
    QVERIFY(stage.last().target.contains("fieldManager=helm"));
    QVERIFY(stage.last().body.contains("{\"$patch\":\"delete\",\"name\":\"DROP\"}")
        || stage.last().body.contains("{\"name\":\"DROP\",\"$patch\":\"delete\"}"));
}

void TestPrediction::sendsNothingWhereHelmSendsNothing() {
    PredictionStage stage;
    const QByteArray owned = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop, "
                             "labels: {app.kubernetes.io/managed-by: Helm}, annotations: "
                             "{meta.helm.sh/release-name: web, meta.helm.sh/release-namespace: shop}}\n"
                             "spec: {template: {spec: {containers: [{name: a, env: [{name: KEEP, value: x}]}]}}}\n";
    stage.manifests(kNew, kNew);
    stage.api.serve(kPath, live(owned));

    const ObjectStates states = stage.predict();

    QCOMPARE(stage.api.server.requests().size(), 1);
    QCOMPARE(states.from, states.to);
}

void TestPrediction::appliesForServerSideReleases() {
    PredictionStage stage;
    stage.manifests(kOld, kNew, u"ssa"_s);
    stage.rendering->helm.major = 4;
    stage.rendering->request.options.forceConflicts = true;
    stage.api.serve(kPath, live(kOld));

    (void)stage.predict();

    QCOMPARE(stage.last().header("content-type"), "application/apply-patch+yaml");
    for (const char* part : {"dryRun=All", "fieldManager=helm", "fieldValidation=Strict", "force=true"}) {
        QVERIFY2(stage.last().target.contains(part), part);
    }
    QVERIFY(stage.last().body.contains("\"meta.helm.sh/release-name\":\"web\""));
    QVERIFY(stage.last().body.contains("\"namespace\":\"shop\""));
}

void TestPrediction::customResourcesGetATwoWayMergePatch() {
    ManifestKey key{u"live.example.org"_s, u"Backup"_s, u"shop"_s, u"b"_s};
    QVERIFY(!isStrategic(key));
    key.group = u"apiextensions.k8s.io"_s;
    QVERIFY(!isStrategic(key));
    key.group = u"apps"_s;
    QVERIFY(isStrategic(key));
}

void TestPrediction::createsWhatIsMissing() {
    PredictionStage stage;
    stage.manifests({}, kNew);
    stage.api.serve("/apis/apps/v1/namespaces/shop/deployments", live(kNew));

    const ObjectStates states = stage.predict();

    QCOMPARE(stage.last().method, "POST");
    QVERIFY(stage.last().target.contains("dryRun=All"));
    QVERIFY(states.from.isNull() && states.to.isMap());
}

void TestPrediction::whatComesWithTheChangeIsNotAsked() {
    PredictionStage stage;
    stage.manifests({}, "apiVersion: a.example.org/v1\nkind: Backup\nmetadata: {name: b}\n");
    stage.rendering->crds = {"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
                             "spec: {group: a.example.org, names: {kind: Backup}}\n"};

    const ObjectStates states = stage.predict();

    QVERIFY(states.problems.empty());
    QVERIFY(states.to.isMap());
    QVERIFY(stage.api.server.requests().isEmpty());
}

void TestPrediction::removedObjectsAreOnlyRead() {
    PredictionStage stage;
    stage.manifests(kOld, {});
    stage.api.serve(kPath, live(kOld));

    const ObjectStates states = stage.predict();

    QCOMPARE(stage.api.server.requests().size(), 1);
    QVERIFY(states.from.isMap() && states.to.isNull());
}

void TestPrediction::keptObjectsStay() {
    PredictionStage stage;
    stage.manifests(kOld, {});
    stage.api.serve(kPath,
        live("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, annotations: {helm.sh/resource-policy: "
             "keep}}\n"));

    QCOMPARE(stage.predict().to, stage.compare().from);
}

void TestPrediction::PS7_immutableFieldShowsWhatWasAsked() {
    PredictionStage stage;
    stage.manifests(kOld, kNew);
    stage.api.decide = [](const ScriptedRequest& request) {
        return request.method == "PATCH"
            ? ApiScene::json(status(422, "Invalid", "spec.selector: field is immutable"), 422)
            : ApiScene::json(live(kOld));
    };

    const ObjectStates states = stage.predict();

    QCOMPARE(states.problems.size(), 1u);
    QCOMPARE(states.problems[0].reason, u"ImmutableField"_s);
    QCOMPARE(states.problems[0].subject, u"Deployment shop/web"_s);
    QVERIFY(toYaml(states.from).contains("name: DROP") && !toYaml(states.to).contains("name: DROP"));
}

void TestPrediction::conflictIsAProblem() {
    PredictionStage stage;
    stage.manifests(kOld, kNew, u"ssa"_s);
    stage.rendering->helm.major = 4;
    stage.api.decide = [](const ScriptedRequest& request) {
        return request.method == "PATCH"
            ? ApiScene::json(
                  status(409, "Conflict", "Apply failed with 1 conflict: conflict with \\\"kubectl\\\""), 409)
            : ApiScene::json(live(kOld));
    };

    const ObjectStates states = stage.predict();

    QCOMPARE(states.problems.size(), 1u);
    QCOMPARE(states.problems[0].reason, u"Conflict"_s);
    QVERIFY(states.problems[0].detail.contains(u"kubectl"_s));
}

void TestPrediction::objectsOfOthersAreAProblem() {
    PredictionStage stage;
    stage.manifests({}, kNew);
    stage.api.serve(kPath, live(kOld));

    QCOMPARE(stage.predict().problems.at(0).reason, u"NotOwned"_s);
    stage.rendering->request.options.takeOwnership = true;
    QVERIFY(stage.predict().problems.empty());
}

void TestPrediction::unknownKindsAreAProblem() {
    PredictionStage stage;
    stage.manifests({}, "apiVersion: a.example.org/v1\nkind: Backup\nmetadata: {name: b}\n");

    QCOMPARE(stage.predict().problems.at(0).reason, u"NoSuchKind"_s);
}

void TestPrediction::forbiddenObjectsAreAProblem() {
    PredictionStage stage;
    stage.manifests(kOld, kNew);
    stage.api.serve(kPath, status(403, "Forbidden", "no"), 403);

    const ObjectStates states = stage.compare();

    QCOMPARE(states.problems.at(0).reason, u"Forbidden"_s);
    QVERIFY(states.from.isNull() && states.to.isNull());
}

void TestPrediction::uninstallOnlyReads() {
    PredictionStage stage;
    stage.manifests(kOld, {});
    stage.rendering->request.kind = ChangeKind::Uninstall;
    stage.api.serve(kPath, live(kOld));

    QVERIFY(stage.predict().to.isNull());
    for (const ScriptedRequest& request : stage.api.server.requests()) {
        QCOMPARE(request.method, "GET");
    }
}

void TestPrediction::everyWriteIsADryRun() {
    // The client has no gate: what is no dry run would be refused before it leaves, and be a problem.
    for (const QString& method : {u"csa"_s, u"ssa"_s}) {
        PredictionStage stage;
        stage.manifests(kOld, kNew, method);
        stage.rendering->helm.major = 4;
        stage.api.serve(kPath, live(kOld));

        QVERIFY(stage.predict().problems.empty());
        QVERIFY(stage.last().target.contains("dryRun=All"));
    }
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestPrediction)
#include "test_prediction.moc"
