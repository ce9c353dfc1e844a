// SPDX-License-Identifier: Apache-2.0
#include "core/kube/discovery.h"

#include "tests/unit/kube/api_scene.h"
#include "tests/unit/kube/object_builders.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kCore
    = R"({"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":""},"versions":[{"version":"v1","freshness":"Current","resources":[
 {"resource":"pods","responseKind":{"group":"","version":"v1","kind":"Pod"},"scope":"Namespaced","singularResource":"pod","verbs":["get","list","watch"],"shortNames":["po"],"categories":["all"],"subresources":[{"subresource":"log"}]},
 {"resource":"namespaces","responseKind":{"kind":"Namespace"},"scope":"Cluster","singularResource":"namespace","verbs":["list"],"shortNames":["ns"]},
 {"resource":"onlyparent","responseKind":null,"scope":"Namespaced","verbs":[]}]}]}]})";

const QByteArray kGroups = R"({"kind":"APIGroupDiscoveryList","items":[
 {"metadata":{"name":"example.com"},"versions":[{"version":"v2","freshness":"Current","resources":[{"resource":"pods","responseKind":{"kind":"Pod"},"scope":"Namespaced","singularResource":"pod"}]}]},
 {"metadata":{"name":"apps"},"versions":[{"version":"v1","freshness":"Current","resources":[{"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced","singularResource":"deployment","shortNames":["deploy"]}]},
   {"version":"v1beta1","freshness":"Current","resources":[{"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced"},{"resource":"oldthings","responseKind":{"kind":"OldThing"},"scope":"Namespaced"}]}]},
 {"metadata":{"name":"metrics.k8s.io"},"versions":[{"version":"v1beta1","freshness":"Stale"}]}]})";

void serveLegacy(ApiScene& scene) {
    scene.serve("/api", R"({"kind":"APIVersions","versions":["v1"]})");
    scene.serve("/apis", R"({"kind":"APIGroupList","groups":[
        {"name":"apps","versions":[{"version":"v1"}],"preferredVersion":{"version":"v1"}},
        {"name":"batch","versions":[{"version":"v1beta1"},{"version":"v1"}],"preferredVersion":{"version":"v1"}},
        {"name":"metrics.k8s.io","versions":[{"version":"v1beta1"}],"preferredVersion":{"version":"v1beta1"}}]})");
    scene.serve("/version", R"({"gitVersion":"v1.21.14"})");
    scene.serve("/api/v1",
        R"({"kind":"APIResourceList","resources":[{"name":"pods","singularName":"","namespaced":true,"kind":"Pod","verbs":["list"]},{"name":"pods/log","kind":"Pod"},{"name":"nodes","namespaced":false,"kind":"Node"}]})");
    scene.serve("/apis/apps/v1",
        R"({"resources":[{"name":"deployments","namespaced":true,"kind":"Deployment","shortNames":["deploy"]}]})");
    scene.serve("/apis/batch/v1", R"({"resources":[{"name":"jobs","namespaced":true,"kind":"Job"}]})");
    scene.serve("/apis/batch/v1beta1",
        R"({"resources":[{"name":"cronjobs","namespaced":true,"kind":"CronJob"},{"name":"jobs","namespaced":true,"kind":"Job"}]})");
    scene.serve("/apis/metrics.k8s.io/v1beta1", statusBody(503, "ServiceUnavailable"), 503);
}

} // namespace

class TestDiscovery final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAggregatedDiscovery();
    void AP7_staleGroupIsAProblemAndHidesNothing();
    void findsKinds();
    void findsWords();
    void asksForAggregatedFirst();
    void AP7_walksOldServersAndOneBrokenGroupHidesNothing();
    void fallsBackToTheOldWayForHalf();
    void AP3_emptyAnswerIsNoKubernetes();
    void unreachableServerIsAnError();
    void AP4_oddDocumentsDoNotCrash();
};

void TestDiscovery::readsAggregatedDiscovery() {
    const auto catalog = parseAggregatedDiscovery(kCore, kGroups);

    QVERIFY(catalog);
    QCOMPARE(catalog->resources.size(), 6u);
    const ApiResource& pods = catalog->resources.front();
    QCOMPARE(pods.kind, (GroupVersionKind{u""_s, u"v1"_s, u"Pod"_s}));
    QCOMPARE(pods.scope, ResourceScope::Namespaced);
    QVERIFY(pods.can(u"watch") && !pods.can(u"delete"));
    QCOMPARE(catalog->resources.at(1).scope, ResourceScope::Cluster);
    QCOMPARE(catalog->resources.back().kind.group, u"example.com"_s); // built-in groups first
}

