// SPDX-License-Identifier: Apache-2.0
#include "core/helm/chart_files.h"
#include "core/helm/record_chart.h"

#include "tests/unit/helm/tar_builder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr ChartLimits kSmall{.files = 5, .total = 4_KiB, .file = 2_KiB};

void write(const QString& path, const QByteArray& text) {
    QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

TarBuilder chart() {
    TarBuilder tar;
    tar.file("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.2.3\nappVersion: 1.10\n");
    return tar;
}

QString reasonOf(const TarBuilder& tar, const ChartLimits& limits = {}) {
    const auto files = readChartArchive(tar.bytes(), u"web.tgz"_s, limits);
    return files ? u"none"_s : QString(files.error().reason + u" | "_s + files.error().subject);
}

/// A record's Secret, its body left as plain JSON: helm too reads those.
QByteArray secretOf(const QByteArray& record) {
    return "{\"kind\":\"Secret\",\"data\":{\"release\":\"" + record.toBase64().toBase64() + "\"}}";
}

QByteArray recordWith(const QByteArray& chart, const QByteArray& manifest = "") {
    return "{\"name\":\"web\",\"manifest\":\"" + manifest + "\",\"chart\":" + chart + '}';
}

} // namespace

class TestChartFiles final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAnArchive();
    void folderAndArchiveHaveOneDigest();
    void CH7_anotherByteIsAnotherDigest();
    void CH2_refusesHostileEntries_data();
    void CH2_refusesHostileEntries();
    void CH2_refusesWhatIsTooMuch();
    void refusesWhatIsNoArchive();
    void valuesOfSubchartsStandUnderTheirAlias();
    void namesMissingDependencies();
    void readsPackedSubcharts();
    void leavesIgnoredFilesOut();
    void followsNoCircleOfLinks();
    void nullTakesADefaultAway();
    void saysWhereValuesAreBroken();
    void rebuildsTheChartOfARecord();
    void recordsWithSubchartsCantBeRebuilt();
    void CH2_recordsCantLeadOutOfTheChart();
    void writesAPrivateFolder();
};

void TestChartFiles::readsAnArchive() {
    TarBuilder tar = chart();
    tar.folder("web/templates/").file("web/templates/a.yaml", "a").file("web/values.yaml", "# kept\nreplicas: 2\n");
    tar.file("web/values.schema.json", "{}").file("web/crds/x.yaml", "kind: CustomResourceDefinition\n");

    const auto files = readChartArchive(tar.bytes(), u"web.tgz"_s);
    QVERIFY2(files.has_value(), files ? "" : qPrintable(describe(files.error())));
    const auto package = chartFromFiles(*files, u"web.tgz"_s);

    QVERIFY(package);
    QCOMPARE(package->info.label(), u"web-1.2.3"_s);
    QCOMPARE(package->info.appVersion, u"1.10"_s);
    QCOMPARE(package->valuesText, "# kept\nreplicas: 2\n");
    QCOMPARE(package->values[u"replicas"].text(), u"2"_s);
    QCOMPARE(package->schema, "{}");
    QCOMPARE(package->crds.size(), 1u);
    QCOMPARE(package->fileCount, 5);
    QVERIFY(package->missing.isEmpty());
}

void TestChartFiles::folderAndArchiveHaveOneDigest() {
    const QTemporaryDir folder;
    write(folder.filePath(u"Chart.yaml"_s), "name: web\nversion: 1.0.0\n");
    write(folder.filePath(u"templates/a.yaml"_s), "a");
    TarBuilder tar;
    tar.file("web/templates/a.yaml", "a").file("web/Chart.yaml", "name: web\nversion: 1.0.0\n");

    const auto fromFolder = loadChart(folder.path());
    const auto fromArchive = chartFromFiles(*readChartArchive(tar.bytes(), {}), {});

    QVERIFY(fromFolder && fromArchive);
    QCOMPARE(fromFolder->digest, fromArchive->digest);
    QCOMPARE(fromFolder->digest.size(), 32);
}

