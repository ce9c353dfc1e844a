// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/row_painter.h"

#include "ui/terminal/box_painter.h"
#include "ui/terminal/terminal_palette.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace pilothouse::ui {

namespace {

constexpr quint16 kUnderlines = cell_flag::kUnderline | cell_flag::kDoubleUnderline | cell_flag::kCurlyUnderline;

CellFont::Face faceOf(const CellStyle& style) {
    return CellFont::face((style.flags & cell_flag::kBold) != 0, (style.flags & cell_flag::kItalic) != 0);
}

int shownColumns(const TerminalCells& cells, int width) {
    return std::min(width, static_cast<int>(cells.size()));
}

} // namespace

void RowPainter::paint(
    const TerminalCells& cells, QPointF at, int width, const QList<Mark>& marks, quint16 hoveredLink) {
    if (m_surface.isReversed()) {
        m_painter.fillRect(rectOf(at, 0, width), terminalText());
    }
    paintGrounds(cells, at, width);
    for (const Mark& mark : marks) {
        m_painter.fillRect(rectOf(at, mark.columns.from, mark.columns.to - mark.columns.from), mark.ground);
    }
    paintText(cells, at, width);
    paintLines(cells, at, width, hoveredLink);
}

QRectF RowPainter::rectOf(QPointF at, int column, int columns) const {
    const QSizeF cell = m_font.cell();
    return {at.x() + column * cell.width(), at.y(), columns * cell.width(), cell.height()};
}

void RowPainter::paintGrounds(const TerminalCells& cells, QPointF at, int width) {
    const int end = shownColumns(cells, width);
    for (int column = 0; column < end;) {
        const CellStyle& style = cells[static_cast<size_t>(column)].style;
        int next = column + 1;
        while (next < end && cells[static_cast<size_t>(next)].style == style) {
            ++next;
        }
        const QColor ground = colorsOf(style, m_surface.isReversed()).ground;
        if (ground.isValid()) {
            m_painter.fillRect(rectOf(at, column, next - column), ground);
        }
        column = next;
    }
}

void RowPainter::paintText(const TerminalCells& cells, QPointF at, int width) {
    const int end = shownColumns(cells, width);
    const CellStyle* style = nullptr;
    QColor color;
    for (int column = 0; column < end; ++column) {
        const TerminalCell& cell = cells[static_cast<size_t>(column)];
        if (cell.code == 0 || cell.code == U' ') {
            continue;
        }
        if (style == nullptr || *style != cell.style) {
            style = &cell.style;
            color = colorsOf(cell.style, m_surface.isReversed()).text;
        }
        paintOne(cell, at + QPointF(column * m_font.cell().width(), 0), color);
    }
    flush();
}

void RowPainter::paintOne(const TerminalCell& cell, QPointF at, const QColor& color) {
    const QRectF place = rectOf(at, 0, std::max<int>(cell.width, 1));
    if (paintBox(m_painter, place, cell.code, color, m_font.pixel())) {
        return;
    }
    const CellFont::Face face = faceOf(cell.style);
    const quint32 glyph = cell.width == 1 ? m_font.glyph(face, cell.code) : 0;
    if (glyph != 0) {
        add(face, glyph, at + QPointF(0, m_font.baseline()), color);
        return;
    }
    // Another font's: it may be wider than it should be, and stays in its cell all the same (TE9).
    QString text;
    m_surface.screen().graphemes().appendTo(text, cell.code);
    m_painter.save();
    m_painter.setClipRect(place, Qt::IntersectClip);
    const QFont& font = cell.width == 2 ? m_font.wideFont(face) : m_font.font(face);
    m_painter.setFont(font);
    m_painter.setPen(color);
    m_painter.setLayoutDirection(Qt::LeftToRight);
    const qreal spare = place.width() - QFontMetricsF(font).horizontalAdvance(text);
    m_painter.drawText(at + QPointF(std::max(0.0, spare / 2), m_font.baseline()), text);
    m_painter.restore();
}

void RowPainter::add(CellFont::Face face, quint32 glyph, QPointF at, const QColor& color) {
    if (face != m_face || color != m_color) {
        flush();
        m_face = face;
        m_color = color;
    }
    m_glyphs.append(glyph);
    m_places.append(at);
}

void RowPainter::flush() {
    if (m_glyphs.isEmpty()) {
        return;
    }
    QGlyphRun run;
    run.setRawFont(m_font.raw(m_face));
    run.setGlyphIndexes(m_glyphs);
    run.setPositions(m_places);
    m_painter.setPen(m_color);
    m_painter.drawGlyphRun(QPointF(), run);
    m_glyphs.clear();
    m_places.clear();
}

void RowPainter::paintLines(const TerminalCells& cells, QPointF at, int width, quint16 hoveredLink) {
    const int end = shownColumns(cells, width);
    for (int column = 0; column < end; ++column) {
        const CellStyle& style = cells[static_cast<size_t>(column)].style;
        if ((style.flags & (kUnderlines | cell_flag::kStrike)) == 0 && style.link == 0) {
            continue;
        }
        const QColor color = colorsOf(style, m_surface.isReversed()).text;
        const QRectF place = rectOf(at, column, 1);
        const qreal pixel = m_font.pixel();
        const QRectF line(place.left(), place.top() + m_font.underline(), place.width(), pixel);
        if ((style.flags & cell_flag::kCurlyUnderline) != 0) {
            paintWave(line, color);
        } else if ((style.flags & kUnderlines) != 0 || (style.link != 0 && style.link == hoveredLink)) {
            m_painter.fillRect(line, color);
        } else if (style.link != 0) {
            m_painter.fillRect(line.adjusted(0, 0, -place.width() / 2, 0), color); // dots: there is more behind it
        }
        if ((style.flags & cell_flag::kDoubleUnderline) != 0) {
            m_painter.fillRect(line.translated(0, -2 * pixel), color);
        }
        if ((style.flags & cell_flag::kStrike) != 0) {
            m_painter.fillRect(QRectF(place.left(), place.center().y(), place.width(), pixel), color);
        }
    }
}

/// Up and down in steps of two pixels, so that it goes on in the next cell.
void RowPainter::paintWave(const QRectF& line, const QColor& color) {
    const qreal step = 2 * m_font.pixel();
    bool isUp = false;
    for (qreal x = line.left(); x < line.right(); x += step, isUp = !isUp) {
        const qreal width = std::min(step, line.right() - x);
        m_painter.fillRect(QRectF(x, line.top() - (isUp ? m_font.pixel() : 0), width, m_font.pixel()), color);
    }
}

void RowPainter::paintCell(const TerminalCell& cell, QPointF at, const QColor& text, const QColor& ground) {
    m_painter.fillRect(rectOf(at, 0, std::max<int>(cell.width, 1)), ground);
    if (cell.code != 0 && cell.code != U' ') {
        paintOne(cell, at, text);
        flush();
    }
}

} // namespace pilothouse::ui
