// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

namespace pilothouse {

/// Measures how long the GUI thread keeps events waiting: another thread posts a stamped event every 5 ms and the delay
/// to its arrival is kept. At most one is under way, so that a stall is counted once.
class StallMeter final {
public:
    StallMeter();
    ~StallMeter();
    Q_DISABLE_COPY_MOVE(StallMeter)

    /// Counts from now on (the window is there to be stalled).
    void start();
    /// Longest delay so far, milliseconds.
    [[nodiscard]] double maxMs() const { return static_cast<double>(m_maxNs.load()) / 1e6; }

private:
    void run();

    QObject m_receiver;
    std::unique_ptr<QThread> m_thread;
    std::atomic_bool m_stop{false};
    std::atomic_bool m_underWay{false};
    std::atomic<qint64> m_maxNs{0};
};

} // namespace pilothouse
