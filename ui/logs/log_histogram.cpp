// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_histogram.h"

#include <algorithm>

namespace pilothouse::ui {

namespace {

qint64 floorDivided(qint64 value, qint64 by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

std::uint32_t clamped(qint64 count) {
    return static_cast<std::uint32_t>(std::clamp<qint64>(count, 0, 2'000'000'000));
}

} // namespace

void LogHistogram::merge(Slot& into, const Slot& from) {
    for (std::size_t i = 0; i < into.levels.size(); ++i) {
        into.levels.at(i) += from.levels.at(i);
    }
    if (from.firstLine >= 0) {
        into.firstLine = into.firstLine < 0 ? from.firstLine : std::min(into.firstLine, from.firstLine);
        into.lastLine = std::max(into.lastLine, from.lastLine);
    }
}

/// Twice the width, half the slots.
void LogHistogram::widen() {
    m_width *= 2;
    std::deque<Slot> wider;
    const qint64 start = floorDivided(m_start, 2);
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const auto at = static_cast<std::size_t>(floorDivided(m_start + static_cast<qint64>(i), 2) - start);
        if (at >= wider.size()) {
            wider.resize(at + 1);
        }
        merge(wider[at], m_slots[i]);
    }
    m_slots = std::move(wider);
    m_start = start;
}

void LogHistogram::fit(qint64 stamp) {
    constexpr auto kMost = static_cast<qint64>(kSlots);
    qint64 slot = floorDivided(stamp, m_width);
    if (m_slots.empty()) {
        m_start = slot;
    }
    while (slot - m_start >= kMost || m_start + static_cast<qint64>(m_slots.size()) - slot > kMost) {
        widen();
        slot = floorDivided(stamp, m_width);
    }
    while (slot < m_start) {
        m_slots.emplace_front();
        --m_start;
    }
    if (slot - m_start >= static_cast<qint64>(m_slots.size())) {
        m_slots.resize(static_cast<std::size_t>(slot - m_start) + 1);
    }
}

void LogHistogram::add(qint64 line, qint64 stamp, LogLevel level) {
    ++m_levels.at(static_cast<std::size_t>(level));
    if (stamp <= 0) {
        return;
    }
    const qint64 wanted = floorDivided(stamp, m_width);
    if (m_slots.empty() || wanted < m_start || wanted - m_start >= static_cast<qint64>(m_slots.size())) {
        fit(stamp);
    }
    Slot& slot = m_slots[static_cast<std::size_t>(floorDivided(stamp, m_width) - m_start)];
    ++slot.levels.at(static_cast<std::size_t>(level));
    slot.firstLine = slot.firstLine < 0 ? line : slot.firstLine;
    slot.lastLine = line;
}

void LogHistogram::forgetBelow(qint64 line) {
    while (!m_slots.empty() && m_slots.front().lastLine < line) {
        for (std::size_t i = 0; i < m_levels.size(); ++i) {
            m_levels.at(i) -= m_slots.front().levels.at(i);
        }
        m_slots.pop_front();
        ++m_start;
    }
    for (Slot& slot : m_slots) {
        slot.firstLine = slot.firstLine < 0 ? slot.firstLine : std::max(slot.firstLine, line);
    }
}

LogHistogram::Bars LogHistogram::bars(int most) const {
    Bars result;
    if (m_slots.empty() || most <= 0) {
        return result;
    }
    const auto all = static_cast<qint64>(m_slots.size());
    const qint64 together = (all + most - 1) / most;
    result.width = m_width * together;
    // Bars begin at multiples of their width: they do not shiver when a slot is added.
    const qint64 first = floorDivided(m_start, together);
    result.from = first * result.width;
    for (qint64 i = 0; i < all; ++i) {
        const auto at = static_cast<std::size_t>(floorDivided(m_start + i, together) - first);
        if (at >= result.bars.size()) {
            result.bars.resize(at + 1);
        }
        const Levels& levels = m_slots[static_cast<std::size_t>(i)].levels;
        LogBar& bar = result.bars[at];
        qint64 lines = 0;
        for (const qint64 count : levels) {
            lines += count;
        }
        bar.lines = clamped(bar.lines + lines);
        bar.warnings = clamped(bar.warnings + levels.at(static_cast<std::size_t>(LogLevel::Warning)));
        bar.errors = clamped(bar.errors + levels.at(static_cast<std::size_t>(LogLevel::Error))
            + levels.at(static_cast<std::size_t>(LogLevel::Fatal)));
    }
    // One more can come of the alignment.
    if (result.bars.size() > static_cast<std::size_t>(most)) {
        LogBar& kept = result.bars[1];
        const LogBar& gone = result.bars.front();
        kept = {kept.lines + gone.lines, kept.warnings + gone.warnings, kept.errors + gone.errors};
        result.bars.erase(result.bars.begin());
        result.from += result.width;
    }
    return result;
}

std::optional<qint64> LogHistogram::lineAt(qint64 stamp) const {
    const qint64 slot = std::max<qint64>(0, floorDivided(stamp, m_width) - m_start);
    for (auto i = static_cast<std::size_t>(slot); i < m_slots.size(); ++i) {
        if (m_slots[i].firstLine >= 0) {
            return m_slots[i].firstLine;
        }
    }
    return std::nullopt;
}

} // namespace pilothouse::ui
