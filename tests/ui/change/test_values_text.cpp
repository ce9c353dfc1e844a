// SPDX-License-Identifier: Apache-2.0
#include "ui/change/values_text.h"

#include "core/diff/known_secrets.h"

#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

class TestValuesText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void RP5_whatASecretHoldsIsHiddenUnderAnyKey() {
        KnownSecrets known;
        known.addManifest("kind: Secret\nmetadata:\n  name: db\nstringData:\n  dsn: postgres://canary@db/shop\n"
                          "  multi: |\n    first canary line\n    second canary line\n");
        const QByteArray values
            = "a: 1 # kept\nsource: postgres://canary@db/shop\nquoted: \"postgres://canary@db/shop\"\n"
              "list:\n  - postgres://canary@db/shop\n"
              "block: |\n  first canary line\n  second canary line\nlast: 2\n";

        const ValuesText text(values, &known);

        QCOMPARE(text.hiding(), ValuesText::Hiding::Placeholders);
        QVERIFY2(!text.shown().contains(u"canary"_s), qPrintable(text.shown()));
        QCOMPARE(text.hiddenCount(), 4);
        QCOMPARE(text.bytes(text.shown()).value(), values);
        // Written in a way that no line shows it: everything is hidden, and comes out as it went in.
        const QByteArray flow = "map: {source: \"postgres://canary@db/shop\"}\n";
        const ValuesText whole(flow, &known);
        QVERIFY(whole.hiding() == ValuesText::Hiding::Whole || !whole.shown().contains(u"canary"_s));
        QCOMPARE(whole.bytes(whole.shown()).value(), flow);
    }

    void CH4_untouchedTextComesOutByteForByte_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no newline at the end") << QByteArray("a: 1");
        QTest::newRow("line ends of Windows") << QByteArray("a: 1\r\nb: 2\r\n");
        QTest::newRow("mixed line ends") << QByteArray("a: 1\r\nb: 2\nc: 3\rd: 4\n");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                       "a: 1\n");
        QTest::newRow("tabs, comments, odd scalars")
            << QByteArray("a: yes\t# on\nb: 0777\nc: 1e3\nd: 1.10\ne: 12345678901234567890\nf: 2001-01-01\n");
        QTest::newRow("anchors and merge keys") << QByteArray("base: &b\n  x: 1\nother:\n  <<: *b\n");
        QTest::newRow("no-break space") << QByteArray("a: \"x\xc2\xa0y\"\n");
        QTest::newRow("line separators") << QByteArray("a: \"x\xe2\x80\xa8y\xe2\x80\xa9z\"\n");
        QTest::newRow("password") << QByteArray("db:\n  password: 'hunter2 # 1'  # keep\n  host: pg\n");
        QTest::newRow("key over lines") << QByteArray(
            "tls:\n  privateKey: |\n    -----BEGIN KEY-----\n    abc\n    -----END KEY-----\n  cert: x\n");
        QTest::newRow("not UTF-8") << QByteArray("a: \xff\xfe\n");
        QTest::newRow("not YAML") << QByteArray("a: [1\nb: }{\n");
    }
    void CH4_untouchedTextComesOutByteForByte() {
        QFETCH(QByteArray, text);

        const ValuesText values(text);

        QCOMPARE(values.bytes(values.shown()).value(), text);
    }

    void hidesSensitiveValues() {
        const ValuesText values("db:\n  password: hunter2\n  host: pg\napiToken: \"s3cr3t-s3cr3t\"\n");

        QCOMPARE(values.hiding(), ValuesText::Hiding::Placeholders);
        QCOMPARE(values.hiddenCount(), 2);
        QVERIFY(!values.shown().contains(u"hunter2"_s));
        QVERIFY(!values.shown().contains(u"s3cr3t"_s));
        QVERIFY(values.shown().contains(u"host: pg"_s));
        QCOMPARE(values.revealed(u"••••••₁"_s), u"hunter2"_s);
    }

    void CH4_hiddenValuesSurviveEditsAroundThem() {
        const ValuesText values("db:\n  password: hunter2\n  host: pg\n");
        QString edited = values.shown();
        edited.replace(u"host: pg"_s, u"host: pg-prd"_s);
        edited.prepend(u"replicas: 3\n"_s);

        QCOMPARE(values.bytes(edited).value(), "replicas: 3\ndb:\n  password: hunter2\n  host: pg-prd\n");
    }

    void typedOverPlaceholderIsTheNewValue() {
        const ValuesText values("password: hunter2\n");

        QCOMPARE(values.bytes(u"password: correct-horse\n"_s).value(), "password: correct-horse\n");
    }

    void tensOfHiddenValuesAreKeptApart() {
        QByteArray text;
        for (int i = 1; i <= 25; ++i) {
            text += "k" + QByteArray::number(i) + ":\n  password: value-" + QByteArray::number(i * 111) + "\n";
        }
        const ValuesText values(text);

        QCOMPARE(values.hiddenCount(), 25);
        QCOMPARE(values.bytes(values.shown()).value(), text);
    }

    void strangePlaceholderIsRefused() {
        const ValuesText values("password: hunter2\n");

        const auto bytes = values.bytes(u"password: ••••••₇\n"_s);

        QVERIFY(!bytes);
        QCOMPARE(bytes.error().reason, u"UnknownPlaceholder"_s);
    }

    void linesOfTheFileAreFoundInTheEditor() {
        const ValuesText values("privateKey: |\n  one\n  two\nhost: pg\n");

        QCOMPARE(values.shownLine(values.shown(), 3), 1);
        QCOMPARE(values.shownLine(values.shown(), 0), 0);
    }
};

QTEST_GUILESS_MAIN(TestValuesText)
#include "test_values_text.moc"
