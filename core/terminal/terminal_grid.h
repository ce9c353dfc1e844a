// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/terminal_cell.h"

#include <utility>

namespace pilothouse {

/// One screen full of cells. Keeps wide characters whole: whatever cuts one in half blanks the other half. Every
/// position is clamped; nothing a stream says reaches outside.
class TerminalGrid {
public:
    struct Row {
        TerminalCells cells;
        bool continues = false; ///< goes on where the row above ended
    };

    TerminalGrid(int columns, int rows);
    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int rows() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] const Row& row(int index) const { return m_rows[static_cast<size_t>(index)]; }
    void setContinues(int row, bool continues) { m_rows[static_cast<size_t>(row)].continues = continues; }

    void put(int row, int column, const TerminalCell& cell);
    void erase(CellRect rect, const CellStyle& style);
    /// Moves what is in @p rect up (or down, below 0) and left; what comes in is blank.
    void scroll(CellRect rect, int downward, int rightward, const CellStyle& style);

    /// Cuts or pads at the right.
    void setColumns(int columns);
    /// All rows, in the order they stand; none are left. @see setRows()
    [[nodiscard]] std::vector<Row> takeRows() { return std::exchange(m_rows, {}); }
    /// @param rows each of @p columns cells
    void setRows(std::vector<Row> rows, int columns);
    [[nodiscard]] Row takeTop();
    void addTop(Row row);
    void addBottom();
    void dropBottom();

private:
    [[nodiscard]] CellRect clamped(CellRect rect) const;
    void scrollRows(const CellRect& rect, int downward, const CellStyle& style);
    void scrollColumns(const CellRect& rect, int downward, int rightward, const CellStyle& style);
    void mend(TerminalCells& cells) const;

    int m_columns;
    std::vector<Row> m_rows;
};

} // namespace pilothouse
