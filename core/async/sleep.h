// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <coroutine>

namespace pilothouse {

/// `co_await sleepFor(clock, 800ms);` At least that long; 0 is one turn of the event loop, which long loops take now
/// and then so that others get theirs. Cancelled by destroying the waiting task. Thread: the clock's timers' (the
/// caller's).
class SleepAwaiter {
public:
    SleepAwaiter(Clock& clock, Clock::Duration delay)
        : m_clock(clock)
        , m_delay(delay) { }

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) {
        m_timer = m_clock.after(m_delay, [waiter] { waiter.resume(); });
    }
    void await_resume() noexcept { releaseTimer(); }

private:
    /// The timer's own event resumes us: it must outlive that event, so it is deleted from the next one.
    void releaseTimer();

    Clock& m_clock;
    Clock::Duration m_delay;
    std::unique_ptr<Timer> m_timer;
};

[[nodiscard]] inline SleepAwaiter sleepFor(Clock& clock, Clock::Duration delay) {
    return {clock, delay};
}

} // namespace pilothouse
