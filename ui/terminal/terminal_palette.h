// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/terminal_cell.h"

#include <QColor>

namespace pilothouse::ui {

/// The terminal's ground is dark in both schemes, so that programs' colours look as their authors meant them.
[[nodiscard]] QColor terminalGround();
[[nodiscard]] QColor terminalText();
/// One of the 256 of xterm; the first 16 are ours and reach 4.5:1 on the ground, black apart.
[[nodiscard]] QColor indexedColor(int index);

/// What a cell is painted in, after reverse, conceal and bold.
struct CellColors {
    QColor text;
    QColor ground; ///< invalid: the terminal's own
};
[[nodiscard]] CellColors colorsOf(const CellStyle& style, bool isScreenReversed);

} // namespace pilothouse::ui
