// SPDX-License-Identifier: Apache-2.0
// How a CodeView draws: only the lines in sight, each with a layout made for this one repaint.
#include "ui/widgets/code_view.h"

#include "ui/theme/theme.h"
#include "ui/widgets/code_line.h"

#include <QtGui/QPainter>
#include <QtGui/QTextLayout>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace pilothouse::ui {

void CodeView::layOut(QTextLayout& layout, int line) {
    QList<CodeMatch> matches;
    const QList<CodePosition> places = matchesOn(line);
    for (const CodePosition& place : places)
        matches.append({place.column, int(m_needle.size()), m_match >= 0 && place == m_matches.at(m_match)});
    layOutCodeLine(
        layout, {Theme::of(this), m_font, m_charWidth}, m_document.line(line), m_document.spans(line), matches);
}

QList<CodePosition> CodeView::matchesOn(int line) const {
    auto at = std::ranges::lower_bound(m_matches, CodePosition{line, 0});
    QList<CodePosition> result;
    for (; at != m_matches.end() && at->line == line; ++at)
        result.append(*at);
    return result;
}

CodePosition CodeView::positionAt(const QPoint& point) {
    const int below = std::max(0, point.y()) / m_lineHeight;
    const int line = std::clamp(firstVisibleLine() + below, 0, m_document.lineCount() - 1);
    QTextLayout layout;
    layOut(layout, line);
    const int x = point.x() - gutterWidth() + horizontalScrollBar()->value();
    return {line, layout.lineAt(0).xToCursor(x)};
}

void CodeView::paintLine(QPainter& painter, int line, int y) {
    const Theme& theme = Theme::of(this);
    const int left = gutterWidth() - horizontalScrollBar()->value();
    if (const auto ground = m_grounds.constFind(line); ground != m_grounds.constEnd())
        painter.fillRect(QRect(0, y, viewport()->width(), m_lineHeight), theme.color(*ground));
    QTextLayout layout;
    layOut(layout, line);
    const QTextLine row = layout.lineAt(0);
    const auto [from, to] = std::minmax(m_anchor, m_cursor);
    if (from != to && line >= from.line && line <= to.line) {
        const qreal start = line == from.line ? row.cursorToX(from.column) : 0;
        const qreal end = line == to.line ? row.cursorToX(to.column) : row.naturalTextWidth() + m_charWidth;
        painter.fillRect(QRectF(left + start, y, end - start, m_lineHeight),
            mixed(theme.color(ColorToken::Surface), theme.color(ColorToken::Accent), 0.30));
    }
    painter.setPen(theme.color(ColorToken::Text));
    layout.draw(&painter, QPointF(left, y + (m_lineHeight - row.height()) / 2));
    if (m_document.line(line).size() > kShownCodeLength) {
        painter.setPen(theme.color(ColorToken::TextThird));
        painter.drawText(
            QPointF(left + row.naturalTextWidth() + m_charWidth, y + m_lineHeight - 6), QStringLiteral("…"));
    }
}

void CodeView::paintEvent(QPaintEvent* event) {
    const Theme& theme = Theme::of(this);
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme.color(ColorToken::Surface));
    painter.setFont(m_font);
    const int first = firstVisibleLine() + event->rect().top() / m_lineHeight;
    const int last = std::min(m_document.lineCount() - 1, firstVisibleLine() + event->rect().bottom() / m_lineHeight);
    for (int line = first; line <= last; ++line) {
        const int y = (line - firstVisibleLine()) * m_lineHeight;
        const QRect gutter(0, y, gutterWidth() - 8, m_lineHeight);
        painter.save();
        painter.setClipRect(QRect(m_lineNumbers ? gutterWidth() - 4 : 0, y, viewport()->width(), m_lineHeight));
        paintLine(painter, line, y);
        painter.restore();
        if (!m_lineNumbers)
            continue;
        if (const auto ground = m_grounds.constFind(line); ground != m_grounds.constEnd())
            painter.fillRect(QRect(0, y, gutterWidth() - 4, m_lineHeight), theme.color(*ground));
        painter.setPen(theme.color(ColorToken::TextThird));
        painter.drawText(gutter.adjusted(0, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(line + 1));
    }
}

} // namespace pilothouse::ui
