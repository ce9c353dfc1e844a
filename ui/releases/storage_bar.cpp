// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/storage_bar.h"

#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace pilothouse::ui {

StorageBar::StorageBar(QWidget* parent)
    : QWidget(parent) {
    setFixedHeight(8);
    setMinimumWidth(120);
}

void StorageBar::setBytes(qint64 bytes) {
    m_bytes = bytes;
    update();
}

void StorageBar::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    const qreal share = std::clamp(qreal(m_bytes) / qreal(kLimit), 0.0, 1.0);
    paintRounded(painter, rect(), 3, theme.color(ColorToken::Raised), {});
    const ColorToken tone = share > 0.95 ? ColorToken::Failed : share > 0.8 ? ColorToken::Warning : ColorToken::Accent;
    if (share > 0)
        paintRounded(painter, QRectF(0, 0, qMax<qreal>(4, width() * share), height()), 3, theme.color(tone), {});
}

} // namespace pilothouse::ui
