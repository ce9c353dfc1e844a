// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>
#include <QRawFont>
#include <QSizeF>

#include <array>

namespace pilothouse::ui {

/// The fixed-width font of a terminal at one size: how large a cell is, and glyphs by character, so that a stretch of
/// text is painted with every glyph where its cell is (no shaping, no ligatures, no drift).
class CellFont {
public:
    CellFont() = default;
    /// @param pixel one device pixel in logical units; cells are whole device pixels wide and high
    CellFont(const QFont& font, qreal pixel);

    [[nodiscard]] QSizeF cell() const { return m_cell; }
    [[nodiscard]] qreal baseline() const { return m_baseline; }
    [[nodiscard]] qreal underline() const { return m_underline; }
    [[nodiscard]] qreal pixel() const { return m_pixel; }

    enum Face { Regular, Bold, Italic, BoldItalic };
    [[nodiscard]] static Face face(bool bold, bool italic) {
        return static_cast<Face>((bold ? 1 : 0) + (italic ? 2 : 0));
    }
    [[nodiscard]] const QFont& font(Face face) const { return m_faces[face].font; }
    /// For characters of two cells, which other fonts draw: as large as the two cells let it be.
    [[nodiscard]] const QFont& wideFont(Face face) const { return m_faces[face].wide; }
    [[nodiscard]] const QRawFont& raw(Face face) const { return m_faces[face].raw; }
    /// 0: the font has none, or it stands for two cells; drawn as text then.
    [[nodiscard]] quint32 glyph(Face face, char32_t code) const;

private:
    struct FaceData {
        QFont font;
        QFont wide;
        QRawFont raw;
        std::array<quint32, 128> ascii{};
    };
    std::array<FaceData, 4> m_faces;
    QSizeF m_cell{8, 16};
    qreal m_baseline = 12;
    qreal m_underline = 14;
    qreal m_pixel = 1;
};

} // namespace pilothouse::ui
