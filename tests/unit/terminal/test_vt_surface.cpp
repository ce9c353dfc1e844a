// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/paste_text.h"
#include "core/terminal/terminal_search.h"
#include "tests/unit/terminal/terminal_fixture.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::tests;

namespace {

VtSurface::Options small(int columns = 20, int rows = 4) {
    return {.columns = columns, .rows = rows};
}

QByteArray lines(int from, int to) {
    QByteArray bytes;
    for (int i = from; i <= to; ++i) {
        bytes += "line " + QByteArray::number(i) + "\r\n";
    }
    return bytes;
}

KeyPress pressed(TerminalKey key, KeyModifiers held = {}) {
    return {.key = key, .text = {}, .modifiers = held};
}

KeyPress typed(const QString& text, KeyModifiers held = {}) {
    return {.key = TerminalKey::Text, .text = text, .modifiers = held};
}

} // namespace

class TestVtSurface final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTextAndColours() {
        VtSurface surface(small());

        surface.feed("plain \x1b[1;31mred\x1b[0m \x1b[38;5;200mx\x1b[48;2;1;2;3my\x1b[m");

        QCOMPARE(shown(surface), QStringList{u"plain red xy"_s});
        QCOMPARE(cellAt(surface, 0, 6).style.foreground, TerminalColor::indexed(1));
        QVERIFY(cellAt(surface, 0, 6).style.flags & cell_flag::kBold);
        QCOMPARE(cellAt(surface, 0, 10).style.foreground, TerminalColor::indexed(200));
        QCOMPARE(cellAt(surface, 0, 11).style.background, TerminalColor::rgb(1, 2, 3));
        QCOMPARE(cellAt(surface, 0, 12).style, CellStyle());
    }

    void keepsLinesThatScrollAway() {
        VtSurface surface(small());

        surface.feed(lines(1, 10));

        QCOMPARE(surface.screen().firstLine(), 0);
        QCOMPARE(surface.screen().screenTop(), 7);
        QCOMPARE(surface.lineText(0), u"line 1"_s);
        QCOMPARE(shown(surface), (QStringList{u"line 8"_s, u"line 9"_s, u"line 10"_s}));
    }

    void scrollbackIsBoundedInBytesAndKeepsNumbers() {
        VtSurface::Options options = small();
        options.scrollbackBytes = 20'000;
        VtSurface surface(options);

        surface.feed(lines(1, 2000));

        QVERIFY(surface.screen().scrollback().bytes() <= 20'000);
        QVERIFY(surface.screen().firstLine() > 1500);
        QCOMPARE(surface.screen().screenTop(), 1997);
        QCOMPARE(surface.lineText(surface.screen().firstLine()), u"line %1"_s.arg(surface.screen().firstLine() + 1));
        QCOMPARE(surface.lineText(0), QString());
    }

    void aFullScreenProgramLeavesTheLinesAsTheyWere() {
        VtSurface surface(small());
        surface.feed(QByteArray(lines(1, 6) + "$ vi"));

        surface.feed("\x1b[?1049h\x1b[2J\x1b[H~ file\r\n~\r\n~\r\n~\r\n~\r\n");
        QVERIFY(surface.screen().isAlternate());
        QCOMPARE(surface.screen().firstLine(), surface.screen().screenTop());
        surface.feed("\x1b[?1049l");

        QVERIFY(!surface.screen().isAlternate());
        QCOMPARE(shown(surface), (QStringList{u"line 4"_s, u"line 5"_s, u"line 6"_s, u"$ vi"_s}));
        QCOMPARE(surface.screen().screenTop(), 3);
    }

    void growingTakesLinesBackAndShrinkingGivesThem() {
        VtSurface surface(small());
        surface.feed(QByteArray(lines(1, 10) + "$ "));

        surface.resize(20, 8);
        QCOMPARE(surface.screen().screenTop(), 3);
        QCOMPARE(shown(surface).first(), u"line 4"_s);
        QCOMPARE(surface.cursor().row, 7);
        surface.resize(20, 2);

        QCOMPARE(shown(surface), (QStringList{u"line 10"_s, u"$"_s}));
        QCOMPARE(surface.cursor().row, 1);
        QCOMPARE(surface.lineText(8), u"line 9"_s);
        surface.feed("x");
        QCOMPARE(shown(surface).last(), u"$ x"_s);
    }

    void longLinesAreBrokenAnewAtAnotherWidth() {
        VtSurface surface(small(10, 4));
        surface.feed("0123456789abcdef\r\nshort\r\n$ ls");

        surface.resize(20, 4);
        QCOMPARE(shown(surface), (QStringList{u"0123456789abcdef"_s, u"short"_s, u"$ ls"_s}));
        QCOMPARE(surface.cursor().row, 2);
        QCOMPARE(surface.cursor().column, 4);
        surface.resize(6, 4);

        QCOMPARE(shown(surface), (QStringList{u"6789ab"_s, u"cdef"_s, u"short"_s, u"$ ls"_s}));
        QCOMPARE(surface.lineText(0), u"012345"_s);
        QVERIFY(surface.screen().continues(1));
        surface.resize(20, 4);
        QCOMPARE(shown(surface), (QStringList{u"0123456789abcdef"_s, u"short"_s, u"$ ls"_s}));
        surface.feed("x");
        QCOMPARE(shown(surface).last(), u"$ lsx"_s);
    }

    void linesAboveAreBrokenAnewToo() {
        VtSurface surface(small(5, 3));
        surface.feed("one two three\r\na\r\nb\r\nc");
        QCOMPARE(surface.screen().screenTop(), 3);

        surface.resize(40, 3);

        QCOMPARE(surface.screen().screenTop(), 1);
        QCOMPARE(surface.lineText(0), u"one two three"_s);
        QCOMPARE(shown(surface), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(surface.cursor().row, 2);
    }

    void whatWasClearedStaysAbove() {
        VtSurface surface(small(10, 4));
        surface.feed(QByteArray(lines(1, 8) + "\x1b[2J\x1b[H$ "));

        surface.resize(12, 4);

        QCOMPARE(shown(surface), QStringList{u"$"_s});
        QCOMPARE(surface.cursor().row, 0);
        surface.feed("\x1b[2J\x1b[H0123456789abcd\x1b[1;1H\x1b[J$ "); // what goes on has lost its beginning
        surface.resize(30, 4);
        QCOMPARE(shown(surface), QStringList{u"$"_s});
    }

    void aWideCharacterMovesWholeToTheNextRow() {
        VtSurface surface(small(10, 4));
        surface.feed("abc\xe4\xb8\xad\xe6\x96\x87z");

        surface.resize(4, 4);
        QCOMPARE(shown(surface), (QStringList{u"abc"_s, u"中文"_s, u"z"_s}));
        QVERIFY(isWhole(surface.screen()));
        surface.resize(10, 4);

        QCOMPARE(shown(surface), QStringList{u"abc中文z"_s});
        QCOMPARE(surface.cursor().column, 8);
        QVERIFY(isWhole(surface.screen()));
    }

    void aFullScreenProgramsScreenIsCutNotBroken() {
        VtSurface surface(small(10, 4));
        surface.feed("before\r\n\x1b[?1049h\x1b[2J\x1b[H0123456789\r\n~");

        surface.resize(6, 4);

        QCOMPARE(shown(surface), (QStringList{u"012345"_s, u"~"_s}));
    }

    void wideCharactersStayWhole() {
        VtSurface surface(small(10, 3));

        surface.feed("\xe4\xb8\xad\xe6\x96\x87"
                     "ab\r\x1b[C|"); // 中文, then over the right half of 中

        QCOMPARE(shown(surface), QStringList{u" |文ab"_s});
        QVERIFY(isWhole(surface.screen()));
        surface.resize(3, 3);
        QVERIFY(isWhole(surface.screen()));
        surface.feed("\x1b[2J\x1b[1;3H\xe4\xb8\xad"); // no room for both halves: the next line
        QCOMPARE(shown(surface), (QStringList{QString(), u"中"_s}));
    }

    void copiesLongLinesAsOne() {
        VtSurface surface(small(10, 4));

        surface.feed("0123456789abc\r\nnext   \r\n");

        QVERIFY(surface.screen().continues(1));
        QCOMPARE(surface.text({0, 0}, {2, 10}), u"0123456789abc\nnext"_s);
        QCOMPARE(surface.text({0, 8}, {1, 2}), u"89ab"_s);
    }

    void findsInLinesAboveAndAcrossLineEnds() {
        VtSurface surface(small(10, 4));
        surface.feed(QByteArray(lines(1, 50) + "xxxxxxNeedle in it\r\n\xe4\xb8\xad needle\r\n"));

        const TerminalMatches all = findInTerminal(surface, u"needle"_s);
        const TerminalMatches exact = findInTerminal(surface, u"Needle"_s);
        const TerminalMatches numbers = findInTerminal(surface, u"line 4"_s);
        const TerminalMatches cut = findInTerminal(surface, u"line"_s, 5);

        QCOMPARE(all.found.size(), 2U);
        QCOMPARE(all.found[0].from, (VtSurface::Position{50, 6}));
        QCOMPARE(all.found[0].to, (VtSurface::Position{51, 2}));
        QCOMPARE(all.found[1].from.column, 3);
        QCOMPARE(exact.found.size(), 1U);
        QCOMPARE(numbers.found.size(), 11U);
        QCOMPARE(numbers.found[0].from.line, 3);
        QVERIFY(cut.isCut);
        QCOMPARE(cut.found.size(), 5U);
    }

    void cursorShapesAndModes() {
        VtSurface surface(small());

        surface.feed("\x1b[6 q\x1b[?25l\x1b[?1h\x1b[?2004h\x1b[?1002;1006h");

        QCOMPARE(surface.cursor().shape, CursorShape::Bar);
        QVERIFY(!surface.cursor().isVisible);
        QVERIFY(surface.modes().applicationCursor);
        QVERIFY(surface.modes().bracketedPaste);
        QCOMPARE(surface.mouse(), VtSurface::Mouse::Drag);
        surface.reset();
        QCOMPARE(surface.modes(), StreamGuard::Modes());
        QCOMPARE(surface.mouse(), VtSurface::Mouse::None);
        QVERIFY(surface.cursor().isVisible);
    }

    void keysAreThoseOfXterm_data() {
        QTest::addColumn<KeyPress>("press");
        QTest::addColumn<bool>("application");
        QTest::addColumn<QByteArray>("bytes");
        const KeyModifiers control{.control = true};
        QTest::newRow("up") << pressed(TerminalKey::Up) << false << QByteArray("\x1b[A");
        QTest::newRow("up, application") << pressed(TerminalKey::Up) << true << QByteArray("\x1bOA");
        QTest::newRow("ctrl right") << pressed(TerminalKey::Right, control) << true << QByteArray("\x1b[1;5C");
        QTest::newRow("F1") << pressed(TerminalKey::F1) << false << QByteArray("\x1bOP");
        QTest::newRow("F5") << pressed(TerminalKey::F5) << false << QByteArray("\x1b[15~");
        QTest::newRow("F12") << pressed(TerminalKey::F12) << false << QByteArray("\x1b[24~");
        QTest::newRow("delete") << pressed(TerminalKey::Delete) << false << QByteArray("\x1b[3~");
        QTest::newRow("back tab") << pressed(TerminalKey::Tab, {.shift = true}) << false << QByteArray("\x1b[Z");
        QTest::newRow("ctrl c") << typed(u"c"_s, control) << false << QByteArray("\x03");
        QTest::newRow("ctrl space") << typed(u" "_s, control) << false << QByteArray(1, '\0');
        QTest::newRow("alt b") << typed(u"b"_s, {.alt = true}) << false
                               << QByteArray("\x1b"
                                             "b");
        QTest::newRow("chinese") << typed(u"中"_s) << false << QByteArray("\xe4\xb8\xad");
        QTest::newRow("backspace") << pressed(TerminalKey::Backspace) << false << QByteArray("\x7f");
        QTest::newRow("enter") << pressed(TerminalKey::Enter) << false << QByteArray("\r");
    }
    void keysAreThoseOfXterm() {
        QFETCH(const KeyPress, press);
        QFETCH(const bool, application);
        QFETCH(const QByteArray, bytes);
        VtSurface surface(small());
        surface.feed(application ? "\x1b[?1h" : "\x1b[?1l");

        QCOMPARE(surface.key(press), bytes);
    }

    void mouseIsReportedOnlyWhereAsked() {
        VtSurface surface(small());

        QCOMPARE(surface.mouseEvent(1, 2, 1, true, {}), QByteArray());
        surface.feed("\x1b[?1000h\x1b[?1006h");

        QCOMPARE(surface.mouseEvent(1, 2, 1, false, {}), QByteArray("\x1b[<0;3;2m"));
        QCOMPARE(surface.mouseEvent(1, 2, 1, true, {}), QByteArray("\x1b[<0;3;2M"));
        QCOMPARE(surface.mouseEvent(99, 99, 4, true, {}), QByteArray("\x1b[<64;20;4M"));
        QVERIFY(surface.takeAnswers().isEmpty());
    }

    void TE5_pasteIsSanitisedAndBracketed() {
        VtSurface surface(small());
        const QString text = u"echo a\r\nrm -rf x\x1b[201~\n\x07\x03\tend\t1"_s;

        QCOMPARE(surface.pasted(text), QByteArray("echo a\rrm -rf x[201~\r\tend\t1"));
        surface.feed("\x1b[?2004h");
        QCOMPARE(surface.pasted(text), QByteArray("\x1b[200~echo a\rrm -rf x[201~\r\tend\t1\x1b[201~"));

        const PasteFacts facts = judgePaste(text);
        QCOMPARE(facts.lines, 3);
        QCOMPARE(facts.removed, 3);
        QCOMPARE(facts.firstLine, u"echo a"_s);
        QCOMPARE(judgePaste(u"one line\n"_s).lines, 1);
        QCOMPARE(judgePaste(u"one line\n"_s).firstLine, u"one line"_s);
        QCOMPARE(judgePaste({}).lines, 0);
        QCOMPARE(judgePaste(u"\u009b31m"_s).removed, 1);
    }

    void sequencesMayComeInPieces() {
        VtSurface whole(small());
        VtSurface pieces(small());
        const QByteArray bytes
            = "a\x1b[1;32m\xe4\xb8\xad\x1b]8;;https://h/x\x1b\\L\x1b]8;;\x07\xf0\x9f\x98\x80\x1b[3bz\x1b[6n";

        whole.feed(bytes);
        for (const char byte : bytes) {
            pieces.feed({&byte, 1});
        }

        QCOMPARE(shown(pieces), shown(whole));
        QCOMPARE(shown(whole), QStringList{u"a中L😀😀😀😀z"_s});
        QCOMPARE(pieces.takeAnswers(), whole.takeAnswers());
        QCOMPARE(pieces.screen().linkTarget(cellAt(pieces, 0, 3).style.link), u"https://h/x"_s);
    }

    void marksAndEmojiSurviveTheLinesAbove() {
        VtSurface surface(small(20, 2));

        surface.feed("e\xcc\x81 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb \xe4\xb8\xad\r\n\r\n\r\n");

        QCOMPARE(surface.lineText(0), u"e\u0301 👩\u200d💻 中"_s);
        QCOMPARE(surface.screen().line(0).at(2).width, 2);
    }
};

QTEST_APPLESS_MAIN(TestVtSurface)
#include "test_vt_surface.moc"
