// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_block.h"
#include "core/logs/log_filter.h"
#include "core/logs/log_store.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

/// A batch of these lines, each with its newline.
inline LogBatchPtr batchOf(const QByteArrayList& lines, quint16 source = 1, LogLevel level = LogLevel::Info) {
    auto batch = std::make_shared<LogBatch>();
    for (const QByteArray& text : lines) {
        LogLine line;
        line.stamp = 1'000'000'000;
        line.offset = static_cast<quint32>(batch->bytes.size());
        line.length = static_cast<quint32>(text.size());
        line.source = source;
        line.level = level;
        batch->bytes += text + '\n';
        batch->lines.push_back(line);
    }
    return batch;
}

inline QByteArray numbered(qint64 number) {
    return "line " + QByteArray::number(number).rightJustified(9, '0') + " of the log of a pod that says much";
}

/// Lines numbered from @p first in batches as the stream would bring them: held back while the store is behind.
inline void fill(LogStore& store, qint64 first, qint64 count, qint64 perBatch = 5000) {
    for (qint64 done = 0; done < count; done += perBatch) {
        QByteArrayList lines;
        for (qint64 i = done; i < qMin(count, done + perBatch); ++i) {
            lines.append(numbered(first + i));
        }
        store.append(batchOf(lines));
        QVERIFY(QTest::qWaitFor([&store] { return !store.isBehind(); }, 15'000));
    }
}

inline LogStore::Options small(const QTemporaryDir& folder) {
    return {.memory = 4_MiB, .file = 1024_MiB, .folder = folder.path() + u"/spill"_s};
}

inline QByteArray allBytes(const LogStore& store) {
    QByteArray bytes;
    for (qint64 i = store.first(); i < store.end(); ++i) {
        const LogStore::Line line = store.line(i);
        bytes += line.bytes;
        bytes += line.meta.continues || line.meta.noNewline ? "" : "\n";
    }
    return bytes;
}

inline QList<qint64> shown(const LogFilter& filter) {
    QList<qint64> lines;
    for (qint64 row = 0; row < filter.rowCount(); ++row) {
        lines.append(filter.lineAt(row));
    }
    return lines;
}

inline bool waitUntil(const std::function<bool()>& isSo) {
    return QTest::qWaitFor(isSo, 15'000);
}

} // namespace pilothouse
