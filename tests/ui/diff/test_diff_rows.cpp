// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_rows.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;

namespace {

DiffEntry entry(const QByteArray& from, const QByteArray& to, DiffSection section = DiffSection::Changed) {
    auto diff = std::make_shared<ObjectDiff>();
    diff->key = {u"apps"_s, u"Deployment"_s, u"shop"_s, u"sniffer"_s};
    diff->change = from.isEmpty() ? ObjectChange::Added : to.isEmpty() ? ObjectChange::Removed : ObjectChange::Changed;
    diff->fromText = from;
    diff->toText = to;
    diff->lines = diffLines(from, to);
    return {section, diff};
}

QByteArray numbered(int count, const QByteArray& replaced = {}, int at = -1) {
    QByteArray text;
    for (int i = 0; i < count; ++i) {
        text += i == at ? replaced : "line" + QByteArray::number(i) + ": x\n";
    }
    return text;
}

QString shape(const DiffRows& rows) {
    QString text;
    for (const DiffRow& row : rows.rows()) {
        switch (row.kind) {
        case DiffRow::Kind::Header:
            text += u'H';
            break;
        case DiffRow::Kind::Context:
            text += u' ';
            break;
        case DiffRow::Kind::Collapsed:
            text += u"[%1]"_s.arg(row.count);
            break;
        case DiffRow::Kind::Change:
            text += row.from >= 0 && row.to >= 0 ? u'~' : row.from >= 0 ? u'-' : u'+';
            break;
        }
    }
    return text;
}

int collapsedRow(const DiffRows& rows, int which) {
    for (int i = 0; i < rows.rowCount(); ++i) {
        if (rows.rows()[static_cast<size_t>(i)].kind == DiffRow::Kind::Collapsed && which-- == 0) {
            return i;
        }
    }
    return -1;
}

} // namespace

class TestDiffRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void collapsesWhatIsUnchanged() {
        DiffRows rows;
        rows.setEntries({entry(numbered(30), numbered(30, "other: y\n", 12))});

        QCOMPARE(shape(rows), u"H[9]   -+   [14]"_s);
    }

    void pairsRemovedWithAddedSideBySide() {
        DiffRows rows;
        rows.setLayout(DiffRows::Layout::SideBySide);
        rows.setEntries({entry("a: 1\nb: 1\nc: 1\n", "a: 1\nb: 2\nnew: 1\nc: 1\n")});

        QCOMPARE(shape(rows), u"H ~+ "_s);
        QCOMPARE(rows.rows()[2].from, 1);
        QCOMPARE(rows.rows()[2].to, 1);
        QVERIFY(rows.rows()[2].toWords);
    }

    void unifiedPutsRemovedBeforeAdded() {
        DiffRows rows;
        rows.setEntries({entry("a: 1\nb: 1\nc: 1\n", "a: 1\nb: 2\nnew: 1\nc: 1\n")});

        QCOMPARE(shape(rows), u"H -++ "_s);
    }

    void showsAddedAndRemovedObjectsWhole() {
        DiffRows rows;
        rows.setEntries({entry({}, "a: 1\nb: 2\n", DiffSection::Added), entry("a: 1\n", {}, DiffSection::Removed)});

        QCOMPARE(shape(rows), u"H++H-"_s);
    }

    void expandsAndFoldsAgain() {
        DiffRows rows;
        rows.setEntries({entry(numbered(30), numbered(30, "other: y\n", 12))});

        rows.expand(collapsedRow(rows, 0));
        QCOMPARE(shape(rows), u"H            -+   [14]"_s);
        QCOMPARE(rows.rows()[1].from, 0);
        rows.expand(collapsedRow(rows, 0));
        QCOMPARE(shape(rows).count(u'['), 0);
        QCOMPARE(rows.rowCount(), 32);

        rows.toggleFolded(0);
        QCOMPARE(shape(rows), u"H"_s);
        rows.toggleFolded(0);
        QCOMPARE(shape(rows), u"H[9]   -+   [14]"_s);
    }

    void fewUnchangedLinesStay() {
        DiffRows rows;
        rows.setEntries({entry(numbered(10), numbered(10, "other: y\n", 4))});

        QCOMPARE(shape(rows), u"H    -+     "_s);
    }

    void stepsThroughChangesOfAllObjects() {
        DiffRows rows;
        rows.setEntries({entry("a: 1\nb: 1\nc: 1\n", "a: 2\nb: 1\nc: 2\n"), entry("x: 1\n", "x: 2\n")});
        QCOMPARE(shape(rows), u"H-+ -+H-+"_s);

        QList<int> forward;
        for (int row = rows.nextChange(-1); row >= 0; row = rows.nextChange(row)) {
            forward += row;
        }
        QList<int> backward;
        for (int row = rows.previousChange(rows.rowCount()); row >= 0; row = rows.previousChange(row)) {
            backward.prepend(row);
        }

        QCOMPARE(forward, (QList<int>{1, 4, 7}));
        QCOMPARE(backward, forward);
        QCOMPARE(rows.headerRow(1), 6);
        QCOMPARE(rows.entryAt(8), 1);
    }

    void labelChangesAreLeftOutUntilAskedFor() {
        DiffRows rows;
        rows.setEntries({entry("x: 1\n", "x: 2\n"), entry("l: 1\n", "l: 2\n", DiffSection::LabelsOnly)});
        QCOMPARE(shape(rows), u"H-+"_s);
        QCOMPARE(rows.headerRow(1), -1);

        rows.setLabelsShown(true);

        QCOMPARE(shape(rows), u"H-+H-+"_s);
    }

    void holdsThirtyThousandLines() {
        DiffRows rows;
        rows.setEntries({entry({}, numbered(30000), DiffSection::Added),
            entry(numbered(30000), numbered(30000, "other: y\n", 29990))});

        QCOMPARE(rows.rowCount(), 1 + 30000 + 1 + 1 + 8 + 1);
    }
};

QTEST_GUILESS_MAIN(TestDiffRows)
#include "test_diff_rows.moc"
