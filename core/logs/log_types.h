// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QByteArray>
#include <QString>

#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

/// How bad a line says it is. Found by log_level.h; None: it does not say.
enum class LogLevel : quint8 { None, Trace, Debug, Info, Warning, Error, Fatal };

/// What a container is in its pod.
enum class ContainerKind : quint8 { Regular, Init, Sidecar, Ephemeral };

/// Where lines come from: one container of one pod (one uid: a pod made again is another source).
struct LogSource {
    quint16 id = 0; ///< within one LogFollow, never used twice
    QString pod;
    Uid uid;
    QString container;
    ContainerKind kind = ContainerKind::Regular;
    Revision revision = Revision::None; ///< of the release the pod belongs to, where that is known
};

/// Something that happened to the stream, told as a line of its own, so that nobody takes what is shown for complete
/// when it is not.
struct LogNotice {
    enum class Kind : quint8 {
        Joined, ///< a container's log was opened
        Left, ///< its pod was deleted
        Ended, ///< the container ended (detail: reason and exit code)
        Waiting, ///< the container is not running yet (detail: the server's words)
        Restarted, ///< lines below are of the container's next run
        Reconnected, ///< the connection was lost (error) and nothing was lost or doubled
        Gap, ///< lines may be missing: the server no longer had what comes next
        Rotated, ///< the node rotated the file; goes on without a gap
        Dropped, ///< `count` lines were not kept
        Revision, ///< the release's revision changed to `revision`
        Failed, ///< this log can't be read (error)
        Mark, ///< drawn by the person who reads
    } kind
        = Kind::Joined;
    std::optional<quint16> source; ///< none: of all
    QString detail; ///< untrusted, untranslated
    qint64 count = 0;
    Revision revision = Revision::None;
    std::optional<Error> error;
};

/// One line, or a part of a very long one, without its bytes.
struct LogLine {
    qint64 stamp = 0; ///< ns since the epoch, UTC, by the node that wrote it; 0: none. Notices: by this machine
    quint32 offset = 0; ///< in the bytes of its batch or block
    quint32 length = 0; ///< without the newline; of a notice: its index in the batch's or block's notices
    quint16 source = 0;
    LogLevel level = LogLevel::None;
    bool isNotice : 1 = false;
    bool continues : 1 = false; ///< the line goes on in the next part of the same source (parts are 1 MiB)
    bool noNewline : 1 = false; ///< the log ended here without one
    /// How the stamp was written (LogStamp), so that it can be written so again.
    quint8 stampDigits = 9;
    qint16 stampOffset = std::numeric_limits<qint16>::min();
};

/// What arrived together, in the order it is shown. Made in the core thread, immutable, shared. `bytes` are the lines
/// as the server sent them, without its timestamps, each ended by a newline where it had one.
struct LogBatch {
    QByteArray bytes;
    std::vector<LogLine> lines;
    std::vector<LogNotice> notices;
    std::vector<LogSource> sources; ///< new ones, before the first line of theirs; a known id: its revision changed
};
using LogBatchPtr = std::shared_ptr<const LogBatch>;

} // namespace pilothouse
