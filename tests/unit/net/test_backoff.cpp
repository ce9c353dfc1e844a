// SPDX-License-Identifier: Apache-2.0
#include "core/net/backoff.h"

#include "tests/support/manual_clock.h"

#include <QTest>

namespace pilothouse {

using namespace std::chrono_literals;

class TestBackoff final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void doublesUpToItsCap();
    void jitterStretchesByLessThanTwo();
    void startsAgainAfterTwoQuietMinutes();
    void resetStartsAgain();

private:
    ManualClock m_clock;
};

void TestBackoff::doublesUpToItsCap() {
    Backoff backoff(m_clock, {.jitter = 0.0});

    std::vector<Clock::Duration> waits;
    for (int i = 0; i < 8; ++i) {
        waits.push_back(backoff.next());
    }

    QCOMPARE(waits, (std::vector<Clock::Duration>{800ms, 1600ms, 3200ms, 6400ms, 12800ms, 25600ms, 30s, 30s}));
}

void TestBackoff::jitterStretchesByLessThanTwo() {
    for (quint32 seed = 0; seed < 200; ++seed) {
        Backoff backoff(m_clock, {}, seed);
        const auto wait = backoff.next();
        QVERIFY(wait >= 800ms && wait < 1600ms);
    }
}

void TestBackoff::startsAgainAfterTwoQuietMinutes() {
    Backoff backoff(m_clock, {.jitter = 0.0});
    (void)backoff.next();
    (void)backoff.next();

    m_clock.advance(60s);
    QCOMPARE(backoff.next(), 3200ms);
    m_clock.advance(121s);
    QCOMPARE(backoff.next(), 800ms);
}

void TestBackoff::resetStartsAgain() {
    Backoff backoff(m_clock, {.jitter = 0.0});
    (void)backoff.next();
    backoff.reset();

    QCOMPARE(backoff.next(), 800ms);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestBackoff)
#include "test_backoff.moc"
