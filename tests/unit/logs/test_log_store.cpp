// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/logs/log_store_scene.h"

#include "tests/support/awaiting.h"
#include "tests/unit/logs/stuck_file.h"

#include <QSignalSpy>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestLogStore final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsBytesAsTheyCame();
    void smallBatchesBecomeBlocks();
    void linesStayTheSameWhenTheyAreSpilled();
    void memoryStaysWithinTheBound();
    void spilledFilesHaveNoNameAndAreOurs();
    void oldestLinesGoWhenTheFileIsFull();
    void fullDiskDropsTheOldestAndSaysSo();
    void slowDiskHoldsNobodyUp();
    void noticesHaveNumbersOfTheirOwn();
    void clearForgetsAllButNumbersGoOn();
    void snapshotOutlivesTheStore();
    void LO1_linesOfAnyBytes();
};

void TestLogStore::keepsBytesAsTheyCame() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    QCOMPARE(store.firstStamp(), 0);
    const QByteArrayList lines{
        "plain", "", QByteArray("nul \0 in it", 11), "\xff\xfe no text", "progress 1\rprogress 2"};

    store.append(batchOf(lines));

    QCOMPARE(store.count(), 5);
    QCOMPARE(allBytes(store), lines.join('\n') + '\n');
}

void TestLogStore::smallBatchesBecomeBlocks() {
    const QTemporaryDir folder;
    LogStore store(small(folder));

    fill(store, 0, 2000, 1);

    QCOMPARE(store.count(), 2000);
    QVERIFY(store.snapshot().blocks.size() <= 17);
    QCOMPARE(store.line(1234).bytes.toByteArray(), numbered(1234));
    QCOMPARE(store.snapshot(1990).blocks.back()->end(), 2000);
    QVERIFY(store.snapshot(2000).blocks.empty());
}

