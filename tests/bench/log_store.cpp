// SPDX-License-Identifier: Apache-2.0
// Ten million lines in a log store: taking them in, memory, any line, literal and regex search, a filter. Prints JSON.
#include "core/logs/log_filter.h"
#include "core/logs/log_store.h"
#include "core/logs/log_text.h"

#include "tests/support/awaiting.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <cstdio>
#include <sys/resource.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPerBatch = 9000; // about 1 MiB, as the stream brings them

LogBatchPtr batchFrom(qint64 first, qint64 count) {
    auto batch = std::make_shared<LogBatch>();
    batch->bytes.reserve(count * 112);
    for (qint64 i = first; i < first + count; ++i) {
        const QByteArray text
            = "2026-11-21T09:00:00.000Z INFO payment-api request finished path=/v1/charges status=200 ms="
            + QByteArray::number(i % 977) + " seq=" + QByteArray::number(i);
        LogLine line;
        line.stamp = 1'800'000'000'000'000'000 + i * 1'000'000;
        line.offset = static_cast<quint32>(batch->bytes.size());
        line.length = static_cast<quint32>(text.size());
        line.source = 1;
        line.level = logLevelOf(text);
        batch->bytes += text + '\n';
        batch->lines.push_back(line);
    }
    return batch;
}

qint64 untilEmitted(QSignalSpy& spy, const std::function<void()>& begin) {
    QElapsedTimer time;
    time.start();
    spy.clear();
    begin();
    while (spy.isEmpty() && time.elapsed() < 120'000) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    }
    return time.elapsed();
}

void measureFinding(LogStore& store, WorkerPool& pool, qint64 lines, QJsonObject& out) {
    QElapsedTimer time;
    LogSearch search(store, pool);
    QSignalSpy found(&search, &LogSearch::found);
    QSignalSpy counted(&search, &LogSearch::counted);
    const QString last = u"seq="_s + QString::number(lines - 1);
    out[u"literalSearchMs"_s] = static_cast<double>(
        untilEmitted(found, [&] { (void)search.find({.text = last}, 0, LogSearch::Direction::Down); }));
    out[u"literalSearchCaseMs"_s] = static_cast<double>(untilEmitted(
        found, [&] { (void)search.find({.text = last, .isCaseSensitive = true}, 0, LogSearch::Direction::Down); }));
    out[u"countMs"_s] = static_cast<double>(untilEmitted(counted, [&] { (void)search.count({.text = u"ms=976 "_s}); }));
    out[u"regexCountMs"_s] = static_cast<double>(
        untilEmitted(counted, [&] { (void)search.count({.text = u"status=5\\d\\d|ms=97[56] "_s, .isRegex = true}); }));

    LogFilter filter(store, pool);
    time.start();
    (void)filter.setSpec({.pattern = {.text = u"ms=976 "_s}, .hiddenSources = {}});
    while (!filter.isComplete() && time.elapsed() < 120'000) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    }
    out[u"filterMs"_s] = static_cast<double>(time.elapsed());
    out[u"filterRows"_s] = filter.rowCount();
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const qint64 lines = argc > 1 ? QByteArray(argv[1]).toLongLong() : 10'000'000;
    const QTemporaryDir folder;
    auto store
        = std::make_unique<LogStore>(LogStore::Options{.memory = 64_MiB, .file = 8192_MiB, .folder = folder.path()});
    WorkerPool pool;
    QJsonObject out{{u"lines"_s, lines}};

    qint64 appending = 0;
    qint64 longest = 0;
    qint64 most = 0;
    QElapsedTimer time;
    for (qint64 done = 0; done < lines; done += kPerBatch) {
        const LogBatchPtr batch = batchFrom(done, qMin(kPerBatch, lines - done));
        time.start();
        store->append(batch);
        const qint64 took = time.nsecsElapsed();
        appending += took;
        longest = qMax(longest, took);
        most = qMax(most, store->memory());
        QCoreApplication::processEvents();
        while (store->isBehind()) { // as the stream is held back
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
    }
    out[u"appendMs"_s] = static_cast<double>(appending) / 1e6;
    out[u"longestAppendMs"_s] = static_cast<double>(longest) / 1e6;
    out[u"megabytes"_s] = static_cast<double>(store->bytes()) / 1e6;
    out[u"mostMemoryMiB"_s] = static_cast<double>(most) / 1048576.0;

    qint64 worst = 0;
    for (int i = 0; i < 2000; ++i) {
        time.start();
        const auto line = store->line(QRandomGenerator::global()->bounded(static_cast<qint64>(store->count())));
        worst = qMax(worst, time.nsecsElapsed());
        if (line.bytes.isEmpty()) {
            return 1;
        }
    }
    out[u"worstLineMs"_s] = static_cast<double>(worst) / 1e6;

    measureFinding(*store, pool, lines, out);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    out[u"peakRssMiB"_s] = static_cast<double>(usage.ru_maxrss) / 1024.0;
    time.start();
    store.reset();
    out[u"closeMs"_s] = static_cast<double>(time.nsecsElapsed()) / 1e6;
    std::fputs(QJsonDocument(out).toJson().constData(), stdout);
    return 0;
}
