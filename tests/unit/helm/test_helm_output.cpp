// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_output.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using Stream = HelmTail::Stream;

class TestHelmOutput : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void HE6_terminalLanguageIsTakenOut() {
        QCOMPARE(shownHelmOutput("\x1b[1;31mred\x1b[0m \x1b]0;title\x07ok\r\n50%\r100%\n\x1b(Bx\x07", {}),
            u"red ok\n50%\n100%\nx\\x07"_s);
    }

    void HE6_brokenUtf8IsShownAsSuch() {
        QCOMPARE(shownHelmOutput("a\xff\xc3", {}), QString::fromUtf8("a\xef\xbf\xbd\xef\xbf\xbd"));
    }

    void HE12_secretsByFormAreMaskedWithoutAsking() {
        const QString shown = shownHelmOutput("Authorization: Bearer abcdef0123456789\n"
                                              "-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----\n"
                                              "t=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln end",
            {});

        for (const char* part : {"abcdef", "MIIabc", "eyJ"}) {
            QVERIFY(!shown.contains(QLatin1StringView(part)));
        }
        QVERIFY(shown.endsWith(u" end"_s));
    }

    void errorIsWhatFollowsTheLastErrorWord() {
        QCOMPARE(
            helmErrorText("WARNING: x\nError: UPGRADE FAILED: values don't meet the schema:\n- replicas: bad\n", {}),
            u"UPGRADE FAILED: values don't meet the schema:\n- replicas: bad"_s);
        QCOMPARE(helmErrorText("one\npanic: two", {}), u"panic: two"_s);
        QCOMPARE(helmErrorText("", {}), QString());
        QVERIFY(helmErrorText(QByteArray("Error: ").append(9000, 'x'), {}).size() <= 2048);
    }

    void streamsMixByWholeLines() {
        HelmTail tail;
        tail.add(Stream::Output, "first ");
        tail.add(Stream::Errors, "warn\nhalf");
        tail.add(Stream::Output, "line\n");
        tail.finish();

        QCOMPARE(tail.both().toByteArray(), QByteArray("warn\nfirst line\nhalf\n"));
        QCOMPARE(tail.errors().toByteArray(), QByteArray("warn\nhalf\n"));
    }

    void HE6_tailIsBoundedAndBeginsWithAWholeLine() {
        HelmTail tail;
        for (int i = 0; i < 20'000; ++i) {
            tail.add(Stream::Output, QByteArray("line ").append(QByteArray::number(i)).append('\n'));
        }
        QVERIFY(tail.both().size() <= 64 * 1024);
        QVERIFY(tail.both().startsWith("line "));
        QVERIFY(tail.both().endsWith("line 19999\n"));

        tail.add(Stream::Output, QByteArray(1 << 20, 'x')); // binary: no line end at all
        QVERIFY(tail.both().size() <= 64 * 1024 + 1);
    }

    /// A secret that is cut in two by what was left out would not be known any more.
    void HE12_noHalfLineAfterAGap() {
        HelmTail tail;
        tail.add(Stream::Output, "password: hun");
        tail.skip(Stream::Output);
        tail.add(Stream::Output, "ter2 and");
        tail.add(Stream::Output, " more\nnext\n");
        tail.finish();

        QCOMPARE(tail.both().toByteArray(), QByteArray("next\n"));
    }
};

QTEST_GUILESS_MAIN(TestHelmOutput)
#include "test_helm_output.moc"
