// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/cell_font.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace pilothouse::ui {

namespace {

/// An ideograph fills its square nearly to the edge; a little room keeps neighbours apart.
constexpr qreal kWideShare = 1.88;

quint32 glyphOf(const QRawFont& raw, char32_t code) {
    const auto units = QChar::fromUcs4(code);
    const QStringView text(units);
    std::array<quint32, 2> glyphs{};
    int count = static_cast<int>(glyphs.size());
    const bool isFound
        = raw.glyphIndexesForChars(text.data(), static_cast<int>(text.size()), glyphs.data(), &count) && count == 1;
    return isFound ? glyphs[0] : 0;
}

} // namespace

CellFont::CellFont(const QFont& font, qreal pixel)
    : m_pixel(pixel) {
    const QFontMetricsF metrics(font);
    const auto whole = [pixel](qreal length) { return std::max(1.0, std::round(length / pixel)) * pixel; };
    m_cell = {whole(metrics.horizontalAdvance(u'0')), whole(metrics.ascent() + metrics.descent() + 1)};
    m_baseline = whole(metrics.ascent() + 0.5);
    m_underline = std::min(whole(m_baseline + metrics.underlinePos()), m_cell.height() - pixel);
    for (size_t i = 0; i < m_faces.size(); ++i) {
        FaceData& face = m_faces[i];
        face.font = font;
        face.font.setBold((i & 1U) != 0);
        face.font.setItalic((i & 2U) != 0);
        face.wide = face.font;
        face.wide.setPixelSize(std::max(font.pixelSize(), qRound(m_cell.width() * kWideShare)));
        face.raw = QRawFont::fromFont(face.font);
        for (char32_t code = 0x20; code < 0x7f; ++code) {
            face.ascii[code] = glyphOf(face.raw, code);
        }
    }
}

quint32 CellFont::glyph(Face face, char32_t code) const {
    const FaceData& data = m_faces[face];
    return code < data.ascii.size() ? data.ascii[code] : code <= 0x10ffff ? glyphOf(data.raw, code) : 0;
}

} // namespace pilothouse::ui
