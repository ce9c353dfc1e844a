// SPDX-License-Identifier: Apache-2.0
#include "core/async/sleep.h"

#include <QCoreApplication>
#include <QObject>

namespace pilothouse {

namespace {

/// Keeps a timer until the event loop deletes it.
class TimerGrave final : public QObject {
public:
    explicit TimerGrave(std::unique_ptr<Timer> timer)
        : m_timer(std::move(timer)) { }

private:
    std::unique_ptr<Timer> m_timer;
};

} // namespace

void SleepAwaiter::releaseTimer() {
    if (m_timer) {
        (new TimerGrave(std::move(m_timer)))->deleteLater();
    }
}

} // namespace pilothouse
