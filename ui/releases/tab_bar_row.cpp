// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/tab_bar_row.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace pilothouse::ui {

TabBarRow::TabBarRow(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this)) {
    m_row->setContentsMargins(12, 0, 12, 1);
    m_row->setSpacing(10);
    setFixedHeight(Theme::of(this).scaled(44));
}

void TabBarRow::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorToken::Line));
}

} // namespace pilothouse::ui