void TestChartFiles::CH7_anotherByteIsAnotherDigest() {
    QVERIFY(chartDigest({{u"a"_s, "1"}}) != chartDigest({{u"a"_s, "2"}}));
    QVERIFY(chartDigest({{u"a"_s, "1"}}) != chartDigest({{u"b"_s, "1"}}));
    QVERIFY(chartDigest({{u"a"_s, "bc"}}) != chartDigest({{u"ab"_s, "c"}}));
    QCOMPARE(chartDigest({{u"a"_s, "1"}, {u"b"_s, "2"}}), chartDigest({{u"b"_s, "2"}, {u"a"_s, "1"}}));
}

void TestChartFiles::CH2_refusesHostileEntries_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<char>("type");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* title, const QByteArray& name, char type, const QString& reason) {
        QTest::newRow(title) << name << type << QString(reason + u" | web.tgz: "_s + QString::fromUtf8(name));
    };
    row("up", "web/../../etc/passwd", '0', u"UnsafeName"_s);
    row("absolute", "/etc/passwd", '0', u"UnsafeName"_s);
    row("backslash", "web\\..\\x", '0', u"UnsafeName"_s);
    row("drive", "C:/x", '0', u"UnsafeName"_s);
    row("symbolic link", "web/values.yaml", '2', u"Link"_s);
    row("hard link", "web/values.yaml", '1', u"Link"_s);
    row("device", "web/zero", '3', u"SpecialFile"_s);
    row("fifo", "web/fifo", '6', u"SpecialFile"_s);
    row("no folder", "values.yaml", '0', u"NoFolder"_s);
    row("case", "web/chart.YAML", '0', u"NameCollision"_s);
    row("twice", "web/Chart.yaml", '0', u"NameCollision"_s);
}

void TestChartFiles::CH2_refusesHostileEntries() {
    QFETCH(const QByteArray, name);
    QFETCH(const char, type);
    QFETCH(const QString, expected);
    TarBuilder tar = chart();
    tar.special(name, type, type == '1' || type == '2' ? "/etc/passwd" : "");

    QCOMPARE(reasonOf(tar), expected);
}

