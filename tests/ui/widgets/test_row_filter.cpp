// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/row_filter.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using pilothouse::ui::RowFilter;

class TestRowFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("row");
        QTest::addColumn<bool>("shown");
        QTest::newRow("empty shows all") << u""_s << u"anything"_s << true;
        QTest::newRow("blanks show all") << u"  "_s << u"anything"_s << true;
        QTest::newRow("part of a name") << u"pay"_s << u"payment-api"_s << true;
        QTest::newRow("case does not matter") << u"pay"_s << u"PAYMENT"_s << true;
        QTest::newRow("an upper-case letter minds the case") << u"Pay"_s << u"payment"_s << false;
        QTest::newRow("all words") << u"api shop"_s << u"api\tshop"_s << true;
        QTest::newRow("a word is missing") << u"api shop"_s << u"api\tcart"_s << false;
        QTest::newRow("inverse") << u"!pay"_s << u"payment"_s << false;
        QTest::newRow("inverse of another") << u"!pay"_s << u"ledger"_s << true;
        QTest::newRow("only a bang is no filter yet") << u"!"_s << u"ledger"_s << true;
        QTest::newRow("expression") << u"/^pay.*api$/"_s << u"payment-api"_s << true;
        QTest::newRow("expression that does not fit") << u"/^api/"_s << u"payment-api"_s << false;
        QTest::newRow("inverse expression") << u"!/^pay/"_s << u"payment"_s << false;
        QTest::newRow("full-width slashes") << u"／^pay／"_s << u"payment"_s << true;
        QTest::newRow("full-width bang") << u"！pay"_s << u"payment"_s << false;
        QTest::newRow("a class is no upper-case letter") << u"/\\Spay/"_s << u"xPAY"_s << true;
        QTest::newRow("a path is plain text") << u"/healthz"_s << u"GET /healthz 200"_s << true;
        QTest::newRow("an unreadable expression hides nothing") << u"/(/"_s << u"ledger"_s << true;
    }

    void matches() {
        QFETCH(QString, typed);
        QFETCH(QString, row);
        QFETCH(bool, shown);

        QCOMPARE(RowFilter::parse(typed).matches(row), shown);
    }

    void saysWhatIsWrongWithAnExpression() {
        const RowFilter filter = RowFilter::parse(u"/(/"_s);

        QVERIFY(!filter.isValid());
        QVERIFY(!filter.problem().isEmpty());
    }

    void runawayExpressionEnds() {
        const RowFilter filter = RowFilter::parse(u"/(a+)+$/"_s);

        // PCRE's match limit answers "no match" instead of running for years.
        QVERIFY(!filter.matches(QString(40, u'a') + u'b'));
    }
};

QTEST_APPLESS_MAIN(TestRowFilter)
#include "test_row_filter.moc"
