// SPDX-License-Identifier: Apache-2.0
#include "tests/support/manual_clock.h"

#include <QCoreApplication>
#include <QTimer>

namespace pilothouse {

struct ManualClock::State {
    using Key = std::pair<Steady, quint64>; // same time: first armed, first fired
    Steady now{std::chrono::hours(1)};
    QDateTime wall;
    std::map<Key, std::function<void()>> waiting;
    quint64 lastId = 0;
};

class ManualClock::PendingTimer final : public Timer {
public:
    PendingTimer(std::shared_ptr<State> state, State::Key key)
        : m_state(std::move(state))
        , m_key(key) { }
    ~PendingTimer() override { m_state->waiting.erase(m_key); }

private:
    std::shared_ptr<State> m_state;
    State::Key m_key;
};

namespace {
class NextTurnTimer final : public Timer {
public:
    explicit NextTurnTimer(std::function<void()> fire) {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, std::move(fire));
        m_timer.start(0);
    }

private:
    QTimer m_timer;
};
} // namespace

ManualClock::ManualClock(QDateTime wall)
    : m_state(std::make_shared<State>()) {
    m_state->wall = std::move(wall);
}

ManualClock::~ManualClock() {
    m_state->waiting.clear();
}

Clock::Steady ManualClock::steadyNow() const {
    return m_state->now;
}

QDateTime ManualClock::wallNow() const {
    return m_state->wall;
}

std::unique_ptr<Timer> ManualClock::after(Duration delay, std::function<void()> fire) {
    if (delay <= Duration::zero()) {
        return std::make_unique<NextTurnTimer>(std::move(fire));
    }
    const State::Key key(m_state->now + delay, ++m_state->lastId);
    m_state->waiting.emplace(key, std::move(fire));
    return std::make_unique<PendingTimer>(m_state, key);
}

void ManualClock::advance(Duration by) {
    const Steady target = m_state->now + by;
    QCoreApplication::processEvents();
    for (auto next = nextDelay(); next && m_state->now + *next <= target; next = nextDelay()) {
        advanceToNext();
    }
    if (target > m_state->now) {
        const auto rest = std::chrono::duration_cast<Duration>(target - m_state->now);
        m_state->wall = m_state->wall.addMSecs(rest.count());
        m_state->now = target;
    }
    QCoreApplication::processEvents();
}

bool ManualClock::advanceToNext() {
    if (m_state->waiting.empty()) {
        return false;
    }
    const auto first = m_state->waiting.begin();
    const auto passed = std::chrono::duration_cast<Duration>(first->first.first - m_state->now);
    m_state->now = first->first.first;
    m_state->wall = m_state->wall.addMSecs(passed.count());
    const auto fire = std::move(first->second);
    m_state->waiting.erase(first);
    fire();
    QCoreApplication::processEvents();
    return true;
}

void ManualClock::jumpWall(Duration by) {
    m_state->wall = m_state->wall.addMSecs(by.count());
}

size_t ManualClock::pendingTimers() const {
    return m_state->waiting.size();
}

std::optional<Clock::Duration> ManualClock::nextDelay() const {
    if (m_state->waiting.empty()) {
        return std::nullopt;
    }
    return std::chrono::duration_cast<Duration>(m_state->waiting.begin()->first.first - m_state->now);
}

} // namespace pilothouse
