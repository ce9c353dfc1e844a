// SPDX-License-Identifier: Apache-2.0
#include "core/net/http_trace.h"

#include <algorithm>

namespace pilothouse {

quint64 HttpTrace::nextId() {
    const QMutexLocker lock(&m_mutex);
    return ++m_lastId;
}

/// An entry that changes moves to the end, so that m_stored stays ordered by sequence.
void HttpTrace::record(TraceEntry entry) {
    const QMutexLocker lock(&m_mutex);
    const auto known = std::find_if(
        m_stored.rbegin(), m_stored.rend(), [id = entry.id](const Stored& stored) { return stored.entry.id == id; });
    if (known != m_stored.rend()) {
        m_stored.erase(std::next(known).base());
    }
    m_stored.push_back({std::move(entry), ++m_sequence});
    while (m_stored.size() > m_capacity) {
        m_stored.pop_front();
    }
}

HttpTrace::Changes HttpTrace::changesSince(quint64 sequence) const {
    const QMutexLocker lock(&m_mutex);
    const auto first = std::ranges::upper_bound(m_stored, sequence, {}, &Stored::sequence);
    Changes changes{.entries = {}, .sequence = m_sequence};
    changes.entries.reserve(static_cast<size_t>(m_stored.end() - first));
    std::transform(
        first, m_stored.end(), std::back_inserter(changes.entries), [](const Stored& stored) { return stored.entry; });
    return changes;
}

void HttpTrace::clear() {
    const QMutexLocker lock(&m_mutex);
    m_stored.clear();
}

void HttpTrace::setBodiesRecorded(bool recorded) {
    const QMutexLocker lock(&m_mutex);
    m_bodiesRecorded = recorded;
}

bool HttpTrace::areBodiesRecorded() const {
    const QMutexLocker lock(&m_mutex);
    return m_bodiesRecorded;
}

} // namespace pilothouse
