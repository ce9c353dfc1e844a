// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace pilothouse {

/// Longest pause between two turns of the event loop, while it runs.
class Pulse final : public QObject {
public:
    Pulse() {
        m_timer.setInterval(std::chrono::milliseconds(1));
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { m_longest = std::max(m_longest, m_since.restart()); });
    }
    void begin() {
        m_longest = 0;
        m_since.start();
        m_timer.start();
    }
    void end() { m_timer.stop(); }
    [[nodiscard]] qint64 longest() const { return m_longest; } ///< ms

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

inline void spin(std::chrono::milliseconds time) {
    QElapsedTimer timer;
    timer.start();
    QTimer alarm; // wakes the loop up when nothing else does
    alarm.start(time);
    while (timer.elapsed() < time.count()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

/// Of all threads of this program.
inline double cpuSeconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace pilothouse
