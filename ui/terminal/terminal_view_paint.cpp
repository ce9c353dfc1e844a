// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/row_painter.h"
#include "ui/terminal/terminal_palette.h"
#include "ui/terminal/terminal_view.h"
#include "ui/theme/tokens.h"

#include <QPainter>
#include <QPaintEvent>

#include <algorithm>
#include <cmath>

namespace pilothouse::ui {

namespace {

QColor token(ColorToken name) {
    return tokenColor(name, Scheme::Dark); // the terminal is dark in both schemes
}

} // namespace

void TerminalView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), terminalGround());
    RowPainter row(painter, m_font, m_surface);
    const qreal height = m_font.cell().height();
    const int shown = static_cast<int>(std::ceil((viewport()->height() - kMargin) / height));
    const int from = std::max(0, static_cast<int>((event->rect().top() - kMargin) / height));
    const int to = std::min(shown, static_cast<int>((event->rect().bottom() - kMargin) / height) + 1);
    const qint64 end = m_surface.screen().endLine();
    for (int i = from; i < to && topLine() + i < end; ++i) {
        paintRow(row, topLine() + i, kMargin + i * height);
    }
    if (m_preedit.isEmpty()) {
        paintCursor(painter, row);
    } else {
        paintPreedit(painter);
    }
}

void TerminalView::paintRow(RowPainter& painter, qint64 line, qreal y) {
    const int width = m_surface.screen().columns();
    QList<RowPainter::Mark> marks;
    const QColor found = mixed(terminalGround(), token(ColorToken::Warning), 0.35);
    for (const TerminalSelection::Columns& columns : matchesOn(line)) {
        marks.append({columns, found});
    }
    if (m_match >= 0 && m_match < static_cast<int>(m_matches.found.size())) {
        const TerminalMatch& match = m_matches.found[static_cast<size_t>(m_match)];
        if (match.from.line == line) {
            const int to = match.to.line > line ? width : match.to.column;
            marks.append({{match.from.column, to}, mixed(terminalGround(), token(ColorToken::Warning), 0.7)});
        }
    }
    if (const auto selected = m_selection.on(line, width); selected.to > selected.from) {
        marks.append({selected, mixed(terminalGround(), token(ColorToken::Accent), 0.45)});
    }
    painter.paint(m_surface.screen().line(line), QPointF(kMargin, y), width, marks, m_hoveredLink);
}

QRectF TerminalView::cursorRect() const {
    const QSizeF cell = m_font.cell();
    const TerminalCursor cursor = m_surface.cursor();
    const qint64 line = m_surface.screen().screenTop() + cursor.row - topLine();
    return {kMargin + cursor.column * cell.width(), kMargin + static_cast<qreal>(line) * cell.height(), cell.width(),
        cell.height()};
}

void TerminalView::paintCursor(QPainter& painter, RowPainter& row) {
    const TerminalCursor cursor = m_surface.cursor();
    const bool isHidden = hasFocus() && cursor.blinks && !m_isCursorShown;
    if (!cursor.isVisible || !m_isAlive || isHidden) {
        return;
    }
    const QRectF place = cursorRect();
    const QColor color = terminalText();
    const qreal pixel = m_font.pixel();
    if (!hasFocus()) {
        painter.setPen(QPen(color, pixel));
        painter.drawRect(place.adjusted(pixel / 2, pixel / 2, -pixel / 2, -pixel / 2));
    } else if (cursor.shape == CursorShape::Bar) {
        painter.fillRect(QRectF(place.left(), place.top(), 2 * pixel, place.height()), color);
    } else if (cursor.shape == CursorShape::Underline) {
        painter.fillRect(QRectF(place.left(), place.bottom() - 2 * pixel, place.width(), 2 * pixel), color);
    } else {
        const TerminalCells cells = m_surface.screen().line(m_surface.screen().screenTop() + cursor.row);
        const auto column = static_cast<size_t>(std::max(cursor.column, 0));
        row.paintCell(column < cells.size() ? cells[column] : TerminalCell(), place.topLeft(), terminalGround(), color);
    }
}

void TerminalView::paintPreedit(QPainter& painter) {
    const QRectF place = cursorRect();
    const QFont& font = m_font.font(CellFont::Regular);
    const qreal width = QFontMetricsF(font).horizontalAdvance(m_preedit);
    const QRectF ground(place.left(), place.top(), width + 1, place.height());
    painter.fillRect(ground, mixed(terminalGround(), token(ColorToken::Accent), 0.25));
    painter.setFont(font);
    painter.setPen(terminalText());
    painter.drawText(QPointF(place.left(), place.top() + m_font.baseline()), m_preedit);
    painter.fillRect(QRectF(place.left(), place.top() + m_font.underline(), width, m_font.pixel()), terminalText());
}

QVariant TerminalView::inputMethodQuery(Qt::InputMethodQuery query) const {
    switch (query) {
    case Qt::ImEnabled:
        return m_isAlive;
    case Qt::ImCursorRectangle:
        return cursorRect().toAlignedRect();
    case Qt::ImFont:
        return m_font.font(CellFont::Regular);
    case Qt::ImHints:
        return static_cast<int>(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    case Qt::ImCursorPosition:
    case Qt::ImAnchorPosition:
        return 0;
    case Qt::ImSurroundingText:
    case Qt::ImCurrentSelection:
        return QString(); // nothing of what is on screen goes to an input method
    default:
        return QAbstractScrollArea::inputMethodQuery(query);
    }
}

} // namespace pilothouse::ui
