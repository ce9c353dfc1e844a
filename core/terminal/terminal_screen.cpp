// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/terminal_screen.h"

#include <algorithm>

namespace pilothouse {

namespace {

constexpr qsizetype kMostLinks = 4096;
constexpr size_t kReflowedRows = 2000; ///< above the screen: some milliseconds
constexpr qsizetype kLongestLink = 2083; ///< what browsers take

} // namespace

TerminalScreen::TerminalScreen(int columns, int rows, qsizetype scrollbackBytes)
    : m_scrollback(scrollbackBytes)
    , m_main(columns, rows)
    , m_alternate(columns, rows) { }

TerminalCells TerminalScreen::line(qint64 number) const {
    if (number >= screenTop()) {
        const qint64 row = number - screenTop();
        return row < rows() ? grid().row(static_cast<int>(row)).cells : TerminalCells();
    }
    const qint64 index = number - m_scrollback.dropped();
    return index >= 0 ? unpackLine(m_scrollback.at(index), m_graphemes) : TerminalCells();
}

bool TerminalScreen::continues(qint64 number) const {
    if (number >= screenTop()) {
        const qint64 row = number - screenTop();
        return row < rows() && grid().row(static_cast<int>(row)).continues;
    }
    const qint64 index = number - m_scrollback.dropped();
    return index >= 0 && m_scrollback.at(index).continues;
}

QString TerminalScreen::linkTarget(quint16 link) const {
    return link == 0 || link > m_links.size() ? QString() : m_links.at(link - 1);
}

void TerminalScreen::put(int row, int column, std::span<const uint32_t> characters, int width) {
    if (width < 1 || characters.empty()) {
        return; // a mark with nothing to stand on
    }
    TerminalCell cell{.code = characters[0], .style = m_pen, .width = static_cast<quint8>(width)};
    if (characters.size() > 1) {
        QString text;
        for (const uint32_t character : characters) {
            m_graphemes.appendTo(text, character);
        }
        cell.code = m_graphemes.intern(text);
    }
    grid().put(row, column, cell);
    m_isTouched = true;
}

CellStyle TerminalScreen::eraseStyle() const {
    CellStyle style;
    style.background = m_pen.background;
    return style;
}

void TerminalScreen::erase(const CellRect& rect) {
    grid().erase(rect, eraseStyle());
    // What goes on needs an end to go on from (libvterm forgets it likewise, and tells nobody).
    for (int row = rect.top + 1; rect.right >= columns() && row <= rect.bottom && row < rows(); ++row) {
        setContinues(row, false);
    }
    m_isTouched = true;
}

void TerminalScreen::scroll(const CellRect& rect, int downward, int rightward) {
    const bool leavesScreen = !m_isAlternate && downward > 0 && rightward == 0 && rect.top == 0 && rect.left == 0
        && rect.right >= columns();
    if (leavesScreen) {
        for (int i = 0; i < std::min({downward, rect.bottom, rows()}); ++i) {
            keep(m_main.row(i));
        }
    }
    grid().scroll(rect, downward, rightward, eraseStyle());
    m_isTouched = true;
}

void TerminalScreen::keep(const TerminalGrid::Row& row) {
    m_scrollback.push(packLine(row, m_graphemes));
}

void TerminalScreen::setContinues(int row, bool continues) {
    if (row >= 0 && row < rows()) {
        grid().setContinues(row, continues);
    }
}

void TerminalScreen::setAlternate(bool alternate) {
    m_isAlternate = alternate;
    m_isTouched = true;
}

void TerminalScreen::setLink(const QString& target) {
    if (target.isEmpty() || target.size() > kLongestLink) {
        m_pen.link = 0;
        return;
    }
    if (const auto known = m_linkIds.constFind(target); known != m_linkIds.cend()) {
        m_pen.link = *known;
        return;
    }
    if (m_links.size() >= kMostLinks) {
        m_pen.link = 0;
        return;
    }
    m_links.append(target);
    m_pen.link = static_cast<quint16>(m_links.size());
    m_linkIds.insert(target, m_pen.link);
}

void TerminalScreen::clearScrollback() {
    m_scrollback.clear();
    m_isTouched = true;
}

void TerminalScreen::giveBack() {
    const StoredLine line = m_scrollback.takeNewest();
    m_main.addTop({.cells = unpackLine(line, m_graphemes), .continues = line.continues});
}

/// The main screen at another width. Rows above it are broken anew with it, as far as that is worth the time.
CellPlace TerminalScreen::reflow(int columns, CellPlace cursor) {
    const int height = m_main.rows();
    std::vector<TerminalGrid::Row> rows = m_main.takeRows();
    int used = height;
    while (used > cursor.row + 1 && isBlankRow(rows[static_cast<size_t>(used) - 1])) {
        --used;
    }
    const bool wasFull = used == height;
    rows.resize(static_cast<size_t>(used));
    std::vector<TerminalGrid::Row> above;
    while (!m_scrollback.isEmpty() && (above.size() < kReflowedRows || above.back().continues)
        && above.size() < 2 * kReflowedRows) {
        const StoredLine line = m_scrollback.takeNewest();
        above.push_back({.cells = unpackLine(line, m_graphemes), .continues = line.continues});
    }
    const int top = static_cast<int>(above.size());
    rows.insert(rows.begin(), std::make_move_iterator(above.rbegin()), std::make_move_iterator(above.rend()));
    Reflowed anew = reflowed(std::move(rows), {.row = cursor.row + top, .column = cursor.column}, top, columns);
    const int count = static_cast<int>(anew.rows.size());
    // A full screen stays full; one with room below keeps its first line where it is, as long as there is room.
    const int first = wasFull ? std::max(0, count - height) : std::max(anew.top, count - height);
    for (int i = 0; i < first; ++i) {
        keep(anew.rows[static_cast<size_t>(i)]);
    }
    anew.rows.erase(anew.rows.begin(), anew.rows.begin() + first);
    anew.rows.resize(static_cast<size_t>(height));
    m_main.setRows(std::move(anew.rows), columns);
    return {.row = std::clamp(anew.cursor.row - first, 0, height - 1), .column = anew.cursor.column};
}

CellPlace TerminalScreen::resize(int columns, int rows, CellPlace cursor) {
    if (m_isAlternate || columns == m_main.columns()) {
        m_main.setColumns(columns); // its cursor is put away where nobody can move it along
    } else {
        cursor = reflow(columns, cursor);
    }
    int cursorRow = cursor.row;
    m_alternate.setColumns(columns);
    while (m_alternate.rows() > rows) {
        m_alternate.dropBottom();
    }
    while (m_alternate.rows() < rows) {
        m_alternate.addBottom();
    }
    while (m_main.rows() > rows) {
        // Empty rows below the cursor go first; what is written goes up.
        if (!m_isAlternate && cursorRow < m_main.rows() - 1) {
            m_main.dropBottom();
        } else {
            keep(m_main.takeTop());
            cursorRow -= m_isAlternate ? 0 : 1;
        }
    }
    while (m_main.rows() < rows) {
        if (!m_isAlternate && !m_scrollback.isEmpty()) {
            giveBack();
            ++cursorRow;
        } else {
            m_main.addBottom();
        }
    }
    m_isTouched = true;
    return {.row = std::clamp(cursorRow, 0, rows - 1), .column = std::clamp(cursor.column, 0, columns - 1)};
}

} // namespace pilothouse
