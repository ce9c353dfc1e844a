// SPDX-License-Identifier: Apache-2.0
// How a DiffCanvas draws: only the rows in sight, each with a layout made for this one repaint.
#include "ui/diff/diff_canvas.h"

#include "ui/diff/diff_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/code_line.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

void DiffCanvas::layOut(QTextLayout& layout, int number, DiffSide side) {
    const DiffRow& row = m_rows.rows()[static_cast<size_t>(number)];
    QList<CodeMatch> matches;
    for (const Match& match : std::as_const(m_matches)) {
        if (match.place.row == number && match.side == side) {
            const bool isCurrent = m_match >= 0 && match.place == m_matches.at(m_match).place
                && match.side == m_matches.at(m_match).side;
            matches.append({match.place.column, static_cast<int>(m_needle.size()), isCurrent});
        }
    }
    layOutCodeLine(
        layout, {Theme::of(this), m_font, m_charWidth}, m_text.line(row, side), m_text.spans(row, side), matches);
}

void DiffCanvas::paintEvent(QPaintEvent* event) {
    const Theme& theme = Theme::of(this);
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme.color(ColorToken::Surface));
    painter.setFont(m_font);
    const int first = firstRow() + event->rect().top() / m_lineHeight;
    const int last = std::min(m_rows.rowCount() - 1, firstRow() + event->rect().bottom() / m_lineHeight);
    for (int row = first; row <= last; ++row) {
        paintRow(painter, row, (row - firstRow()) * m_lineHeight);
    }
    if (isHeaderPinned()) {
        const int header = m_rows.headerRow(currentEntry());
        paintHeader(painter, m_rows.rows()[static_cast<size_t>(header)], 0);
        painter.fillRect(QRect(0, m_lineHeight - 1, viewport()->width(), 1), theme.color(ColorToken::Line));
    }
}

void DiffCanvas::paintRow(QPainter& painter, int number, int y) {
    const DiffRow& row = m_rows.rows()[static_cast<size_t>(number)];
    switch (row.kind) {
    case DiffRow::Kind::Header:
        return paintHeader(painter, row, y);
    case DiffRow::Kind::Collapsed:
        return paintCollapsed(painter, number, y);
    case DiffRow::Kind::Context:
    case DiffRow::Kind::Change:
        return paintLine(painter, number, y);
    }
}

void DiffCanvas::paintHeader(QPainter& painter, const DiffRow& row, int y) {
    const Theme& theme = Theme::of(this);
    const QRect bar(0, y, viewport()->width(), m_lineHeight);
    const DiffEntry& entry = m_rows.entries()[static_cast<size_t>(row.entry)];
    const bool isHovered = m_hovered >= 0 && m_hovered == m_rows.headerRow(row.entry);
    painter.fillRect(
        bar, mixed(theme.color(ColorToken::Raised), theme.color(ColorToken::Accent), isHovered ? 0.12 : 0));
    const QString chevron = m_rows.isFolded(row.entry) ? u"chevron-right"_s : u"chevron-down"_s;
    const int text = columnFor(DiffSide::From).text;
    constexpr int kIcon = 14;
    painter.drawPixmap(QPointF(text - kIcon - 6, y + (m_lineHeight - kIcon) / 2.0),
        theme.pixmap(chevron, ColorToken::TextThird, kIcon, devicePixelRatioF()));
    const QString added = entry.diff->addedLines > 0 ? u"+%1"_s.arg(entry.diff->addedLines) : QString();
    const QString removed = entry.diff->removedLines > 0 ? u"−%1"_s.arg(entry.diff->removedLines) : QString();
    const QString counts = QString(added + u' ' + removed).trimmed();
    const QFontMetrics metrics(m_font);
    const int countsWidth = metrics.horizontalAdvance(counts) + 12;
    const QRect words = bar.adjusted(text, 0, -countsWidth - 12, 0);
    const bool isRevealed = m_revealed.contains(row.entry);
    QString title = entryHeader(entry);
    if (isRevealed) {
        title += u" · "_s + tr("values shown, copying is off");
    }
    painter.setPen(theme.color(isRevealed ? ColorToken::Warning : ColorToken::TextSecond));
    painter.drawText(
        words, Qt::AlignVCenter | Qt::TextSingleLine, metrics.elidedText(title, Qt::ElideMiddle, words.width()));
    painter.setPen(theme.color(ColorToken::TextThird));
    painter.drawText(bar.adjusted(0, 0, -12, 0), Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, counts);
}

void DiffCanvas::paintCollapsed(QPainter& painter, int number, int y) {
    const Theme& theme = Theme::of(this);
    const DiffRow& row = m_rows.rows()[static_cast<size_t>(number)];
    const QRect bar(0, y, viewport()->width(), m_lineHeight);
    const bool isHovered = m_hovered == number;
    painter.fillRect(bar,
        mixed(theme.color(ColorToken::Surface), theme.color(isHovered ? ColorToken::Accent : ColorToken::Raised),
            isHovered ? 0.14 : 0.6));
    painter.setPen(theme.color(isHovered ? ColorToken::Accent : ColorToken::TextThird));
    const QString words = u"⋯ "_s + tr("%n unchanged line(s)", nullptr, row.count);
    painter.drawText(
        bar.adjusted(columnFor(DiffSide::From).text, 0, -8, 0), Qt::AlignVCenter | Qt::TextSingleLine, words);
    if (isSideBySide()) {
        painter.fillRect(QRect(viewport()->width() / 2, y, 1, m_lineHeight), theme.color(ColorToken::Line));
    }
}

