// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/ask_bar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace pilothouse::ui {

AskBar::AskBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_yes(new QPushButton(this))
    , m_no(new QPushButton(this)) {
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    row->addWidget(m_yes);
    row->addWidget(m_no);
    connect(m_yes, &QPushButton::clicked, this, &AskBar::accepted);
    connect(m_no, &QPushButton::clicked, this, &AskBar::declined);
    hide();
}

void AskBar::ask(ColorToken tone, const QString& sentence, const QString& yes, const QString& no) {
    m_tone = tone;
    m_text->setText(sentence);
    m_yes->setText(yes);
    m_yes->setVisible(!yes.isEmpty());
    m_no->setText(no);
    m_no->setVisible(!no.isEmpty());
    setAccessibleName(sentence);
    show();
    update();
}

void AskBar::takeFocus() {
    (m_no->isVisible() ? m_no : m_yes)->setFocus(Qt::OtherFocusReason);
}

QString AskBar::sentence() const {
    return m_text->text();
}

void AskBar::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.tint(m_tone));
    painter.fillRect(0, 0, width(), 1, theme.color(ColorToken::Line));
    painter.fillRect(0, 1, 3, height(), theme.color(m_tone));
}

void AskBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT declined();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace pilothouse::ui
