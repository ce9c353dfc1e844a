// SPDX-License-Identifier: Apache-2.0
#include "core/change/schema_check.h"
#include "core/change/values_table.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

YamlValue tree(const QByteArray& yaml) {
    return *loadYaml(yaml, u"test"_s);
}

QStringList rows(const QByteArray& old, const QByteArray& mine, const QByteArray& next) {
    QStringList lines;
    for (const ValueRow& row : valuesTable(tree(old), tree(mine), tree(next))) {
        lines += row.path + u' ' + valueVerdictWord(row.verdict);
    }
    return lines;
}

QStringList surprises(const QByteArray& values) {
    QStringList lines;
    for (const ValuesFinding& finding : typeSurprises(values)) {
        lines += u"%1 %2 %3"_s.arg(finding.line).arg(finding.word, finding.pointer);
    }
    return lines;
}

QStringList verdict(const QByteArray& values, const QByteArray& schema, const QByteArray& defaults = "{}") {
    const SchemaVerdict verdict = checkSchema(values, tree(defaults), schema);
    QStringList lines;
    if (!verdict.notChecked.isEmpty()) {
        lines += verdict.notChecked;
    }
    for (const ValuesFinding& finding : verdict.findings) {
        lines += u"%1 %2"_s.arg(finding.line).arg(finding.pointer);
    }
    return lines;
}

} // namespace

class TestValuesChecks final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void PS4_judgesEveryValue();
    void keysUnderAnEmptyMapAreFree();
    void nullOfMineIsAnOverride();
    void pathsAreReadable();
    void secretsAreMarked();
    void CH4_flagsTypeSurprises();
    void CH4_leavesPlainTextsAlone();
    void CH4_halfWrittenTextIsNoTrouble();
    void CH5_saysPointerAndLine();
    void CH5_defaultsCount();
    void CH5_knowsDrafts_data();
    void CH5_knowsDrafts();
    void CH3_refusesWhatNeverEnds_data();
    void CH3_refusesWhatNeverEnds();
    void CH3_recursiveSchemasWork();
    void CH3_patternsAreBounded();
};

namespace {

const QByteArray kImage = R"({"$schema":"http://json-schema.org/draft-07/schema#","type":"object",
  "properties":{"replicas":{"type":"integer","minimum":0},"image":{"$ref":"#/definitions/image"},
    "ports":{"type":"array","items":{"type":"integer"}}},
  "definitions":{"image":{"type":"object","required":["tag"],"properties":{"tag":{"type":"string","pattern":"^v"}}}}})";

} // namespace

void TestValuesChecks::PS4_judgesEveryValue() {
    const QByteArray old = "same: 1\nmoved: 1\nunder: 1\nvanished: 1\nlost: 1\nequal: 1\nkept: 1\n";
    const QByteArray mine = "under: 5\nlost: 5\nequal: 2\nkept: 5\nown: 1\n";
    const QByteArray next = "same: 1\nmoved: 2\nunder: 2\nequal: 2\nkept: 1\nadded: 1\n";

    QCOMPARE(rows(old, mine, next),
        (QStringList{u"added Added"_s, u"equal OverrideNowEqual"_s, u"kept Overridden"_s, u"lost KeyVanished"_s,
            u"moved DefaultMoved"_s, u"own OnlyMine"_s, u"same Unchanged"_s, u"under DefaultMovedUnderOverride"_s,
            u"vanished DefaultVanished"_s}));
}

void TestValuesChecks::keysUnderAnEmptyMapAreFree() {
    QCOMPARE(rows("sel: {disk: ssd}\n", "sel: {disk: hdd}\n", "sel: {}\n"), QStringList{u"sel.disk OnlyMine"_s});
    QCOMPARE(rows("sel: {disk: ssd}\n", "sel: {disk: hdd}\n", "{}\n"), QStringList{u"sel.disk KeyVanished"_s});
}

void TestValuesChecks::nullOfMineIsAnOverride() {
    const auto table = valuesTable(tree("a: {b: 1}\n"), tree("a: {b: null}\n"), tree("a: {b: 2}\n"));

    QCOMPARE(table.size(), 1u);
    QVERIFY(table[0].mine.has_value() && table[0].mine->isNull());
    QCOMPARE(table[0].verdict, ValueVerdict::DefaultMovedUnderOverride);
    QCOMPARE(table[0].keys, (QStringList{u"a"_s, u"b"_s}));
}

void TestValuesChecks::pathsAreReadable() {
    QCOMPARE(rows("{}\n", "a: {example.com/x: 1, l: [1, 2]}\n", "{}\n"),
        (QStringList{u"a[\"example.com/x\"] OnlyMine"_s, u"a.l OnlyMine"_s}));
}

void TestValuesChecks::secretsAreMarked() {
    const auto table = valuesTable(tree("{}\n"), tree("db: {password: x, name: y}\n"), tree("{}\n"));

    QCOMPARE(table.size(), 2u);
    QVERIFY(!table[0].isSensitive);
    QVERIFY(table[1].isSensitive);
}

void TestValuesChecks::CH4_flagsTypeSurprises() {
    const QByteArray values = "a: yes\nb: 0777\nc: 1e3\nd: 1.10\ne: 12345678901234567890\n"
                              "on: 1\nf:\n  g: 1\n  g: 2\nh: [off]\n";

    QCOMPARE(surprises(values),
        (QStringList{u"1 Boolean /a"_s, u"2 Octal /b"_s, u"3 Exponent /c"_s, u"4 TrailingZero /d"_s,
            u"5 LongInteger /e"_s, u"6 BooleanKey /true"_s, u"9 DuplicateKey /f/g"_s, u"10 Boolean /h/0"_s}));
    QCOMPARE(surprises("a:\n\tb: 1\n").constLast(), u"2 Tab "_s);
}

