// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/style_paint.h"

#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyleOption>

namespace pilothouse::ui::style {

namespace {

constexpr qreal kRadius = 7;

bool has(const QStyleOption& option, QStyle::StateFlag flag) {
    return option.state.testFlag(flag);
}

bool keyboardFocus(const QStyleOption& option) {
    return has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange);
}

struct Paint {
    QColor fill;
    QColor outline;
};

Paint normalPaint(const Theme& theme, const QStyleOption& option) {
    QColor fill = theme.color(ColorToken::Raised);
    if (!has(option, QStyle::State_Enabled))
        return {theme.color(ColorToken::Side), theme.color(ColorToken::Line)};
    if (has(option, QStyle::State_Sunken))
        fill = mixed(fill, theme.color(ColorToken::Text), 0.10);
    else if (has(option, QStyle::State_MouseOver))
        fill = mixed(fill, theme.color(ColorToken::Text), 0.05);
    if (has(option, QStyle::State_On))
        return {theme.color(ColorToken::AccentGround), theme.color(ColorToken::Accent)};
    return {fill, theme.color(ColorToken::LineStrong)};
}

Paint pillPaint(const Theme& theme, const QStyleOption& option) {
    if (has(option, QStyle::State_On))
        return {theme.color(ColorToken::AccentGround), theme.color(ColorToken::Accent)};
    QColor fill;
    if (has(option, QStyle::State_Enabled) && has(option, QStyle::State_MouseOver))
        fill = theme.color(ColorToken::Raised);
    return {fill, theme.color(ColorToken::LineStrong)};
}

Paint quietPaint(const Theme& theme, const QStyleOption& option) {
    if (has(option, QStyle::State_On))
        return {theme.color(ColorToken::Selection), {}};
    if (!has(option, QStyle::State_Enabled))
        return {};
    if (has(option, QStyle::State_Sunken))
        return {mixed(theme.color(ColorToken::Raised), theme.color(ColorToken::Text), 0.10), {}};
    if (has(option, QStyle::State_MouseOver))
        return {mixed(theme.color(ColorToken::Raised), theme.color(ColorToken::Text), 0.04), {}};
    return {};
}

Paint filledPaint(const Theme& theme, const QStyleOption& option, ColorToken tone) {
    const QColor full = theme.fill(tone);
    if (!has(option, QStyle::State_Enabled))
        return {mixed(theme.color(ColorToken::Surface), full, 0.45), {}};
    if (has(option, QStyle::State_Sunken))
        return {mixed(full, Qt::black, 0.14), {}};
    if (has(option, QStyle::State_MouseOver))
        return {mixed(full, theme.textOn(tone) == Qt::white ? Qt::black : Qt::white, 0.10), {}};
    return {full, {}};
}

Paint outlinePaint(const Theme& theme, const QStyleOption& option, ColorToken tone) {
    const QColor full = theme.color(tone);
    if (!has(option, QStyle::State_Enabled))
        return {{}, mixed(theme.color(ColorToken::Surface), full, 0.45)};
    QColor fill = mixed(theme.color(ColorToken::Surface), full, 0.06);
    if (has(option, QStyle::State_MouseOver))
        fill = theme.tint(tone);
    return {fill, full};
}

} // namespace

void button(const Theme& theme, const QStyleOption& option, QPainter& painter, const QWidget* widget) {
    Paint paint;
    qreal radius = kRadius;
    switch (buttonLook(widget)) {
    case ButtonLook::Normal:
        paint = normalPaint(theme, option);
        break;
    case ButtonLook::Filled:
        paint = filledPaint(theme, option, buttonTone(widget));
        break;
    case ButtonLook::Outline:
        paint = outlinePaint(theme, option, buttonTone(widget));
        break;
    case ButtonLook::Quiet:
        paint = quietPaint(theme, option);
        break;
    case ButtonLook::Pill:
        paint = pillPaint(theme, option);
        radius = option.rect.height() / 2.0 - 0.5;
        break;
    }
    paintRounded(painter, option.rect, radius, paint.fill, paint.outline);
    if (keyboardFocus(option))
        paintFocusRing(painter, option.rect, radius, theme);
}

QColor buttonText(const Theme& theme, const QStyleOption& option, const QWidget* widget) {
    const bool enabled = has(option, QStyle::State_Enabled);
    const ButtonLook look = buttonLook(widget);
    const ColorToken tone = buttonTone(widget);
    if (look == ButtonLook::Filled)
        return enabled ? theme.textOn(tone) : mixed(theme.color(ColorToken::Surface), theme.textOn(tone), 0.75);
    if (!enabled)
        return theme.palette().color(QPalette::Disabled, QPalette::ButtonText);
    if (look == ButtonLook::Outline)
        return theme.color(tone);
    if (look == ButtonLook::Pill && !has(option, QStyle::State_On))
        return theme.color(has(option, QStyle::State_MouseOver) ? ColorToken::Text : ColorToken::TextSecond);
    return theme.color(ColorToken::Text);
}

