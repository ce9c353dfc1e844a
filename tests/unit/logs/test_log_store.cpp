// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/logs/log_store_scene.h"

#include "tests/support/awaiting.h"

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
    void noticesHaveNumbersOfTheirOwn();
    void clearForgetsAllButNumbersGoOn();
    void snapshotOutlivesTheStore();
    void filterFollowsTheStore();
    void filterWithoutPatternCostsNothing();
    void filterByLevelAndSource();
    void literalIsFoundOnlyWithinALine();
    void filterDropsRowsWithTheirLines();
    void badRegexIsRefused();
    void LO6_runawayRegexIsEnded();
    void newSpecEndsTheOneBefore();
    void searchGoesAround();
    void searchUpwards();
    void searchCountsWhatTheFilterShows();
    void hitsAreInBytes();
    void LO1_linesOfAnyBytes();
};

void TestLogStore::keepsBytesAsTheyCame() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
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

void TestLogStore::filterFollowsTheStore() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(2);
    LogFilter filter(store, pool);
    fill(store, 0, 250'000);

    QVERIFY(filter.setSpec({.pattern = {.text = u"999 OF"_s}, .hiddenSources = {}}));
    QVERIFY(waitUntil([&] { return filter.isComplete(); }));
    QCOMPARE(filter.rowCount(), 250);
    QCOMPARE(filter.lineAt(0), 999);
    QCOMPARE(filter.lineAt(249), 249'999);
    QCOMPARE(filter.rowOf(249'999), 249);
    QCOMPARE(filter.rowOf(5000), 4);
    QCOMPARE(filter.rowOf(5), -1);

    fill(store, 250'000, 5000, 7);
    QVERIFY(waitUntil([&] { return filter.isComplete(); }));
    QCOMPARE(filter.rowCount(), 255);
    QCOMPARE(filter.lineAt(254), 254'999);

    QVERIFY(filter.setSpec({.pattern = {.text = u"999 of"_s, .isInverse = true}, .hiddenSources = {}}));
    QVERIFY(waitUntil([&] { return filter.isComplete(); }));
    QCOMPARE(filter.rowCount(), 255'000 - 255);

    QVERIFY(filter.setSpec({.pattern = {.text = u"[13]999 of"_s, .isRegex = true}, .hiddenSources = {}}));
    QVERIFY(waitUntil([&] { return filter.isComplete(); }));
    QCOMPARE(filter.rowCount(), 52);
}

void TestLogStore::filterWithoutPatternCostsNothing() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(1);
    LogFilter filter(store, pool);
    const QSignalSpy extended(&filter, &LogFilter::extended);

    fill(store, 0, 10);

    QCOMPARE(extended.count(), 1);
    QCOMPARE(filter.rowCount(), 10);
    QCOMPARE(filter.lineAt(9), 9);
    QCOMPARE(filter.rowOf(4), 4);
    QVERIFY(filter.isComplete());
}

void TestLogStore::filterByLevelAndSource() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(1);
    LogFilter filter(store, pool);
    store.append(batchOf({"a", "b"}, 1, LogLevel::Debug));
    store.append(batchOf({"c"}, 2, LogLevel::Error));
    store.append(batchOf({"d"}, 3, LogLevel::Error));
    store.appendNotice({.kind = LogNotice::Kind::Gap, .source = 1, .detail = {}, .error = {}}, 1);

    QVERIFY(filter.setSpec(
        {.pattern = {}, .hiddenLevels = 1U << static_cast<unsigned>(LogLevel::Debug), .hiddenSources = {3}}));
    QVERIFY(waitUntil([&] { return filter.isComplete(); }));

    QCOMPARE(shown(filter), (QList<qint64>{2, 4})); // notices are always there
}

void TestLogStore::literalIsFoundOnlyWithinALine() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(1);
    LogFilter filter(store, pool);
    auto batch = std::make_shared<LogBatch>(*batchOf({"one"}));
    LogLine part = batch->lines.front();
    batch->bytes = "onetwo\n";
    part.continues = true;
    LogLine rest = part;
    rest.offset = 3;
    rest.continues = false;
    batch->lines = {part, rest};
    store.append(batch);

    QVERIFY(filter.setSpec({.pattern = {.text = u"etw"_s}, .hiddenSources = {}}));
    QVERIFY(waitUntil([&] { return filter.isComplete(); }));
    QCOMPARE(filter.rowCount(), 0);

    QVERIFY(filter.setSpec({.pattern = {.text = u"tw"_s}, .hiddenSources = {}}));
    QVERIFY(waitUntil([&] { return filter.isComplete(); }));
    QCOMPARE(shown(filter), QList<qint64>{1});
}

void TestLogStore::filterDropsRowsWithTheirLines() {
    LogStore store({.memory = 4_MiB, .file = 1024_MiB, .folder = u"/proc/nowhere"_s});
    WorkerPool pool(1);
    LogFilter filter(store, pool);
    QVERIFY(filter.setSpec({.pattern = {.text = u"000 of"_s}, .hiddenSources = {}}));

    for (int round = 0; round < 20; ++round) {
        fill(store, round * 20'000, 20'000);
        QTest::qWait(1);
    }
    QVERIFY(waitUntil([&] { return filter.isComplete(); }));

    QVERIFY(store.first() > 0);
    QVERIFY(filter.lineAt(0) >= store.first());
    QCOMPARE(filter.rowCount(), 400 - (store.first() + 999) / 1000);
    QCOMPARE(filter.lineAt(filter.rowCount() - 1), 399'000);
}

void TestLogStore::badRegexIsRefused() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(1);
    LogFilter filter(store, pool);

    const auto refused = filter.setSpec({.pattern = {.text = u"a(b"_s, .isRegex = true}, .hiddenSources = {}});

    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Invalid);
    QVERIFY2(refused.error().detail.endsWith("at character 4"_L1), qPrintable(refused.error().detail));
    QVERIFY(filter.spec().pattern.text.isEmpty());
}

void TestLogStore::LO6_runawayRegexIsEnded() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(1);
    LogFilter filter(store, pool);
    QByteArrayList lines(200, QByteArray(64, 'a') + '!');
    lines.append("aaaa");
    store.append(batchOf(lines));
    const QSignalSpy troubled(&filter, &LogFilter::troubled);

    QVERIFY(filter.setSpec({.pattern = {.text = u"^(a+)+$"_s, .isRegex = true}, .hiddenSources = {}}));
    QVERIFY(waitUntil([&] { return filter.isComplete(); }));

    QCOMPARE(shown(filter), QList<qint64>{200});
    QCOMPARE(troubled.count(), 1);
}

void TestLogStore::newSpecEndsTheOneBefore() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(1);
    LogFilter filter(store, pool);
    fill(store, 0, 100'000);

    for (int i = 0; i < 20; ++i) {
        QVERIFY(filter.setSpec({.pattern = {.text = u"(l.*){3}n.*%1"_s.arg(i), .isRegex = true}, .hiddenSources = {}}));
        QTest::qWait(1);
    }
    QVERIFY(filter.setSpec({.pattern = {.text = u"000077777"_s}, .hiddenSources = {}}));
    QVERIFY(waitUntil([&] { return filter.isComplete(); }));

    QCOMPARE(shown(filter), QList<qint64>{77'777});
}

void TestLogStore::searchGoesAround() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(2);
    LogSearch search(store, pool);
    fill(store, 0, 200'000);
    QSignalSpy found(&search, &LogSearch::found);
    QSignalSpy notFound(&search, &LogSearch::notFound);

    QVERIFY(search.find({.text = u"123456 OF"_s}, 10, LogSearch::Direction::Down));
    QVERIFY(found.wait(10'000));
    auto hit = found.takeFirst();
    QCOMPARE(hit[0].value<LogHit>().line, 123'456);
    QCOMPARE(hit[0].value<LogHit>().start, 8);
    QCOMPARE(hit[1].toBool(), false);

    QVERIFY(search.find({.text = u"123456 OF"_s}, 123'456, LogSearch::Direction::Down));
    QVERIFY(found.wait(10'000));
    hit = found.takeFirst();
    QCOMPARE(hit[0].value<LogHit>().line, 123'456);
    QCOMPARE(hit[1].toBool(), true);

    QVERIFY(search.find({.text = u"nowhere"_s}, 0, LogSearch::Direction::Down));
    QVERIFY(notFound.wait(10'000));
}

void TestLogStore::searchUpwards() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(2);
    LogSearch search(store, pool);
    fill(store, 0, 200'000);
    QSignalSpy found(&search, &LogSearch::found);

    QVERIFY(search.find({.text = u"00 of"_s}, 150'050, LogSearch::Direction::Up));
    QVERIFY(found.wait(10'000));
    QCOMPARE(found.takeFirst()[0].value<LogHit>().line, 150'000);

    QVERIFY(search.find({.text = u"9{3} of"_s, .isRegex = true}, 150'000, LogSearch::Direction::Up));
    QVERIFY(found.wait(10'000));
    const auto hit = found.takeFirst();
    QCOMPARE(hit[0].value<LogHit>().line, 149'999);
    QCOMPARE(hit[0].value<LogHit>().length, 6);
}

void TestLogStore::searchCountsWhatTheFilterShows() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(2);
    LogSearch search(store, pool);
    fill(store, 0, 200'000);
    QSignalSpy counted(&search, &LogSearch::counted);

    QVERIFY(search.count({.text = u"9"_s, .isCaseSensitive = true}));
    QVERIFY(counted.wait(10'000));
    QCOMPARE(counted.takeFirst()[0].toLongLong(), 200'000 - 2 * 59'049);

    QVERIFY(search.count({.text = u"9"_s}, LogFilterSpec{.pattern = {.text = u"line 0001"_s}, .hiddenSources = {}}));
    QVERIFY(counted.wait(10'000));
    QCOMPARE(counted.takeFirst()[0].toLongLong(), 100'000 - 59'049);
}

void TestLogStore::hitsAreInBytes() {
    const auto hits = LogSearch::hitsIn({.text = u"WORLD"_s}, "hello world, World");
    QCOMPARE(hits.size(), 2);
    QCOMPARE(hits[1].start, 13);

    const auto wide = LogSearch::hitsIn({.text = u"错误"_s}, "一条错误");
    QCOMPARE(wide.size(), 1);
    QCOMPARE(wide[0].start, 6);
    QCOMPARE(wide[0].length, 6);

    const auto broken = LogSearch::hitsIn({.text = u"b+"_s, .isRegex = true}, "\xff\xff bb");
    QCOMPARE(broken.size(), 1);
    QCOMPARE(broken[0].start, 3);
    QVERIFY(LogSearch::hitsIn({.text = u"x*"_s, .isRegex = true}, "abc").empty());
    QVERIFY(LogSearch::hitsIn({.text = u"("_s, .isRegex = true}, "abc").empty());
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
        QCoreApplication::processEvents();
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
