// SPDX-License-Identifier: Apache-2.0
#include "core/kube/strategic_merge.h"

#include "core/kube/resource.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

YamlValue tree(const QByteArray& yaml) {
    return loadYaml(yaml, u"test"_s).value_or(YamlValue());
}

QByteArray text(const Result<YamlValue>& value) {
    return value ? toYaml(*value) : "error: " + value.error().reason.toUtf8() + '\n';
}

const MergeSchema& schema() {
    return *MergeSchema::builtIn();
}

/// A Pod's spec stands in for every object that has containers.
MergeContext pod() {
    return {schema(), u"PodSpec"_s};
}

} // namespace

class TestStrategicMerge final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesAndAppliesThreeWayPatches_data();
    void makesAndAppliesThreeWayPatches();
    void changesNothingWhereAllAgree();
    void keepsWhatOthersAdded();
    void ordersThePatchAsTheListIs();
    void portsOfOneNumberArePairedInOrder();
    void refusesItemsWithoutTheirKey();
    void refusesMixedLists();
    void replacesByDirective();
    void findsRulesFromTheRoot();
    void mergePatchOfCustomResources_data();
    void mergePatchOfCustomResources();
};

/// The cases client-go's own tests cover, with data of our own: `result` is what the server makes of the patch.
void TestStrategicMerge::makesAndAppliesThreeWayPatches_data() {
    QTest::addColumn<QByteArray>("original");
    QTest::addColumn<QByteArray>("modified");
    QTest::addColumn<QByteArray>("current");
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("result");

    QTest::newRow("changes a scalar") << QByteArray("a: 1\nb: 2\n") << QByteArray("a: 1\nb: 3\n")
                                      << QByteArray("a: 1\nb: 2\n") << QByteArray("b: 3\n")
                                      << QByteArray("a: 1\nb: 3\n");
    QTest::newRow("takes an edit by hand back") << QByteArray("a: 1\n") << QByteArray("a: 1\n") << QByteArray("a: 9\n")
                                                << QByteArray("a: 1\n") << QByteArray("a: 1\n");
    QTest::newRow("removes what the old one had")
        << QByteArray("a: 1\nb: 2\n") << QByteArray("a: 1\n") << QByteArray("a: 1\nb: 2\nz: 3\n")
        << QByteArray("b: null\n") << QByteArray("a: 1\nz: 3\n");
    QTest::newRow("removes inside a map")
        << QByteArray("m:\n  a: 1\n  b: 2\n") << QByteArray("m:\n  a: 2\n")
        << QByteArray("m:\n  a: 1\n  b: 2\n  c: 3\n") << QByteArray("m:\n  a: 2\n  b: null\n")
        << QByteArray("m:\n  a: 2\n  c: 3\n");
    QTest::newRow("a type that changes is replaced")
        << QByteArray("a: 1\n") << QByteArray("a:\n  b: 1\n") << QByteArray("a: 1\n") << QByteArray("a:\n  b: 1\n")
        << QByteArray("a:\n  b: 1\n");
    QTest::newRow("a number is not its string")
        << QByteArray("a: 1\n") << QByteArray("a: \"1\"\n") << QByteArray("a: 1\n") << QByteArray("a: \"1\"\n")
        << QByteArray("a: \"1\"\n");
    QTest::newRow("a list without a key is replaced")
        << QByteArray("args: [a, b]\n") << QByteArray("args: [a, c]\n") << QByteArray("args: [a, b, x]\n")
        << QByteArray("args:\n- a\n- c\n") << QByteArray("args:\n- a\n- c\n");
    QTest::newRow("adds an item to a merged list")
        << QByteArray("containers:\n- {name: a}\n") << QByteArray("containers:\n- {name: a}\n- {name: b}\n")
        << QByteArray("containers:\n- {name: a}\n")
        << QByteArray("$setElementOrder/containers:\n- name: a\n- name: b\ncontainers:\n- name: b\n")
        << QByteArray("containers:\n- name: a\n- name: b\n");
    QTest::newRow("removes an item of a merged list")
        << QByteArray("containers:\n- {name: a}\n- {name: b}\n") << QByteArray("containers:\n- {name: a}\n")
        << QByteArray("containers:\n- {name: a, image: x}\n- {name: b}\n")
        << QByteArray("$setElementOrder/containers:\n- name: a\ncontainers:\n- $patch: delete\n  name: b\n")
        << QByteArray("containers:\n- image: x\n  name: a\n");
    QTest::newRow("removes a variable and a probe, changes an image")
        << QByteArray("containers:\n- {name: a, image: \"1\", livenessProbe: {periodSeconds: 5}, env: [{name: A, "
                      "value: x}, {name: B, value: y}]}\n")
        << QByteArray("containers:\n- {name: a, image: \"2\", env: [{name: A, value: x}]}\n")
        << QByteArray("containers:\n- {name: a, image: \"1\", livenessProbe: {periodSeconds: 5, timeoutSeconds: 1}, "
                      "env: [{name: A, value: x}, {name: B, value: y}, {name: HAND, value: h}]}\n")
        << QByteArray("$setElementOrder/containers:\n- name: a\ncontainers:\n- $setElementOrder/env:\n  - name: A\n  "
                      "env:\n  - $patch: delete\n    name: B\n  image: \"2\"\n  livenessProbe: null\n  name: a\n")
        << QByteArray("containers:\n- env:\n  - name: A\n    value: x\n  - name: HAND\n    value: h\n  image: \"2\"\n  "
                      "name: a\n");
    QTest::newRow("moves items") << QByteArray("containers:\n- {name: a}\n- {name: b}\n")
                                 << QByteArray("containers:\n- {name: b}\n- {name: a}\n")
                                 << QByteArray("containers:\n- {name: a}\n- {name: b}\n")
                                 << QByteArray("$setElementOrder/containers:\n- name: b\n- name: a\n")
                                 << QByteArray("containers:\n- name: b\n- name: a\n");
    QTest::newRow("a union keeps only its keys")
        << QByteArray("volumes:\n- {name: v, emptyDir: {}}\n")
        << QByteArray("volumes:\n- {name: v, configMap: {name: c}}\n")
        << QByteArray("volumes:\n- {name: v, emptyDir: {}}\n")
        << QByteArray("$setElementOrder/volumes:\n- name: v\nvolumes:\n- $retainKeys:\n  - configMap\n  - name\n  "
                      "configMap:\n    "
                      "name: c\n  emptyDir: null\n  name: v\n")
        << QByteArray("volumes:\n- configMap:\n    name: c\n  name: v\n");
    QTest::newRow("empties a merged list")
        << QByteArray("containers:\n- {name: a}\n") << QByteArray("containers: []\n")
        << QByteArray("containers:\n- {name: a}\n- {name: z}\n")
        << QByteArray("$setElementOrder/containers: []\ncontainers:\n- $patch: delete\n  name: a\n")
        << QByteArray("containers:\n- name: z\n");
    QTest::newRow("a null removes") << QByteArray("a: 1\n") << QByteArray("a: null\n") << QByteArray("a: 1\n")
                                    << QByteArray("a: null\n") << QByteArray("{}\n");
}

