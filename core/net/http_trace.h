// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/net/http_types.h"

#include <QDateTime>
#include <QMutex>
#include <QString>
#include <QStringList>

#include <chrono>
#include <deque>
#include <functional>
#include <vector>

namespace pilothouse {

/// One exchange as it may be shown: every secret is masked before it gets in here (headers by redactHeader, URL by
/// redactUrl, bodies of Secrets by key, tokens in reviews).
struct TraceEntry {
    quint64 id = 0;
    QDateTime startedAt; ///< UTC
    QString label; ///< the context
    QString method;
    QString url;
    int status = 0; ///< 0: no answer
    std::chrono::milliseconds elapsed{0};
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
    int attempt = 1; ///< 2 and more: a retry
    bool isStream = false;
    bool isFinished = false;
    QString error; ///< empty: none
    QStringList requestHeaders; ///< `Name: value`, masked
    QStringList responseHeaders;
    QString requestBody; ///< first 16 KiB, masked; only while bodies are recorded
    QString responseBody;
};

/// The last 2,000 exchanges of the program. Thread-safe: written by the engine, read by the window.
class HttpTrace {
public:
    explicit HttpTrace(size_t capacity = 2000)
        : m_capacity(capacity) { }
    Q_DISABLE_COPY_MOVE(HttpTrace)

    /// Adds or replaces the entry with this id.
    void record(TraceEntry entry);
    [[nodiscard]] quint64 nextId();
    /// Entries changed since @p sequence (0: all), oldest first, and the sequence to ask from next time.
    struct Changes {
        std::vector<TraceEntry> entries;
        quint64 sequence = 0;
    };
    [[nodiscard]] Changes changesSince(quint64 sequence) const;
    void clear();

    /// Bodies are recorded only while somebody looks (`kubectl -v9`).
    void setBodiesRecorded(bool recorded);
    [[nodiscard]] bool areBodiesRecorded() const;

private:
    struct Stored {
        TraceEntry entry;
        quint64 sequence = 0;
    };
    mutable QMutex m_mutex;
    std::deque<Stored> m_stored;
    size_t m_capacity;
    quint64 m_lastId = 0;
    quint64 m_sequence = 0;
    bool m_bodiesRecorded = false;
};

} // namespace pilothouse
