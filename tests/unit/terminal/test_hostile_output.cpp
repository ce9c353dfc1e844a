// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/vt_answers.h"
#include "tests/unit/terminal/terminal_fixture.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::tests;

namespace {

/// What a terminal may ever say by itself, taken apart: DA1, DSR 5, a cursor's place in digits.
bool isFixedSet(QByteArrayView answers) {
    while (!answers.isEmpty()) {
        qsizetype end = 0;
        while (end < answers.size() && !QByteArrayView("cnR").contains(answers[end])) {
            ++end;
        }
        if (end == answers.size() || !isHarmlessAnswer(answers.first(end + 1))) {
            return false;
        }
        answers = answers.sliced(end + 1);
    }
    return true;
}

/// What the guard lets through to the parser.
class Collector final : public StreamGuard::Sink {
public:
    void clean(QByteArrayView bytes) override { passed.append(bytes); }
    void link(QByteArrayView target) override { links.append(target.toByteArray()); }
    void clipboard(const QByteArray& text) override { copied.append(text); }

    QByteArray passed;
    QList<QByteArray> links;
    QList<QByteArray> copied;
};

QByteArray guarded(const QByteArray& bytes, int columns = 80) {
    StreamGuard guard(columns);
    Collector collector;
    guard.write(bytes, collector);
    return collector.passed;
}

/// What such a stream is made of: introducers, finals, digits, text, UTF-8 whole and broken.
QByteArray randomStream(QRandomGenerator& random, int pieces) {
    static const QList<QByteArray> kPieces{"\x1b", "\x1b[", "\x1b]", "\x1bP", "\x1b_", "\x1b\\", "\x07", "\x18", ";",
        ":", "?", ">", "$", " ", "!", "999999999999", "1", "0", "38;2;1;2;3", "h", "l", "m", "b", "c", "n", "t", "q",
        "p", "r", "s", "S", "T", "L", "M", "P", "@", "X", "J", "K", "H", "A", "B", "\r\n", "\t", "\b", "text", "\x05",
        "\xe4\xb8\xad", "\xcc\x81", "\xc2\x9b", "\x9b", "\xf0\x9f\x98\x80", "\xe2\x80\xae", "\xff", "52;c;", "8;;",
        "?1049", "?47", "?69h", "?6h", "\x1b#8", "\x1b(0",
        "\x1b"
        "c",
        "\x0e", "\x0f", "+q544e", "$qm", "1002;1006"};
    QByteArray bytes;
    for (int i = 0; i < pieces; ++i) {
        if (random.bounded(12) == 0) {
            bytes += static_cast<char>(random.bounded(256));
        } else {
            bytes += kPieces.at(random.bounded(static_cast<int>(kPieces.size())));
        }
    }
    return bytes;
}

} // namespace

