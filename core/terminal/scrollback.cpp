// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/scrollback.h"

#include <limits>

namespace pilothouse {

namespace {

constexpr qsizetype kOverhead = 96; ///< the line's own parts and what the allocator adds

/// A blank that looks like nothing was there.
bool isNothing(const TerminalCell& cell) {
    constexpr quint16 kSeen = cell_flag::kReverse | cell_flag::kUnderline | cell_flag::kDoubleUnderline
        | cell_flag::kCurlyUnderline | cell_flag::kStrike;
    return cell.code == 0 && cell.style.background.kind == TerminalColor::Kind::Default
        && (cell.style.flags & kSeen) == 0;
}

} // namespace

qsizetype StoredLine::bytes() const {
    return kOverhead + text.capacity() * static_cast<qsizetype>(sizeof(QChar))
        + static_cast<qsizetype>(runs.capacity() * sizeof(Run));
}

StoredLine packLine(const TerminalGrid::Row& row, const GraphemeTable& graphemes) {
    StoredLine line;
    line.continues = row.continues;
    size_t end = row.cells.size();
    while (end > 0 && isNothing(row.cells[end - 1])) {
        --end;
    }
    line.text.reserve(static_cast<qsizetype>(end));
    for (size_t i = 0; i < end; ++i) {
        const TerminalCell& cell = row.cells[i];
        if (cell.width == 0) {
            continue;
        }
        const qsizetype before = line.text.size();
        graphemes.appendTo(line.text, cell.code);
        const auto units = static_cast<quint16>(line.text.size() - before);
        const bool joins = !line.runs.empty() && units == 1 && line.runs.back().units == line.runs.back().cells
            && line.runs.back().width == cell.width && line.runs.back().style == cell.style
            && line.runs.back().cells < std::numeric_limits<quint16>::max();
        if (joins) {
            ++line.runs.back().cells;
            ++line.runs.back().units;
        } else {
            line.runs.push_back({.style = cell.style, .cells = 1, .units = units, .width = cell.width});
        }
    }
    line.runs.shrink_to_fit();
    return line;
}

TerminalCells unpackLine(const StoredLine& line, const GraphemeTable& graphemes) {
    TerminalCells cells;
    cells.reserve(static_cast<size_t>(line.text.size()));
    qsizetype at = 0;
    for (const StoredLine::Run& run : line.runs) {
        const int each = run.units / run.cells;
        for (int i = 0; i < run.cells; ++i, at += each) {
            const char32_t code = each == 1 ? line.text.at(at).unicode() : graphemes.find(line.text.mid(at, each));
            cells.push_back({.code = code, .style = run.style, .width = run.width});
            if (run.width == 2) {
                cells.push_back({.code = 0, .style = run.style, .width = 0});
            }
        }
    }
    return cells;
}

void Scrollback::push(StoredLine line) {
    m_bytes += line.bytes();
    m_lines.push_back(std::move(line));
    while (m_bytes > m_mostBytes && !m_lines.empty()) {
        m_bytes -= m_lines.front().bytes();
        m_lines.pop_front();
        ++m_dropped;
    }
}

StoredLine Scrollback::takeNewest() {
    StoredLine line = std::move(m_lines.back());
    m_lines.pop_back();
    m_bytes -= line.bytes();
    return line;
}

void Scrollback::clear() {
    m_dropped += size();
    m_lines.clear();
    m_bytes = 0;
}

} // namespace pilothouse
