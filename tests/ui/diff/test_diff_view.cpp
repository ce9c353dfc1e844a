// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/diff/sample_release.h"

#include "ui/diff/diff_export.h"
#include "ui/diff/diff_outline.h"
#include "ui/diff/diff_view.h"
#include "ui/diff/diff_words.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;

namespace {

ReleaseDiffPtr sampleDiff() {
    return compareRecords(sample::record(false), sample::record(true), {});
}

int find(const DiffView& view, QStringView kind, DiffSection section) {
    const auto& entries = view.canvas().rows().entries();
    const auto found = std::ranges::find_if(
        entries, [&](const DiffEntry& e) { return e.section == section && e.diff->key.kind == kind; });
    return found == entries.end() ? -1 : static_cast<int>(std::distance(entries.begin(), found));
}

QString everythingShown(DiffView& view) {
    view.setLabelsShown(true);
    view.canvas().selectAll();
    QString text = view.canvas().selectedText();
    const auto& model = view.outline().outline();
    for (int row = 0; row < model.rowCount(); ++row) {
        text += model.data(model.index(row), Qt::DisplayRole).toString()
            + model.data(model.index(row), Qt::ToolTipRole).toString();
    }
    return text;
}

} // namespace

class TestDiffView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsWhatDiffers() {
        DiffView view;
        view.setDiff(sampleDiff());

