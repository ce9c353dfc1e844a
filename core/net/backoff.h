// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <QRandomGenerator>

namespace pilothouse {

/// client-go's reflector backoff: 0.8 s doubling to 30 s, each stretched by a random factor in [1, 2) (jitter 1.0),
/// back to the start after 2 min without a failure. Source: client-go tools/cache/reflector.go.
class Backoff {
public:
    using Duration = Clock::Duration;
    struct Settings {
        Duration first{800};
        Duration cap{30'000};
        Duration resetAfter{120'000};
        double jitter = 1.0;
    };
    explicit Backoff(Clock& clock)
        : Backoff(clock, Settings()) { }
    Backoff(Clock& clock, Settings settings, quint32 seed = QRandomGenerator::global()->generate())
        : m_clock(clock)
        , m_settings(settings)
        , m_random(seed)
        , m_next(settings.first) { }

    /// How long to wait before the next try.
    [[nodiscard]] Duration next();
    void reset();

private:
    Clock& m_clock;
    Settings m_settings;
    QRandomGenerator m_random;
    Duration m_next;
    Clock::Steady m_lastAsked{};
};

} // namespace pilothouse
