// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/badge.h"

#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>

namespace pilothouse::ui {

namespace {
constexpr int kSide = 6;
constexpr int kHeight = 17;

bool isNeutral(ColorToken tone) {
    return tone == ColorToken::TextSecond || tone == ColorToken::TextThird;
}
} // namespace

int badgeWidth(const Theme& theme, const BadgeSpec& badge) {
    return QFontMetrics(theme.font(TextStyle::Badge)).horizontalAdvance(badge.text) + 2 * kSide + 1;
}

int paintBadge(QPainter& painter, const QRect& rect, const Theme& theme, const BadgeSpec& badge) {
    const int height = theme.scaled(kHeight);
    const int width = std::min(badgeWidth(theme, badge), rect.width());
    if (width <= 2 * kSide)
        return rect.left();
    const QRect box(rect.left(), rect.top() + (rect.height() - height) / 2, width, height);
    const bool neutral = isNeutral(badge.tone);
    paintRounded(painter, box, 4, neutral ? theme.color(ColorToken::Raised) : theme.tint(badge.tone),
        neutral ? theme.color(ColorToken::LineStrong) : QColor());
    const QFont font = theme.font(TextStyle::Badge);
    painter.setFont(font);
    painter.setPen(theme.color(badge.tone));
    const QRect inner = box.adjusted(kSide, 0, -kSide + 1, 0);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
        QFontMetrics(font).elidedText(badge.text, Qt::ElideRight, inner.width()));
    return box.right() + 1;
}

Badge::Badge(QWidget* parent)
    : Badge(BadgeSpec(), parent) { }

Badge::Badge(BadgeSpec spec, QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setSpec(spec);
}

void Badge::setSpec(const BadgeSpec& spec) {
    m_spec = spec;
    setAccessibleName(spec.text);
    setVisible(!spec.text.isEmpty());
    updateGeometry();
    update();
}

void Badge::setFilled(bool filled) {
    m_filled = filled;
    update();
}

QSize Badge::sizeHint() const {
    const Theme& theme = Theme::of(this);
    return {badgeWidth(theme, m_spec), theme.scaled(18)};
}

void Badge::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    if (!m_filled) {
        paintBadge(painter, rect(), theme, m_spec);
        return;
    }
    paintRounded(painter, rect(), height() / 2.0, theme.fill(m_spec.tone), {});
    painter.setFont(theme.font(TextStyle::Badge));
    painter.setPen(theme.textOn(m_spec.tone));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, m_spec.text);
}

} // namespace pilothouse::ui