void buttonLabel(const Theme& theme, const QStyleOptionButton& option, QPainter& painter, const QWidget* widget) {
    constexpr int gap = 7;
    const bool menu = option.features.testFlag(QStyleOptionButton::HasMenu);
    QRect rest = option.rect.adjusted(8, 0, menu ? -26 : -8, 0);
    const QSize icon = option.icon.isNull() ? QSize() : option.iconSize;
    const int iconRoom = icon.isValid() ? icon.width() + (option.text.isEmpty() ? 0 : gap) : 0;
    const int textWidth = option.text.isEmpty()
        ? 0
        : std::min(option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width(), rest.width() - iconRoom);
    int x = rest.left() + (rest.width() - iconRoom - textWidth) / 2;
    if (icon.isValid()) {
        const QRect place(x, rest.top() + (rest.height() - icon.height()) / 2, icon.width(), icon.height());
        option.icon.paint(&painter, place, Qt::AlignCenter,
            has(option, QStyle::State_Enabled) ? QIcon::Normal : QIcon::Disabled,
            has(option, QStyle::State_On) ? QIcon::On : QIcon::Off);
        x += iconRoom;
    }
    painter.setPen(buttonText(theme, option, widget));
    painter.drawText(QRect(x, rest.top(), textWidth + 1, rest.height()),
        Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine | Qt::TextHideMnemonic, option.text);
    if (menu)
        paintIconCentred(painter, QRectF(option.rect.right() - 23, option.rect.top(), 16, option.rect.height()), theme,
            "chevron-down", buttonText(theme, option, widget), 14);
}

void toolButton(const Theme& theme, const QStyleOption& option, QPainter& painter, const QWidget* widget) {
    const bool flat = has(option, QStyle::State_AutoRaise) && buttonLook(widget) == ButtonLook::Normal;
    if (!flat) {
        button(theme, option, painter, widget);
        return;
    }
    const Paint paint = quietPaint(theme, option);
    paintRounded(painter, option.rect, kRadius - 1, paint.fill, paint.outline);
    if (keyboardFocus(option))
        paintFocusRing(painter, option.rect, kRadius - 1, theme);
}

void field(const Theme& theme, const QStyleOption& option, QPainter& painter) {
    const bool enabled = has(option, QStyle::State_Enabled);
    QColor outline = theme.color(ColorToken::LineStrong);
    if (!enabled)
        outline = theme.color(ColorToken::Line);
    else if (has(option, QStyle::State_MouseOver))
        outline = mixed(outline, theme.color(ColorToken::Text), 0.15);
    paintRounded(painter, option.rect, kRadius, theme.color(enabled ? ColorToken::Field : ColorToken::Side), outline);
    if (has(option, QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect, kRadius, theme);
}

void checkBox(const Theme& theme, const QStyleOption& option, QPainter& painter, bool round) {
    const QRectF box(option.rect.center().x() - 7.0, option.rect.center().y() - 7.0, 16, 16);
    const qreal radius = round ? 8 : 4;
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On) || has(option, QStyle::State_NoChange);
    if (!on) {
        paintRounded(painter, box, radius, theme.color(ColorToken::Field),
            theme.color(has(option, QStyle::State_MouseOver) && enabled ? ColorToken::Accent : ColorToken::LineStrong));
        return;
    }
    const QColor fill = enabled ? theme.color(ColorToken::Accent) : theme.color(ColorToken::LineStrong);
    const QColor mark = theme.textOn(ColorToken::Accent);
    paintRounded(painter, box, radius, fill, {});
    if (round)
        paintRounded(painter, box.adjusted(5, 5, -5, -5), 3, mark, {});
    else
        paintIconCentred(painter, box, theme, has(option, QStyle::State_NoChange) ? "minus" : "check", mark, 14);
}

void comboBox(const Theme& theme, const QStyleOptionComboBox& option, QPainter& painter) {
    const bool enabled = has(option, QStyle::State_Enabled);
    if (option.editable) {
        field(theme, option, painter);
    } else {
        const Paint paint = normalPaint(theme, option);
        paintRounded(painter, option.rect, kRadius, paint.fill, paint.outline);
        if (keyboardFocus(option))
            paintFocusRing(painter, option.rect, kRadius, theme);
    }
    const QRectF arrow(option.rect.right() - 23, option.rect.top(), 16, option.rect.height());
    paintIconCentred(painter, arrow, theme, "chevron-down",
        theme.color(enabled ? ColorToken::TextSecond : ColorToken::LineStrong), 14);
}

} // namespace pilothouse::ui::style
