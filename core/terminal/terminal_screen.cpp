// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/terminal_screen.h"

#include <algorithm>

namespace pilothouse {

namespace {

constexpr qsizetype kMostLinks = 4096;
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

int TerminalScreen::resize(int columns, int rows, int cursorRow) {
    m_main.setColumns(columns);
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
    return std::clamp(cursorRow, 0, rows - 1);
}

} // namespace pilothouse
