// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/reflow.h"

#include <algorithm>

namespace pilothouse {

namespace {

bool isBlank(const TerminalCell& cell) {
    return cell.code == 0 && cell.width == 1 && cell.style == CellStyle();
}

/// A line as the program wrote it, however many rows it takes.
struct WholeLine {
    TerminalCells cells;
    size_t cursorAt = 0;
    bool hasCursor = false;
};

/// What nobody wrote makes no further row, whatever its background.
void trim(WholeLine& line, int columns) {
    const size_t least = line.hasCursor ? line.cursorAt + 1 : 0; // the cursor keeps its place behind the text
    while (line.cells.size() > least && isBlank(line.cells.back())) {
        line.cells.pop_back();
    }
    const size_t fits = std::max(least, static_cast<size_t>(columns));
    while (line.cells.size() > fits && line.cells.back().code == 0 && line.cells.back().width == 1) {
        line.cells.pop_back();
    }
}

/// The row's cells behind those of the line; a blank that only made room for a wide character goes.
void append(WholeLine& line, const TerminalGrid::Row& row) {
    const bool beginsWide = !row.cells.empty() && row.cells.front().width == 2;
    if (row.continues && beginsWide && !line.cells.empty() && isBlank(line.cells.back())) {
        line.cells.pop_back();
    }
    line.cells.insert(line.cells.end(), row.cells.begin(), row.cells.end());
}

/// Takes the next row's worth from @p at on.
TerminalCells nextRow(const TerminalCells& cells, size_t& at, int columns) {
    const auto room = static_cast<size_t>(columns);
    size_t end = std::min(cells.size(), at + room);
    const bool cutsWide = end < cells.size() && cells[end].width == 0 && end > at + 1;
    if (cutsWide) {
        --end;
    }
    TerminalCells row(
        cells.begin() + static_cast<std::ptrdiff_t>(at), cells.begin() + static_cast<std::ptrdiff_t>(end));
    row.resize(room);
    if (row.back().width == 2) { // one column has no room for it
        row.back() = {};
    }
    if (row.front().width == 0) {
        row.front() = {};
    }
    at = end;
    return row;
}

void breakLine(WholeLine line, int columns, Reflowed& result) {
    trim(line, columns);
    size_t at = 0;
    bool isFirst = true;
    while (isFirst || at < line.cells.size()) {
        const size_t begin = at;
        TerminalCells cells = nextRow(line.cells, at, columns);
        const bool isHere = line.hasCursor && line.cursorAt >= begin && (line.cursorAt < at || at >= line.cells.size());
        if (isHere) {
            result.cursor
                = {.row = static_cast<int>(result.rows.size()), .column = static_cast<int>(line.cursorAt - begin)};
        }
        result.rows.push_back({.cells = std::move(cells), .continues = !isFirst});
        isFirst = false;
    }
    result.cursor.column = std::min(result.cursor.column, columns - 1);
}

} // namespace

bool isBlankRow(const TerminalGrid::Row& row) {
    return std::ranges::all_of(row.cells, isBlank);
}

Reflowed reflowed(std::vector<TerminalGrid::Row> rows, CellPlace cursor, int top, int columns) {
    Reflowed result;
    WholeLine line;
    bool hasLine = false;
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        const TerminalGrid::Row& row = rows[static_cast<size_t>(i)];
        if (hasLine && !row.continues) {
            breakLine(std::move(line), columns, result);
            line = {};
        }
        hasLine = true;
        if (i == top) { // where a line that began above goes on, its row is found by what stands before it
            result.top = static_cast<int>(result.rows.size()) + static_cast<int>(line.cells.size()) / columns;
        }
        append(line, row);
        if (i == cursor.row) {
            line.hasCursor = true;
            line.cursorAt = line.cells.size() - row.cells.size() + static_cast<size_t>(std::max(cursor.column, 0));
            if (line.cursorAt >= line.cells.size()) {
                line.cells.resize(line.cursorAt + 1);
            }
        }
    }
    if (hasLine) {
        breakLine(std::move(line), columns, result);
    }
    return result;
}

} // namespace pilothouse
