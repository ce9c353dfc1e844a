// SPDX-License-Identifier: Apache-2.0
#include "core/change/field_owners.h"
#include "core/change/live_view.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

YamlValue tree(const QByteArray& yaml) {
    return *loadYaml(yaml, u"test"_s);
}

/// A Deployment as the server keeps it: `%1` more of the container, `%2` managedFields.
YamlValue deployment(const QByteArray& container = {}, const QByteArray& managed = {}) {
    return tree("apiVersion: apps/v1\nkind: Deployment\n"
                "metadata: {name: web, uid: u1, generation: 3, annotations: {deployment.kubernetes.io/revision: '3', "
                "meta.helm.sh/release-name: web}, labels: {app: web, app.kubernetes.io/managed-by: Helm}"
        + managed
        + "}\n"
          "spec:\n"
          "  replicas: 2\n"
          "  progressDeadlineSeconds: 600\n"
          "  template:\n"
          "    spec:\n"
          "      restartPolicy: Always\n"
          "      containers:\n"
          "      - {name: main, image: 'a:1', imagePullPolicy: Always, resources: {limits: {cpu: '1'}}"
        + container + "}\nstatus: {replicas: 2}\n");
}

YamlValue manifest(const QByteArray& container = {}, const QByteArray& spec = "replicas: 2") {
    return tree("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {app: web}}\n"
                "spec:\n  "
        + spec
        + "\n  template:\n    spec:\n      containers:\n"
          "      - {name: main, image: 'a:1', resources: {limits: {cpu: 1000m}}"
        + container + "}\n");
}

/// managedFields with helm's and one other manager's fields.
QByteArray managedBy(const QByteArray& other, const QByteArray& fields) {
    return ", managedFields: [{manager: helm, operation: Apply, fieldsV1: {'f:spec': {'f:replicas': {}}}}, {manager: "
        + other + ", operation: Update, fieldsV1: " + fields + "}]";
}

struct Views {
    QByteArray from;
    QByteArray to;
};

Views views(const YamlValue& live, const YamlValue& wanted, const YamlValue& base) {
    const DesiredObject object{u"apps"_s, u"Deployment"_s, wanted, base};
    return {toYaml(cleanObject(live, wanted)), toYaml(desiredState(live, object, *MergeSchema::builtIn()))};
}

} // namespace

class TestLiveView final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleansWhatTheServerWrites();
    void keepsHelmsLabelWhereTheManifestHasIt();
    void defaultsAreNoDifference();
    void showsAnImageEditedByHand();
    void showsFieldsOfOtherManagers();
    void fieldsOfControllersAreNoEdits();
    void showsEditsWithoutManagedFields();
    void showsWhatTheNewManifestDrops();
    void showsWhatIsGoneFromTheCluster();
    void namesItemsByKeyAndValue();
    void secretsCompareByData();
    void creationKeepsNoInventions();
};

void TestLiveView::cleansWhatTheServerWrites() {
    const YamlValue clean = cleanObject(deployment({}, managedBy("x", "{}")), manifest());

    QCOMPARE(toYaml(clean[u"metadata"]), "labels:\n  app: web\nname: web\n");
    QVERIFY(clean[u"status"].isNull());
}

void TestLiveView::keepsHelmsLabelWhereTheManifestHasIt() {
    const YamlValue wanted = tree("metadata: {labels: {app.kubernetes.io/managed-by: Helm}}\n");

    QVERIFY(cleanObject(deployment(), wanted).at({u"metadata", u"labels"}).contains(u"app.kubernetes.io/managed-by"));
}

void TestLiveView::defaultsAreNoDifference() {
    const auto [from, to] = views(deployment(), manifest(), manifest());

    QCOMPARE(to, from);
}

void TestLiveView::showsAnImageEditedByHand() {
    const YamlValue wanted = tree("spec: {template: {spec: {containers: [{name: main, image: 'a:2'}]}}}\n");

    const auto [from, to] = views(deployment(), wanted, manifest());

    QVERIFY(from.contains("image: a:1"));
    QVERIFY(to.contains("image: a:2"));
    QVERIFY(to.contains("imagePullPolicy: Always"));
}

void TestLiveView::showsFieldsOfOtherManagers() {
    const QByteArray fields
        = "{'f:spec': {'f:template': {'f:spec': {'f:containers': {'k:{\"name\":\"main\"}': {'f:env': "
          "{'.': {}, 'k:{\"name\":\"HAND\"}': {'.': {}, 'f:name': {}, 'f:value': {}}}}}}}}}";
    const YamlValue live = deployment(", env: [{name: HAND, value: h}]", managedBy("kubectl-edit", fields));

    const auto [from, to] = views(live, manifest(), manifest());

    QVERIFY(from.contains("HAND"));
    QVERIFY(!to.contains("HAND"));
    QVERIFY(to.contains("progressDeadlineSeconds"));
}

