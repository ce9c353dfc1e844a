// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/style_paint.h"

#include "ui/theme/theme.h"

#include <QtGui/QPainter>

namespace pilothouse::ui {

void paintRounded(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& outline) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outline.isValid() ? QPen(outline, 1) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    // The pen sits on the edge: half a pixel inwards keeps it inside and on the pixel grid.
    const qreal inset = outline.isValid() ? 0.5 : 0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void paintFocusRing(QPainter& painter, const QRectF& rect, qreal radius, const Theme& theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(ColorToken::Accent), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius);
    painter.restore();
}

void paintIconCentred(
    QPainter& painter, const QRectF& rect, const Theme& theme, const char* name, const QColor& color, int size) {
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QPixmap pixmap = theme.pixmap(QString::fromLatin1(name), color, size, ratio);
    const QPointF corner(qRound(rect.center().x() - size / 2.0 + 0.01), qRound(rect.center().y() - size / 2.0 + 0.01));
    painter.drawPixmap(corner, pixmap);
}

} // namespace pilothouse::ui
