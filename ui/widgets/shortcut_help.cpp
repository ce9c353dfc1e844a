// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/shortcut_help.h"

#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

namespace pilothouse::ui {

namespace {
constexpr int kRow = 26;
constexpr int kColumn = 330;
constexpr int kMargin = 24;
constexpr int kKeys = 120;
} // namespace

ShortcutHelp::ShortcutHelp(QString title, QList<KeyGroup> groups, QWidget* parent)
    : QWidget(parent)
    , m_title(std::move(title))
    , m_groups(std::move(groups))
    , m_before(QApplication::focusWidget()) {
    setFocusPolicy(Qt::StrongFocus);
    setProperty("pilothouse.takesText", true); // no letter acts below while this is open
    setAccessibleName(m_title);
    QString spoken;
    for (const KeyGroup& group : std::as_const(m_groups)) {
        for (const KeyHint& hint : group.hints)
            spoken += hint.keys % u": " % hint.meaning % u". ";
    }
    setAccessibleDescription(spoken);
    setGeometry(parent->rect());
    parent->installEventFilter(this);
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
}

void ShortcutHelp::leave() {
    if (m_before != nullptr)
        m_before->setFocus(Qt::PopupFocusReason);
    hide();
    deleteLater();
}

void ShortcutHelp::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Shift && event->key() != Qt::Key_Control && event->key() != Qt::Key_Alt)
        leave();
}

void ShortcutHelp::mousePressEvent(QMouseEvent* /*event*/) {
    leave();
}

bool ShortcutHelp::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && watched == parent())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

int ShortcutHelp::groupHeight(const KeyGroup& group) const {
    return Theme::of(this).scaled(kRow) * (int(group.hints.size()) + 1) + 14;
}

int ShortcutHelp::paintGroup(QPainter& painter, const QRect& column, int y, const KeyGroup& group) const {
    const Theme& theme = Theme::of(this);
    const int row = theme.scaled(kRow);
    painter.setFont(theme.font(TextStyle::SmallStrong));
    painter.setPen(theme.color(ColorToken::TextSecond));
    painter.drawText(QRect(column.left(), y, column.width(), row), Qt::AlignVCenter, group.title);
    const QFont keyFont = theme.font(TextStyle::Badge);
    const QFontMetrics metrics(keyFont);
    for (const KeyHint& hint : group.hints) {
        y += row;
        int x = column.left();
        const QStringList keys = hint.keys.split(u' ', Qt::SkipEmptyParts);
        for (const QString& key : keys) {
            const QRect cap(x, y + (row - 20) / 2, std::max(20, metrics.horizontalAdvance(key) + 12), 20);
            paintRounded(painter, cap, 4, theme.color(ColorToken::Raised), theme.color(ColorToken::LineStrong));
            painter.setFont(keyFont);
            painter.setPen(theme.color(ColorToken::Text));
            painter.drawText(cap, Qt::AlignCenter, key);
            x = cap.right() + 5;
        }
        painter.setFont(theme.font(TextStyle::Body));
        const QRect words(std::max(x, column.left() + kKeys), y, column.right() - column.left() - kKeys, row);
        painter.drawText(words, Qt::AlignVCenter | Qt::TextSingleLine, hint.meaning);
    }
    return y + row + 14;
}

void ShortcutHelp::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    QColor veil = theme.color(ColorToken::TerminalGround);
    veil.setAlphaF(0.55F);
    painter.fillRect(rect(), veil);
    int all = 0;
    for (const KeyGroup& group : m_groups)
        all += groupHeight(group);
    const int columns = std::clamp((width() - 80) / kColumn, 1, all > height() / 2 ? 2 : 1);
    const int tallest = columns == 1 ? all : (all + 1) / 2 + groupHeight(m_groups.constFirst()) / 2;
    const QSize size(columns * kColumn + (columns + 1) * kMargin, std::min(height() - 40, tallest + 76));
    const QRect card(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size);
    paintRounded(painter, card, 10, theme.color(ColorToken::Surface), theme.color(ColorToken::LineStrong));
    painter.setFont(theme.font(TextStyle::Title));
    painter.setPen(theme.color(ColorToken::Text));
    painter.drawText(
        QRect(card.left() + kMargin, card.top() + 14, card.width() - 2 * kMargin, 28), Qt::AlignVCenter, m_title);
    painter.setClipRect(card.adjusted(1, 1, -1, -1));
    QRect column(card.left() + kMargin, card.top() + 52, kColumn, card.height());
    int y = column.top();
    for (const KeyGroup& group : m_groups) {
        if (y > column.top() && y + groupHeight(group) > card.bottom() && column.right() + kColumn < card.right()) {
            column.translate(kColumn + kMargin, 0);
            y = column.top();
        }
        y = paintGroup(painter, column, y, group);
    }
}

} // namespace pilothouse::ui
