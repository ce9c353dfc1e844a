// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/notice.h"

#include "core/base/plain_text.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/error_text.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kIcon = 16;

const char* iconOf(ColorToken tone) {
    switch (tone) {
    case ColorToken::Ok:
        return "circle-check";
    case ColorToken::Failed:
        return "circle-x";
    case ColorToken::Warning:
        return "triangle-alert";
    case ColorToken::Pending:
        return "hourglass";
    default:
        return "info";
    }
}

} // namespace

Notice::Notice(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this)) {
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setIcon(Theme::of(this).icon(u"x"_s));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close this notice"));
    m_close->hide();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12 + kIcon + 8, 6, 8, 6);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_action, &QPushButton::clicked, this, &Notice::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    hide();
}

void Notice::tell(ColorToken tone, const QString& text, const QString& action) {
    m_tone = tone;
    m_text->setText(escapeControlsKeepLines(text));
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(text);
    show();
    update();
}

void Notice::tellError(const Error& error, const QString& action) {
    const ErrorWords words = errorWords(error);
    tell(ColorToken::Failed, errorLine(error) + u"\n"_s + words.remedy, action);
}

void Notice::setDismissable(bool dismissable) {
    m_close->setVisible(dismissable);
}

void Notice::clear() {
    hide();
}

void Notice::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.tint(m_tone));
    painter.fillRect(QRect(0, height() - 1, width(), 1), mixed(theme.tint(m_tone), theme.color(m_tone), 0.35));
    paintIconCentred(painter, QRectF(12, 0, kIcon, height() - 1), theme, iconOf(m_tone), theme.color(m_tone), kIcon);
}

} // namespace pilothouse::ui
