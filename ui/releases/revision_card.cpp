// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/revision_card.h"

#include "core/base/plain_text.h"
#include "ui/releases/revision_model.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace pilothouse::ui {

namespace {

constexpr int kLeft = 12;
constexpr int kRight = 12;
constexpr int kTop = 8;
constexpr int kIcon = 15;
constexpr int kLine = 18;
constexpr int kBar = 3;
constexpr qsizetype kLongest = 200;

QString lineOf(const QModelIndex& index, int role) {
    return escapeControls(index.data(role).toString().left(kLongest));
}

void drawLine(QPainter& painter, const QRect& rect, const QFont& font, const QColor& color, const QString& text,
    Qt::Alignment side) {
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(rect, int(side) | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetrics(font).elidedText(text, Qt::ElideMiddle, rect.width()));
}

} // namespace

RevisionCard::RevisionCard(QObject* parent)
    : QStyledItemDelegate(parent) { }

void RevisionCard::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(option.widget);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    const QRect& rect = option.rect;
    const auto tone = static_cast<ColorToken>(index.data(RevisionModel::SignToneRole).toInt());
    const QColor ground = theme.color(isSelected ? ColorToken::Selection
            : isHovered                          ? ColorToken::Raised
                                                 : ColorToken::Side);
    painter->save();
    painter->fillRect(rect, ground);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color(ColorToken::Line));
    if (isSelected || index.data(RevisionModel::ComparedRole).toBool())
        painter->fillRect(QRect(rect.left(), rect.top(), kBar, rect.height()),
            theme.color(isSelected ? ColorToken::Accent : ColorToken::Warning));
    const int line = theme.scaled(kLine);
    QRect text = rect.adjusted(kLeft, theme.scaled(kTop), -kRight, 0);
    text.setHeight(line);
    const QString icon = index.data(RevisionModel::SignRole).toString();
    paintIconCentred(*painter, QRectF(text.left(), text.top(), kIcon, line), theme, icon.toLatin1().constData(),
        theme.color(tone), kIcon);
    const QColor second = theme.color(ColorToken::TextSecond);
    const QRect top = text.adjusted(kIcon + 6, 0, 0, 0);
    drawLine(*painter, top, theme.font(TextStyle::BodyStrong), theme.color(ColorToken::Text),
        lineOf(index, Qt::DisplayRole), Qt::AlignLeft);
    drawLine(
        *painter, top, theme.font(TextStyle::Small), second, lineOf(index, RevisionModel::AgeRole), Qt::AlignRight);
    text.translate(0, line);
    drawLine(*painter, text, theme.font(TextStyle::Mono), theme.color(ColorToken::Text),
        lineOf(index, RevisionModel::WhatRole), Qt::AlignLeft);
    text.translate(0, line);
    drawLine(
        *painter, text, theme.font(TextStyle::Small), second, lineOf(index, RevisionModel::ExtraRole), Qt::AlignLeft);
    if (isSelected && option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(*painter, QRectF(rect).adjusted(kBar, 0, 0, -1), 2, theme);
    painter->restore();
}

QSize RevisionCard::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(option.widget);
    const int lines = index.data(RevisionModel::ExtraRole).toString().isEmpty() ? 2 : 3;
    return {100, theme.scaled(2 * kTop - 2 + lines * kLine)};
}

bool RevisionCard::helpEvent(
    QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) {
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), plainToolTip(index.data(Qt::ToolTipRole).toString()), view);
    return true;
}

} // namespace pilothouse::ui