void TestStrategicMerge::makesAndAppliesThreeWayPatches() {
    QFETCH(const QByteArray, original);
    QFETCH(const QByteArray, modified);
    QFETCH(const QByteArray, current);
    QFETCH(const QByteArray, patch);
    QFETCH(const QByteArray, result);

    const auto made = threeWayMergePatch(tree(original), tree(modified), tree(current), pod());

    QCOMPARE(text(made), patch);
    QCOMPARE(text(applyStrategicPatch(tree(current), *made, pod())), result);
}

void TestStrategicMerge::changesNothingWhereAllAgree() {
    const YamlValue spec = tree("containers:\n- {name: a, env: [{name: A, value: x}]}\n");
    const YamlValue live
        = tree("containers:\n- {name: a, env: [{name: A, value: x}], imagePullPolicy: Always}\nx: 1\n");

    QCOMPARE(text(threeWayMergePatch(spec, spec, live, pod())), QByteArray("{}\n"));
}

void TestStrategicMerge::keepsWhatOthersAdded() {
    const YamlValue old = tree("containers:\n- {name: a}\n");
    const YamlValue live = tree("containers:\n- {name: sidecar}\n- {name: a}\n");
    const YamlValue next = tree("containers:\n- {name: a}\n- {name: b}\n");

    const auto patch = threeWayMergePatch(old, next, live, pod());

    QCOMPARE(text(applyStrategicPatch(live, *patch, pod())),
        QByteArray("containers:\n- name: sidecar\n- name: a\n- name: b\n"));
}

void TestStrategicMerge::ordersThePatchAsTheListIs() {
    // `b` comes from the deletions' half, `c` and `a` from the additions': the server refuses another order.
    const YamlValue old = tree("containers:\n- {name: a, image: x}\n- {name: b, tty: true}\n");
    const YamlValue next = tree("containers:\n- {name: c}\n- {name: b}\n- {name: a, image: new}\n");

    const auto patch = threeWayMergePatch(old, next, old, pod());

    QCOMPARE(text((*patch)[u"containers"]), QByteArray("- name: c\n- name: b\n  tty: null\n- image: new\n  name: a\n"));
}