void TestDiscovery::AP7_staleGroupIsAProblemAndHidesNothing() {
    const auto catalog = parseAggregatedDiscovery(kCore, kGroups);

    QCOMPARE(catalog->problems.size(), 1u);
    QVERIFY(catalog->problems[0].subject.contains(u"metrics.k8s.io/v1beta1"_s));
    QCOMPARE(catalog->problems[0].reason, u"StaleGroup"_s);
}

void TestDiscovery::findsKinds() {
    const auto catalog = parseAggregatedDiscovery(kCore, kGroups);

    QCOMPARE(catalog->find({u"apps"_s, u"v1beta1"_s, u"Deployment"_s})->kind.version, u"v1beta1"_s);
    QCOMPARE(catalog->find({u"apps"_s, u"v9"_s, u"Deployment"_s})->kind.version, u"v1"_s);
    QVERIFY(!catalog->find({u"batch"_s, u"v1"_s, u"Deployment"_s}));
}

void TestDiscovery::findsWords() {
    const auto catalog = parseAggregatedDiscovery(kCore, kGroups);

    for (const QStringView word : {u"pods", u"POD", u"po", u"Pod"}) {
        QCOMPARE(catalog->findByWord(word)->kind.group, QString());
    }
    QCOMPARE(catalog->findByWord(u"pods.example.com")->kind.group, u"example.com"_s);
    QCOMPARE(catalog->findByWord(u"pod.example.com"), catalog->findByWord(u"pods.example.com")); // as kubectl prints it
    QCOMPARE(catalog->findByWord(u"deploy")->kind.version, u"v1"_s);
    QCOMPARE(catalog->findByWord(u"oldthings")->kind.version, u"v1beta1"_s); // only there, so preferred
    QVERIFY(!catalog->findByWord(u"nothing"));
}

void TestDiscovery::asksForAggregatedFirst() {
    ApiScene scene;
    scene.serve("/api", kCore);
    scene.serve("/apis", kGroups);
    scene.serve("/version", R"({"gitVersion":"v1.34.4"})");

    const auto catalog = runToEnd(discover(scene.client));

    QVERIFY(catalog);
    QCOMPARE(catalog->serverVersion, u"v1.34.4"_s);
    QCOMPARE(catalog->resources.size(), 6u);
    QCOMPARE(scene.server.requests().size(), 3);
    for (const ScriptedRequest& request : scene.server.requests()) {
        QVERIFY(request.target == "/version"
            || request.header("accept").startsWith(
                "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"));
    }
}

void TestDiscovery::AP7_walksOldServersAndOneBrokenGroupHidesNothing() {
    ApiScene scene;
    serveLegacy(scene);

    const auto catalog = runToEnd(discover(scene.client));

    QVERIFY(catalog);
    QCOMPARE(catalog->serverVersion, u"v1.21.14"_s);
    QCOMPARE(catalog->problems.size(), 1u);
    QCOMPARE(catalog->problems[0].code, ErrorCode::ServerError);
    QVERIFY(catalog->findByWord(u"nodes")->scope == ResourceScope::Cluster);
    QCOMPARE(catalog->findByWord(u"jobs")->kind.version, u"v1"_s);
    QCOMPARE(catalog->findByWord(u"cronjob")->kind.version, u"v1beta1"_s);
    QVERIFY(!catalog->findByWord(u"pods/log"));
}

void TestDiscovery::fallsBackToTheOldWayForHalf() {
    ApiScene scene;
    serveLegacy(scene);
    scene.serve("/api", kCore);

    const auto catalog = runToEnd(discover(scene.client));

    QVERIFY(catalog && catalog->findByWord(u"ns") && catalog->findByWord(u"deploy"));
}

void TestDiscovery::AP3_emptyAnswerIsNoKubernetes() {
    ApiScene scene;
    scene.serve("/api", "{}");
    scene.serve("/apis", "{}");

    const auto catalog = runToEnd(discover(scene.client));

    QVERIFY(!catalog);
    QCOMPARE(catalog.error().reason, u"NotKubernetes"_s);
}

void TestDiscovery::unreachableServerIsAnError() {
    ApiScene scene;
    scene.serve("/api", statusBody(403, "Forbidden"), 403);

    const auto catalog = runToEnd(discover(scene.client));

    QCOMPARE(catalog.error().code, ErrorCode::Forbidden);
}

void TestDiscovery::AP4_oddDocumentsDoNotCrash() {
    QVERIFY(!parseAggregatedDiscovery("", ""));
    QVERIFY(!parseAggregatedDiscovery("[]", "{}"));
    QVERIFY(!parseAggregatedDiscovery(QByteArray(100'000, '['), kGroups));
    const auto odd = parseAggregatedDiscovery(kCore,
        R"({"kind":"APIGroupDiscoveryList","items":[7,{"versions":{"a":1}},{"metadata":null,"versions":[{"resources":"x"},null]}]})");
    QVERIFY(odd);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestDiscovery)
#include "test_discovery.moc"