void TestLiveView::fieldsOfControllersAreNoEdits() {
    const QByteArray fields = "{'f:spec': {'f:replicas': {}}}";
    const YamlValue live = deployment({}, managedBy("kube-controller-manager", fields));
    const YamlValue scaled = deployment({}, managedBy("kubectl", fields));
    const YamlValue silent = manifest({}, "paused: false"); // an autoscaler's chart names no replicas

    QVERIFY(views(live, silent, silent).to.contains("replicas: 2"));
    QVERIFY(!views(scaled, silent, silent).to.contains("replicas: 2"));
    QVERIFY(isForeignManager(u"argocd-controller"_s));
    QVERIFY(!isForeignManager(u"helm-controller"_s));
    QVERIFY(!isForeignManager(u"terraform-provider-helm_v2.9.0"_s));
}

void TestLiveView::showsEditsWithoutManagedFields() {
    const YamlValue live = deployment(", env: [{name: HAND, value: h}]");
    const YamlValue silent = manifest({}, "paused: false");

    const auto [from, to] = views(live, silent, silent);

    QVERIFY(from.contains("HAND") && from.contains("replicas: 2"));
    QVERIFY(!to.contains("HAND") && !to.contains("replicas"));
    QVERIFY(to.contains("progressDeadlineSeconds"));
}

void TestLiveView::showsWhatTheNewManifestDrops() {
    const QByteArray probe = ", livenessProbe: {periodSeconds: 5}";

    const auto [from, to] = views(deployment(probe), manifest(), manifest(probe));

    QVERIFY(from.contains("livenessProbe"));
    QVERIFY(!to.contains("livenessProbe"));
}

void TestLiveView::showsWhatIsGoneFromTheCluster() {
    const QByteArray probe = ", livenessProbe: {periodSeconds: 5}";

    const auto [from, to] = views(deployment(), manifest(probe), manifest(probe));

    QVERIFY(!from.contains("livenessProbe"));
    QVERIFY(to.contains("livenessProbe"));
}

void TestLiveView::namesItemsByKeyAndValue() {
    const YamlValue object = tree("metadata:\n  managedFields:\n  - manager: kubectl\n    fieldsV1:\n      'f:ports': "
                                  "{'k:{\"port\":53,\"protocol\":\"UDP\"}': "
                                  "{'.': {}}}\n      'f:finalizers': {'v:\"a\"': {}}\n");

    const ForeignFields fields = ForeignFields::of(object);

    QVERIFY(fields.isKnown());
    QVERIFY(fields.field(u"ports"_s).item(tree("{port: 53, protocol: UDP}\n")).isWhole());
    QVERIFY(fields.field(u"ports"_s).item(tree("{port: 53, protocol: TCP}\n")).isNone());
    QVERIFY(!fields.field(u"finalizers"_s).item(YamlValue::string(u"a"_s)).isNone());
    QVERIFY(fields.field(u"finalizers"_s).item(YamlValue::string(u"b"_s)).isNone());
    QVERIFY(!ForeignFields::of(tree("a: 1\n")).isKnown());
}

void TestLiveView::secretsCompareByData() {
    const YamlValue live = tree("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ntype: Opaque\ndata: {a: eA==}\n");
    const YamlValue wanted = tree("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: x}\n");

    const YamlValue to = desiredState(live, {{}, u"Secret"_s, wanted, wanted}, *MergeSchema::builtIn());

    QCOMPARE(to, cleanObject(live, wanted));
}

void TestLiveView::creationKeepsNoInventions() {
    const YamlValue created = tree("kind: Service\nspec: {clusterIP: 10.0.0.9, clusterIPs: [10.0.0.9], type: NodePort, "
                                   "ports: [{port: 80, nodePort: 31234}]}\n");
    const YamlValue wanted = tree("kind: Service\nspec: {type: NodePort, ports: [{port: 80}]}\n");
    const YamlValue fixed = tree("kind: Service\nspec: {clusterIP: None, ports: [{port: 80, nodePort: 31234}]}\n");

    QCOMPARE(toYaml(withoutInventions(created, wanted)[u"spec"]), "ports:\n- port: 80\ntype: NodePort\n");
    QVERIFY(toYaml(withoutInventions(created, fixed)).contains("nodePort: 31234"));
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestLiveView)
#include "test_live_view.moc"
