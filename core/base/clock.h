// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>
#include <memory>

namespace pilothouse {

/// One running timer. Destroying it stops it; a stopped timer never fires.
class Timer {
public:
    Timer() = default;
    virtual ~Timer() = default;
    Q_DISABLE_COPY_MOVE(Timer)
};

/// The source of time, given to everything that waits or dates, so that tests play hours in milliseconds.
/// Thread: a timer fires in the thread that asked for it.
class Clock {
public:
    using Duration = std::chrono::milliseconds;
    using Steady = std::chrono::steady_clock::time_point;

    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    /// Never jumps; for deadlines and ages.
    [[nodiscard]] virtual Steady steadyNow() const = 0;
    /// UTC, may jump; only to date things for people.
    [[nodiscard]] virtual QDateTime wallNow() const = 0;
    /// Calls @p fire once, from the event loop, no earlier than @p delay from now (0: next turn of the loop).
    [[nodiscard]] virtual std::unique_ptr<Timer> after(Duration delay, std::function<void()> fire) = 0;
};

/// The machine's clock and Qt's timers. Stateless: one may be used from every thread.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Steady steadyNow() const override;
    [[nodiscard]] QDateTime wallNow() const override;
    [[nodiscard]] std::unique_ptr<Timer> after(Duration delay, std::function<void()> fire) override;
};

} // namespace pilothouse
