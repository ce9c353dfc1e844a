// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/yaml_loader.h"

#include <QStringEncoder>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

Error errorOf(const QByteArray& text, const YamlLimits& limits = {}) {
    const auto value = loadYaml(text, u"f"_s, limits);
    return value ? fail(ErrorCode::Cancelled, u"no error"_s, {}).error() : value.error();
}

} // namespace

class TestYamlLoader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsScalarsAsGoDoes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("json");
        // Answers of helm 4.3 (`helm install --dry-run=client --debug`); floats keep their digits here.
        const std::pair<const char*, const char*> rows[]
            = {{"y", "true"}, {"N", "false"}, {"yes", "true"}, {"Off", "false"}, {"yEs", "\"yEs\""}, {"1e3", "1e3"},
                {"1.", "1.0"}, {".5", "0.5"}, {"0777", "511"}, {"0o777", "511"}, {"0x1F", "31"}, {"0b11", "3"},
                {"1_000", "1000"}, {"1:30", "\"1:30\""}, {"2001-01-01", "\"2001-01-01\""}, {"+1", "1"}, {"-0", "0"},
                {"12345678901234567890", "12345678901234567890"}, {"1.10", "1.10"}, {"~", "null"}, {"Null", "null"},
                {"08", "8"}, {"._5", "\"._5\""}, {"=", "\"=\""}, {"'1'", "\"1\""}, {"!!str 1", "\"1\""},
                {"!x 1", "\"1\""}, {"!!int '7'", "7"}, {"!!binary aGk=", "\"hi\""}, {"-.inf2", "\"-.inf2\""},
                {"1.2.3", "\"1.2.3\""}, {"\"\"", "\"\""}, {"", "null"}};
        for (const auto& [text, json] : rows) {
            QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(json);
        }
    }
    void readsScalarsAsGoDoes() {
        QFETCH(QByteArray, text);
        QFETCH(QString, json);

        const auto value = loadYaml("a: " + text + "\n", u"f"_s);

        QVERIFY(value);
        QCOMPARE(QString::fromUtf8(toJson(value->at({u"a"}))), json);
    }

    void keysAreStringsAsInJson() {
        const auto value = loadYaml("on: 1\n0777: 2\nplain: 3\n", u"f"_s);

        QVERIFY(value);
        QCOMPARE(toJson(*value), R"({"true":1,"511":2,"plain":3})");
    }

    void mergesMapsAsHelmDoes() {
        const auto value = loadYaml("b: &b {x: 1, y2: 2}\nm1: {x: 9, <<: *b}\nm2: {<<: *b, x: 9}\n", u"f"_s);

        QVERIFY2(value, value ? "" : qPrintable(describe(value.error())));
        QCOMPARE(toJson((*value)[u"m1"]), R"({"x":1,"y2":2})");
        QCOMPARE(toJson((*value)[u"m2"]), R"({"x":9,"y2":2})");
    }

    void sharesAliases() {
        const auto value = loadYaml("a: &a [1, 2]\nb: *a\n", u"f"_s);

        QVERIFY(value);
        QCOMPARE(&(*value)[u"a"].items(), &(*value)[u"b"].items());
    }

    void equalityIgnoresTheOrderOfKeys() {
        QCOMPARE(*loadYaml("{a: 1, b: [x]}", u"f"_s), *loadYaml("{b: [x], a: 1}", u"f"_s));
        QVERIFY(!(*loadYaml("{a: 1}", u"f"_s) == *loadYaml("{a: '1'}", u"f"_s)));
    }

    void readsTheFirstDocumentOnly() {
        QCOMPARE(toJson(*loadYaml("a: 1\n---\nb: [", u"f"_s)), R"({"a":1})");
        QVERIFY(loadYaml("", u"f"_s)->isNull());
        QVERIFY(loadYaml("# only words\n", u"f"_s)->isNull());
    }

    void KC2_acceptsMarksLineEndsAndUtf16() {
        const QString text = u"a: 中\r\nb: |\r\n  x\r\n  y\r\n"_s;
        QStringEncoder utf16(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
        const QByteArray encoded = utf16(text);

        for (const QByteArray& bytes : {text.toUtf8(), QByteArray("\xef\xbb\xbf" + text.toUtf8()), encoded}) {
            const auto value = loadYaml(bytes, u"f"_s);
            QVERIFY2(value, value ? "" : qPrintable(describe(value.error())));
            QCOMPARE((*value)[u"a"].text(), u"中"_s);
            QCOMPARE((*value)[u"b"].text(), u"x\ny\n"_s);
        }
    }

    void KC2_namesLineAndColumn() {
        QCOMPARE(errorOf("a: 1\nb: [1, 2\nc: }\n").code, ErrorCode::Parse);
        QCOMPARE(errorOf("a: 1\n\tb: 2\n").subject, u"f:2:1"_s);
        QCOMPARE(errorOf("a: 1\na: 2\n").subject, u"f:2:1"_s);
        QVERIFY(errorOf("a: 1\na: 2\n").detail.contains(u"\"a\""));
        QCOMPARE(errorOf(QByteArray("a: 1\nb: x\0y\n", 12)).subject, u"f:2:5"_s);
        QCOMPARE(errorOf("中: 1\n中: [*none]\n").subject.left(4), u"f:2:"_s);
        QCOMPARE(errorOf("a: \xff\n").code, ErrorCode::Parse);
        QCOMPARE(errorOf("a: b\x04\nc: d\n").code, ErrorCode::Parse);
        QCOMPARE(errorOf("[a]: 1\n").code, ErrorCode::Parse);
    }

    void lastDuplicateWinsWhenAsked() {
        const auto value = loadYaml("a: 1\nb: 2\na: 3\n", u"f"_s, {}, DuplicateKeys::KeepLast);

        QVERIFY(value);
        QCOMPARE(toJson(*value), R"({"a":3,"b":2})");
    }

    void KC3_bombsAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QByteArray bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
        for (int i = 1; i < 12; ++i) {
            const QByteArray before = "*a" + QByteArray::number(i - 1);
            bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " ["
                + QByteArrayList(9, before).join(',') + "]\n";
        }
        QByteArray chain = "a0: &a0 [x]\n";
        for (int i = 1; i < 300; ++i) {
            chain += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [*a" + QByteArray::number(i - 1)
                + "]\n";
        }
        QByteArray wide = "{";
        for (int i = 0; i < 1'000'000; ++i) {
            wide += "k" + QByteArray::number(i, 36) + ",";
        }
        QTest::newRow("alias bomb") << bomb;
        QTest::newRow("merge bomb") << QByteArray(bomb)
                                           .replace("[x,x,x,x,x,x,x,x,x]", "{x: 1}")
                                           .replace(": &", ": &")
                                           .append("z: {<<: *a11}\n");
        QTest::newRow("cycle") << QByteArray("&x [*x]");
        QTest::newRow("map cycle") << QByteArray("&x {a: {b: *x}}");
        QTest::newRow("chained aliases") << chain;
        QTest::newRow("flow depth") << QByteArray(QByteArray(600, '[') + QByteArray(600, ']'));
        QTest::newRow("flow depth 10^5") << QByteArray(QByteArray(100'000, '[') + QByteArray(100'000, ']'));
        QTest::newRow("flow map depth") << QByteArray(QByteArray("{a: ").repeated(100'000) + QByteArray(100'000, '}'));
        QTest::newRow("block depth") << QByteArray("- ").repeated(100'000);
        QTest::newRow("complex key depth") << QByteArray("? ").repeated(100'000);
        QTest::newRow("wide map") << QByteArray(wide + "}");
        QTest::newRow("size") << QByteArray(17 * 1024 * 1024, ' ');
    }
    void KC3_bombsAreRefused() {
        QFETCH(QByteArray, text);

        const Error error = errorOf(text, {.nodes = 100'000});

        // The parser itself may stop first at a list as key.
        QVERIFY2(error.reason == u"TooComplex"_s || (text.startsWith('?') && error.code == ErrorCode::Parse),
            qPrintable(describe(error)));
    }

    void KC3_openBracketsEndAsErrors() {
        QVERIFY(!loadYaml(QByteArray(100'000, '['), u"f"_s));
        QVERIFY(!loadYaml(QByteArray("{a: ").repeated(100'000), u"f"_s));
    }

    void KC3_aHundredLevelsAreRead() {
        QVERIFY(loadYaml(QByteArray(100, '[') + QByteArray(100, ']'), u"f"_s));
        QVERIFY(!loadYaml(QByteArray(101, '[') + QByteArray(101, ']'), u"f"_s));
    }

    void jsonIsStrict_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "01", "1.", "nul", "\"a", "\"\\x\"",
                 "\"\\u12g4\"", "[1 2]", "1 2", "{a:1}", "\"\n\"", "]", "[}", "+1", "\"\\", "\"\\u"}) {
            QTest::newRow(text) << QByteArray(text);
        }
    }
    void jsonIsStrict() {
        QFETCH(QByteArray, text);

        const auto value = loadJson(text, u"f"_s);

        QVERIFY(!value);
        QCOMPARE(value.error().code, ErrorCode::Parse);
    }

    void KC3_jsonDepthIsBounded() {
        const auto value = loadJson(QByteArray(1'000'000, '['), u"f"_s);

        QVERIFY(!value);
        QCOMPARE(value.error().reason, u"TooComplex"_s);
    }

    void jsonPairsOfSurrogates() {
        QCOMPARE(loadJson(R"("\ud83d\ude00")", u"f"_s)->text(), u"😀"_s);
        QVERIFY(loadJson(R"("a\ud83d")", u"f"_s)->text().isValidUtf16());
    }
};

QTEST_GUILESS_MAIN(TestYamlLoader)
#include "test_yaml_loader.moc"
