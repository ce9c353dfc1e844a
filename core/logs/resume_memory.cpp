// SPDX-License-Identifier: Apache-2.0
#include "core/logs/resume_memory.h"

#include "core/logs/log_stamp.h"

namespace pilothouse {

namespace {

constexpr qint64 kSecond = 1'000'000'000;
constexpr qint64 kSlackSeconds = 2;
/// Behind the last line known by more than this, nothing that is expected will come any more.
constexpr qint64 kLate = 2 * kSecond;

} // namespace

quint64 ResumeMemory::hashOf(QByteArrayView line) {
    return qHash(line, size_t{0x9e3779b97f4a7c15});
}

std::optional<qint64> ResumeMemory::since() const {
    if (!m_lastStamp) {
        return {};
    }
    return m_floor;
}

void ResumeMemory::noted(qint64 stamp, quint64 hash) {
    const qint64 floor = floorSeconds(stamp) - kSlackSeconds;
    const bool isNewSecond = !m_lastStamp || floor > m_floor; // it never goes back: what is below is forgotten
    m_firstStamp = m_firstStamp.value_or(stamp);
    m_lastStamp = stamp;
    if (isNewSecond) {
        m_floor = floor;
        dropOld();
    }
    if (static_cast<qsizetype>(m_lines.size()) < m_maxLines) {
        m_lines.push_back({stamp, hash});
        return;
    }
    m_newestUncounted = m_uncounted == 0 ? stamp : qMax(m_newestUncounted, stamp);
    ++m_uncounted;
}

void ResumeMemory::dropOld() {
    const qint64 oldest = m_floor * kSecond;
    while (!m_lines.empty() && m_lines.front().stamp < oldest) {
        m_lines.pop_front();
    }
    if (m_uncounted > 0 && m_newestUncounted < oldest) {
        m_uncounted = 0;
    }
}

void ResumeMemory::begin() {
    m_expected.clear();
    m_expectedCount = 0;
    m_matched = 0;
    m_isGap = false;
    m_expectedUncounted = m_uncounted;
    if (!m_lastStamp) {
        return;
    }
    const qint64 oldest = m_floor * kSecond;
    m_isGap = *m_lastStamp < oldest; // the node's clock went back: what comes after can't be asked for
    for (const Line& line : m_lines) {
        if (line.stamp >= oldest) {
            ++m_expected[{line.stamp, line.hash}];
            ++m_expectedCount;
        }
    }
    m_expectedCount += m_expectedUncounted;
}

bool ResumeMemory::isKnown(qint64 stamp, quint64 hash) {
    if (m_expectedCount == 0) {
        return false;
    }
    if (const auto found = m_expected.find({stamp, hash}); found != m_expected.end()) {
        if (--found.value() == 0) {
            m_expected.erase(found);
        }
        --m_expectedCount;
        ++m_matched;
        return true;
    }
    if (m_expectedUncounted > 0 && stamp <= m_newestUncounted) {
        --m_expectedUncounted;
        --m_expectedCount;
        ++m_matched;
        return true;
    }
    if (!m_isGap && stamp < *m_firstStamp) {
        return true;
    }
    if (m_matched == 0 && stamp > *m_lastStamp) {
        m_isGap = true;
    }
    if (stamp > *m_lastStamp + kLate) {
        m_expected.clear();
        m_expectedCount = 0;
    }
    return false;
}

void ResumeMemory::forget() {
    *this = ResumeMemory(m_maxLines);
}

} // namespace pilothouse
