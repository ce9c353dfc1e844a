// SPDX-License-Identifier: Apache-2.0
#include "core/kube/objects.h"

#include "core/kube/health.h"

#include "tests/unit/kube/api_scene.h"
#include "tests/unit/kube/object_builders.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

class TestObjects final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsATableInPages();
    void plainListBecomesATable();
    void AP5_expiredTokenStartsAnew();
    void getsOneObject();
    void listedObjectsKnowTheirKind();
    void listsNamespaces();
    void whoAmIFallsBackToOlderVersions();
    void mayIAsksAndNoOpinionIsNo();
    void AP4_brokenAnswersAreParseErrors();
};

void TestObjects::readsATableInPages() {
    ApiScene scene;
    scene.decide = [](const ScriptedRequest& request) {
        return ApiScene::json(request.target.contains("continue=t1")
                ? R"({"kind":"Table","metadata":{"resourceVersion":"9"},"columnDefinitions":[],"rows":[{"cells":["b",1],"object":{"metadata":{"name":"b","uid":"u2"}}}]})"
                : R"({"kind":"Table","metadata":{"resourceVersion":"9","continue":"t1"},"columnDefinitions":[{"name":"Name","type":"string","format":"name","priority":0},{"name":"Ready","type":"integer","priority":1}],
                   "rows":[{"cells":["a",null],"object":{"metadata":{"name":"a","namespace":"shop","uid":"u1","creationTimestamp":"2026-11-21T09:00:00Z"}}}]})");
    };

    const auto table = runToEnd(listTable(scene.client, builtin::pods(), u"shop"_s));

    QVERIFY(table);
    QCOMPARE(table->columns.size(), 2u);
    QCOMPARE(table->columns[1].priority, 1);
    QCOMPARE(table->rows.size(), 2u);
    QCOMPARE(table->rows[0].uid, Uid(u"u1"_s));
    QCOMPARE(table->rows[0].created.toUTC().time(), QTime(9, 0));
    QVERIFY(table->rows[0].cells.at(1).isNull());
    QVERIFY(scene.server.requests().at(0).header("accept").contains("as=Table"));
}

void TestObjects::plainListBecomesATable() {
    ApiScene scene;
    scene.serve("/api/v1/pods",
        R"({"kind":"PodList","items":[{"metadata":{"name":"a","creationTimestamp":"2026-11-21T09:00:00Z"}}]})");

    const auto table = runToEnd(listTable(scene.client, builtin::pods(), {}));

    QVERIFY(table);
    QCOMPARE(table->columns.at(0).name, u"Name"_s);
    QCOMPARE(table->rows.at(0).cells.at(0).toString(), u"a"_s);
}

void TestObjects::AP5_expiredTokenStartsAnew() {
    ApiScene scene;
    int expired = 0;
    scene.decide = [&expired](const ScriptedRequest& request) {
        if (!request.target.contains("continue=")) {
            return ApiScene::json(
                R"({"kind":"PodList","metadata":{"continue":"t"},"items":[{"metadata":{"name":"a"}}]})");
        }
        return expired++ == 0 ? ApiScene::json(statusBody(410, "Expired"), 410)
                              : ApiScene::json(R"({"kind":"PodList","items":[{"metadata":{"name":"b"}}]})");
    };

    const auto objects = runToEnd(listObjects(scene.client, builtin::pods(), u"shop"_s));

    QVERIFY(objects);
    QCOMPARE(objects->size(), 2u); // no doubles
}

void TestObjects::getsOneObject() {
    ApiScene scene;
    scene.serve("/apis/apps/v1/namespaces/shop/deployments/web", R"({"kind":"Deployment"})");

    QCOMPARE(
        runToEnd(getObject(scene.client, builtin::deployments(), u"shop"_s, u"web"_s))->value("kind"_L1).toString(),
        u"Deployment"_s);
    QCOMPARE(runToEnd(getObject(scene.client, builtin::deployments(), u"shop"_s, u"gone"_s)).error().code,
        ErrorCode::NotFound);
    QCOMPARE(runToEnd(getObject(scene.client, builtin::deployments(), u"shop"_s, {})).error().code, ErrorCode::Invalid);
    QCOMPARE(
        runToEnd(getObject(scene.client, builtin::deployments(), u".."_s, u"x"_s)).error().reason, u"UnsafePath"_s);
}

void TestObjects::listedObjectsKnowTheirKind() {
    ApiScene scene;
    scene.serve("/api/v1/namespaces/shop/pods",
        R"({"kind":"PodList","items":[{"metadata":{"name":"a"},"status":{"phase":"Failed"}}]})");

    const auto pods = runToEnd(listObjects(scene.client, builtin::pods(), u"shop"_s, u"app=web"_s));

    QVERIFY(pods);
    QCOMPARE(healthOf(pods->at(0)).state, HealthState::Failed);
    QVERIFY(scene.targets().first().contains("labelSelector=app%3Dweb"));
}

void TestObjects::listsNamespaces() {
    ApiScene scene;
    scene.serve("/api/v1/namespaces",
        R"({"kind":"PartialObjectMetadataList","items":[{"metadata":{"name":"shop"}},{"metadata":{"name":"default"}}]})");

    QCOMPARE(runToEnd(listNamespaces(scene.client)), (QStringList{u"default"_s, u"shop"_s}));
}

void TestObjects::whoAmIFallsBackToOlderVersions() {
    ApiScene scene;
    scene.serve("/apis/authentication.k8s.io/v1beta1/selfsubjectreviews",
        R"({"status":{"userInfo":{"username":"jane","groups":["dev","system:authenticated"]}}})", 201);

    const auto who = runToEnd(whoAmI(scene.client));

    QVERIFY(who);
    QCOMPARE(who->user, u"jane"_s);
    QCOMPARE(who->groups.size(), 2);
    QCOMPARE(scene.server.requests().size(), 2);
}

void TestObjects::mayIAsksAndNoOpinionIsNo() {
    ApiScene scene;
    scene.serve("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        R"({"status":{"allowed":false,"reason":"no RBAC policy matched"}})", 201);

    const auto answer = runToEnd(mayI(scene.client,
        {.verb = u"list"_s,
            .group = {},
            .resource = u"secrets"_s,
            .nameSpace = u"shop"_s,
            .name = {},
            .subresource = {}}));

    QVERIFY(answer && !answer->allowed);
    QCOMPARE(answer->reason, u"no RBAC policy matched"_s);
    QVERIFY(scene.server.requests().at(0).body.contains(R"("namespace":"shop")"));
}

void TestObjects::AP4_brokenAnswersAreParseErrors() {
    ApiScene scene;
    for (const QByteArray& body : {QByteArray("{\"kind\":\"PodList\",\"items\":["), QByteArray(100'000, '['),
             QByteArray("{\"kind\":\"\xff\"}")}) {
        scene.serve("/api/v1/pods", body);
        QCOMPARE(runToEnd(listObjects(scene.client, builtin::pods(), {})).error().code, ErrorCode::Parse);
        QCOMPARE(runToEnd(listTable(scene.client, builtin::pods(), {})).error().code, ErrorCode::Parse);
    }
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestObjects)
#include "test_objects.moc"
