// SPDX-License-Identifier: Apache-2.0
#include "core/diff/line_diff.h"
#include "core/diff/manifest_diff.h"
#include "core/diff/word_diff.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// What `patch` makes of @p from; a file it removed because nothing is left in it counts as empty.
QByteArray patched(const QByteArray& from, const QByteArray& patch) {
    QTemporaryDir dir;
    write(dir.filePath(u"text"_s), from);
    write(dir.filePath(u"change"_s), patch);
    QProcess process;
    process.setWorkingDirectory(dir.path());
    process.start(u"patch"_s, {u"-p0"_s, u"--silent"_s, u"-i"_s, u"change"_s});
    if (!process.waitForFinished(10'000) || process.exitCode() != 0) {
        return "patch failed: " + process.readAllStandardOutput() + process.readAllStandardError();
    }
    QFile file(dir.filePath(u"text"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray randomText(QRandomGenerator& random) {
    static const QList<QByteArray> kLines = {"---", "--- a/b", "+++ x", "-- ", "kind: Secret", "", " ", "\\ No newline",
        "@@ -1 +1 @@", "a: b\r", "\xff\xfe", "名: 值", "  - x"};
    QByteArray text;
    const int count = random.bounded(30);
    for (int i = 0; i < count; ++i) {
        text += kLines[random.bounded(static_cast<int>(kLines.size()))] + '\n';
    }
    return random.bounded(3) == 0 && !text.isEmpty() ? text.chopped(1) : text;
}

QByteArray edited(QByteArray text, QRandomGenerator& random) {
    QList<QByteArray> lines = text.split('\n');
    for (int i = random.bounded(4); i >= 0; --i) {
        const qsizetype at = random.bounded(static_cast<int>(lines.size()));
        switch (random.bounded(3)) {
        case 0:
            lines.insert(at, "new " + QByteArray::number(i));
            break;
        case 1:
            lines[at] += '.';
            break;
        default:
            lines.size() > 1 ? lines.removeAt(at) : void();
            break;
        }
    }
    return lines.join('\n');
}

} // namespace

class TestLineDiff final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalTextsHaveNoHunks() { QVERIFY(diffLines("a\n", "a\n").hunks.empty()); }

    void hunkKeepsContextAndPositions() {
        const LineDiff diff = diffLines("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", 2);

        QCOMPARE(diff.hunks.size(), 1U);
        QCOMPARE(diff.hunks[0].fromStart, 2);
        QCOMPARE(diff.hunks[0].fromCount, 5);
        QCOMPARE(diff.hunks[0].lines[2].kind, DiffLine::Kind::Removed);
        QCOMPARE(diff.hunks[0].lines[2].fromLine, 4);
        QCOMPARE(diff.hunks[0].lines[3].toLine, 4);
        QCOMPARE(diff.added, 1);
        QCOMPARE(diff.removed, 1);
    }

    void emptySidesAreWholeTexts() {
        QCOMPARE(diffLines("", "a\nb\n").added, 2);
        QCOMPARE(diffLines("a\nb\n", "").removed, 2);
        QCOMPARE(diffLines("", "a\n").hunks[0].fromStart, 0);
    }

    void missingNewlineIsAChange() {
        const LineDiff diff = diffLines("a\nb", "a\nb\n");

        QCOMPARE(diff.added, 1);
        QCOMPARE(diff.removed, 1);
    }

    void wordsOfReplacedLineAreMarked() {
        const QByteArray from = "image: shop/sniffer:v0.2.2-61a65\n";
        const QByteArray to = "image: shop/sniffer:v0.2.3-61a65\n";

        const LineDiff diff = diffLines(from, to);

        const auto& words = diff.hunks[0].lines[1].words;
        QCOMPARE(words.size(), 1U);
        QCOMPARE(to.sliced(words[0].begin, words[0].end - words[0].begin), "3");
    }

    void strangersHaveNoWordMarks() { QVERIFY(diffWords("alpha beta", "gamma/delta").first.empty()); }

    void wordSpansNeverCutACharacter() {
        const auto [removed, added] = diffWords("name: 订单 x", "name: 支付 x");

        QCOMPARE(removed, (std::vector<WordSpan>{{6, 12}}));
        QCOMPARE(added, (std::vector<WordSpan>{{6, 12}}));
    }

    void longLinesAreBounded() {
        const QByteArray from = "x: " + QByteArray(4 * 1024 * 1024, 'a') + '\n';
        const QByteArray to = "x: " + QByteArray(4 * 1024 * 1024, 'b') + '\n';
        QCOMPARE(diffLines(from, to).added, 1);

        QByteArray many;
        for (int i = 0; i < 4000; ++i) {
            many += QByteArray::number(i % 7) + ' ';
        }
        QVERIFY(diffWords(many, QByteArray(many + "x")).second.size() == 1);
    }

    void patchReproducesBytes() {
        if (QStandardPaths::findExecutable(u"patch"_s).isEmpty()) {
            QSKIP("patch is not installed");
        }
        QRandomGenerator random(20261121);
        for (int i = 0; i < 120; ++i) {
            const QByteArray from = randomText(random);
            const QByteArray to = i % 10 == 0 ? randomText(random) : edited(from, random);
            if (from == to) {
                QVERIFY(unifiedPatch(from, to, u"text"_s, u"text"_s).isEmpty());
                continue;
            }

            const QByteArray patch = unifiedPatch(from, to, u"text"_s, u"text"_s, i % 4);

            QCOMPARE(patched(from, patch), to);
        }
    }

    void headerNamesStayOnOneLine() {
        const QByteArray patch = unifiedPatch("a\n", "b\n", u"x\n+++ evil"_s, u"two words"_s);

        QVERIFY(patch.startsWith("--- x\\n+++ evil\t\n+++ two words\t\n@@ "));
    }
};

QTEST_GUILESS_MAIN(TestLineDiff)
#include "test_line_diff.moc"
