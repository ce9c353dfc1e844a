// SPDX-License-Identifier: Apache-2.0
#include "core/logs/line_cutter.h"
#include "core/logs/log_stamp.h"
#include "core/logs/log_text.h"
#include "core/logs/resume_memory.h"

#include <QTest>

#include <algorithm>

using namespace pilothouse;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(pilothouse::LogLevel)

class TestLogText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void levels_data();
    void levels();
    void stampsAreWrittenAsTheyWereRead_data();
    void stampsAreWrittenAsTheyWereRead();
    void whatIsNoStampIsNotRead();
    void coloursBecomeRuns();
    void LO1_everythingElseIsWrittenOut();
    void LO1_floodOfEscapesIsBounded();
    void textIsCutAtTheLimit();
    void jsonFieldsKeepTheirOrder();
    void brokenJsonIsPlain();
    void logfmtFields();
    void columnsComeFromMostLines();
    void LO8_secretsAreMasked_data();
    void LO8_secretsAreMasked();
    void LO2_equalLinesOfOneSecondAreCounted();
    void LO2_lateLineDoesNotMoveItBack();
    void LO2_gapIsSeen();
    void LO1_aLineWithoutAnEndIsBoundedAndNeitherLostNorDoubled();
    void LO2_whatATailLeftOutStaysOut();
    void LO2_tooManyLinesAreCountedOnly();
};

void TestLogText::levels_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<LogLevel>("level");
    const auto row = [](const char* line, LogLevel level) { QTest::newRow(line) << QByteArray(line) << level; };
    row("W1121 09:00:00.000000       1 reflector.go:1] watch ended", LogLevel::Warning);
    row("E1121 09:00:00.000000       1 x.go:1] oh", LogLevel::Error);
    row("I want to go home", LogLevel::None);
    row(R"({"ts":1,"level":"warn","msg":"slow"})", LogLevel::Warning);
    row(R"({"severity":"ERROR","message":"x"})", LogLevel::Error);
    row(R"({"level":50,"time":1,"msg":"pino"})", LogLevel::Error);
    row(R"({"level":3,"msg":"whose numbers?"})", LogLevel::None);
    row(R"({"msg":"the \"level\": \"error\" is in a text"})", LogLevel::None);
    row("time=\"2026-11-21T09:00:00Z\" level=debug msg=\"x\"", LogLevel::Debug);
    row("ts=1 lvl=eror caller=x", LogLevel::None);
    row("ts=1 lvl=crit caller=x", LogLevel::Fatal);
    row("sublevel=error is no level", LogLevel::None);
    row("2026-11-21 09:00:00.000 [main] INFO  c.e.App - started", LogLevel::Info);
    row("2026/11/21 09:00:00 [error] 7#7: *1 open() failed", LogLevel::Error);
    row("\x1b[33mWARN\x1b[0m slow", LogLevel::Warning);
    row("2026-11-21T09:00:00Z \x1b[33mWARN\x1b[0m slow", LogLevel::Warning);
    row("\x1b[90m9:00AM\x1b[0m \x1b[31mERR\x1b[0m failed \x1b[36merror=\x1b[0mrefused", LogLevel::Error);
    row("\x1b[2m2026-11-21T09:00:00.000Z\x1b[0;39m \x1b[32m INFO\x1b[0;39m 1 --- [main] started", LogLevel::Info);
    row("time=2026-11-21 \x1b[36mlevel\x1b[0m=\x1b[31merror\x1b[0m msg=x", LogLevel::Error);
    row("\x1b[38;5;196mtext in a colour\x1b[0m", LogLevel::None);
    row("2026-11-21T09:00:00.123456789Z E1121 09:00:00.000000       1 x.go:1] oh", LogLevel::Error);
    row(R"(2026-11-21 09:00:00,123 {"level":"warn","msg":"slow"})", LogLevel::Warning);
    row("2026-11-21T09:00:00.000Z\tdebug\tcontroller\tsynced", LogLevel::Debug);
    row("[2026/11/21 09:00:00 +0000] error sending a mail", LogLevel::Error);
    row("2026-11-21T09:00:00Z an error occurred", LogLevel::None);
    row("2026-11-21T09:00:00Z", LogLevel::None);
    row("- error in a list", LogLevel::None);
    row("3/5 error pages", LogLevel::None);
    row("5 errors, 3 warn", LogLevel::None);
    row("error: no such file", LogLevel::Error);
    row("panic: runtime error", LogLevel::Fatal);
    row("an error occurred", LogLevel::None);
    row("GET /api/ERROR-page 200", LogLevel::None);
    row("WARNING: deprecated", LogLevel::Warning);
    row("", LogLevel::None);
}

