// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/terminal_grid.h"

#include <algorithm>

namespace pilothouse {

namespace {

TerminalCell blank(const CellStyle& style) {
    return {.code = 0, .style = style, .width = 1};
}

void fill(TerminalCells& cells, int left, int right, const CellStyle& style) {
    std::fill(cells.begin() + left, cells.begin() + right, blank(style));
}

} // namespace

TerminalGrid::TerminalGrid(int columns, int rows)
    : m_columns(columns)
    , m_rows(static_cast<size_t>(rows)) {
    for (Row& row : m_rows) {
        row.cells.resize(static_cast<size_t>(columns));
    }
}

void TerminalGrid::put(int row, int column, const TerminalCell& cell) {
    if (row < 0 || row >= rows() || column < 0 || column >= m_columns) {
        return;
    }
    TerminalCells& cells = m_rows[static_cast<size_t>(row)].cells;
    const auto at = static_cast<size_t>(column);
    const bool isWide = cell.width == 2 && column + 1 < m_columns;
    if (cells[at].width == 0 && column > 0) {
        cells[at - 1] = blank(cells[at - 1].style);
    }
    const size_t behind = at + (isWide ? 2U : 1U);
    if (behind < cells.size() && cells[behind].width == 0) {
        cells[behind] = blank(cells[behind].style);
    }
    cells[at] = cell;
    cells[at].width = isWide ? 2 : 1;
    if (isWide) {
        cells[at + 1] = {.code = 0, .style = cell.style, .width = 0};
    }
}

CellRect TerminalGrid::clamped(CellRect rect) const {
    rect.top = std::clamp(rect.top, 0, rows());
    rect.bottom = std::clamp(rect.bottom, rect.top, rows());
    rect.left = std::clamp(rect.left, 0, m_columns);
    rect.right = std::clamp(rect.right, rect.left, m_columns);
    return rect;
}

void TerminalGrid::erase(CellRect rect, const CellStyle& style) {
    rect = clamped(rect);
    for (int i = rect.top; i < rect.bottom; ++i) {
        Row& row = m_rows[static_cast<size_t>(i)];
        fill(row.cells, rect.left, rect.right, style);
        if (rect.left > 0 || rect.right < m_columns) {
            mend(row.cells);
        }
    }
}

void TerminalGrid::scroll(CellRect rect, int downward, int rightward, const CellStyle& style) {
    rect = clamped(rect);
    const int height = rect.bottom - rect.top;
    const int width = rect.right - rect.left;
    if (height == 0 || width == 0) {
        return;
    }
    downward = std::clamp(downward, -height, height);
    rightward = std::clamp(rightward, -width, width);
    if (width == m_columns && rightward == 0) {
        scrollRows(rect, downward, style);
    } else {
        scrollColumns(rect, downward, rightward, style);
    }
}

void TerminalGrid::scrollRows(const CellRect& rect, int downward, const CellStyle& style) {
    const auto begin = m_rows.begin() + rect.top;
    const auto end = m_rows.begin() + rect.bottom;
    CellRect fresh = rect;
    if (downward >= 0) {
        std::rotate(begin, begin + downward, end);
        fresh.top = rect.bottom - downward;
    } else {
        std::rotate(begin, end + downward, end);
        fresh.bottom = rect.top - downward;
    }
    for (int i = fresh.top; i < fresh.bottom; ++i) {
        m_rows[static_cast<size_t>(i)].continues = false;
    }
    erase(fresh, style);
}

void TerminalGrid::scrollColumns(const CellRect& rect, int downward, int rightward, const CellStyle& style) {
    const int height = rect.bottom - rect.top;
    // Rows in the order in which none is read after it was written.
    for (int n = 0; n < height; ++n) {
        const int target = downward >= 0 ? rect.top + n : rect.bottom - 1 - n;
        const int source = target + downward;
        TerminalCells& into = m_rows[static_cast<size_t>(target)].cells;
        TerminalCells moved(static_cast<size_t>(rect.right - rect.left), blank(style));
        if (source >= rect.top && source < rect.bottom) {
            const TerminalCells& from = m_rows[static_cast<size_t>(source)].cells;
            for (int column = rect.left; column < rect.right; ++column) {
                const int other = column + rightward;
                if (other >= rect.left && other < rect.right) {
                    moved[static_cast<size_t>(column - rect.left)] = from[static_cast<size_t>(other)];
                }
            }
        }
        std::copy(moved.begin(), moved.end(), into.begin() + rect.left);
        mend(into);
    }
}

void TerminalGrid::mend(TerminalCells& cells) const {
    for (size_t i = 0; i < cells.size(); ++i) {
        const bool isLoneRight = cells[i].width == 0 && (i == 0 || cells[i - 1].width != 2);
        const bool isLoneLeft = cells[i].width == 2 && (i + 1 >= cells.size() || cells[i + 1].width != 0);
        if (isLoneRight || isLoneLeft) {
            cells[i] = blank(cells[i].style);
        }
    }
}

void TerminalGrid::setColumns(int columns) {
    m_columns = columns;
    for (Row& row : m_rows) {
        row.cells.resize(static_cast<size_t>(columns));
        mend(row.cells);
    }
}

void TerminalGrid::setRows(std::vector<Row> rows, int columns) {
    m_rows = std::move(rows);
    setColumns(columns);
}

TerminalGrid::Row TerminalGrid::takeTop() {
    Row row = std::move(m_rows.front());
    m_rows.erase(m_rows.begin());
    return row;
}

void TerminalGrid::addTop(Row row) {
    row.cells.resize(static_cast<size_t>(m_columns));
    mend(row.cells);
    m_rows.insert(m_rows.begin(), std::move(row));
}

void TerminalGrid::addBottom() {
    m_rows.push_back({.cells = TerminalCells(static_cast<size_t>(m_columns)), .continues = false});
}

void TerminalGrid::dropBottom() {
    m_rows.pop_back();
}

} // namespace pilothouse
