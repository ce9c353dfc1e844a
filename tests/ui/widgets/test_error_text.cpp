// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/error_text.h"

#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;

namespace {

Error failure(ErrorCode code, const QString& subject = {}, const QString& detail = {}) {
    Error error;
    error.code = code;
    error.subject = subject;
    error.detail = detail;
    return error;
}

} // namespace

class TestErrorText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsOwnWords() {
        QSet<QString> titles;
        for (int code = 0; code <= static_cast<int>(ErrorCode::Process); ++code) {
            const ui::ErrorWords words = ui::errorWords(failure(static_cast<ErrorCode>(code)));
            QVERIFY2(words.title.endsWith(u'.'), qPrintable(words.title));
            QVERIFY2(words.remedy.endsWith(u'.'), qPrintable(words.remedy));
            titles.insert(words.title);
        }

        QCOMPARE(titles.size(), static_cast<int>(ErrorCode::Process) + 1);
    }

    void KC14_controlCharactersOfTheServerAreEscaped() {
        const ui::ErrorWords words
            = ui::errorWords(failure(ErrorCode::Forbidden, u"secrets\x1b[2J"_s, u"no\u202eway"_s));

        QVERIFY(!words.where.contains(QChar(0x1b)));
        QVERIFY(!words.why.contains(QChar(0x202e)));
    }

    void aPageOfHtmlIsCutShort() {
        const ui::ErrorWords words = ui::errorWords(failure(ErrorCode::Protocol, {}, QString(100000, u'x')));

        QVERIFY(words.why.size() < 1000);
    }

    void theServersWaitIsTheRemedy() {
        Error error = failure(ErrorCode::RateLimited);
        error.retryAfter = std::chrono::seconds(7);

        const ui::ErrorWords words = ui::errorWords(error);

        QVERIFY(words.remedy.contains(u'7'));
    }

    void aBareStatusIsStillAReason() {
        Error error = failure(ErrorCode::ServerError);
        error.httpStatus = 503;
        error.reason = u"ServiceUnavailable"_s;

        const ui::ErrorWords words = ui::errorWords(error);

        QVERIFY(words.why.contains(u"503"_s));
        QVERIFY(words.why.contains(u"ServiceUnavailable"_s));
    }
};

QTEST_MAIN(TestErrorText)
#include "test_error_text.moc"
