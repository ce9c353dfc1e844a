// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/style_paint.h"

#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QWidget>

namespace pilothouse::ui::style {

namespace {
constexpr int kSliderMinimum = 28;
}

QRect scrollBarRect(const QStyleOptionSlider& option, int subControl) {
    const QRect all = option.rect;
    const bool horizontal = option.orientation == Qt::Horizontal;
    const int length = horizontal ? all.width() : all.height();
    const qint64 range = qint64(option.maximum) - option.minimum;
    int slider = length;
    if (range > 0) {
        slider = int(qint64(length) * option.pageStep / (range + option.pageStep));
        slider = std::clamp(slider, std::min(kSliderMinimum, length), length);
    }
    const int start = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - slider, option.upsideDown);
    const auto part = [&](int from, int size) {
        return horizontal ? QRect(all.left() + from, all.top(), size, all.height())
                          : QRect(all.left(), all.top() + from, all.width(), size);
    };
    switch (subControl) {
    case QStyle::SC_ScrollBarGroove:
        return all;
    case QStyle::SC_ScrollBarSlider:
        return part(start, slider);
    case QStyle::SC_ScrollBarSubPage:
        return part(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return part(start + slider, length - start - slider);
    default:
        return {};
    }
}

void scrollBar(const Theme& theme, const QStyleOptionSlider& option, QPainter& painter, const QWidget* /*widget*/) {
    if (option.maximum <= option.minimum)
        return;
    const bool active = option.state.testFlag(QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_Sunken);
    const QRectF slider = scrollBarRect(option, QStyle::SC_ScrollBarSlider);
    const qreal inset = active ? 2 : 3;
    const QRectF thumb = option.orientation == Qt::Horizontal ? slider.adjusted(2, inset, -2, -inset)
                                                              : slider.adjusted(inset, 2, -inset, -2);
    const QColor color = mixed(theme.color(ColorToken::Surface), theme.color(ColorToken::TextThird),
        option.state.testFlag(QStyle::State_Sunken) ? 0.75
            : active                                ? 0.60
                                                    : 0.38);
    paintRounded(painter, thumb, std::min(thumb.width(), thumb.height()) / 2, color, {});
}

void spinBox(const Theme& theme, const QStyleOptionSpinBox& option, QPainter& painter, const QWidget* /*widget*/) {
    field(theme, option, painter);
    const QRectF buttons(option.rect.right() - 21, option.rect.top(), 18, option.rect.height());
    const QRectF upper(buttons.left(), buttons.top() + 2, buttons.width(), buttons.height() / 2 - 2);
    const QRectF lower(buttons.left(), buttons.center().y(), buttons.width(), buttons.height() / 2 - 2);
    const auto tone = [&](QAbstractSpinBox::StepEnabledFlag flag) {
        return theme.color(option.stepEnabled.testFlag(flag) ? ColorToken::TextSecond : ColorToken::LineStrong);
    };
    paintIconCentred(painter, upper, theme, "chevron-up", tone(QAbstractSpinBox::StepUpEnabled), 12);
    paintIconCentred(painter, lower, theme, "chevron-down", tone(QAbstractSpinBox::StepDownEnabled), 12);
}

void progress(const Theme& theme, const QStyleOptionProgressBar& option, QPainter& painter) {
    const QRectF all = option.rect;
    const QRectF groove(all.left(), all.center().y() - 2.5, all.width(), 6);
    paintRounded(painter, groove, 3, theme.color(ColorToken::Line), {});
    const qint64 range = qint64(option.maximum) - option.minimum;
    const qreal share = range > 0 ? qreal(qint64(option.progress) - option.minimum) / qreal(range) : 0.3;
    QRectF done = groove;
    done.setWidth(groove.width() * std::clamp(share, 0.0, 1.0));
    if (done.width() >= 1)
        paintRounded(painter, done, 3, theme.color(ColorToken::Accent), {});
}

void tab(const Theme& theme, const QStyleOptionTab& option, QPainter& painter, const QWidget* widget) {
    const bool current = option.state.testFlag(QStyle::State_Selected);
    const bool hover = option.state.testFlag(QStyle::State_MouseOver) && option.state.testFlag(QStyle::State_Enabled);
    const QRectF rect = option.rect;
    if (isDockTabs(widget)) {
        painter.fillRect(rect, theme.color(current ? ColorToken::Surface : ColorToken::Side));
        if (hover && !current)
            painter.fillRect(rect, theme.color(ColorToken::Raised));
        painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), theme.color(ColorToken::Line));
        if (current)
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width() - 1, 2), theme.color(buttonTone(widget)));
        return;
    }
    if (current)
        painter.fillRect(
            QRectF(rect.left() + 2, rect.bottom() - 2, rect.width() - 4, 2), theme.color(ColorToken::Accent));
    else if (hover)
        painter.fillRect(
            QRectF(rect.left() + 2, rect.bottom() - 2, rect.width() - 4, 2), theme.color(ColorToken::LineStrong));
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, rect.adjusted(3, 4, -3, -4), 5, theme);
}

void header(const Theme& theme, const QStyleOption& option, QPainter& painter) {
    painter.fillRect(option.rect, theme.color(ColorToken::Surface));
    painter.fillRect(
        QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme.color(ColorToken::Line));
}

void headerLabel(const Theme& theme, const QStyleOptionHeader& option, const QRect& section, QPainter& painter) {
    constexpr int side = 10; // as in the cells below
    constexpr int arrow = 14;
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    const QRect inner = section.adjusted(side, 0, -side + 2, -1);
    const QFont font = theme.font(TextStyle::Small);
    const QFontMetrics metrics(font);
    const int room = inner.width() - (sorted ? arrow + 2 : 0);
    const QString text = metrics.elidedText(option.text, Qt::ElideRight, room);
    const int width = metrics.horizontalAdvance(text);
    const bool right = option.textAlignment.testFlag(Qt::AlignRight);
    const int left = right ? inner.right() + 1 - width - (sorted ? arrow + 2 : 0) : inner.left();
    painter.setFont(font);
    painter.setPen(theme.color(sorted ? ColorToken::Text : ColorToken::TextSecond));
    painter.drawText(QRect(left, inner.top(), width + 2, inner.height()), Qt::AlignVCenter | Qt::TextSingleLine, text);
    // Qt calls the sign of an ascending column "down"; everybody else points up where the small values are.
    const char* name = option.sortIndicator == QStyleOptionHeader::SortDown ? "arrow-up" : "arrow-down";
    if (sorted)
        paintIconCentred(painter, QRectF(left + width + 3, inner.top(), arrow, inner.height()), theme, name,
            theme.color(ColorToken::Text), 13);
}

} // namespace pilothouse::ui::style