void TestLogText::levels() {
    QFETCH(QByteArray, line);
    QFETCH(LogLevel, level);

    QCOMPARE(logLevelOf(line), level);
}

void TestLogText::stampsAreWrittenAsTheyWereRead_data() {
    QTest::addColumn<QByteArray>("stamp");
    for (const char* stamp : {"2026-11-21T09:00:00.123456789Z", "2026-11-21T17:00:00.123456789+08:00",
             "1969-12-31T23:59:59.999999999Z", "2026-11-21T09:00:00Z", "2026-02-28T00:00:00.5-03:30",
             "2000-02-29T23:59:59.000000001+00:00", "2026-11-21T09:00:00.120000000Z"}) {
        QTest::newRow(stamp) << QByteArray(stamp);
    }
}

void TestLogText::stampsAreWrittenAsTheyWereRead() {
    QFETCH(QByteArray, stamp);

    const auto read = readStamp(QByteArray(stamp + " text"));

    QVERIFY(read);
    QCOMPARE(read->length, stamp.size() + 1);
    QCOMPARE(stampText(read->stamp), stamp);
}

void TestLogText::whatIsNoStampIsNotRead() {
    for (const char* line : {"", "2026-11-21T09:00:00.123456789Z", "2026-13-21T09:00:00Z x", "2026-02-30T09:00:00Z x",
             "2026-11-21 09:00:00Z x", "2026-11-21T09:00:00.Z x", "2026-11-21T09:00:00-00:00 x",
             "2026-11-21T09:00:00.1234567890Z x", "unable to retrieve container logs for containerd://1"}) {
        QVERIFY2(!readStamp(line), line);
    }
}

void TestLogText::coloursBecomeRuns() {
    const AnsiText text = ansiText("\x1b[1;31merror\x1b[0m at \x1b[38;5;208mhere\x1b[48;2;1;2;3m!\x1b[m", 100);

    QCOMPARE(text.text, u"error at here!"_s);
    QCOMPARE(text.runs.size(), 3);
    QCOMPARE(text.runs[0].foreground, 1);
    QVERIFY(text.runs[0].isBold);
    QCOMPARE(text.runs[0].length, 5);
    QCOMPARE(text.runs[1].foreground, 208);
    QCOMPARE(text.runs[2].background, 0x1010203);
    QVERIFY(!text.isCut);
}

void TestLogText::LO1_everythingElseIsWrittenOut() {
    QCOMPARE(ansiText("\x1b[2Ja\x1b]0;title\x07", 100).text, u"␛[2Ja␛]0;title\\x07"_s);
    QCOMPARE(ansiText(QByteArray("a\0b\rc\x80\tz", 8), 100).text, u"a\\x00b\\rc\\x80\tz"_s);
    QCOMPARE(ansiText("\xe2\x80\xae txet", 100).text, u"\\u202e txet"_s);
    QCOMPARE(ansiText("\xed\xa0\x80 \xc0\xaf 错误 😀", 100).text, u"\\xed\\xa0\\x80 \\xc0\\xaf 错误 😀"_s);
    QCOMPARE(ansiText("\x1b[31", 100).text, u"␛[31"_s);
}

