// SPDX-License-Identifier: Apache-2.0
#include "core/helm/history.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray deployment(const QByteArray& name, const QByteArray& image) {
    return "---\n# Source: storefront/charts/" + name
        + "/templates/d.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: storefront-" + name
        + "\nspec:\n  template:\n    spec:\n      initContainers:\n        - {name: wait, image: 'busybox:1.36'}\n     "
          " containers:\n        - name: main\n          image: "
        + image + "\n";
}

ReleaseRecord recordWith(const QByteArray& manifest, const QString& snifferVersion = u"1.0.0"_s) {
    ReleaseRecord record;
    record.name = u"storefront"_s;
    record.chart.name = u"storefront"_s;
    record.chart.version = u"0.1.0"_s;
    record.chart.appVersion = u"1"_s;
    record.chart.dependencies = {{u"sniffer"_s, snifferVersion, {}, {}}, {u"web"_s, u"1.0.0"_s, {}, u"web-neo"_s}};
    record.manifest = manifest;
    return record;
}

QString text(const std::vector<HistoryEntry::Move>& moves) {
    QStringList lines;
    for (const auto& move : moves) {
        lines += u"%1: %2 > %3"_s.arg(move.what, move.from, move.to);
    }
    return lines.join(u", "_s);
}

YamlValue yaml(const char* source) {
    return loadYaml(source, u"test"_s).value();
}

QByteArray merged(const char* chart, const char* user, const QString& applyMethod = u"ssa"_s) {
    ReleaseRecord record;
    record.applyMethod = applyMethod;
    record.chartValues = yaml(chart);
    record.userValues = yaml(user);
    return toJson(mergedValues(record));
}

} // namespace

class TestHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsImagesOfAllWorkloads();
    void namesTheServiceThatMoved();
    void namesSubchartsThatMoved();
    void sameFactIsSaidOnce();
    void wholeImageWhereTheRepositoryMoved();
    void addedAndRemovedAreSaid();
    void chartMoveIsSaidWhenNothingElseMoved();
    void mergesAsHelmDoes_data();
    void mergesAsHelmDoes();
    void nullDefaultsOfHelm3Stay();
    void imageParts_data();
    void imageParts();
};

void TestHistory::findsImagesOfAllWorkloads() {
    const QByteArray manifest = deployment("web", "nginx:1.27")
        + "---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tidy}\nspec:\n  jobTemplate:\n    spec:\n      "
          "template:\n        spec:\n          containers: [{name: c, image: alpine}]\n"
          "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  image: not-one\n---\nkind: Deployment\n "
          " broken: [\n";

    const auto images = imagesOf(manifest);

    QCOMPARE(images.size(), size_t(3));
    QCOMPARE(images[0].container, u"wait"_s);
    QCOMPARE(images[1].image, u"nginx:1.27"_s);
    QCOMPARE(images[2].workloadKind, u"CronJob"_s);
    QCOMPARE(images[2].image, u"alpine"_s);
}

void TestHistory::namesTheServiceThatMoved() {
    const auto from = recordWith(deployment("sniffer", "reg/sniffer:v0.2.2-ca3b6") + deployment("web", "reg/web:1"));
    const auto to = recordWith(deployment("sniffer", "reg/sniffer:v0.2.3-ca3b6") + deployment("web", "reg/web:1"));

    QCOMPARE(text(movesBetween(from, to)), u"sniffer: v0.2.2-ca3b6 > v0.2.3-ca3b6"_s);
}

void TestHistory::namesSubchartsThatMoved() {
    QCOMPARE(text(movesBetween(recordWith({}, u"1.0.0"_s), recordWith({}, u"1.1.0"_s))), u"sniffer: 1.0.0 > 1.1.0"_s);
}

void TestHistory::sameFactIsSaidOnce() {
    const auto from = recordWith(deployment("sniffer", "reg/sniffer:v1"), u"v1"_s);
    const auto to = recordWith(deployment("sniffer", "reg/sniffer:v2"), u"v2"_s);

    QCOMPARE(text(movesBetween(from, to)), u"sniffer: v1 > v2"_s);
}

void TestHistory::wholeImageWhereTheRepositoryMoved() {
    const auto from = recordWith(deployment("web", "a/web:1"));
    const auto to = recordWith(deployment("web", "b/web:1"));

    QCOMPARE(text(movesBetween(from, to)), u"web: a/web:1 > b/web:1"_s);
}

