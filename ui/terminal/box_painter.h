// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>

class QColor;
class QPainter;

namespace pilothouse::ui {

/// Draws a line, corner, block or shade (U+2500 … U+259F) over the whole of its cell, on whole device pixels, so that
/// frames close whatever the font and scale.
/// @param pixel one device pixel in the painter's units
/// @returns false: not such a character; the font draws it
[[nodiscard]] bool paintBox(QPainter& painter, const QRectF& cell, char32_t code, const QColor& color, qreal pixel);

} // namespace pilothouse::ui