void TestLogText::LO1_floodOfEscapesIsBounded() {
    const AnsiText colours = ansiText(QByteArray("\x1b[31mx\x1b[32my").repeated(100'000), 4096);
    QCOMPARE(colours.runs.size(), 1000);
    QCOMPARE(colours.text.size(), 4096);
    QVERIFY(colours.isCut);

    const AnsiText empty = ansiText(QByteArray("\x1b[31m").repeated(1'000'000), 4096);
    QVERIFY(empty.text.isEmpty());
    QVERIFY(empty.isCut);
}

void TestLogText::textIsCutAtTheLimit() {
    const AnsiText cut = ansiText("0123456789", 4);
    QCOMPARE(cut.text, u"0123"_s);
    QVERIFY(cut.isCut);
    QCOMPARE(ansiText("ab😀", 3).text, u"ab"_s); // never half a character
}

void TestLogText::jsonFieldsKeepTheirOrder() {
    const LogFields fields = logFieldsOf(R"( {"z":"1\u00e9\n","a":{"b":["}",1]},"n":null,"t":-1.5e3} )");

    QCOMPARE(fields.shape, LogFields::Shape::Json);
    QCOMPARE(fields.fields.size(), 4);
    QCOMPARE(fields.fields[0].name, u"z"_s);
    QCOMPARE(fields.value(u"z"), u"1é\n"_s);
    QCOMPARE(fields.value(u"a"), uR"({"b":["}",1]})"_s);
    QCOMPARE(fields.value(u"t"), u"-1.5e3"_s);
}

void TestLogText::brokenJsonIsPlain() {
    for (const char* line : {R"({"a":1)", R"({"a")", "{}x", R"({"a":})", "{", R"({"a":"b)", "[1]"}) {
        QCOMPARE(logFieldsOf(line).shape, LogFields::Shape::Plain);
    }
}

void TestLogText::logfmtFields() {
    const LogFields fields = logFieldsOf(R"(ts=2026 level=info msg="it \"works\" now" empty= path=/a=b)");

    QCOMPARE(fields.shape, LogFields::Shape::Logfmt);
    QCOMPARE(fields.value(u"msg"), uR"(it "works" now)"_s);
    QCOMPARE(fields.value(u"path"), u"/a=b"_s);
    QCOMPARE(fields.fields.size(), 5);
    QCOMPARE(logFieldsOf("the answer is a=b c=d").shape, LogFields::Shape::Plain);
}

void TestLogText::columnsComeFromMostLines() {
    std::vector<LogFields> sample(8, logFieldsOf(R"({"ts":1,"caller":"x","msg":"m","level":"info"})"));
    sample.push_back(logFieldsOf(R"({"rare":1,"msg":"m","level":"info"})"));
    sample.push_back(logFieldsOf("a stack trace"));

    QCOMPARE(suggestedColumns(sample), (QStringList{u"level"_s, u"msg"_s, u"caller"_s}));
    QVERIFY(suggestedColumns({}).isEmpty());
}

void TestLogText::LO8_secretsAreMasked_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("masked");
    const auto row
        = [](const QString& line, const QString& masked) { QTest::newRow(qPrintable(line)) << line << masked; };
    row(u"login password=hunter2 user=bob"_s, u"login password=••• user=bob"_s);
    row(uR"({"apiKey":"abc\"def","n":1})"_s, uR"({"apiKey":"•••","n":1})"_s);
    row(u"Authorization: Bearer abcdef123456 ok"_s, u"Authorization: Bearer ••• ok"_s);
    row(u"postgres://app:s3cret@db:5432/x"_s, u"postgres://app:•••@db:5432/x"_s);
    row(u"got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln here"_s, u"got ••• here"_s);
    row(u"key AKIAIOSFODNN7EXAMPLE"_s, u"key •••"_s);
    row(u"tokenizer=fast level=info"_s, u"tokenizer=fast level=info"_s);
}

void TestLogText::LO8_secretsAreMasked() {
    QFETCH(QString, line);
    QFETCH(QString, masked);

    QCOMPARE(maskSecretsInLine(line), masked);
}

void TestLogText::LO2_equalLinesOfOneSecondAreCounted() {
    constexpr qint64 kSecond = 1'000'000'000;
    ResumeMemory memory;
    memory.noted(5 * kSecond, 1);
    memory.noted(10 * kSecond, 7);
    memory.noted(10 * kSecond, 7);
    memory.noted(10 * kSecond + 1, 8);
    QCOMPARE(memory.since(), 8);

    memory.begin();
    QVERIFY(memory.isKnown(10 * kSecond, 7));
    QVERIFY(memory.isKnown(10 * kSecond, 7));
    QVERIFY(!memory.isKnown(10 * kSecond, 7)); // a third one is new
    QVERIFY(memory.isKnown(10 * kSecond + 1, 8));
    QVERIFY(!memory.isComparing());
    QVERIFY(!memory.hasGap());
}

