// SPDX-License-Identifier: Apache-2.0
#include "core/net/backoff.h"

#include <algorithm>

namespace pilothouse {

Backoff::Duration Backoff::next() {
    const Clock::Steady now = m_clock.steadyNow();
    if (m_lastAsked != Clock::Steady{} && now - m_lastAsked > m_settings.resetAfter) {
        m_next = m_settings.first;
    }
    m_lastAsked = now;
    const Duration base = m_next;
    m_next = std::min(m_next * 2, m_settings.cap);
    const double stretched = static_cast<double>(base.count()) * (1.0 + m_random.generateDouble() * m_settings.jitter);
    return Duration(static_cast<Duration::rep>(stretched));
}

void Backoff::reset() {
    m_next = m_settings.first;
    m_lastAsked = {};
}

} // namespace pilothouse
