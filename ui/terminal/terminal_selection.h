// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/vt_surface.h"

namespace pilothouse::ui {

/// What is marked with the mouse: characters, words, lines, or a block of columns. Line numbers are the surface's, so
/// that a selection stays on its text while output moves it.
class TerminalSelection {
public:
    enum class Unit { Character, Word, Line, Block };

    void begin(const VtSurface& surface, VtSurface::Position at, Unit unit);
    void extend(const VtSurface& surface, VtSurface::Position to);
    void clear();
    void selectAll(const VtSurface& surface);

    [[nodiscard]] bool isEmpty() const { return !m_isOn || m_from >= m_to; }
    [[nodiscard]] VtSurface::Position from() const { return m_from; }
    [[nodiscard]] VtSurface::Position to() const { return m_to; } ///< behind the last
    struct Columns {
        int from = 0;
        int to = 0;
    };
    /// What is marked of a line of @p width columns; from == to: nothing.
    [[nodiscard]] Columns on(qint64 line, int width) const;
    [[nodiscard]] QString text(const VtSurface& surface) const;

private:
    [[nodiscard]] std::pair<VtSurface::Position, VtSurface::Position> unitAt(
        const VtSurface& surface, VtSurface::Position at) const;

    Unit m_unit = Unit::Character;
    bool m_isOn = false;
    VtSurface::Position m_anchorFrom; ///< the unit it began with
    VtSurface::Position m_anchorTo;
    VtSurface::Position m_from;
    VtSurface::Position m_to;
};

} // namespace pilothouse::ui