class TestHostileOutput final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void TE1_answersOnlyWhatIsFixed_data() {
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("DA1") << QByteArray("\x1b[c") << QByteArray("\x1b[?1;2c");
        QTest::newRow("DECID") << QByteArray("\x1bZ") << QByteArray();
        QTest::newRow("DSR 5") << QByteArray("\x1b[5n") << QByteArray("\x1b[0n");
        QTest::newRow("DSR 6") << QByteArray("ab\x1b[6n") << QByteArray("\x1b[1;3R");
        QTest::newRow("DECXCPR") << QByteArray("ab\x1b[?6n") << QByteArray("\x1b[?1;3R");
        for (const char* const none : {"\x05", "\x1b[>c", "\x1b[=c", "\x1b[1c", "\x1b[>q", "\x1b[?2004$p", "\x1b[4$p",
                 "\x1bP$qm\x1b\\", "\x1bP$q\" q\x1b\\", "\x1bP+q544e\x1b\\", "\x1b]50;?\x07", "\x1b[21t", "\x1b[20t",
                 "\x1b[18t", "\x1b]0;evil\x07\x1b[21t", "\x1b]4;0;?\x07", "\x1b]10;?\x07", "\x1b]52;c;?\x07",
                 "\x1b[?15n", "\x1b[?26n", "\x1b[x", "\x1b[?1u", "\x1b[?996n", "\x1bG", "\x1b[>4;2m",
                 "\x1b]1337;ReportCellSize\x07"}) {
            QTest::addRow("%s", QByteArray(none).toPercentEncoding().constData()) << QByteArray(none) << QByteArray();
        }
    }
    void TE1_answersOnlyWhatIsFixed() {
        QFETCH(const QByteArray, asked);
        QFETCH(const QByteArray, said);
        VtSurface surface({});

        surface.feed(asked);

        QCOMPARE(surface.takeAnswers(), said);
    }

    void TE1_theListOfAnswersIsShort() {
        for (const char* const good : {"\x1b[?1;2c", "\x1b[0n", "\x1b[1;1R", "\x1b[?24;80R", "\x1b[1000;1000R"}) {
            QVERIFY2(isHarmlessAnswer(good), good);
        }
        for (const char* const bad : {"", "\x1b[R", "\x1b[;R", "\x1b[1;R", "\x1b[1;1;1R", "\x1b[1;x1R", "\x1b[12345;1R",
                 "\x1b[>0;100;0c", "\x1bP1$r0m\x1b\\", "\x1b[?2004;1$y", "\x1b[3n", "\x1b]l\x1b\\", "x\x1b[0n"}) {
            QVERIFY2(!isHarmlessAnswer(bad), bad);
        }
    }

    void TE1_manyQuestionsAreNotAllAnswered() {
        VtSurface surface({});

        surface.feed(QByteArray("\x1b[6n").repeated(100'000));

        const QByteArray answers = surface.takeAnswers();
        QVERIFY(answers.size() <= VtSurface::kMostAnswers);
        QVERIFY(isFixedSet(answers));
    }

    void TE2_linksOnlyOfTheWebAndTheClipboardOnlyWhereAllowed() {
        VtSurface surface({});

        surface.feed("\x1b]8;;https://example.com/a?b\x07"
                     "A\x1b]8;;file:///etc/passwd\x07"
                     "B\x1b]8;;javascript:x\x07"
                     "C"
                     "\x1b]8;;http://\x07"
                     "D\x1b]8;id=1;http://h:80/x\x1b\\E\x1b]8;;\x07"
                     "F");
        surface.feed("\x1b]52;c;aGVsbG8=\x07");

        const auto target
            = [&surface](int column) { return surface.screen().linkTarget(cellAt(surface, 0, column).style.link); };
        QCOMPARE(target(0), u"https://example.com/a?b"_s);
        QCOMPARE(target(1), QString());
        QCOMPARE(target(2), QString());
        QCOMPARE(target(3), QString());
        QCOMPARE(target(4), u"http://h:80/x"_s);
        QCOMPARE(target(5), QString());
        QVERIFY(surface.takeClipboard().isEmpty());
    }

    void TE2_clipboardIsKeptForThePersonAndBounded() {
        VtSurface surface({.keepsClipboard = true});

        surface.feed("\x1b]52;c;aGVsbG8=\x07");
        QCOMPARE(surface.takeClipboard(), QByteArray("hello"));
        surface.feed(QByteArray("\x1b]52;c;" + QByteArray(200'000, 'A') + "\x07"));
        QVERIFY(surface.takeClipboard().isEmpty());
        surface.feed("\x1b]52;c;?\x07");
        QVERIFY(surface.takeClipboard().isEmpty());
    }

    void TE2_foldersNoticesPicturesAndQuestionsAreIgnored_data() {
        QTest::addColumn<QByteArray>("command");
        for (const char* command : {"7;file://host/etc", "9;You have won", "99;i=1:d=0;Hello", "777;notify;a;b",
                 "1337;File=inline=1:aGVsbG8=", "1337;SetUserVar=x=eA==", "52;c;?", "4;1;?", "10;?", "11;?", "50;?",
                 "133;A", "3;x=y", "46;/tmp/log"}) {
            QTest::newRow(command) << QByteArray("\x1b]") + command + "\x07";
        }
    }
    void TE2_foldersNoticesPicturesAndQuestionsAreIgnored() {
        QFETCH(const QByteArray, command);
        VtSurface surface({.keepsClipboard = true});

        surface.feed(QByteArray("a" + command + "b"));

        QCOMPARE(surface.takeAnswers(), QByteArray());
        QVERIFY(surface.takeClipboard().isEmpty());
        QCOMPARE(surface.lineText(0), u"ab"_s);
    }

    void TE4_picturesAreDropped() {
        VtSurface surface({});

        surface.feed(QByteArray("a\x1bPq" + QByteArray("!4294967295~$-").repeated(200'000) + "\x1b\\b")); // sixel, 3 MB

        QCOMPARE(surface.lineText(0), u"ab"_s);
        QCOMPARE(surface.takeAnswers(), QByteArray());
        QCOMPARE(surface.screen().screenTop(), 0);
    }

    void TE3_stringsWithoutEndAreDropped_data() {
        QTest::addColumn<QByteArray>("introducer");
        QTest::newRow("OSC") << QByteArray("\x1b]0;");
        QTest::newRow("OSC 8") << QByteArray("\x1b]8;;https://");
        QTest::newRow("OSC 52") << QByteArray("\x1b]52;c;");
        QTest::newRow("DCS") << QByteArray("\x1bPq");
        QTest::newRow("APC") << QByteArray("\x1b_G");
        QTest::newRow("PM") << QByteArray("\x1b^");
        QTest::newRow("SOS") << QByteArray("\x1bX");
    }
    void TE3_stringsWithoutEndAreDropped() {
        QFETCH(const QByteArray, introducer);
        VtSurface surface({.keepsClipboard = true});
        const QByteArray block(64 * 1024, 'x');

        surface.feed(QByteArray("before" + introducer));
        QVERIFY(!surface.isSwallowing());
        for (int i = 0; i < 64; ++i) {
            surface.feed(block);
        }

        QVERIFY(surface.isSwallowing());
        QCOMPARE(shown(surface), QStringList{u"before"_s});
        surface.stopSwallowing();
        surface.feed(" after");
        QCOMPARE(shown(surface), QStringList{u"before after"_s});
        surface.feed(QByteArray(introducer + block + "xx\x1b\\."));
        QCOMPARE(shown(surface), QStringList{u"before after."_s});
        QVERIFY(surface.takeClipboard().isEmpty());
    }

    void TE4_hugeNumbersAreClamped() {
        VtSurface surface({});
        QByteArray many = "\x1b[";
        for (int i = 0; i < 1'000'000; ++i) {
            many += "1;";
        }

        surface.feed(QByteArray(many + "mtext"));
        for (const char* const final :
            {"b", "X", "S", "T", "L", "M", "P", "@", "A", "B", "C", "D", "E", "I", "Z", "a"}) {
            surface.feed(QByteArray(QByteArray("\x1b[999999999999999999999") + final));
        }
        surface.feed("\x1b[9999999999;9999999999H\x1b[9999999999;1r\x1b[;9999999999r");

        QVERIFY(surface.cursor().row < 24);
        QVERIFY(surface.cursor().column < 80);
        QVERIFY(isWhole(surface.screen()));
    }

    void TE4_repeatOfNothingEnds() {
        VtSurface surface({});

        // A mark alone has no width: the parser's own REP would go on for ever.
        surface.feed("\xcc\x81\x1b[5b\x1b[H\xe2\x80\x8b\x1b[1000000b");
        surface.feed("x\x1b[1000000b");

        QVERIFY(surface.screen().endLine() < 40);
        QCOMPARE(shown(surface).first(), QString(80, u'x'));
    }

    void TE4_theParserSeesFewAndSmallNumbers() {
        const QByteArray many = guarded("\x1b[" + QByteArray("7;").repeated(1000) + "m");

        QCOMPARE(many.count(';'), StreamGuard::kMostParameters - 1);
        QCOMPARE(guarded("\x1b[999999999999999999999C"), QByteArray("\x1b[65535C"));
        QCOMPARE(guarded("x\x1b[999999999999b", 10), QByteArray("x").repeated(11));
        QCOMPARE(guarded("\x1b[5b"), QByteArray());
    }

    void TE4_sizesAreClamped() {
        VtSurface surface({.columns = 65535, .rows = 65535});
        QCOMPARE(surface.screen().columns(), VtSurface::kMostColumns);
        QCOMPARE(surface.screen().rows(), VtSurface::kMostRows);

        surface.resize(-1, 0);
        surface.feed("x\xe4\xb8\xad\r\n");
        surface.resize(65535, 65535);

        QCOMPARE(surface.screen().rows(), VtSurface::kMostRows);
        QVERIFY(isWhole(surface.screen()));
    }

    void TE8_theStreamHasNoTitle() {
        VtSurface surface({});

        surface.feed("\x1b]0;prd-app\x07\x1b]1;x\x07\x1b]2;y\x1b\\\x1b]7;file:///\x07\x1b]9;x\x07\x1b]99;;x\x1b\\ok");

        QCOMPARE(shown(surface), QStringList{u"ok"_s});
    }

    void TE9_marksWithoutEndStayInTheirCell() {
        VtSurface surface({});
        QByteArray zalgo = "a";
        for (int i = 0; i < 200'000; ++i) {
            zalgo += i % 3 == 0 ? "\xcc\x81\x1b[1m" : "\xcc\x81";
        }

        surface.feed(QByteArray(zalgo + "b"));

        QCOMPARE(shown(surface).size(), 1);
        QVERIFY(surface.lineText(0).size() <= 2 + StreamGuard::kMostMarks);
        QCOMPARE(surface.cursor().column, 2);
    }

    void TE9_theParserSeesFewMarks() {
        const QByteArray mark("\xcc\x81");

        // Without the limit the parser keeps every mark of a character, and looks through all of them for each.
        QCOMPARE(guarded("a" + mark.repeated(1000)).count(mark), StreamGuard::kMostMarks);
        QCOMPARE(guarded("a" + QByteArray(mark + "\x1b[1m").repeated(1000)).count(mark), StreamGuard::kMostMarks);
        QCOMPARE(guarded("a" + mark + "b" + mark).count(mark), 2);
        QCOMPARE(guarded(mark), QByteArray());
    }

    void TE9_distinctMarksDoNotFillTheMemory() {
        VtSurface surface({.scrollbackBytes = 100'000});
        for (int first = 0x300; first < 0x340; ++first) {
            QString text;
            for (int base = 0x4e00; base < 0x5200; ++base) {
                text += QChar(base);
                text += QChar(first);
            }
            surface.feed(text.toUtf8());
        }

        QVERIFY(surface.screen().graphemes().size() <= GraphemeTable::kMost);
        QVERIFY(isWhole(surface.screen()));
    }

    void TE9_everyCharacterTakesTheRoomItSays() {
        // What neither moves the cursor nor counts as a mark would pile up in the parser.
        VtSurface surface({});
        QList<quint32> still;
        for (char32_t code = 0x20; code < 0x20000; ++code) {
            const bool isIdeograph = (code >= 0x3100 && code < 0xa000) || (code >= 0xac00 && code < 0xd7a4);
            const bool isNoText = (code >= 0xd800 && code < 0xfb00) || (code >= 0x7f && code <= 0x9f);
            if (isIdeograph || isNoText) {
                continue;
            }
            const QByteArray twice = QString(QString::fromUcs4(&code, 1)).toUtf8().repeated(9);
            surface.feed(QByteArray("\r\x1b[K" + twice));
            const QString text = surface.lineText(surface.screen().screenTop() + surface.cursor().row);
            if (surface.cursor().column < 9 && text.toUcs4().size() > 6) {
                still.append(code);
            }
        }

        QCOMPARE(still, QList<quint32>());
    }

    void TE9_rightToLeftMovesNothing() {
        VtSurface surface({});

        surface.feed("a\xe2\x80\xae"
                     "bc\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"
                     "d\xc2\x9b"
                     "31m");

        QCOMPARE(surface.lineText(0), u"abcשלוםd31m"_s);
        QCOMPARE(surface.cursor().column, 11);
    }

    void anyBytesLeaveTheSurfaceWhole() {
        QElapsedTimer timer;
        timer.start();
        for (quint32 seed = 1; seed <= 4000 && timer.elapsed() < 3000; ++seed) {
            QRandomGenerator random(seed);
            VtSurface surface(
                {.columns = 1 + random.bounded(120), .rows = 1 + random.bounded(40), .scrollbackBytes = 200'000});
            for (int round = 0; round < 4; ++round) {
                surface.feed(randomStream(random, 400));
                QVERIFY2(isFixedSet(surface.takeAnswers()), qPrintable(u"seed %1"_s.arg(seed)));
                QVERIFY2(isWhole(surface.screen()), qPrintable(u"seed %1"_s.arg(seed)));
                surface.resize(1 + random.bounded(200), 1 + random.bounded(60));
                QVERIFY2(isWhole(surface.screen()), qPrintable(u"seed %1, resized"_s.arg(seed)));
                QVERIFY(surface.cursor().row < surface.screen().rows());
            }
            QVERIFY(surface.screen().scrollback().bytes() <= 200'000);
            (void)surface.text({surface.screen().firstLine(), 0}, {surface.screen().endLine(), 0});
        }
    }

    void aFloodPassesQuicklyEnough() {
        VtSurface surface({.scrollbackBytes = 1'000'000});
        QByteArray line = "\x1b[32m2026-11-21T20:00:00Z\x1b[0m info request=42 path=/checkout status=200 time=13ms\r\n";
        const QByteArray block = line.repeated(200);
        QElapsedTimer timer;

        timer.start();
        for (int i = 0; i < 100; ++i) {
            surface.feed(block);
        }

        const double megabytes = static_cast<double>(block.size()) * 100 / 1e6;
        qInfo("%.1f MB/s", megabytes * 1000 / std::max<double>(1, static_cast<double>(timer.elapsed())));
        QCOMPARE(surface.screen().endLine(), 20'000 + 1 + (surface.screen().rows() - 1 - surface.cursor().row));
    }
};

QTEST_APPLESS_MAIN(TestHostileOutput)
#include "test_hostile_output.moc"
