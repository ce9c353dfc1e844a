// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/worker_pool.h"
#include "core/logs/log_store.h"

#include <QObject>

#include <memory>
#include <optional>

namespace pilothouse {

/// What a person looks for in lines.
struct LogPattern {
    QString text; ///< empty: everything matches
    bool isRegex = false;
    bool isInverse = false;
    bool isCaseSensitive = false;
    friend bool operator==(const LogPattern&, const LogPattern&) = default;
};

/// Which lines are shown. Notices always are.
struct LogFilterSpec {
    LogPattern pattern;
    quint32 hiddenLevels = 0; ///< bit by LogLevel
    std::vector<quint16> hiddenSources;
    friend bool operator==(const LogFilterSpec&, const LogFilterSpec&) = default;
};

/// The lines of a store that are shown: an index that follows the store. Without a filter it costs nothing; with one,
/// lines are judged on the pool in chunks, newest first on screen, each line within a match limit (LO6: a regex that
/// runs away is ended, the line counts as not matching, and `troubled` says so once).
/// Thread: the store's.
class LogFilter final : public QObject {
    Q_OBJECT
public:
    LogFilter(LogStore& store, WorkerPool& pool, QObject* parent = nullptr);
    ~LogFilter() override;
    Q_DISABLE_COPY_MOVE(LogFilter)

    /// Errors: Invalid (the regex, with its offset); the filter stays as it was.
    [[nodiscard]] Result<void> setSpec(LogFilterSpec spec);
    [[nodiscard]] const LogFilterSpec& spec() const;

    [[nodiscard]] qint64 rowCount() const;
    /// Number in the store. @param row 0 … rowCount()-1
    [[nodiscard]] qint64 lineAt(qint64 row) const;
    /// Row of the line, or of the nearest one shown before it; -1: none.
    [[nodiscard]] qint64 rowOf(qint64 line) const;
    [[nodiscard]] bool isComplete() const; ///< nothing is being judged
    [[nodiscard]] double progress() const; ///< 0…1 of a new spec's first round

Q_SIGNALS:
    /// Rows were added at the end.
    void extended(qint64 rowCount);
    /// The first @p rows rows went away with their lines.
    void shortened(qint64 rows);
    /// Everything may be another row now.
    void reset();
    void progressChanged();
    void troubled(const pilothouse::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// Where a pattern stands in a line.
struct LogHit {
    qint64 line = -1;
    qsizetype start = 0; ///< in bytes of the line
    qsizetype length = 0;
};

/// Finds the next or previous hit and counts all, over the whole store, spilled blocks included; literal patterns are
/// looked for in whole blocks at once. Thread: the store's; the work is on the pool. A new search ends the one before.
class LogSearch final : public QObject {
    Q_OBJECT
public:
    LogSearch(LogStore& store, WorkerPool& pool, QObject* parent = nullptr);
    ~LogSearch() override;
    Q_DISABLE_COPY_MOVE(LogSearch)

    enum class Direction { Down, Up };
    /// An empty pattern finds every line that is shown, a hit of no length at its start; it counts them all.
    /// @param from the line after (Down) or before (Up) which to begin; goes around at the end
    /// @param spec where given, only lines that it shows count
    [[nodiscard]] Result<void> find(
        LogPattern pattern, qint64 from, Direction direction, std::optional<LogFilterSpec> spec = {});
    [[nodiscard]] Result<void> count(LogPattern pattern, std::optional<LogFilterSpec> spec = {});
    void cancel();

    /// Hits within one line, for painting. At most 1,000.
    [[nodiscard]] static std::vector<LogHit> hitsIn(const LogPattern& pattern, QByteArrayView line);

Q_SIGNALS:
    void found(const pilothouse::LogHit& hit, bool wentAround);
    void notFound();
    void counted(qint64 lines, bool isComplete);
    void troubled(const pilothouse::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
