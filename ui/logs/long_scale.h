// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace pilothouse::ui {

/// Positions of a long list on a scroll bar: QScrollBar counts in int, a log in 64 bits. Up to 2^30 rows the bar counts
/// rows; beyond that it counts shares of the whole. Plain value.
class LongScale {
public:
    /// @param most the greatest position, 0 or more
    void setMost(qint64 most) { m_most = most < 0 ? 0 : most; }
    [[nodiscard]] qint64 most() const { return m_most; }
    [[nodiscard]] int barMost() const { return static_cast<int>(m_most < kExact ? m_most : kExact); }
    [[nodiscard]] int barOf(qint64 position) const {
        const qint64 inside = position < 0 ? 0 : position > m_most ? m_most : position;
        return m_most < kExact
            ? static_cast<int>(inside)
            : static_cast<int>(static_cast<long double>(inside) * kExact / static_cast<long double>(m_most));
    }
    [[nodiscard]] qint64 positionOf(int bar) const {
        if (m_most < kExact) {
            return bar;
        }
        // Both ends are exact, whatever rounding does in between.
        return bar >= kExact
            ? m_most
            : static_cast<qint64>(static_cast<long double>(bar) * static_cast<long double>(m_most) / kExact);
    }

private:
    static constexpr qint64 kExact = 1 << 30;
    qint64 m_most = 0;
};

} // namespace pilothouse::ui
