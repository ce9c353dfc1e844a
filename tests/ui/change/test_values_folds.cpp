// SPDX-License-Identifier: Apache-2.0
#include "ui/change/values_editor.h"

#include <QTest>
#include <QTextBlock>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kValues = "# how many\n"
                           "replicas: 2\n"
                           "image:\n"
                           "  repository: registry/web\n"
                           "  tag: 1.4.20\n"
                           "\n"
                           "ports:\n"
                           "- name: http\n"
                           "  port: 80\n"
                           "- name: admin\n"
                           "  port: 81\n"
                           "last: x\n";

QStringList linesOf(const QByteArray& text) {
    return QString::fromUtf8(text).split(u'\n');
}

ValueRow rowOf(const QStringList& keys, const YamlValue& mine, const YamlValue& chart) {
    ValueRow row;
    row.keys = keys;
    row.mine = mine;
    row.newDefault = chart;
    return row;
}

int visibleLines(const ValuesEditor& editor) {
    int count = 0;
    for (QTextBlock block = editor.document()->firstBlock(); block.isValid(); block = block.next()) {
        count += block.isVisible() ? 1 : 0;
    }
    return count;
}

void putCursor(ValuesEditor& editor, int line) {
    editor.setTextCursor(QTextCursor(editor.document()->findBlockByNumber(line)));
}

} // namespace

class TestValuesFolds final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsPartsByIndentation() {
        const auto ranges = foldRanges(linesOf(kValues));

        QCOMPARE(ranges, (std::vector<FoldRange>{{2, 4}, {6, 10}, {7, 8}, {9, 10}}));
    }
    void halfWrittenTextHasPartsToo() {
        QCOMPARE(foldRanges({u"a:"_s, u"  b: ["_s, u"c: }"_s}), (std::vector<FoldRange>{{0, 1}}));
        QVERIFY(foldRanges({}).empty());
        QVERIFY(foldRanges({u""_s, u"  "_s}).empty());
    }
    void aBlockTextFoldsUnderItsKey() {
        QCOMPARE(
            foldRanges({u"text: |"_s, u"  one"_s, u""_s, u"  two"_s, u"next: 1"_s}), (std::vector<FoldRange>{{0, 3}}));
    }

    void foldingChangesNothingThatIsSent() {
        ValuesEditor editor;
        editor.setValues(kValues);

        editor.folds().foldAll();

        QVERIFY(visibleLines(editor) < 12);
        QCOMPARE(*editor.values(), kValues);
        editor.folds().unfoldAll();
        QCOMPARE(visibleLines(editor), 13);
    }
    void foldsThePartAroundTheCursor() {
        ValuesEditor editor;
        editor.setValues(kValues);
        putCursor(editor, 4);

        editor.folds().fold(4);

        QVERIFY(editor.folds().isFolded(2));
        QCOMPARE(editor.folds().hiddenLines(2), 2);
        QCOMPARE(editor.textCursor().blockNumber(), 2);
    }
    void aFoldFollowsItsLineThroughEdits() {
        ValuesEditor editor;
        editor.setValues(kValues);
        editor.folds().fold(2);

        QTextCursor cursor(editor.document()->firstBlock());
        cursor.insertText(u"first: 1\n"_s);
        editor.folds().refresh();

        QVERIFY(editor.folds().isFolded(3));
        QVERIFY(!editor.document()->findBlockByNumber(4).isVisible());
        QVERIFY(editor.document()->findBlockByNumber(6).isVisible());
    }
    void aFoldWhosePartIsGoneOpens() {
        ValuesEditor editor;
        editor.setValues("a:\n  b: 1\nc: 2\n");
        editor.folds().fold(0);

        QTextCursor cursor(editor.document()->findBlockByNumber(1));
        cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, 2);
        cursor.removeSelectedText();
        editor.folds().refresh();

        QVERIFY(!editor.folds().isFolded(0));
        QCOMPARE(visibleLines(editor), 4);
    }
    void aSearchOpensWhatHidesItsMatch() {
        ValuesEditor editor;
        editor.setValues(kValues);
        editor.folds().foldAll();

        putCursor(editor, 4);

        QVERIFY(editor.document()->findBlockByNumber(4).isVisible());
    }
    void arrowsStepOverAFold() {
        ValuesEditor editor;
        editor.resize(400, 400);
        editor.show();
        editor.setValues(kValues);
        editor.folds().fold(2);
        putCursor(editor, 2);

        QTest::keyClick(&editor, Qt::Key_Down);

        QCOMPARE(editor.textCursor().blockNumber(), 5);
        QVERIFY(editor.folds().isFolded(2));
        QTest::keyClick(&editor, Qt::Key_Up);
        QCOMPARE(editor.textCursor().blockNumber(), 2);
    }
    void typingAtAFoldOpensIt() {
        ValuesEditor editor;
        editor.setValues(kValues);
        editor.folds().fold(2);
        putCursor(editor, 2);

        QTest::keyClicks(&editor, u"x"_s);

        QVERIFY(!editor.folds().isFolded(2));
    }
    void keysFoldAndUnfold() {
        ValuesEditor editor;
        editor.setValues(kValues);
        putCursor(editor, 3);

        QTest::keyClick(&editor, Qt::Key_BraceLeft, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(editor.folds().isFolded(2));
        QTest::keyClick(&editor, Qt::Key_BraceRight, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!editor.folds().isFolded(2));
    }

    void theChartsValueStandsBesideMine() {
        ValuesReview review;
        review.rows = {rowOf({u"replicas"_s}, YamlValue({u"2"_s, false}), YamlValue({u"1"_s, false})),
            rowOf({u"image"_s, u"tag"_s}, YamlValue::string(u"1.4.20"_s), YamlValue::string(u"1.4.20"_s))};

        const auto texts = defaultsBeside(kValues, review);

        QCOMPARE(texts.size(), 1);
        QVERIFY(texts.value(1).endsWith(u": 1"_s));
    }
    void HE12_noSecretStandsBeside() {
        ValuesReview review;
        ValueRow row = rowOf({u"replicas"_s}, YamlValue::string(u"x"_s), YamlValue::string(u"canary"_s));
        row.isSensitive = true;
        review.rows = {row};

        QVERIFY(defaultsBeside(kValues, review).isEmpty());
    }
    void defaultsWaitForTheNextReviewWhenLinesMove() {
        ValuesEditor editor;
        editor.setValues(kValues);
        editor.setDefaults({{1, u"chart: 1"_s}});
        QCOMPARE(editor.defaults().value(1), u"chart: 1"_s);

        QTextCursor cursor(editor.document()->firstBlock());
        cursor.insertText(u"first: 1\n"_s);

        QVERIFY(editor.defaults().isEmpty());
    }
};

QTEST_MAIN(TestValuesFolds)
#include "test_values_folds.moc"