void TestChartFiles::CH2_refusesWhatIsTooMuch() {
    QCOMPARE(reasonOf(chart().file("web/a", QByteArray(3000, 'x')), kSmall), u"TooLarge | web.tgz: web/a"_s);
    QCOMPARE(reasonOf(chart().file("web/a", QByteArray(2000, 'x')).file("web/b", QByteArray(2040, 'x')), kSmall),
        u"TooLarge | web.tgz: b"_s);
    QCOMPARE(reasonOf(chart().lying("web/a", 1'000'000'000), kSmall), u"TooLarge | web.tgz: web/a"_s);
    TarBuilder many = chart();
    for (int i = 0; i < 10; ++i) {
        many.folder("web/" + QByteArray::number(i) + "/");
    }
    QCOMPARE(reasonOf(many, kSmall), u"TooManyFiles | web.tgz: web/4/"_s);
}

void TestChartFiles::refusesWhatIsNoArchive() {
    const auto files = readChartArchive("<html>not found</html>", u"web.tgz"_s);

    QVERIFY(!files);
    QCOMPARE(files.error().code, ErrorCode::Parse);
    QVERIFY(!chartFromFiles({{u"README.md"_s, "x"}}, u"x"_s));
}

void TestChartFiles::valuesOfSubchartsStandUnderTheirAlias() {
    const auto package = chartFromFiles(
        {
            {u"Chart.yaml"_s,
                "name: shop\nversion: 1.0.0\ndependencies:\n- {name: db, version: ^1, alias: orders}\n- {name: db, "
                "version: ^1, alias: users}\n"},
            {u"Chart.lock"_s, "dependencies:\n- {name: db, version: 1.4.0}\n- {name: db, version: 1.5.0}\n"},
            {u"values.yaml"_s, "orders: {size: 5, gone: null}\n"},
            {u"charts/db/Chart.yaml"_s, "name: db\nversion: 1.4.0\n"},
            {u"charts/db/values.yaml"_s, "size: 1\ngone: x\nengine: pg\n"},
            {u"charts/other/Chart.yaml"_s, "name: other\nversion: 1.0.0\n"},
            {u"charts/other/values.yaml"_s, "a: 1\n"},
            {u"charts/_skipped/x"_s, ""},
        },
        u"shop"_s);

    QVERIFY2(package.has_value(), package ? "" : qPrintable(describe(package.error())));
    QCOMPARE(toYaml(package->values),
        "orders:\n  engine: pg\n  size: 5\nother:\n  a: 1\nusers:\n  engine: pg\n  gone: x\n  size: 1\n");
    QCOMPARE(package->info.dependencies.at(0).version, u"1.4.0"_s);
    QCOMPARE(package->info.dependencies.at(1).version, u"1.5.0"_s);
    QVERIFY(package->missing.isEmpty());
}

void TestChartFiles::namesMissingDependencies() {
    const auto package = chartFromFiles({{u"Chart.yaml"_s, "name: shop\nversion: 1.0.0\n"},
                                            {u"requirements.yaml"_s, "dependencies:\n- {name: redis}\n"}},
        u"shop"_s);

    QVERIFY(package);
    QCOMPARE(package->missing, QStringList{u"redis"_s});
}

void TestChartFiles::readsPackedSubcharts() {
    TarBuilder inner;
    inner.file("db/Chart.yaml", "name: db\nversion: 1.0.0\n").file("db/values.yaml", "a: 1\n");
    const ChartFile shop{u"Chart.yaml"_s, "name: shop\nversion: 1.0.0\ndependencies:\n- {name: db}\n"};

    const auto package = chartFromFiles({shop, {u"charts/db-1.0.0.tgz"_s, inner.bytes()}}, u"shop"_s);
    inner.special("db/x", '2', "/etc");
    const auto hostile = chartFromFiles({shop, {u"charts/db-1.0.0.tgz"_s, inner.bytes()}}, u"shop"_s);

    QVERIFY(package);
    QCOMPARE(toYaml(package->values), "db:\n  a: 1\n");
    QVERIFY(!hostile);
    QCOMPARE(hostile.error().subject, u"shop/charts/db-1.0.0.tgz: db/x"_s);
}

void TestChartFiles::leavesIgnoredFilesOut() {
    const QTemporaryDir folder;
    write(folder.filePath(u".helmignore"_s), "# c\n*.swp\n.git/\n/ci/*.yaml\n");
    for (const char* name : {"Chart.yaml", "a.swp", ".git/config", "ci/x.yaml", "sub/ci/x.yaml", "templates/.x.yaml"}) {
        write(folder.filePath(QString::fromUtf8(name)), "x");
    }

    const auto files = readChartFolder(folder.path());

    QVERIFY(files);
    QStringList names;
    for (const ChartFile& file : *files) {
        names += file.name;
    }
    QCOMPARE(names, (QStringList{u".helmignore"_s, u"Chart.yaml"_s, u"sub/ci/x.yaml"_s}));
}

void TestChartFiles::followsNoCircleOfLinks() {
    const QTemporaryDir folder;
    write(folder.filePath(u"Chart.yaml"_s), "x");
    QVERIFY(QFile::link(folder.path(), folder.filePath(u"self"_s)));

    const auto files = readChartFolder(folder.path());

    QVERIFY(!files);
    QCOMPARE(files.error().reason, u"Link"_s);
}

void TestChartFiles::nullTakesADefaultAway() {
    const YamlValue over = *loadYaml("a: {b: null, c: 1}\nd: null\n", {});
    const YamlValue defaults = *loadYaml("a: {b: 1, e: 2}\nf: 3\n", {});

    QCOMPARE(toYaml(coalesceValues(over, defaults)), "a:\n  c: 1\n  e: 2\nd: null\nf: 3\n");
}

void TestChartFiles::saysWhereValuesAreBroken() {
    const auto package = chartFromFiles(
        {{u"Chart.yaml"_s, "name: shop\nversion: 1.0.0\n"}, {u"values.yaml"_s, "a: 1\nb: [\n"}}, u"shop"_s);

    QVERIFY(!package);
    QCOMPARE(package.error().code, ErrorCode::Parse);
    QVERIFY(package.error().subject.startsWith(u"shop/values.yaml:"_s));
}

void TestChartFiles::rebuildsTheChartOfARecord() {
    const QByteArray chart = R"({"metadata":{"name":"web","version":"1.0.0"},"values":{"a":1},"schema":")"
        + QByteArray("{}").toBase64() + R"(","templates":[{"name":"templates/a.yaml","data":")"
        + QByteArray("kind: X\n").toBase64() + R"("}],"files":[{"name":"README.md","data":")"
        + QByteArray("hi").toBase64() + R"("}]})";

    const auto files = rebuildChart(secretOf(recordWith(chart)), {});

    QVERIFY2(files.has_value(), files ? "" : qPrintable(describe(files.error())));
    QCOMPARE(files->size(), 5u);
    const auto package = chartFromFiles(*files, u"web"_s);
    QVERIFY(package);
    QCOMPARE(package->info.label(), u"web-1.0.0"_s);
    QCOMPARE(package->valuesText, "a: 1\n");
    QCOMPARE(package->schema, "{}");
    QCOMPARE(files->back(), (ChartFile{u"values.yaml"_s, "a: 1\n"}));
}