void TestLogText::LO2_lateLineDoesNotMoveItBack() {
    constexpr qint64 kSecond = 1'000'000'000;
    ResumeMemory memory;
    for (qint64 second = 0; second < 10; ++second) {
        memory.noted(second * kSecond, static_cast<quint64>(second));
    }
    memory.noted(9 * kSecond - 1000, 77);
    QCOMPARE(memory.since(), 7);

    memory.begin();
    for (qint64 second = 7; second < 10; ++second) {
        QVERIFY(memory.isKnown(second * kSecond, static_cast<quint64>(second)));
    }
    QVERIFY(memory.isKnown(9 * kSecond - 1000, 77));

    memory.noted(kSecond, 1); // its clock went back by eight seconds
    memory.begin();
    QVERIFY(memory.hasGap());
}

/// An hour without a newline: what is told is told in parts, what waits is bounded, and a cut in the middle of it loses
/// and doubles nothing.
void TestLogText::LO1_aLineWithoutAnEndIsBoundedAndNeitherLostNorDoubled() {
    class Taker final : public LineTaker {
    public:
        void takeLine(const CutLine& line) override {
            bytes += line.bytes.toByteArray();
            isEnded = !line.continues;
            hasNewline = !line.noNewline;
        }
        QByteArray bytes;
        bool isEnded = false;
        bool hasNewline = false;
    } taker;
    LineCutter cutter(taker);
    QByteArray text;
    for (int i = 0; text.size() < 5 * LineCutter::kPart; ++i) {
        text += QByteArray::number(i) + "%\r";
    }
    const QByteArray line = "2026-11-21T09:00:00.000000001Z " + text;
    const auto feed = [&](qsizetype end) {
        for (qsizetype at = 0; at < end; at += 4096) {
            cutter.feed(QByteArrayView(line).sliced(at, std::min<qsizetype>(4096, end - at)));
            QVERIFY(cutter.rest().size() <= LineCutter::kPart + 4096);
        }
    };

    feed(line.size() / 2);
    QVERIFY(!taker.isEnded);
    cutter.reread(); // cut; it comes again from its start
    feed(line.size());
    cutter.finish();

    QVERIFY(taker.isEnded);
    QVERIFY(!taker.hasNewline);
    QCOMPARE(taker.bytes.size(), text.size());
    QVERIFY(taker.bytes == text);
}

void TestLogText::LO2_gapIsSeen() {
    constexpr qint64 kSecond = 1'000'000'000;
    ResumeMemory memory;
    memory.noted(10 * kSecond, 7);

    memory.begin();
    QVERIFY(!memory.isKnown(11 * kSecond, 9));

    QVERIFY(memory.hasGap());
}

/// A log read from its last hundred lines on begins in the middle of a second; asking for that second again brings what
/// came before them, too.
void TestLogText::LO2_whatATailLeftOutStaysOut() {
    constexpr qint64 kSecond = 1'000'000'000;
    ResumeMemory memory;
    memory.noted(10 * kSecond + 500, 3);
    memory.noted(10 * kSecond + 700, 4);

    memory.begin();
    QVERIFY(memory.isKnown(10 * kSecond + 100, 1));
    QVERIFY(memory.isKnown(10 * kSecond + 300, 2));
    QVERIFY(memory.isKnown(10 * kSecond + 500, 3));
    QVERIFY(memory.isKnown(10 * kSecond + 700, 4));
    QVERIFY(!memory.isKnown(10 * kSecond + 900, 5));
    QVERIFY(!memory.hasGap());
}

void TestLogText::LO2_tooManyLinesAreCountedOnly() {
    constexpr qint64 kSecond = 1'000'000'000;
    ResumeMemory memory(10);
    for (quint64 i = 0; i < 25; ++i) {
        memory.noted(10 * kSecond + static_cast<qint64>(i), i);
    }

    memory.begin();
    for (quint64 i = 0; i < 25; ++i) {
        QVERIFY(memory.isKnown(10 * kSecond + static_cast<qint64>(i), i));
    }
    QVERIFY(!memory.isKnown(10 * kSecond + 30, 30));
}

QTEST_GUILESS_MAIN(TestLogText)
#include "test_log_text.moc"
