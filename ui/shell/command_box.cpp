// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/command_box.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t kMostShown = 10;
constexpr int kWidth = 300;
} // namespace

CommandBox::CommandBox(Theme& theme, QWidget* parent)
    : QLineEdit(parent)
    , m_theme(theme)
    , m_popup(new QListWidget(this))
    , m_icon(new QAction(this)) {
    setFixedWidth(theme.scaled(kWidth));
    setPlaceholderText(tr("Go to or run"));
    setAccessibleName(tr("Command or search"));
    setToolTip(tr("Go to a release, kind, namespace or context. Key: colon or Ctrl+K."));
    setFocusPolicy(Qt::ClickFocus);
    addAction(m_icon, QLineEdit::LeadingPosition);
    m_popup->setWindowFlags(Qt::ToolTip);
    m_popup->setFocusPolicy(Qt::NoFocus);
    m_popup->setUniformItemSizes(true);
    m_popup->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_popup, &QListWidget::itemClicked, this,
        [this](const QListWidgetItem* item) { run(item->data(Qt::UserRole).toString()); });
    connect(this, &QLineEdit::textEdited, this, &CommandBox::refresh);
    connect(&theme, &Theme::changed, this, &CommandBox::applyTheme);
    applyTheme();
}

void CommandBox::applyTheme() {
    setFixedWidth(m_theme.scaled(kWidth));
    m_icon->setIcon(m_theme.icon(u"search"_s, ColorToken::TextSecond));
}

void CommandBox::open(const QString& text) {
    setFocus(Qt::ShortcutFocusReason);
    setText(text);
    refresh();
}

void CommandBox::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    m_known = m_candidates ? m_candidates() : std::vector<Candidate>();
    refresh();
}

void CommandBox::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    m_popup->hide();
}

void CommandBox::refresh() {
    m_popup->clear();
    for (const Candidate& candidate : bestMatches(m_known, text(), kMostShown)) {
        const QString line
            = candidate.detail.isEmpty() ? candidate.title : candidate.title + u"   "_s + candidate.detail;
        auto* item = new QListWidgetItem(m_theme.icon(candidate.icon), escapeControls(line), m_popup);
        item->setData(Qt::UserRole, candidate.command);
    }
    if (m_popup->count() == 0 || !hasFocus()) {
        m_popup->hide();
        return;
    }
    placePopup();
}

void CommandBox::placePopup() {
    const int rows = m_popup->count();
    const int width = qMax(this->width(), m_theme.scaled(380));
    m_popup->setFixedSize(width, rows * qMax(m_popup->sizeHintForRow(0), 24) + 2 * m_popup->frameWidth() + 4);
    m_popup->move(mapToGlobal(QPoint(this->width() - width, height() + 4)));
    m_popup->show();
}

void CommandBox::run(const QString& command) {
    m_entered += command;
    leave();
    Q_EMIT commandEntered(command);
}

void CommandBox::leave() {
    clear();
    m_popup->hide();
    clearFocus();
    Q_EMIT left();
}

void CommandBox::keyPressEvent(QKeyEvent* event) {
    const int row = m_popup->currentRow();
    switch (event->key()) {
    case Qt::Key_Escape:
        leave();
        return;
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (m_popup->count() > 0) {
            const int step = event->key() == Qt::Key_Down ? 1 : -1;
            m_popup->setCurrentRow(qBound(0, row + step, m_popup->count() - 1));
        }
        return;
    case Qt::Key_Tab:
        if (m_popup->count() > 0) {
            setText(m_popup->item(qMax(row, 0))->data(Qt::UserRole).toString());
            refresh();
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter: {
        const QString typed = text().trimmed();
        if (row >= 0) {
            run(m_popup->item(row)->data(Qt::UserRole).toString());
        } else if (typed == "-"_L1 && !m_entered.isEmpty()) {
            run(m_entered.last());
        } else if (typed.startsWith(u':') || typed.startsWith(u'：') || m_popup->count() == 0) {
            run(typed);
        } else {
            run(m_popup->item(0)->data(Qt::UserRole).toString());
        }
        return;
    }
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

void CommandBox::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (hasFocus() || !text().isEmpty()) {
        return;
    }
    QPainter painter(this);
    const QRect key(width() - 26, (height() - 18) / 2, 16, 18);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(ColorToken::LineStrong));
    painter.drawRoundedRect(QRectF(key).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setFont(m_theme.font(TextStyle::Mono));
    painter.setPen(m_theme.color(ColorToken::TextSecond));
    painter.drawText(key, Qt::AlignCenter, u":"_s);
}

} // namespace pilothouse::ui
