// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/vt_surface.h"
#include "ui/terminal/cell_font.h"
#include "ui/terminal/terminal_selection.h"

#include <QColor>
#include <QList>
#include <QPointF>

class QPainter;

namespace pilothouse::ui {

/// Paints lines of a surface, one at a time: grounds, text, lines under and through it.
class RowPainter {
public:
    /// A stretch of columns with a ground of its own: what is selected, what was found.
    struct Mark {
        TerminalSelection::Columns columns;
        QColor ground;
    };

    RowPainter(QPainter& painter, const CellFont& font, const VtSurface& surface)
        : m_painter(painter)
        , m_font(font)
        , m_surface(surface) { }

    /// @param width columns that are shown; @param hoveredLink its text is underlined
    void paint(const TerminalCells& cells, QPointF at, int width, const QList<Mark>& marks, quint16 hoveredLink);
    /// One cell in other colours: the block cursor.
    void paintCell(const TerminalCell& cell, QPointF at, const QColor& text, const QColor& ground);

private:
    void paintGrounds(const TerminalCells& cells, QPointF at, int width);
    void paintText(const TerminalCells& cells, QPointF at, int width);
    void paintLines(const TerminalCells& cells, QPointF at, int width, quint16 hoveredLink);
    void paintWave(const QRectF& line, const QColor& color);
    void paintOne(const TerminalCell& cell, QPointF at, const QColor& color);
    void add(CellFont::Face face, quint32 glyph, QPointF at, const QColor& color);
    void flush();
    [[nodiscard]] QRectF rectOf(QPointF at, int column, int columns) const;

    QPainter& m_painter;
    const CellFont& m_font;
    const VtSurface& m_surface;
    CellFont::Face m_face = CellFont::Regular;
    QColor m_color;
    QList<quint32> m_glyphs;
    QList<QPointF> m_places;
};

} // namespace pilothouse::ui
