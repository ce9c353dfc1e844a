// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cell_delegate.h"

#include "core/base/plain_text.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/elided_label.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QToolTip>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSide = 10;
constexpr int kGap = 5;
constexpr int kIcon = 16;
constexpr int kBar = 58;

// A cell shows a few hundred characters at most; escaping a megabyte for each repaint would stall.
constexpr qsizetype kLongestText = 2000;

TextStyle styleOf(const QModelIndex& index) {
    const QVariant value = index.data(TextStyleRole);
    return value.isValid() ? static_cast<TextStyle>(value.toInt()) : TextStyle::Body;
}

ColorToken toneOf(const QModelIndex& index) {
    const QVariant value = index.data(ToneRole);
    return value.isValid() ? static_cast<ColorToken>(value.toInt()) : ColorToken::Text;
}

QString textOf(const QModelIndex& index) {
    return escapeControls(index.data(Qt::DisplayRole).toString().left(kLongestText));
}

int contentWidth(const Theme& theme, const QModelIndex& index) {
    if (index.data(ReadinessRole).isValid())
        return kBar + 7 + QFontMetrics(theme.font(TextStyle::Body)).horizontalAdvance(u"000/000"_s);
    int width = 0;
    if (!index.data(IconNameRole).toString().isEmpty())
        width += kIcon + kGap;
    const QString text = textOf(index);
    if (!text.isEmpty())
        width += QFontMetrics(theme.font(styleOf(index))).horizontalAdvance(text) + 1;
    const auto badges = index.data(BadgesRole).value<QList<BadgeSpec>>();
    for (const BadgeSpec& badge : badges)
        width += badgeWidth(theme, badge) + kGap;
    return width;
}

int drawIcon(QPainter& painter, const QRect& rect, const Theme& theme, const QModelIndex& index) {
    const QString name = index.data(IconNameRole).toString();
    if (name.isEmpty())
        return rect.left();
    paintIconCentred(painter, QRectF(rect.left(), rect.top(), kIcon, rect.height()), theme, name.toLatin1().constData(),
        theme.color(toneOf(index)), kIcon);
    return rect.left() + kIcon + kGap;
}

} // namespace

void paintReadiness(QPainter& painter, const QRect& rect, const Theme& theme, const Readiness& value) {
    const QRectF bar(rect.left(), rect.center().y() - 3, std::min(kBar, rect.width()), 8);
    const auto text = [&](ColorToken tone, const QString& words) {
        painter.setFont(theme.font(TextStyle::Body));
        painter.setPen(theme.color(tone));
        painter.drawText(rect.adjusted(kBar + 6, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, words);
    };
    if (value.total <= 0) {
        painter.setPen(theme.color(ColorToken::TextThird));
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, u"–"_s);
        return;
    }
    const auto share = [&](int count) { return std::clamp(qreal(count) / value.total, 0.0, 1.0); };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath clip;
    clip.addRoundedRect(bar, 1.5, 1.5);
    painter.setClipPath(clip, Qt::IntersectClip);
    painter.fillRect(bar, theme.color(ColorToken::Warning));
    QRectF good = bar;
    good.setWidth(bar.width() * share(value.ready));
    painter.fillRect(good, theme.color(ColorToken::Ok));
    QRectF bad = bar;
    bad.setLeft(bar.right() - bar.width() * share(value.failed));
    painter.fillRect(bad, theme.color(ColorToken::Failed));
    painter.restore();
    const ColorToken tone = value.failed > 0 ? ColorToken::Failed
        : value.ready < value.total          ? ColorToken::Warning
                                             : ColorToken::Ok;
    text(tone, QString::number(value.ready) % u'/' % QString::number(value.total));
}

CellDelegate::CellDelegate(QObject* parent)
    : QStyledItemDelegate(parent) { }

CellDelegate::~CellDelegate() = default;

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(option.widget);
    style::itemGround(theme, option, *painter);
    painter->save();
    painter->setClipRect(option.rect, Qt::IntersectClip);
    QRect rest = option.rect.adjusted(kSide, 0, -kSide + 2, 0);
    const QVariant readiness = index.data(ReadinessRole);
    if (readiness.isValid()) {
        paintReadiness(*painter, rest, theme, readiness.value<Readiness>());
        painter->restore();
        return;
    }
    rest.setLeft(drawIcon(*painter, rest, theme, index));
    const QString text = textOf(index);
    if (!text.isEmpty()) {
        const QFont font = theme.font(styleOf(index));
        const QFontMetrics metrics(font);
        const QVariant wanted = index.data(Qt::TextAlignmentRole);
        const int alignment = (wanted.isValid() ? wanted.toInt() : int(Qt::AlignLeft)) | Qt::AlignVCenter;
        painter->setFont(font);
        painter->setPen(theme.color(toneOf(index)));
        painter->drawText(
            rest, alignment | Qt::TextSingleLine, metrics.elidedText(text, Qt::ElideMiddle, rest.width()));
        rest.setLeft(rest.left() + metrics.horizontalAdvance(text) + kGap + 2);
    }
    const auto badges = index.data(BadgesRole).value<QList<BadgeSpec>>();
    for (const BadgeSpec& badge : badges)
        rest.setLeft(paintBadge(*painter, rest, theme, badge) + kGap);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(option.widget);
    return {contentWidth(theme, index) + 2 * kSide, theme.rowHeight()};
}

bool CellDelegate::helpEvent(
    QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) {
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString tip = index.data(Qt::ToolTipRole).toString();
    if (tip.isEmpty() && contentWidth(Theme::of(view), index) > option.rect.width() - 2 * kSide + 2)
        tip = textOf(index);
    QToolTip::showText(event->globalPos(), plainToolTip(tip), view);
    return true;
}

} // namespace pilothouse::ui
