// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/logs/log_store_scene.h"

#include "tests/support/awaiting.h"

#include <QSignalSpy>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// Filter and search over a store.
class TestLogFinding final : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
    void emptyPatternFindsEveryLine();
    void hitsAreInBytes();
};

void TestLogFinding::filterFollowsTheStore() {
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

void TestLogFinding::filterWithoutPatternCostsNothing() {
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

void TestLogFinding::filterByLevelAndSource() {
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

void TestLogFinding::literalIsFoundOnlyWithinALine() {
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

void TestLogFinding::filterDropsRowsWithTheirLines() {
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

void TestLogFinding::badRegexIsRefused() {
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

void TestLogFinding::LO6_runawayRegexIsEnded() {
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

void TestLogFinding::newSpecEndsTheOneBefore() {
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

void TestLogFinding::searchGoesAround() {
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

void TestLogFinding::searchUpwards() {
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

void TestLogFinding::searchCountsWhatTheFilterShows() {
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

void TestLogFinding::emptyPatternFindsEveryLine() {
    const QTemporaryDir folder;
    LogStore store(small(folder));
    WorkerPool pool(2);
    LogSearch search(store, pool);
    fill(store, 0, 1000);
    store.append(batchOf({"bad"}, 1, LogLevel::Error));
    fill(store, 1001, 1000);
    const LogFilterSpec faults{
        .pattern = {}, .hiddenLevels = ~(1U << static_cast<unsigned>(LogLevel::Error)), .hiddenSources = {}};
    QSignalSpy counted(&search, &LogSearch::counted);
    QSignalSpy found(&search, &LogSearch::found);

    QVERIFY(search.count({}));
    QVERIFY(counted.wait(10'000));
    QCOMPARE(counted.takeFirst()[0].toLongLong(), 2001);

    QVERIFY(search.find({}, 500, LogSearch::Direction::Down));
    QVERIFY(found.wait(10'000));
    QCOMPARE(found.takeFirst()[0].value<LogHit>().line, 501);

    QVERIFY(search.find({}, 1500, LogSearch::Direction::Up, faults));
    QVERIFY(found.wait(10'000));
    const LogHit hit = found.takeFirst()[0].value<LogHit>();
    QCOMPARE(hit.line, 1000);
    QCOMPARE(hit.length, 0);
}

void TestLogFinding::hitsAreInBytes() {
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

QTEST_GUILESS_MAIN(TestLogFinding)
#include "test_log_finding.moc"