void DiffCanvas::paintLine(QPainter& painter, int number, int y) {
    const Theme& theme = Theme::of(this);
    const DiffRow& row = m_rows.rows()[static_cast<size_t>(number)];
    if (isSideBySide()) {
        paintSide(painter, number, y, columnFor(DiffSide::From));
        paintSide(painter, number, y, columnFor(DiffSide::To));
        painter.fillRect(QRect(viewport()->width() / 2, y, 1, m_lineHeight), theme.color(ColorToken::Line));
    } else {
        paintSide(painter, number, y, columnFor(row.to < 0 ? DiffSide::From : DiffSide::To));
    }
    paintChangeBar(painter, number, y);
}

void DiffCanvas::paintSide(QPainter& painter, int number, int y, const Column& column) {
    const Theme& theme = Theme::of(this);
    const DiffRow& row = m_rows.rows()[static_cast<size_t>(number)];
    const bool isFrom = column.side == DiffSide::From;
    const QRect ground(column.left, y, column.right - column.left, m_lineHeight);
    if ((isFrom ? row.from : row.to) < 0) {
        painter.fillRect(ground, mixed(theme.color(ColorToken::Surface), theme.color(ColorToken::Raised), 0.45));
        return;
    }
    const bool isChange = row.kind == DiffRow::Kind::Change;
    if (isChange) {
        painter.fillRect(ground, theme.color(isFrom ? ColorToken::RemovedLine : ColorToken::AddedLine));
    }
    paintNumbers(painter, row, y, column);
    painter.save();
    painter.setClipRect(QRect(column.text - 2, y, column.right - column.text + 2, m_lineHeight));
    const int left = column.text - horizontalScrollBar()->value();
    QTextLayout layout;
    layOut(layout, number, column.side);
    const QTextLine line = layout.lineAt(0);
    const QList<DiffText::Mark> marks = m_text.marks(row, column.side);
    for (const DiffText::Mark& mark : marks) {
        const qreal begin = line.cursorToX(std::min(mark.begin, kShownCodeLength));
        const qreal end = line.cursorToX(std::min(mark.end, kShownCodeLength));
        painter.fillRect(QRectF(left + begin, y + 1, end - begin, m_lineHeight - 2),
            theme.color(isFrom ? ColorToken::RemovedWord : ColorToken::AddedWord));
    }
    if (isSelected(number) && (!isSideBySide() || m_selectionSide == column.side)) {
        const auto [from, to] = std::minmax(m_anchor, m_cursor);
        const bool isOneRow = from.row == to.row;
        const qreal begin = isOneRow ? line.cursorToX(from.column) : 0;
        const qreal end = isOneRow ? line.cursorToX(to.column) : line.naturalTextWidth() + m_charWidth;
        QColor selection = theme.color(ColorToken::Accent);
        selection.setAlphaF(0.30F);
        painter.fillRect(QRectF(left + begin, y, end - begin, m_lineHeight), selection);
    }
    painter.setPen(theme.color(ColorToken::Text));
    layout.draw(&painter, QPointF(left, y + (m_lineHeight - line.height()) / 2));
    painter.restore();
}

void DiffCanvas::paintNumbers(QPainter& painter, const DiffRow& row, int y, const Column& column) {
    const Theme& theme = Theme::of(this);
    painter.setPen(theme.color(ColorToken::TextThird));
    const auto draw = [&](int x, int number) {
        if (number >= 0) {
            painter.drawText(QRect(x, y, numberWidth() - m_charWidth / 2, m_lineHeight),
                Qt::AlignVCenter | Qt::AlignRight, QString::number(number + 1));
        }
    };
    const bool isFrom = column.side == DiffSide::From;
    if (isSideBySide()) {
        draw(column.left, isFrom ? row.from : row.to);
    } else {
        draw(column.left, row.from);
        draw(column.left + numberWidth(), row.to);
    }
    if (row.kind == DiffRow::Kind::Change) {
        // A sign as well: colour alone tells nothing to one in twelve men.
        painter.setPen(theme.color(isFrom ? ColorToken::Failed : ColorToken::Ok));
        painter.drawText(QRect(column.text - 2 * m_charWidth, y, m_charWidth + 2, m_lineHeight), Qt::AlignVCenter,
            isFrom ? u"−"_s : u"+"_s);
    }
}

/// The change that n and N stand on.
void DiffCanvas::paintChangeBar(QPainter& painter, int number, int y) {
    const auto kindAt = [this](int row) { return m_rows.rows()[static_cast<size_t>(row)].kind; };
    if (m_change < 0 || number < m_change || kindAt(number) != DiffRow::Kind::Change) {
        return;
    }
    for (int row = m_change; row < number; ++row) {
        if (kindAt(row) != DiffRow::Kind::Change) {
            return;
        }
    }
    painter.fillRect(QRect(0, y, 3, m_lineHeight), Theme::of(this).color(ColorToken::Accent));
}

} // namespace pilothouse::ui
