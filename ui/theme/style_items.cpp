// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/style_paint.h"

#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyleOption>

namespace pilothouse::ui::style {

namespace {

constexpr int kMenuIconColumn = 28;

void menuMark(const Theme& theme, const QStyleOptionMenuItem& option, QPainter& painter, const QRect& column) {
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const QColor color = theme.color(enabled ? ColorToken::Accent : ColorToken::TextThird);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked)
        paintIconCentred(painter, column, theme, "check", color, 16);
    else if (!option.icon.isNull())
        option.icon.paint(&painter, QRect(column.center().x() - 7, column.center().y() - 7, 16, 16), Qt::AlignCenter,
            enabled ? QIcon::Normal : QIcon::Disabled);
}

} // namespace

void menuItem(const Theme& theme, const QStyleOptionMenuItem& option, QPainter& painter) {
    const QRect rect = option.rect;
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(
            QRect(rect.left() + 6, rect.center().y(), rect.width() - 12, 1), theme.color(ColorToken::Line));
        return;
    }
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    if (enabled && option.state.testFlag(QStyle::State_Selected))
        paintRounded(painter, QRectF(rect).adjusted(2, 0, -2, 0), 5, theme.color(ColorToken::Selection), {});
    menuMark(theme, option, painter, QRect(rect.left() + 4, rect.top(), kMenuIconColumn, rect.height()));
    const qsizetype tabAt = option.text.indexOf(u'\t');
    const QString label = tabAt < 0 ? option.text : option.text.left(tabAt);
    const QRect textRect = rect.adjusted(kMenuIconColumn + 6, 0, -14, 0);
    painter.setFont(option.font);
    painter.setPen(enabled ? theme.color(ColorToken::Text) : theme.palette().color(QPalette::Disabled, QPalette::Text));
    painter.drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextHideMnemonic | Qt::TextSingleLine, label);
    if (tabAt >= 0) {
        painter.setPen(theme.color(ColorToken::TextThird));
        painter.drawText(textRect, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, option.text.mid(tabAt + 1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIconCentred(painter, QRectF(rect.right() - 22, rect.top(), 16, rect.height()), theme, "chevron-right",
            theme.color(ColorToken::TextSecond), 14);
}

void itemGround(const Theme& theme, const QStyleOptionViewItem& option, QPainter& painter) {
    if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
    if (option.state.testFlag(QStyle::State_Selected))
        painter.fillRect(option.rect, theme.color(ColorToken::Selection));
    else if (option.state.testFlag(QStyle::State_MouseOver) && option.state.testFlag(QStyle::State_Enabled))
        painter.fillRect(option.rect, mixed(theme.color(ColorToken::Surface), theme.color(ColorToken::Raised), 0.6));
}

void branch(const Theme& theme, const QStyleOption& option, QPainter& painter) {
    if (!option.state.testFlag(QStyle::State_Children))
        return;
    const bool open = option.state.testFlag(QStyle::State_Open);
    paintIconCentred(
        painter, option.rect, theme, open ? "chevron-down" : "chevron-right", theme.color(ColorToken::TextThird), 14);
}

} // namespace pilothouse::ui::style