        QVERIFY(find(view, u"Deployment", DiffSection::Changed) == 0);
        QVERIFY(find(view, u"HorizontalPodAutoscaler", DiffSection::Added) > 0);
        QVERIFY(find(view, u"PersistentVolumeClaim", DiffSection::Removed) > 0);
        QVERIFY(find(view, u"Values", DiffSection::Values) > 0);
        QVERIFY(find(view, u"Job", DiffSection::Hooks) > 0);
        QVERIFY(find(view, u"Notes", DiffSection::Notes) > 0);
        QCOMPARE(view.labelsOnlyCount(), 39);
    }

    void theHeadlineNamesServicesByTheirCommits() {
        const auto parts = headlineParts(*sampleDiff());

        QVERIFY(parts.contains(HeadlinePart{u"sniffer"_s, u"61a65 → ca3b6"_s}));
        QVERIFY(std::ranges::any_of(parts,
            [](const HeadlinePart& part) { return part.name == u"web-neo" && part.text.contains(u"labels only"); }));
        QCOMPARE(shortVersions(u"1.2.0"_s, u"1.3.0"_s), std::pair(u"1.2.0"_s, u"1.3.0"_s));
        QCOMPARE(shortVersions(u"v0.2.2-ca3b6"_s, u"v0.2.3-ca3b6"_s).first, u"v0.2.2-ca3b6"_s);
    }

    void RP5_theSecretIsNeverShownOrCopied() {
        const QString canary = QString::fromUtf8(sample::kCanary);
        QVERIFY(sample::manifest(true).contains(sample::kCanary));
        DiffView view;
        const ReleaseDiffPtr diff = sampleDiff();
        view.setDiff(diff);

        QVERIFY(!everythingShown(view).contains(canary));
        view.canvas().copy();
        QVERIFY(!QGuiApplication::clipboard()->text().isEmpty());
        QVERIFY(!QGuiApplication::clipboard()->text().contains(canary));
        for (const DiffFormat format : {DiffFormat::Unified, DiffFormat::Markdown}) {
            const QByteArray text = exportDiff(*diff, format, LabelChanges::Shown);
            QVERIFY(text.contains("sniffer"));
            QVERIFY(!text.contains(sample::kCanary));
        }
    }

    void RP5_whatIsRevealedCanBeSeenButNotCopied() {
        DiffView view;
        view.setDiff(sampleDiff());
        const int secret = find(view, u"Secret", DiffSection::Changed);
        QVERIFY(secret >= 0);
        QVERIFY(hidesValues(*view.entry(secret)->diff));
        const auto shown = compareRevealed(
            sample::record(false), sample::record(true), DiffSection::Changed, view.entry(secret)->diff->key, {});
        QVERIFY(shown);
        QVERIFY(shown->toText.contains(sample::kCanary));

        view.reveal(secret, shown);
        QVERIFY(view.entry(secret)->diff->toText.contains(sample::kCanary));
        QVERIFY(!everythingShown(view).contains(QString::fromUtf8(sample::kCanary)));
        QVERIFY(!exportDiff(*view.diff(), DiffFormat::Unified, LabelChanges::Shown).contains(sample::kCanary));

        view.reveal(secret, nullptr);
        QVERIFY(hidesValues(*view.entry(secret)->diff));
    }

    void isUnifiedWhereThereIsLittleRoom() {
        DiffCanvas canvas;
        canvas.setEntries(entriesOf(sampleDiff()));
        canvas.resize(700, 400);
        canvas.show();
        QVERIFY(!canvas.isSideBySide());

        canvas.resize(900, 400);
        QTRY_VERIFY(canvas.isSideBySide());
        canvas.resize(700, 400);
        QTRY_VERIFY(!canvas.isSideBySide());
        canvas.setLayoutChoice(DiffCanvas::LayoutChoice::SideBySide);
        QVERIFY(canvas.isSideBySide());
        canvas.setLayoutChoice(DiffCanvas::LayoutChoice::Unified);
        canvas.resize(1200, 400);
        QVERIFY(!canvas.isSideBySide());
    }

    void keysGoThroughChangesAndObjects() {
        DiffView view;
        view.resize(700, 220);
        view.setDiff(sampleDiff());
        view.show();
        view.canvas().setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QCOMPARE(view.currentEntry(), 0);

        QTest::keyClick(&view.canvas(), Qt::Key_T);
        QCOMPARE(view.currentEntry(), 1);
        QTest::keyClick(&view.canvas(), Qt::Key_Space);
        QVERIFY(view.outline().outline().isSeen(1));
        QCOMPARE(view.outline().outline().seenCount(), 1);
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(&view.canvas(), Qt::Key_N);
        }
        QVERIFY(view.currentEntry() > 1);
        while (view.canvas().goToPreviousChange()) { }
        QCOMPARE(view.currentEntry(), 0);
    }

    void seenIsKeptForObjectsThatStay() {
        DiffView view;
        view.setDiff(sampleDiff());
        view.outline().outline().toggleSeen(0);

        view.setDiff(sampleDiff());

        QVERIFY(view.outline().outline().isSeen(0));
        QVERIFY(!view.outline().outline().isSeen(1));
    }

    void paintsThousandsOfLinesFromEndToEnd() {
        ReleaseRecord from = sample::record(false);
        ReleaseRecord to = from;
        QByteArray lines;
        for (int i = 0; i < 4000; ++i) {
            lines += "  key" + QByteArray::number(i) + ": \"value " + QByteArray::number(i) + "\"\n";
        }
        from.manifest = sample::object("ConfigMap", "big", "1", "data:\n" + lines);
        to.manifest
            = sample::object("ConfigMap", "big", "1", "data:\n" + QByteArray(lines).replace("value 1", "word 1"));
        DiffView view;
        view.resize(1280, 800);
        view.setDiff(compareRecords(from, to, {}));
        view.show();

        QScrollBar* bar = view.canvas().verticalScrollBar();
        QVERIFY(bar->maximum() > 1000);
        for (const int row : {0, bar->maximum() / 2, bar->maximum()}) {
            bar->setValue(row);
            QVERIFY(!view.canvas().viewport()->grab().isNull());
        }
    }

    void theCommandIsQuotedForAShell() {
        const ReleaseKey key{u"shop"_s, u"storefront"_s};

        const QString plain
            = diffCommand(ContextId(u"eks_prd-app"_s), key, static_cast<Revision>(1382), static_cast<Revision>(1384));
        const QString odd
            = diffCommand(ContextId(u"a'; rm b"_s), key, static_cast<Revision>(1), static_cast<Revision>(2));

        QCOMPARE(plain, u"helm diff revision storefront 1382 1384 -n shop --kube-context eks_prd-app"_s);
        QVERIFY(odd.endsWith(u"--kube-context 'a'\\''; rm b'"_s));
    }

    void sameRevisionsHaveNothingToShow() {
        QVERIFY(entriesOf(compareRecords(sample::record(true), sample::record(true), {})).empty());
    }
};

QTEST_MAIN(TestDiffView)
#include "test_diff_view.moc"