void TestHistory::addedAndRemovedAreSaid() {
    const auto from = recordWith(deployment("old", "reg/old:3"));
    const auto to = recordWith(deployment("new", "reg/new:4"));

    QCOMPARE(text(movesBetween(from, to)), u"new:  > 1.36, new:  > 4, old: 1.36 > , old: 3 > "_s);
}

void TestHistory::chartMoveIsSaidWhenNothingElseMoved() {
    const auto from = recordWith({});
    auto to = recordWith({});
    QVERIFY(movesBetween(from, to).empty());
    to.chart.appVersion = u"2"_s;
    QCOMPARE(text(movesBetween(from, to)), u"storefront: 1 > 2"_s);
    to.chart.version = u"0.2.0"_s;
    QCOMPARE(text(movesBetween(from, to)), u"storefront: 0.1.0 > 0.2.0"_s);
}

void TestHistory::mergesAsHelmDoes_data() {
    // Expected values are what helm 4.3.1 prints for `helm get values -a -o json` (keys there are sorted).
    QTest::addColumn<QByteArray>("chart");
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* chart, const char* user, const char* expected) {
        QTest::newRow(name) << QByteArray(chart) << QByteArray(user) << QByteArray(expected);
    };
    row("nothing", "", "", "{}");
    row("defaults", "{a: 1, b: {c: x}}", "", R"({"a":1,"b":{"c":"x"}})");
    row("tables merge", "{b: {c: 1, d: 2}}", "{b: {c: 9, e: 3}}", R"({"b":{"c":9,"e":3,"d":2}})");
    row("lists replace", "{l: [1, 2]}", "{l: [3]}", R"({"l":[3]})");
    row("null deletes", "{a: 1, b: 2}", "{a: null}", R"({"b":2})");
    row("null deletes inside", "{b: {c: 1, d: 2}}", "{b: {c: null}}", R"({"b":{"d":2}})");
    row("null of its own stays", "{a: 1}", "{z: null}", R"({"z":null,"a":1})");
    row("null of its own stays inside", "{b: {c: 1}}", "{b: {z: null}}", R"({"b":{"z":null,"c":1}})");
    row("null defaults vanish", "{a: null, b: {c: null, d: 1}}", "", R"({"b":{"d":1}})");
    row("table over scalar", "{a: 1}", "{a: {b: 2}}", R"({"a":{"b":2}})");
    row("scalar over table", "{a: {b: 2}}", "{a: 1}", R"({"a":1})");
}

void TestHistory::mergesAsHelmDoes() {
    QFETCH(const QByteArray, chart);
    QFETCH(const QByteArray, user);
    QFETCH(const QByteArray, expected);

    QCOMPARE(merged(chart.constData(), user.constData()), expected);
}

void TestHistory::nullDefaultsOfHelm3Stay() {
    QCOMPARE(merged("{a: null, b: {c: null, d: 1}}", "", {}), R"({"a":null,"b":{"c":null,"d":1}})");
    QCOMPARE(merged("{a: null, b: 1}", "{a: null}", {}), R"({"b":1})");
}

void TestHistory::imageParts_data() {
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("repository");
    QTest::addColumn<QString>("tag");
    QTest::newRow("tag") << u"registry.corp:5000/a/sniffer:v1"_s << u"registry.corp:5000/a/sniffer"_s << u"v1"_s;
    QTest::newRow("port, no tag") << u"registry.corp:5000/sniffer"_s << u"registry.corp:5000/sniffer"_s << QString();
    QTest::newRow("digest") << u"a/b@sha256:12"_s << u"a/b"_s << u"sha256:12"_s;
    QTest::newRow("both") << u"a/b:v1@sha256:12"_s << u"a/b"_s << u"v1"_s;
}

void TestHistory::imageParts() {
    QFETCH(const QString, image);
    QFETCH(const QString, repository);
    QFETCH(const QString, tag);
    const ImageUse use{{}, {}, {}, image};

    QCOMPARE(use.repository(), repository);
    QCOMPARE(use.tag(), tag);
}

QTEST_GUILESS_MAIN(TestHistory)
#include "test_history.moc"
