// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_size.h"
#include "core/base/error.h"

#include <QByteArray>
#include <QByteArrayList>

namespace pilothouse {

/// Cuts a watch's bytes into JSON objects, wherever reads happen to split them: inside a string, an escape or a UTF-8
/// sequence; with LF, CRLF or nothing in between (WA6). Looks at brackets and strings only.
class WatchFramer {
public:
    /// etcd takes 1.5 MiB a request by default, and operators raise it: far above that is no object any more.
    static constexpr ByteSize kMaxFrame = 32_MiB;

    explicit WatchFramer(ByteSize maxFrame = kMaxFrame)
        : m_maxFrame(maxFrame) { }

    /// Whole frames that @p bytes complete.
    /// Errors: Protocol (something else than an object between frames, or one that is too large). Nothing is read
    /// after.
    [[nodiscard]] Result<QByteArrayList> feed(const QByteArray& bytes);
    /// Bytes of a frame that is not complete yet.
    [[nodiscard]] bool isInsideFrame() const { return m_depth > 0; }

private:
    /// Index behind the end of the frame, or -1: it goes on in the next read.
    qsizetype scan(const QByteArray& bytes, qsizetype from);

    ByteSize m_maxFrame;
    QByteArray m_partial;
    int m_depth = 0;
    bool m_isInString = false;
    bool m_isEscaped = false;
};

} // namespace pilothouse
