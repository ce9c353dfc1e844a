// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"

#include <QTimer>

namespace pilothouse {

namespace {

class QtTimer final : public Timer {
public:
    QtTimer(Clock::Duration delay, std::function<void()> fire) {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, std::move(fire));
        m_timer.start(delay);
    }

private:
    QTimer m_timer;
};

} // namespace

Clock::Steady SystemClock::steadyNow() const {
    return std::chrono::steady_clock::now();
}

QDateTime SystemClock::wallNow() const {
    return QDateTime::currentDateTimeUtc();
}

std::unique_ptr<Timer> SystemClock::after(Duration delay, std::function<void()> fire) {
    return std::make_unique<QtTimer>(delay, std::move(fire));
}

} // namespace pilothouse
