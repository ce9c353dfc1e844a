// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/yaml_loader.h"

#include <QFile>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray testFile(const QString& name) {
    QFile file(qEnvironmentVariable("PILOTHOUSE_SOURCE", u"."_s) + u"/tests/unit/yaml/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestYamlWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// helm_values.yaml is what helm 4.3 printed for helm_values.json under "USER-SUPPLIED VALUES".
    void printsAsHelmByteForByte() {
        const auto values = loadJson(testFile(u"helm_values.json"_s), u"values"_s);
        QVERIFY2(values, values ? "" : qPrintable(describe(values.error())));

        const QList<QByteArray> printed = toYaml(*values).split('\n');
        const QList<QByteArray> expected = testFile(u"helm_values.yaml"_s).split('\n');

        for (qsizetype line = 0; line < qMin(printed.size(), expected.size()); ++line) {
            QVERIFY2(printed[line] == expected[line],
                qPrintable(u"line %1\n%2\n%3"_s.arg(line + 1).arg(
                    QString::fromUtf8(printed[line]), QString::fromUtf8(expected[line]))));
        }
        QCOMPARE(printed.size(), expected.size());
    }

    void readsItsOwnTextBack() {
        const auto values = loadJson(testFile(u"helm_values.json"_s), u"values"_s);
        QVERIFY(values);

        const auto again = loadYaml(toYaml(values->at({u"strs"}), KeyOrder::Kept), u"again"_s);

        QVERIFY2(again, again ? "" : qPrintable(describe(again.error())));
        const auto& before = values->at({u"strs"}).items();
        QCOMPARE(again->items().size(), before.size());
        for (size_t i = 0; i < before.size(); ++i) {
            QVERIFY2(again->items()[i].isString() && again->items()[i].text() == before[i].text(),
                qPrintable(before[i].text()));
        }
    }

    void keepsTheOrderOfKeysWhenAsked() {
        const auto value = loadYaml("b: 1\na: {d: 2, c: 3}\n", u"x"_s);
        QVERIFY(value);

        QCOMPARE(toYaml(*value, KeyOrder::Kept), "b: 1\na:\n  d: 2\n  c: 3\n");
        QCOMPARE(toYaml(*value), "a:\n  c: 3\n  d: 2\nb: 1\n");
    }

    void writesOddLineEndsAsEscapes() {
        const YamlValue value(YamlValue::Sequence{
            YamlValue::string(u"a\u2028b"_s), YamlValue::string(u"\u0085"_s), YamlValue::string(u"\x7f"_s)});

        QCOMPARE(toYaml(value), "- \"a\\Lb\"\n- \"\\N\"\n- \"\\x7F\"\n");
    }

    void writesJson() {
        const QByteArray text = "{'b':[1.50,{'x':null}],'a':'q\\'\\\\\\u0001é<','e':{},'l':[]}";
        const QByteArray json = QByteArray(text).replace('\'', '"');
        const auto value = loadJson(json, u"x"_s);
        QVERIFY2(value, value ? "" : qPrintable(describe(value.error())));

        QCOMPARE(toJson(*value), json);
        QCOMPARE(toJson(value->at({u"b"}), JsonLayout::Indented), "[\n  1.50,\n  {\n    \"x\": null\n  }\n]");
    }
};

QTEST_GUILESS_MAIN(TestYamlWriter)
#include "test_yaml_writer.moc"
