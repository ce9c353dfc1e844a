// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_types.h"
#include "ui/logs/histogram_strip.h"

#include <array>
#include <deque>
#include <optional>

namespace pilothouse::ui {

/// How many levels LogLevel has.
inline constexpr int kLogLevelCount = 7;

/// Counts of lines by time and level, as they come: a few hundred slots, whose width doubles when the time grows out of
/// them (1 s to years), so that adding a line costs nanoseconds and memory stays the same. Times need not come in order
/// (LO4). Plain value.
class LogHistogram {
public:
    static constexpr std::size_t kSlots = 512;

    /// @param stamp ns since 1970; 0 is counted by level only
    void add(qint64 line, qint64 stamp, LogLevel level);
    /// Lines below @p line are gone.
    void forgetBelow(qint64 line);
    void clear() { *this = LogHistogram(); }

    [[nodiscard]] qint64 count(LogLevel level) const { return m_levels.at(static_cast<std::size_t>(level)); }

    /// The time from the first to the last line, cut into at most @p most bars.
    struct Bars {
        std::vector<LogBar> bars;
        qint64 from = 0; ///< ns
        qint64 width = 0; ///< ns a bar
    };
    [[nodiscard]] Bars bars(int most) const;
    /// A line of that time or the first after it; nothing: none is that late.
    [[nodiscard]] std::optional<qint64> lineAt(qint64 stamp) const;

private:
    using Levels = std::array<qint64, kLogLevelCount>;
    struct Slot {
        Levels levels{};
        qint64 firstLine = -1;
        qint64 lastLine = -1;
    };
    void fit(qint64 slot);
    void widen();
    static void merge(Slot& into, const Slot& from);

    std::deque<Slot> m_slots;
    qint64 m_start = 0; ///< number of the first slot: its time divided by the width
    qint64 m_width = 1'000'000'000;
    Levels m_levels{};
};

} // namespace pilothouse::ui
