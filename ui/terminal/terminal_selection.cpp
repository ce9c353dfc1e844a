// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/terminal_selection.h"

#include <algorithm>

namespace pilothouse::ui {

using Position = VtSurface::Position;

namespace {

/// Paths, image names and addresses are one word for people who copy them.
bool isWordCell(const TerminalScreen& screen, const TerminalCell& cell) {
    if (cell.width == 0) {
        return true;
    }
    if (cell.code == 0) {
        return false;
    }
    QString text;
    screen.graphemes().appendTo(text, cell.code);
    const QChar first = text.isEmpty() ? QChar(u' ') : text.at(0);
    return first.isLetterOrNumber() || first.isSurrogate() || QStringView(u"_-./:@~+%#=?&").contains(first);
}

} // namespace

void TerminalSelection::begin(const VtSurface& surface, Position at, Unit unit) {
    m_unit = unit;
    m_isOn = true;
    std::tie(m_anchorFrom, m_anchorTo) = unitAt(surface, at);
    m_from = m_anchorFrom;
    m_to = m_anchorTo;
}

void TerminalSelection::extend(const VtSurface& surface, Position to) {
    if (!m_isOn) {
        return;
    }
    const auto [from, end] = unitAt(surface, to);
    m_from = std::min(m_anchorFrom, from);
    m_to = std::max(m_anchorTo, end);
    if (m_unit == Unit::Block) {
        m_from.column = std::min(m_anchorFrom.column, from.column);
        m_to.column = std::max(m_anchorTo.column, end.column);
    }
}

void TerminalSelection::clear() {
    m_isOn = false;
}

void TerminalSelection::selectAll(const VtSurface& surface) {
    m_unit = Unit::Character;
    m_isOn = true;
    m_from = m_anchorFrom = {surface.screen().firstLine(), 0};
    m_to = m_anchorTo = {surface.screen().endLine() - 1, surface.screen().columns()};
}

std::pair<Position, Position> TerminalSelection::unitAt(const VtSurface& surface, Position at) const {
    const TerminalScreen& screen = surface.screen();
    if (m_unit == Unit::Character || m_unit == Unit::Block) {
        return {at, at};
    }
    if (m_unit == Unit::Line) {
        Position from{at.line, 0};
        Position to{at.line, screen.columns()};
        while (from.line > screen.firstLine() && screen.continues(from.line)) {
            --from.line;
        }
        while (to.line + 1 < screen.endLine() && screen.continues(to.line + 1)) {
            ++to.line;
        }
        return {from, to};
    }
    const TerminalCells cells = screen.line(at.line);
    const auto isWord = [&](int column) {
        return column >= 0 && column < static_cast<int>(cells.size())
            && isWordCell(screen, cells[static_cast<size_t>(column)]);
    };
    if (!isWord(at.column)) {
        return {at, {at.line, at.column + 1}};
    }
    int from = at.column;
    int to = at.column;
    while (isWord(from - 1)) {
        --from;
    }
    while (isWord(to)) {
        ++to;
    }
    return {{at.line, from}, {at.line, to}};
}

TerminalSelection::Columns TerminalSelection::on(qint64 line, int width) const {
    if (!m_isOn || line < m_from.line || line > m_to.line) {
        return {};
    }
    if (m_unit == Unit::Block) {
        return {std::min(m_from.column, width), std::min(m_to.column, width)};
    }
    const int from = line == m_from.line ? m_from.column : 0;
    const int to = line == m_to.line ? m_to.column : width;
    return {std::min(from, width), std::min(to, width)};
}

QString TerminalSelection::text(const VtSurface& surface) const {
    if (m_unit != Unit::Block) {
        return isEmpty() ? QString() : surface.text(m_from, m_to);
    }
    QStringList lines;
    const qint64 end = std::min(m_to.line, surface.screen().endLine() - 1);
    for (qint64 line = std::max(m_from.line, surface.screen().firstLine()); m_isOn && line <= end; ++line) {
        lines.append(surface.text({line, m_from.column}, {line, m_to.column}));
    }
    return lines.join(u'\n');
}

} // namespace pilothouse::ui
