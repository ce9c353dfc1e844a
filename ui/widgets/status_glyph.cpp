// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/status_glyph.h"

#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>

namespace pilothouse::ui {

namespace {
constexpr int kIcon = 16;
constexpr int kGap = 5;
} // namespace

StatusGlyph::StatusGlyph(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StatusGlyph::setStatus(const QString& icon, const QString& text, ColorToken tone) {
    m_icon = icon;
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StatusGlyph::sizeHint() const {
    const int text = m_text.isEmpty() ? 0 : kGap + fontMetrics().horizontalAdvance(m_text) + 1;
    return {kIcon + text, Theme::of(this).scaled(20)};
}

QSize StatusGlyph::minimumSizeHint() const {
    return {kIcon, sizeHint().height()};
}

void StatusGlyph::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    const QColor color = theme.color(m_tone);
    paintIconCentred(painter, QRectF(0, 0, kIcon, height()), theme, m_icon.toLatin1().constData(), color, kIcon);
    const QRect textRect = rect().adjusted(kIcon + kGap, 0, 0, 0);
    painter.setPen(color);
    painter.drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
        fontMetrics().elidedText(m_text, Qt::ElideRight, textRect.width()));
}

} // namespace pilothouse::ui