void TestStrategicMerge::portsOfOneNumberArePairedInOrder() {
    const YamlValue old = tree("ports:\n- {containerPort: 53, protocol: UDP}\n- {containerPort: 53, protocol: TCP}\n");
    const MergeContext container{schema(), u"Container"_s};

    QCOMPARE(text(threeWayMergePatch(old, old, old, container)), QByteArray("{}\n"));
}

void TestStrategicMerge::refusesItemsWithoutTheirKey() {
    const YamlValue bad = tree("containers:\n- {image: x}\n");

    QCOMPARE(text(threeWayMergePatch(bad, bad, bad, pod())), QByteArray("error: NoMergeKey\n"));
    QCOMPARE(text(applyStrategicPatch(bad, bad, pod())), QByteArray("error: NoMergeKey\n"));
}

void TestStrategicMerge::refusesMixedLists() {
    const YamlValue bad = tree("containers:\n- {name: x}\n- y\n");
    const YamlValue good = tree("containers:\n- {name: x}\n");

    QCOMPARE(text(threeWayMergePatch(good, bad, good, pod())), QByteArray("error: BadList\n"));
}

void TestStrategicMerge::replacesByDirective() {
    const YamlValue live = tree("m: {a: 1}\ncontainers:\n- {name: a}\n- {name: b}\n");

    QCOMPARE(text(applyStrategicPatch(live, tree("m: {$patch: replace, b: 2}\n"), pod())),
        QByteArray("containers:\n- name: a\n- name: b\nm:\n  b: 2\n"));
    QCOMPARE(text(applyStrategicPatch(live, tree("m: {$patch: delete}\n"), pod())),
        QByteArray("containers:\n- name: a\n- name: b\nm: {}\n"));
    QCOMPARE(text(applyStrategicPatch(live, tree("containers:\n- {name: c}\n- {$patch: replace}\n"), pod())),
        QByteArray("containers:\n- name: c\nm:\n  a: 1\n"));
}

void TestStrategicMerge::findsRulesFromTheRoot() {
    const QString deployment = schema().rootOf(GroupVersionKind::fromApiVersion(u"apps/v1", u"Deployment"_s));
    const YamlValue old
        = tree("metadata: {finalizers: [a, b]}\nspec: {template: {spec: {containers: [{name: a}, {name: b}]}}}\n");
    const YamlValue next = tree("metadata: {finalizers: [a]}\nspec: {template: {spec: {containers: [{name: a}]}}}\n");
    const YamlValue live = tree("metadata: {finalizers: [a, b, z]}\nspec: {template: {spec: {containers: [{name: a}, "
                                "{name: b}, {name: z}]}}}\n");

    const auto patch = threeWayMergePatch(old, next, live, {schema(), deployment});

    QCOMPARE(text(patch->at({u"metadata"})),
        QByteArray("$deleteFromPrimitiveList/finalizers:\n- b\n$setElementOrder/finalizers:\n- a\n"));
    QCOMPARE(text(applyStrategicPatch(live, *patch, {schema(), deployment})),
        QByteArray("metadata:\n  finalizers:\n  - a\n  - z\nspec:\n  template:\n    spec:\n      containers:\n      - "
                   "name: a\n      - name: z\n"));
}

void TestStrategicMerge::mergePatchOfCustomResources_data() {
    QTest::addColumn<QByteArray>("original");
    QTest::addColumn<QByteArray>("modified");
    QTest::addColumn<QByteArray>("patch");
    QTest::newRow("same") << QByteArray("a: {b: 1}\n") << QByteArray("a: {b: 1}\n") << QByteArray("{}\n");
    QTest::newRow("change, add, remove") << QByteArray("a: {b: 1, c: 2}\n") << QByteArray("a: {b: 3, d: 4}\n")
                                         << QByteArray("a:\n  b: 3\n  c: null\n  d: 4\n");
    QTest::newRow("lists as a whole") << QByteArray("l: [{name: a}, {name: b}]\n") << QByteArray("l: [{name: a}]\n")
                                      << QByteArray("l:\n- name: a\n");
    QTest::newRow("type") << QByteArray("a: {b: 1}\n") << QByteArray("a: [1]\n") << QByteArray("a:\n- 1\n");
}

void TestStrategicMerge::mergePatchOfCustomResources() {
    QFETCH(const QByteArray, original);
    QFETCH(const QByteArray, modified);
    QFETCH(const QByteArray, patch);

    const YamlValue made = mergePatch(tree(original), tree(modified));

    QCOMPARE(text(made), patch);
    QCOMPARE(text(applyMergePatch(tree(original), made)), text(tree(modified)));
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestStrategicMerge)
#include "test_strategic_merge.moc"
