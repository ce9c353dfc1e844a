// SPDX-License-Identifier: Apache-2.0
#include "core/logs/line_cutter.h"

#include <cstring>

namespace pilothouse {

namespace {

constexpr qsizetype kHead = 4096; // bytes that tell two lines of one stamp apart, together with the length
constexpr qsizetype kLongestStamp = 36;

quint64 headOf(QByteArrayView line) {
    return ResumeMemory::hashOf(line.first(qMin(line.size(), kHead)));
}

/// The same for a line read whole and for one read again in parts.
quint64 hashOf(QByteArrayView line) {
    return headOf(line) ^ (static_cast<quint64>(line.size()) * 0x9e3779b97f4a7c15U);
}
constexpr quint64 kLongMark = 0x5851f42d4c957f2dU;

} // namespace

void LineCutter::feed(QByteArrayView bytes) {
    while (!bytes.isEmpty()) {
        const auto* const newline
            = static_cast<const char*>(std::memchr(bytes.data(), '\n', static_cast<size_t>(bytes.size())));
        if (!newline) {
            m_rest += bytes;
            takeParts();
            return;
        }
        const qsizetype length = newline - bytes.data();
        if (m_rest.isEmpty() && !m_long && length < kPart) {
            takeWhole(bytes.first(length));
        } else {
            m_rest += bytes.first(length);
            takeParts();
            if (m_long) {
                endLong(m_rest, false);
            } else {
                takeWhole(m_rest);
            }
            m_rest.clear();
        }
        bytes = bytes.sliced(length + 1);
    }
}

void LineCutter::takeWhole(QByteArrayView line) {
    const auto stamped = readStamp(line);
    if (!stamped) {
        tell({.stamp = {}, .bytes = line});
        return;
    }
    const QByteArrayView text = line.sliced(stamped->length);
    const quint64 hash = hashOf(text);
    if (m_memory.isComparing() && m_memory.isKnown(stamped->stamp.ns, hash)) {
        ++m_repeated;
        return;
    }
    m_memory.noted(stamped->stamp.ns, hash);
    tell({.stamp = stamped->stamp, .bytes = text});
}

/// As long as there is more than a part, parts are told.
void LineCutter::takeParts() {
    if (!m_long) {
        if (m_rest.size() < kPart + kLongestStamp) {
            return;
        }
        beginLong();
    }
    while (m_rest.size() > kPart) {
        const QByteArray part = m_rest.first(kPart);
        m_rest.remove(0, kPart);
        tellPart(part);
    }
}

void LineCutter::beginLong() {
    Long line;
    if (const auto stamped = readStamp(m_rest)) {
        line.stamp = stamped->stamp;
        m_rest.remove(0, stamped->length);
    }
    line.head = headOf(m_rest);
    m_skip = 0;
    m_isKnown = false;
    if (m_unfinished && m_unfinished->stamp == line.stamp && m_unfinished->head == line.head) {
        m_skip = m_unfinished->told;
        m_unfinished.reset();
    } else if (line.stamp.isValid() && m_memory.isComparing()) {
        m_isKnown = m_memory.isKnown(line.stamp.ns, line.head ^ kLongMark);
        m_repeated += m_isKnown ? 1 : 0;
    }
    m_long = line;
}

void LineCutter::tellPart(QByteArrayView part) {
    const qint64 skipped = qMin<qint64>(m_skip, part.size());
    m_skip -= skipped;
    m_long->told += part.size();
    if (!m_isKnown && skipped < part.size()) {
        tell({.stamp = m_long->stamp, .bytes = part.sliced(skipped), .continues = true});
    }
}

void LineCutter::endLong(QByteArrayView rest, bool noNewline) {
    const Long line = *std::exchange(m_long, std::nullopt);
    if (std::exchange(m_isKnown, false)) {
        return;
    }
    if (line.stamp.isValid()) {
        m_memory.noted(line.stamp.ns, line.head ^ kLongMark);
    }
    const qint64 skipped = qMin<qint64>(std::exchange(m_skip, 0), rest.size());
    tell({.stamp = line.stamp, .bytes = rest.sliced(skipped), .noNewline = noNewline});
}

void LineCutter::finish() {
    if (m_long) {
        endLong(m_rest, true);
    } else if (!m_rest.isEmpty()) {
        const auto stamped = readStamp(m_rest);
        const QByteArrayView text = QByteArrayView(m_rest).sliced(stamped ? stamped->length : 0);
        // A newline that is missing makes it another line than one that was told with it: not compared, but for one
        // that was told just so.
        const quint64 hash = ~hashOf(text);
        const bool isKnown = stamped && m_memory.isComparing() && m_memory.isKnown(stamped->stamp.ns, hash);
        if (!isKnown) {
            if (stamped) {
                m_memory.noted(stamped->stamp.ns, hash);
            }
            tell({.stamp = stamped ? stamped->stamp : LogStamp(), .bytes = text, .noNewline = true});
        }
    }
    m_rest.clear();
}

void LineCutter::reread() {
    m_rest.clear();
    if (m_long && !m_isKnown) {
        // Told so far: what was skipped counts too, it was told before the cut before.
        m_unfinished = m_long;
        m_unfinished->told = m_long->told + m_skip;
    }
    m_long.reset();
    m_skip = 0;
    m_isKnown = false;
    m_memory.begin();
}

void LineCutter::startAnew() {
    m_rest.clear();
    m_long.reset();
    m_unfinished.reset();
    m_skip = 0;
    m_isKnown = false;
    m_memory.forget();
}

void LineCutter::tell(const CutLine& line) {
    if (m_unfinished && line.stamp.ns > m_unfinished->stamp.ns) {
        m_taker.takeLine({.stamp = std::exchange(m_unfinished, std::nullopt)->stamp, .bytes = {}}); // rotated away
    }
    if (line.stamp.isValid()) {
        m_lastStamp = line.stamp;
    }
    m_told += line.continues ? 0 : 1;
    m_taker.takeLine(line);
}

} // namespace pilothouse
