// SPDX-License-Identifier: Apache-2.0
#include "core/kube/object_change.h"

#include "core/kube/merge_keys.h"

#include "tests/unit/kube/api_scene.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// The shape of a real document, cut down: a reference beside a default stands in `allOf`.
const QByteArray kOpenApi = R"({"openapi":"3.0.0","components":{"schemas":{
  "io.k8s.api.apps.v1.Deployment":{"type":"object",
    "properties":{"metadata":{"allOf":[{"$ref":"#/components/schemas/Meta"}],"default":{}},"spec":{"$ref":"#/components/schemas/Spec"}},
    "x-kubernetes-group-version-kind":[{"group":"apps","kind":"Deployment","version":"v1"}]},
  "Meta":{"properties":{"finalizers":{"type":"array","items":{"type":"string"},"x-kubernetes-patch-strategy":"merge"}}},
  "Spec":{"properties":{"strategy":{"$ref":"#/components/schemas/Strategy","x-kubernetes-patch-strategy":"retainKeys"},
    "volumes":{"type":"array","items":{"allOf":[{"$ref":"#/components/schemas/Volume"}]},
               "x-kubernetes-patch-strategy":"merge,retainKeys","x-kubernetes-patch-merge-key":"name"},
    "replicas":{"type":"integer"}}}}}})";

ObjectWrite write(const QString& name) {
    ObjectWrite write;
    write.resource = builtin::deployments();
    write.nameSpace = u"shop"_s;
    write.name = name;
    write.body = YamlValue(YamlValue::Map{{u"a"_s, YamlValue::string(u"b"_s)}});
    write.fieldManager = u"helm"_s;
    return write;
}

} // namespace

class TestObjectChange final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dryRunPassesAReadOnlyClient();
    void realWriteIsRefusedByAReadOnlyClient();
    void appliesWithForce();
    void createsInTheCollection();
    void readsRulesFromOpenApi();
    void serverWithoutOpenApiGivesTheBuiltInRules();
    void aServerInTroubleIsAskedAgain();
    void PS7_saysImmutable_data();
    void PS7_saysImmutable();
};

void TestObjectChange::dryRunPassesAReadOnlyClient() {
    ApiScene scene;
    scene.serve("/apis/apps/v1/namespaces/shop/deployments/web", R"({"kind":"Deployment","n":1.50})");

    const auto answer = runToEnd(patchObject(scene.client, PatchFormat::Strategic, write(u"web"_s)));

    QVERIFY(answer);
    QCOMPARE((*answer)[u"n"].text(), u"1.50"_s);
    const ScriptedRequest& request = scene.server.requests().constFirst();
    QCOMPARE(request.method, "PATCH");
    QCOMPARE(request.header("content-type"), "application/strategic-merge-patch+json");
    QVERIFY(request.target.endsWith("?dryRun=All&fieldManager=helm"));
    QCOMPARE(request.body, R"({"a":"b"})");
}

void TestObjectChange::realWriteIsRefusedByAReadOnlyClient() {
    ApiScene scene;
    ObjectWrite real = write(u"web"_s);
    real.effect = Effect::Real;

    const auto answer = runToEnd(patchObject(scene.client, PatchFormat::Strategic, real));

    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Forbidden);
    QCOMPARE(answer.error().reason, u"ReadOnly"_s);
    QVERIFY(scene.server.requests().isEmpty());
}

void TestObjectChange::appliesWithForce() {
    ApiScene scene;
    scene.serve("/apis/apps/v1/namespaces/shop/deployments/web", "{}");
    ObjectWrite apply = write(u"web"_s);
    apply.force = true;
    apply.fieldValidation = u"Strict"_s;

    QVERIFY(runToEnd(patchObject(scene.client, PatchFormat::Apply, apply)));

    const ScriptedRequest& request = scene.server.requests().constFirst();
    QCOMPARE(request.header("content-type"), "application/apply-patch+yaml");
    QVERIFY(request.target.endsWith("?dryRun=All&fieldManager=helm&fieldValidation=Strict&force=true"));
}

