// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <QTimeZone>

#include <map>
#include <memory>
#include <optional>

namespace pilothouse {

/// A clock that stands still until a test moves it: hours pass in milliseconds.
///
/// Timers with a delay fire only from inside advance(), in order of their time; those with delay 0 fire by themselves
/// on the next turn of the event loop. Timers may outlive the clock. Thread: the test's.
class ManualClock final : public Clock {
public:
    explicit ManualClock(QDateTime wall = QDateTime(QDate(2026, 11, 21), QTime(9, 0), QTimeZone::UTC));
    ~ManualClock() override;

    [[nodiscard]] Steady steadyNow() const override;
    [[nodiscard]] QDateTime wallNow() const override;
    [[nodiscard]] std::unique_ptr<Timer> after(Duration delay, std::function<void()> fire) override;

    /// Moves time on, stopping at every timer that comes due (also those armed on the way), and lets the event loop run
    /// once after each and at the end.
    void advance(Duration by);
    /// Moves to the next timer and fires it. False: none waits.
    bool advanceToNext();
    /// Only what people see jumps; timers do not (a corrected system clock).
    void jumpWall(Duration by);

    /// Timers that wait for advance().
    [[nodiscard]] size_t pendingTimers() const;
    /// Time until the next one.
    [[nodiscard]] std::optional<Duration> nextDelay() const;

private:
    class PendingTimer;
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace pilothouse
