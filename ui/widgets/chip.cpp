// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/chip.h"

#include "ui/theme/button_look.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyleOptionButton>

namespace pilothouse::ui {

namespace {
constexpr int kSide = 11;
constexpr int kGap = 6;
constexpr int kIcon = 14;
} // namespace

Chip::Chip(const QString& text, Kind kind, QWidget* parent)
    : QPushButton(text, parent)
    , m_kind(kind) {
    setButtonLook(*this, ButtonLook::Pill);
    setCheckable(kind == Kind::Toggle);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::setIconName(const QString& name) {
    m_iconName = name;
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const {
    const Theme& theme = Theme::of(this);
    const QFontMetrics metrics(theme.font(TextStyle::Small));
    int width = 2 * kSide + metrics.horizontalAdvance(text()) + 2;
    if (!m_iconName.isEmpty())
        width += kIcon + kGap;
    if (m_kind == Kind::Menu)
        width += kIcon + kGap - 2;
    return {width, theme.scaled(26)};
}

void Chip::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelButtonCommand, &option, &painter, this);
    const QColor text = style::buttonText(theme, option, this);
    QRect rest = rect().adjusted(kSide, 0, -kSide, 0);
    if (!m_iconName.isEmpty()) {
        paintIconCentred(painter, QRectF(rest.left(), rest.top(), kIcon, rest.height()), theme,
            m_iconName.toLatin1().constData(), text, kIcon);
        rest.setLeft(rest.left() + kIcon + kGap);
    }
    if (m_kind == Kind::Menu) {
        paintIconCentred(painter, QRectF(rest.right() - kIcon + 1, rest.top(), kIcon, rest.height()), theme,
            "chevron-down", text, kIcon);
        rest.setRight(rest.right() - kIcon - kGap + 2);
    }
    painter.setFont(theme.font(TextStyle::Small));
    painter.setPen(text);
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, this->text());
}

} // namespace pilothouse::ui