void TestObjectChange::createsInTheCollection() {
    ApiScene scene;
    scene.serve("/apis/apps/v1/namespaces/shop/deployments", "{}");

    QVERIFY(runToEnd(createObject(scene.client, write(u"web"_s))));

    QCOMPARE(scene.server.requests().constFirst().method, "POST");
    QVERIFY(scene.server.requests().constFirst().target.contains("dryRun=All"));
}

void TestObjectChange::readsRulesFromOpenApi() {
    ApiScene scene;
    scene.serve("/openapi/v3/apis/apps/v1", kOpenApi);
    MergeSchemas schemas(scene.client);

    const MergeSchemaPtr schema = runToEnd(schemas.of(u"apps/v1"_s));
    const MergeSchemaPtr again = runToEnd(schemas.of(u"apps/v1"_s));

    QCOMPARE(schema, again);
    QCOMPARE(scene.server.requests().size(), 1);
    const QString root = schema->rootOf(GroupVersionKind::fromApiVersion(u"apps/v1", u"Deployment"_s));
    QCOMPARE(root, u"io.k8s.api.apps.v1.Deployment"_s);
    QVERIFY(schema->field(schema->field(root, u"metadata"_s).type, u"finalizers"_s).merges);
    const QString spec = schema->field(root, u"spec"_s).type;
    QVERIFY(schema->field(spec, u"strategy"_s).retainsKeys);
    const MergeField& volumes = schema->field(spec, u"volumes"_s);
    QVERIFY(volumes.merges && volumes.retainsKeys);
    QCOMPARE(volumes.key, u"name"_s);
    QCOMPARE(volumes.type, u"Volume"_s);
    QVERIFY(!schema->field(spec, u"replicas"_s).merges);
}

void TestObjectChange::serverWithoutOpenApiGivesTheBuiltInRules() {
    ApiScene scene;
    MergeSchemas schemas(scene.client);

    const MergeSchemaPtr schema = runToEnd(schemas.of(u"apps/v1"_s));

    QCOMPARE(schema, MergeSchema::builtIn());
    QCOMPARE(schema->field(u"PodSpec"_s, u"containers"_s).key, u"name"_s);
    QCOMPARE(runToEnd(schemas.of(u"apps/v1"_s)), schema);
    QCOMPARE(scene.server.requests().size(), 1);
}

void TestObjectChange::aServerInTroubleIsAskedAgain() {
    ApiScene scene;
    scene.answers.insert("/openapi/v3/api/v1", ScriptedServer::answer(500, "{}", "Content-Type: application/json\r\n"));
    MergeSchemas schemas(scene.client);
    QCOMPARE(runToEnd(schemas.of(u"v1"_s)), MergeSchema::builtIn());
    scene.serve("/openapi/v3/api/v1", kOpenApi);

    QVERIFY(runToEnd(schemas.of(u"v1"_s)) != MergeSchema::builtIn());
}

void TestObjectChange::PS7_saysImmutable_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("reason");
    QTest::newRow("selector")
        << 422 << u"Deployment.apps \"web\" is invalid: spec.selector: Invalid value: {}: field is immutable"_s
        << u"ImmutableField"_s;
    QTest::newRow("stateful set")
        << 422
        << u"StatefulSet.apps \"db\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas' are forbidden"_s
        << u"ImmutableField"_s;
    QTest::newRow("other") << 422 << u"spec.replicas: Invalid value: -1: must be greater than or equal to 0"_s
                           << u"Invalid"_s;
    QTest::newRow("rights") << 403 << u"deployments.apps \"web\" is forbidden: User \"eve\" cannot patch"_s
                            << u"Forbidden"_s;
    QTest::newRow("webhook") << 403 << u"admission webhook \"x.y\" denied the request: no"_s << u"AdmissionDenied"_s;
    QTest::newRow("dry run") << 400 << u"admission webhook \"x.y\" does not support dry run"_s << u"NoDryRun"_s;
}

void TestObjectChange::PS7_saysImmutable() {
    QFETCH(const int, status);
    QFETCH(const QString, detail);
    QFETCH(const QString, reason);
    Error error;
    error.httpStatus = status;
    error.detail = detail;
    error.reason = u"Invalid"_s;

    QCOMPARE(withRefusalWord(error).reason, reason);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestObjectChange)
#include "test_object_change.moc"
