// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_size.h"
#include "core/logs/log_types.h"

#include <QByteArrayView>
#include <QObject>

#include <memory>
#include <vector>

namespace pilothouse {

class LogBlock;
class SpillFile;

/// Some blocks of a store as they were, complete and in order: safe in any thread, and kept alive by this.
struct LogSnapshot {
    std::vector<std::shared_ptr<const LogBlock>> blocks;
    qint64 first = 0; ///< number of the first line
    qint64 end = 0; ///< one beyond the last
};

/// All lines of one log view: append only, bounded. Lines have numbers that never change; the oldest go when the file's
/// bound is reached, and `dropped` says so.
///
/// Sealed blocks (about 1 MiB) beyond the memory bound are written to an unlinked file (0600) in Options::folder and
/// read back through a small cache. A file that can't be written (full disk): the oldest lines go instead, and
/// `spillFailed` says why, once.
/// Back-pressure: appending never waits for the disk. While the file takes longer than lines take to come, isBehind():
/// whoever appends holds back what is still to come, until caughtUp. What comes all the same is kept, in memory.
/// Thread: the owner's (the window's GUI thread); snapshots are for the pool.
class LogStore final : public QObject {
    Q_OBJECT
public:
    struct Options {
        ByteSize memory = 64_MiB; ///< of blocks held; the index (24 bytes a line) of those spilled is spilled with them
        ByteSize file = 8192_MiB;
        QString folder; ///< made when first needed
        std::shared_ptr<SpillFile> target = {}; ///< none: a file in `folder`
    };
    explicit LogStore(Options options, QObject* parent = nullptr);
    ~LogStore() override;
    Q_DISABLE_COPY_MOVE(LogStore)

    void append(const LogBatchPtr& batch);
    /// A notice of this machine: a mark line, a drop.
    void appendNotice(LogNotice notice, qint64 stamp);
    void clear();

    [[nodiscard]] qint64 first() const;
    [[nodiscard]] qint64 end() const;
    [[nodiscard]] qint64 count() const { return end() - first(); }
    [[nodiscard]] qint64 bytes() const; ///< of all lines held
    /// When the oldest lines held were written, ns; 0: not known. Reads nothing back.
    [[nodiscard]] qint64 firstStamp() const;
    [[nodiscard]] qint64 memory() const; ///< bytes of memory the store takes now
    [[nodiscard]] qint64 droppedLines() const;
    /// More than three quarters of Options::memory are held, because the file has not taken the older lines yet.
    [[nodiscard]] bool isBehind() const;

    /// One line with its bytes. They hold while the view is kept.
    struct Line {
        LogLine meta;
        QByteArrayView bytes;
        const LogNotice* notice = nullptr;
        std::shared_ptr<const LogBlock> keep;
    };
    /// @param number first() … end()-1
    [[nodiscard]] Line line(qint64 number) const;
    [[nodiscard]] const LogSource* source(quint16 id) const;
    [[nodiscard]] const std::vector<LogSource>& sources() const;
    /// @param from blocks that end before this line are left out
    [[nodiscard]] LogSnapshot snapshot(qint64 from = 0) const;

Q_SIGNALS:
    void appended(qint64 firstNew, qint64 end);
    /// Lines below @p first are gone.
    void dropped(qint64 first);
    void cleared();
    /// No longer behind: more may come.
    void caughtUp();
    void spillFailed(const pilothouse::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
