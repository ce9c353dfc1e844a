// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/terminal_grid.h"

#include <vector>

namespace pilothouse {

/// A place among rows.
struct CellPlace {
    int row = 0;
    int column = 0;
    friend bool operator==(const CellPlace&, const CellPlace&) = default;
};

/// Rows broken anew at another width.
struct Reflowed {
    std::vector<TerminalGrid::Row> rows;
    CellPlace cursor; ///< where the character at the old place is now
    int top = 0; ///< where the row that was the screen's first begins now
};

/// Joins rows that go on (TerminalGrid::Row::continues) and breaks them at @p columns; wide characters stay whole.
/// @param rows the first one begins a line
/// @param cursor among @p rows; may stand behind what is written
/// @param top the screen's first row among @p rows
[[nodiscard]] Reflowed reflowed(std::vector<TerminalGrid::Row> rows, CellPlace cursor, int top, int columns);

/// Nothing was ever written there.
[[nodiscard]] bool isBlankRow(const TerminalGrid::Row& row);

} // namespace pilothouse
