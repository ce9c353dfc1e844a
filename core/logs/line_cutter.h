// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_stamp.h"
#include "core/logs/resume_memory.h"

#include <QByteArray>
#include <QByteArrayView>

namespace pilothouse {

/// One line as a log's reader gets it, or a part of a very long one.
struct CutLine {
    LogStamp stamp; ///< invalid: the server put none in front (its own words, not the container's)
    QByteArrayView bytes; ///< without stamp and newline; valid during the call
    bool continues = false;
    bool noNewline = false;
};

/// Who gets the lines, in order.
class LineTaker {
public:
    LineTaker() = default;
    virtual ~LineTaker() = default;
    Q_DISABLE_COPY_MOVE(LineTaker)

    virtual void takeLine(const CutLine& line) = 0;
};

/// Makes lines of a log's bytes, wherever reads and cuts of the connection happen to split them, and takes out what
/// came before when a part is read again (LO2). A line cut in the middle is forgotten and read again; of one that is so
/// long that parts of it were told already, only the rest is told.
class LineCutter {
public:
    static constexpr qsizetype kPart = 1024 * 1024;

    explicit LineCutter(LineTaker& taker)
        : m_taker(taker) { }

    void feed(QByteArrayView bytes);
    /// The log is over: what is left is its last line, without a newline.
    void finish();
    /// The connection ended; the next bytes are read again from since(), or from the start where that is nothing.
    void reread();
    /// Another run of the container: nothing of before can come again.
    void startAnew();

    /// Whole seconds to read again from; nothing: no line has come yet.
    [[nodiscard]] std::optional<qint64> since() const { return m_memory.since(); }
    [[nodiscard]] const LogStamp& lastStamp() const { return m_lastStamp; }
    /// After reread(): nothing of what was expected came again, so something may be missing.
    [[nodiscard]] bool hasGap() const { return m_memory.hasGap(); }
    /// The begin of a line that has not ended.
    [[nodiscard]] QByteArrayView rest() const { return m_rest; }
    /// Lines that came twice and were told once.
    [[nodiscard]] qint64 repeated() const { return m_repeated; }
    /// Lines told.
    [[nodiscard]] qint64 told() const { return m_told; }

private:
    /// A line of which parts were told.
    struct Long {
        LogStamp stamp;
        quint64 head = 0;
        qint64 told = 0;
    };
    void takeWhole(QByteArrayView line);
    void takeParts();
    void beginLong();
    void tellPart(QByteArrayView part);
    void endLong(QByteArrayView rest, bool noNewline);
    void tell(const CutLine& line);

    LineTaker& m_taker;
    QByteArray m_rest; ///< begin of a line, or what is left of a long one
    ResumeMemory m_memory;
    LogStamp m_lastStamp;
    std::optional<Long> m_long; ///< being read
    qint64 m_skip = 0; ///< bytes of it that were told before the cut
    bool m_isKnown = false; ///< it was told whole
    std::optional<Long> m_unfinished; ///< told in part before the cut
    qint64 m_repeated = 0;
    qint64 m_told = 0;
};

} // namespace pilothouse