void TestLogStore::linesStayTheSameWhenTheyAreSpilled() {
    const QTemporaryDir folder;
    LogStore store(small(folder));

    fill(store, 0, 300'000);

    QVERIFY(waitUntil([&] { return store.snapshot().blocks.front()->isSpilled(); }));
    for (const qint64 number : {0, 1, 17'000, 150'000, 299'999}) {
        QCOMPARE(store.line(number).bytes.toByteArray(), numbered(number));
        QCOMPARE(store.line(number).meta.level, LogLevel::Info);
    }
    QCOMPARE(store.firstStamp(), store.line(0).meta.stamp); // known though the lines are in the file
    const LogStore::Line kept = store.line(5);
    for (qint64 number = 0; number < 300'000; number += 10'000) {
        (void)store.line(number); // pushes it out of the cache
    }
    QCOMPARE(kept.bytes.toByteArray(), numbered(5));
}

void TestLogStore::memoryStaysWithinTheBound() {
    const QTemporaryDir folder;
    LogStore store({.memory = 8_MiB, .file = 1024_MiB, .folder = folder.path()});
    qint64 most = 0;

    for (int round = 0; round < 50; ++round) {
        fill(store, round * 20'000, 20'000);
        most = qMax(most, store.memory());
    }

    QVERIFY2(most < 16 * 1024 * 1024, qPrintable(QString::number(most)));
    QCOMPARE(store.count(), 1'000'000);
    QCOMPARE(store.droppedLines(), 0);
}

void TestLogStore::spilledFilesHaveNoNameAndAreOurs() {
    const QTemporaryDir folder;
    LogStore store(small(folder));

    fill(store, 0, 200'000);

    QVERIFY(waitUntil([&] { return store.snapshot().blocks.front()->isSpilled(); }));
    QVERIFY(QDir(folder.path() + u"/spill"_s).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

void TestLogStore::oldestLinesGoWhenTheFileIsFull() {
    const QTemporaryDir folder;
    LogStore store({.memory = 4_MiB, .file = 8_MiB, .folder = folder.path()});
    const QSignalSpy dropped(&store, &LogStore::dropped);

    for (int round = 0; round < 30; ++round) {
        fill(store, round * 20'000, 20'000);
        QTest::qWait(1);
    }

    QVERIFY(waitUntil([&] {
        fill(store, store.end(), 100);
        return store.droppedLines() > 0;
    }));
    QVERIFY(dropped.count() > 0);
    QCOMPARE(store.first(), store.droppedLines());
    QCOMPARE(store.line(store.first()).bytes.toByteArray(), numbered(store.first()));
    QVERIFY(store.bytes() < 20 * 1024 * 1024);
}

void TestLogStore::fullDiskDropsTheOldestAndSaysSo() {
    LogStore store({.memory = 4_MiB, .file = 1024_MiB, .folder = u"/proc/nowhere"_s});
    const QSignalSpy failed(&store, &LogStore::spillFailed);

    for (int round = 0; round < 20; ++round) {
        fill(store, round * 20'000, 20'000);
        QTest::qWait(1);
    }

    QCOMPARE(failed.count(), 1);
    QVERIFY(store.droppedLines() > 0);
    QVERIFY(store.memory() < 10 * 1024 * 1024);
    QCOMPARE(store.end(), 400'000);
    QCOMPARE(store.line(store.first()).bytes.toByteArray(), numbered(store.first()));
}

void TestLogStore::slowDiskHoldsNobodyUp() {
    const QTemporaryDir folder;
    const auto file = std::make_shared<StuckFile>(folder.path());
    LogStore store({.memory = 4_MiB, .file = 1024_MiB, .folder = {}, .target = file});
    const QSignalSpy caughtUp(&store, &LogStore::caughtUp);
    qint64 lines = 0;

    for (; lines < 500'000 && !store.isBehind(); lines += 5000) {
        QByteArrayList some;
        for (qint64 i = lines; i < lines + 5000; ++i) {
            some.append(numbered(i));
        }
        store.append(batchOf(some));
    }

    QVERIFY(store.isBehind());
    QVERIFY(store.memory() < 8 * 1024 * 1024);
    QVERIFY(waitUntil([&] { return file->tries == 1; }));
    store.append(batchOf({"one that was on its way"}));
    QCOMPARE(file->writes, 0);
    QCOMPARE(caughtUp.count(), 0);
    file->gate.release(100);
    QVERIFY(waitUntil([&] { return caughtUp.count() == 1; }));
    QVERIFY(!store.isBehind());
    QVERIFY(store.memory() <= 4 * 1024 * 1024);
    QCOMPARE(store.count(), lines + 1);
    QCOMPARE(store.droppedLines(), 0);
    QCOMPARE(store.line(0).bytes.toByteArray(), numbered(0));
}

void TestLogStore::noticesHaveNumbersOfTheirOwn() {
    const QTemporaryDir folder;
    LogStore store(small(folder));

    fill(store, 0, 3);
    store.appendNotice({.kind = LogNotice::Kind::Mark, .source = {}, .detail = u"here"_s, .error = {}}, 42);
    fill(store, 3, 300'000);

    QVERIFY(waitUntil([&] { return store.snapshot().blocks.front()->isSpilled(); }));
    const LogStore::Line line = store.line(3);
    QVERIFY(line.meta.isNotice);
    QCOMPARE(line.meta.stamp, 42);
    QCOMPARE(line.notice->detail, u"here"_s);
    QCOMPARE(store.line(4).bytes.toByteArray(), numbered(3));
}

void TestLogStore::clearForgetsAllButNumbersGoOn() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    fill(store, 0, 200'000);

    store.clear();
    QCOMPARE(store.count(), 0);
    QCOMPARE(store.bytes(), 0);
    fill(store, 7, 1);

    QCOMPARE(store.first(), 200'000);
    QCOMPARE(store.line(200'000).bytes.toByteArray(), numbered(7));
}

void TestLogStore::snapshotOutlivesTheStore() {
    const QTemporaryDir folder;
    LogSnapshot shot;
    {
        LogStore store(small(folder));
        fill(store, 0, 200'000);
        QVERIFY(waitUntil([&] { return store.snapshot().blocks.front()->isSpilled(); }));
        shot = store.snapshot();
    }

    qint64 lines = 0;
    for (const auto& block : shot.blocks) {
        const auto loaded = LogBlock::loaded(block);
        QVERIFY(loaded);
        lines += static_cast<qint64>((*loaded)->lines().size());
    }
    QCOMPARE(lines, 200'000);
}

void TestLogStore::LO1_linesOfAnyBytes() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(1);
    LogSearch search(store, pool);
    constexpr qsizetype kPart = 1024 * 1024;
    for (int part = 0; part < 100; ++part) { // one line of 100 MB
        auto batch = std::make_shared<LogBatch>();
        batch->bytes = QByteArray(kPart, static_cast<char>('a' + part % 26));
        LogLine line;
        line.length = kPart;
        line.source = 1;
        line.continues = part < 99;
        batch->bytes += part < 99 ? "" : "needle\n";
        line.length += part < 99 ? 0 : 6;
        batch->lines.push_back(line);
        store.append(batch);
        QVERIFY(waitUntil([&] { return !store.isBehind(); }));
    }
    QSignalSpy found(&search, &LogSearch::found);

    QVERIFY(search.find({.text = u"needle"_s}, -1, LogSearch::Direction::Down));
    QVERIFY(found.wait(10'000));

    QCOMPARE(found.first()[0].value<LogHit>().line, 99);
    QCOMPARE(store.bytes(), 100 * kPart + 7);
    QVERIFY(store.memory() < 16 * 1024 * 1024);
}

QTEST_GUILESS_MAIN(TestLogStore)
#include "test_log_store.moc"
