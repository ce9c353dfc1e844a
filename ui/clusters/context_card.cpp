// SPDX-License-Identifier: Apache-2.0
#include "ui/clusters/context_card.h"

#include "core/base/plain_text.h"
#include "ui/clusters/context_tile.h"
#include "ui/frame/environment_look.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"

#include <QPainter>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

ContextCard::ContextCard(Theme& theme, const ContextItem& item, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setItem(item);
}

void ContextCard::setItem(const ContextItem& item) {
    m_item = item;
    setAccessibleName(escapeControls(item.id.value()) + u", "_s + connectionSentence(item));
    update();
}

QSize ContextCard::sizeHint() const {
    return {520, m_theme.scaled(58)};
}

void ContextCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ColorToken tone = environmentColor(m_item.environment.kind);
    paintRounded(painter, QRectF(rect()), 8, m_theme.color(underMouse() ? ColorToken::Raised : ColorToken::Side),
        m_theme.color(ColorToken::Line));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(tone));
    painter.drawRoundedRect(QRectF(10, 12, 4, height() - 24), 2, 2);
    if (hasFocus()) {
        paintFocusRing(painter, QRectF(rect()), 8, m_theme);
    }
    const QRect text = rect().adjusted(26, 10, -16, -10);
    const BadgeSpec badge{environmentName(m_item.environment.kind), tone};
    const int badgeRoom = badgeWidth(m_theme, badge);
    paintBadge(painter, QRect(text.right() - badgeRoom, rect().top(), badgeRoom, height()), m_theme, badge);
    const int room = text.width() - badgeRoom - 12;
    painter.setFont(m_theme.font(TextStyle::BodyStrong));
    painter.setPen(m_theme.color(ColorToken::Text));
    painter.drawText(text, Qt::AlignTop | Qt::AlignLeft,
        painter.fontMetrics().elidedText(escapeControls(m_item.id.value()), Qt::ElideMiddle, room));
    painter.setFont(m_theme.font(TextStyle::Small));
    painter.setPen(m_theme.color(m_item.problem ? ColorToken::Failed : ColorToken::TextSecond));
    const QString second
        = tr("namespace %1").arg(escapeControls(m_item.nameSpace)) + u" · "_s + connectionSentence(m_item);
    painter.drawText(
        text, Qt::AlignBottom | Qt::AlignLeft, painter.fontMetrics().elidedText(second, Qt::ElideRight, room));
}

} // namespace pilothouse::ui