void TestChartFiles::recordsWithSubchartsCantBeRebuilt() {
    const QByteArray templates = R"("templates":[{"name":"templates/a.yaml","data":""}])";
    const QByteArray declared
        = R"({"metadata":{"name":"web","version":"1","dependencies":[{"name":"db"}]},)" + templates + "}";
    const QByteArray plain = R"({"metadata":{"name":"web","version":"1"},)" + templates + "}";

    const auto byList = rebuildChart(secretOf(recordWith(declared)), {});
    const auto byManifest
        = rebuildChart(secretOf(recordWith(plain, R"(---\n# Source: web/charts/db/templates/x.yaml\n)")), {});

    QCOMPARE(byList.error().reason, u"Subcharts"_s);
    QCOMPARE(byManifest.error().reason, u"Subcharts"_s);
    QVERIFY(rebuildChart(secretOf(recordWith(plain)), {}));
}

void TestChartFiles::CH2_recordsCantLeadOutOfTheChart() {
    const QByteArray chart
        = R"({"metadata":{"name":"web","version":"1"},"templates":[{"name":"../../.bashrc","data":""}]})";

    QCOMPARE(rebuildChart(secretOf(recordWith(chart)), {}).error().reason, u"UnsafeName"_s);
    const QTemporaryDir folder;
    QCOMPARE(writeChart({{u"../x"_s, ""}}, folder.filePath(u"c"_s)).error().reason, u"UnsafeName"_s);
    QVERIFY(!QFile::exists(folder.filePath(u"x"_s)));
}

void TestChartFiles::writesAPrivateFolder() {
    const QTemporaryDir folder;
    const QString place = folder.filePath(u"chart"_s);

    QVERIFY(writeChart({{u"templates/a.yaml"_s, "a"}}, place));

    QCOMPARE(QFile::permissions(place) & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther), QFile::Permissions());
    QCOMPARE(QFile::permissions(place + u"/templates/a.yaml"_s) & (QFile::ReadGroup | QFile::ReadOther),
        QFile::Permissions());
    QCOMPARE(writeChart({}, place).error().code, ErrorCode::Io);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestChartFiles)
#include "test_chart_files.moc"
