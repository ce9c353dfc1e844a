// SPDX-License-Identifier: Apache-2.0
#include "core/net/exchange.h"

#include <algorithm>

namespace pilothouse {

namespace {
constexpr Clock::Duration kSlowWindow{10'000};
constexpr qint64 kSlowBytes = 1000; ///< in a window
} // namespace

Exchange::Exchange(CurlLoop& loop, const HttpRequest& request, Clock& clock, Clock::Steady deadline)
    : m_clock(clock)
    , m_deadline(deadline)
    , m_transfer(loop, request, Transfer::Kind::OneShot, *this, clock) { }

void Exchange::await_suspend(std::coroutine_handle<> waiter) {
    m_waiter = waiter;
    m_transfer.start();
    armTimer();
}

void Exchange::armTimer() {
    const auto left = std::chrono::ceil<Clock::Duration>(m_deadline - m_clock.steadyNow());
    // The timer only wakes us: it must not die, nor end us, inside its own event.
    m_timer = m_clock.after(std::clamp(left, Clock::Duration::zero(), kSlowWindow), [this] { m_transfer.wake(); });
}

void Exchange::transferProgressed() {
    if (m_clock.steadyNow() >= m_deadline) {
        m_transfer.abort(Transfer::Abort::Deadline);
        return;
    }
    const qint64 bodyBytes = m_transfer.bodyBytes();
    if (m_bodyBytesBefore && bodyBytes - *m_bodyBytesBefore < kSlowBytes) {
        m_transfer.abort(Transfer::Abort::TooSlow);
        return;
    }
    if (m_transfer.hasHeaders()) {
        m_bodyBytesBefore = bodyBytes;
    }
    armTimer();
}

void Exchange::transferFinished() {
    m_waiter.resume();
}

} // namespace pilothouse