void TestValuesChecks::CH4_leavesPlainTextsAlone() {
    QCOMPARE(surprises("a: true\nb: \"yes\"\nc: 'on'\nd: 1.5\ne: 10\nf: |\n  \tyes\ng: 0\nh: !!str no\n"
                       "base: &b {x: 1}\nuse: {<<: *b}\n"),
        QStringList());
}

void TestValuesChecks::CH4_halfWrittenTextIsNoTrouble() {
    QCOMPARE(surprises("a: yes\nb: [\n"), QStringList{u"1 Boolean /a"_s});
    QVERIFY(surprises("").isEmpty());
    QVERIFY(surprises("&x [*x]").isEmpty());
    QVERIFY(surprises(QByteArray(100'000, '[')).isEmpty());
}

void TestValuesChecks::CH5_saysPointerAndLine() {
    QCOMPARE(verdict("# top\nreplicas: many\nimage:\n  tag: latest\nports:\n- 80\n- http\n", kImage),
        (QStringList{u"2 /replicas"_s, u"4 /image/tag"_s, u"7 /ports/1"_s}));
    QCOMPARE(verdict("image:\n  repo: x\n", kImage), QStringList{u"1 /image"_s});
    QCOMPARE(verdict("replicas: 2\n", kImage), QStringList());
    QCOMPARE(verdict("a: [\n", kImage), QStringList());
}

void TestValuesChecks::CH5_defaultsCount() {
    QCOMPARE(verdict("image: {repo: x}\n", kImage, "image: {tag: v1}\n"), QStringList());
    QCOMPARE(verdict("", kImage, "image: {tag: bad}\n"), QStringList{u"0 /image/tag"_s});
}

void TestValuesChecks::CH5_knowsDrafts_data() {
    QTest::addColumn<QByteArray>("draft");
    QTest::addColumn<QString>("expected");
    for (const char* draft : {"draft-04", "draft-06", "draft-07"}) {
        QTest::newRow(draft) << "http://json-schema.org/" + QByteArray(draft) + "/schema#" << u"1 /a"_s;
    }
    QTest::newRow("2020") << QByteArray("https://json-schema.org/draft/2020-12/schema") << u"UnknownSchema"_s;
    QTest::newRow("strange") << QByteArray("file:///dev/zero") << u"UnknownSchema"_s;
}

void TestValuesChecks::CH5_knowsDrafts() {
    QFETCH(const QByteArray, draft);
    QFETCH(const QString, expected);

    QCOMPARE(verdict("a: x\n", R"({"$schema":")" + draft + R"(","properties":{"a":{"type":"integer"}}})"),
        QStringList{expected});
}

void TestValuesChecks::CH3_refusesWhatNeverEnds_data() {
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QString>("word");
    QTest::newRow("itself") << QByteArray(R"({"$ref":"#"})") << u"SchemaLoops"_s;
    QTest::newRow("each other") << QByteArray(
        R"({"allOf":[{"$ref":"#/definitions/a"}],"definitions":{"a":{"$ref":"#/definitions/b"},"b":{"anyOf":[{"$ref":"#/definitions/a"}]}}})")
                                << u"SchemaLoops"_s;
    QTest::newRow("http") << QByteArray(R"({"properties":{"a":{"$ref":"http://example.com/x.json"}}})")
                          << u"RemoteReference"_s;
    QTest::newRow("device") << QByteArray(R"({"$ref":"file:///dev/zero"})") << u"RemoteReference"_s;
    QTest::newRow("relative") << QByteArray(R"({"$ref":"other.json#/a"})") << u"RemoteReference"_s;
    QTest::newRow("nowhere") << QByteArray(R"({"$ref":"#/definitions/none"})") << u"BadSchema"_s;
    QTest::newRow("no JSON") << QByteArray("{") << u"BadSchema"_s;
    QTest::newRow("bad keyword") << QByteArray(R"({"properties":3})") << u"BadSchema"_s;
    QByteArray bomb = R"({"allOf":[{"$ref":"#/definitions/a0"}],"definitions":{)";
    for (int i = 0; i < 40; ++i) {
        const QByteArray next = R"({"$ref":"#/definitions/a)" + QByteArray::number(i + 1) + R"("})";
        bomb += R"("a)" + QByteArray::number(i) + R"(":{"allOf":[)" + next + ',' + next + "]},";
    }
    QTest::newRow("bomb") << bomb + R"("a40":{}}})" << u"TooComplex"_s;
    QTest::newRow("deep") << QByteArray(QByteArray(R"({"not":)").repeated(200) + "{}" + QByteArray("}").repeated(200))
                          << u"TooComplex"_s;
}

void TestValuesChecks::CH3_refusesWhatNeverEnds() {
    QFETCH(const QByteArray, schema);
    QFETCH(const QString, word);

    QCOMPARE(verdict("a: {b: {c: 1}}\n", schema), QStringList{word});
}

void TestValuesChecks::CH3_recursiveSchemasWork() {
    const QByteArray schema
        = R"({"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#"}}}})";

    QCOMPARE(verdict("name: a\nchildren:\n- name: b\n  children:\n  - name: 3\n", schema),
        QStringList{u"5 /children/0/children/0/name"_s});
}

void TestValuesChecks::CH3_patternsAreBounded() {
    const QByteArray text = "a: " + QByteArray(50'000, 'a') + "!\n";

    (void)verdict(text, R"({"properties":{"a":{"pattern":"^(a+)+$"}}})");
    (void)verdict("a: " + QByteArray(300'000, '1') + "x\n", R"({"properties":{"a":{"format":"date"}}})");
    QVERIFY(true); // it ended, and the stack held
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestValuesChecks)
#include "test_values_checks.moc"
