// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/stall_meter.h"

#include <chrono>

namespace pilothouse {

namespace {
qint64 nowNs() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}
} // namespace

StallMeter::StallMeter() = default;

StallMeter::~StallMeter() {
    m_stop = true;
    if (m_thread) {
        m_thread->wait();
    }
}

void StallMeter::start() {
    if (!m_thread) {
        m_thread.reset(QThread::create([this] { run(); }));
        m_thread->start();
    }
}

void StallMeter::run() {
    while (!m_stop) {
        if (!m_underWay.exchange(true)) {
            const qint64 posted = nowNs();
            QMetaObject::invokeMethod(
                &m_receiver,
                [this, posted] {
                    const qint64 waited = nowNs() - posted;
                    if (waited > m_maxNs) {
                        m_maxNs = waited;
                    }
                    m_underWay = false;
                },
                Qt::QueuedConnection);
        }
        QThread::usleep(5000);
    }
}

} // namespace pilothouse
