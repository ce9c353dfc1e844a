// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/grapheme_table.h"
#include "core/terminal/terminal_grid.h"

#include <QString>

#include <deque>

namespace pilothouse {

/// A line that left the screen, packed: its text and, for each stretch of one style, how far it reaches.
struct StoredLine {
    struct Run {
        CellStyle style;
        quint16 cells = 0; ///< characters
        quint16 units = 0; ///< of UTF-16; as many as cells, but in a run of one character
        quint8 width = 1; ///< of each character
    };
    QString text;
    std::vector<Run> runs;
    bool continues = false;

    [[nodiscard]] qsizetype bytes() const;
};

[[nodiscard]] StoredLine packLine(const TerminalGrid::Row& row, const GraphemeTable& graphemes);
[[nodiscard]] TerminalCells unpackLine(const StoredLine& line, const GraphemeTable& graphemes);

/// The lines above the screen, oldest first, bounded in bytes: the oldest go when there is no room.
class Scrollback {
public:
    explicit Scrollback(qsizetype mostBytes)
        : m_mostBytes(mostBytes) { }

    void push(StoredLine line);
    /// The newest one, taken back (the screen grew).
    [[nodiscard]] StoredLine takeNewest();
    void clear();

    [[nodiscard]] bool isEmpty() const { return m_lines.empty(); }
    [[nodiscard]] qint64 size() const { return static_cast<qint64>(m_lines.size()); }
    [[nodiscard]] qsizetype bytes() const { return m_bytes; }
    /// Lines that were dropped, ever: the number of the oldest there is.
    [[nodiscard]] qint64 dropped() const { return m_dropped; }
    [[nodiscard]] const StoredLine& at(qint64 index) const { return m_lines[static_cast<size_t>(index)]; }

private:
    qsizetype m_mostBytes;
    qsizetype m_bytes = 0;
    qint64 m_dropped = 0;
    std::deque<StoredLine> m_lines;
};

} // namespace pilothouse
