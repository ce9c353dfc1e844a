// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/vt_surface.h"

#include <QStringList>

namespace pilothouse::tests {

inline QStringList shown(const VtSurface& surface) {
    QStringList lines;
    for (qint64 line = surface.screen().screenTop(); line < surface.screen().endLine(); ++line) {
        lines.append(surface.lineText(line));
    }
    while (!lines.isEmpty() && lines.last().isEmpty()) {
        lines.removeLast();
    }
    return lines;
}

inline TerminalCell cellAt(const VtSurface& surface, int row, int column) {
    return surface.screen().line(surface.screen().screenTop() + row).at(static_cast<size_t>(column));
}

/// Every right half stands behind a wide character, and every wide character has one.
inline bool isWhole(const TerminalScreen& screen) {
    for (qint64 number = screen.screenTop(); number < screen.endLine(); ++number) {
        const TerminalCells cells = screen.line(number);
        if (static_cast<int>(cells.size()) != screen.columns()) {
            return false;
        }
        for (size_t i = 0; i < cells.size(); ++i) {
            const bool isBadRight = cells[i].width == 0 && (i == 0 || cells[i - 1].width != 2);
            const bool isBadLeft = cells[i].width == 2 && (i + 1 == cells.size() || cells[i + 1].width != 0);
            if (isBadRight || isBadLeft) {
                return false;
            }
        }
    }
    return true;
}

} // namespace pilothouse::tests
