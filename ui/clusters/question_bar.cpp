// SPDX-License-Identifier: Apache-2.0
#include "ui/clusters/question_bar.h"

#include "core/base/plain_text.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/frame/environment_look.h"
#include "ui/frame/navigation.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

QuestionBar::QuestionBar(Theme& theme, CoreAccess& core, Contexts& contexts, Navigation& navigation, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_core(core)
    , m_contexts(contexts)
    , m_title(new QLabel(this))
    , m_detail(new QLabel(this)) {
    setObjectName(u"questionBar"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 16, 11);
    row->setSpacing(16);
    auto* text = new QVBoxLayout;
    text->setSpacing(3);
    for (QLabel* label : {m_title, m_detail}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->addWidget(label);
    }
    row->addLayout(text, 1);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(8);
    row->addLayout(m_buttons);
    const auto restyle = [this] {
        m_title->setFont(m_theme.font(TextStyle::BodyStrong));
        m_detail->setFont(m_theme.font(TextStyle::Small));
        QPalette palette = m_detail->palette();
        palette.setColor(QPalette::WindowText, m_theme.color(ColorToken::TextSecond));
        m_detail->setPalette(palette);
    };
    restyle();
    connect(&theme, &Theme::changed, this, restyle);
    connect(&navigation, &Navigation::currentChanged, this, [this](const Place& place) {
        m_context = place.context;
        refresh();
    });
    connect(&contexts, &Contexts::itemChanged, this, [this](const ContextId& id) {
        if (id == m_context) {
            refresh();
        }
    });
    connect(&contexts, &Contexts::listChanged, this, &QuestionBar::refresh);
    hide();
}

void QuestionBar::clearButtons() {
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

QPushButton* QuestionBar::addButton(const QString& text) {
    auto* button = new QPushButton(text, this);
    button->setAutoDefault(false);
    m_buttons->addWidget(button);
    return button;
}

void QuestionBar::refresh() {
    const ContextItem* item = m_contexts.find(m_context);
    const bool asksTrust
        = item && item->status.state == ConnectionStatus::State::NeedsTrust && item->status.askTrustFor;
    const bool asksEnvironment
        = item && !asksTrust && item->environment.kind == EnvironmentKind::Unknown && !m_notNow.contains(m_context);
    const QString asked = asksTrust ? u"trust:"_s + m_context.value()
        : asksEnvironment           ? u"environment:"_s + m_context.value()
                                    : QString();
    if (objectName() != u"questionBar:"_s + asked) { // the buttons under a finger are not made anew by a status tick
        setObjectName(u"questionBar:"_s + asked);
        clearButtons();
        if (asksTrust) {
            askTrust();
        } else if (asksEnvironment) {
            askEnvironment();
        }
    }
    setVisible(!asked.isEmpty());
}

void QuestionBar::askTrust() {
    const ExecIdentity plugin = *m_contexts.find(m_context)->status.askTrustFor;
    m_title->setText(tr("May this program run to get credentials for %1?").arg(escapeControls(m_context.value())));
    QString what = plugin.command.isEmpty() ? tr("The program was not found.") : escapeControls(plugin.command);
    for (const QString& argument : plugin.arguments) {
        what += u' ' + escapeControls(argument);
    }
    if (!plugin.environmentNames.isEmpty()) {
        what += u'\n' + tr("With these variables: %1").arg(escapeControls(plugin.environmentNames.join(u", "_s)));
    }
    if (!plugin.fileSha256.isEmpty()) {
        what += u'\n' + tr("SHA-256 of the file: %1").arg(QString::fromLatin1(plugin.fileSha256));
    }
    if (plugin.warnings.contains(u"WorldWritableFolder"_s)) {
        what += u'\n' + tr("Careful: everybody on this machine can replace a program in that folder.");
    }
    m_detail->setText(
        what + u'\n' + tr("It runs with your rights. You are asked again if the command or the file changes."));
    QPushButton* yes = addButton(tr("Let it run"));
    yes->setDisabled(plugin.command.isEmpty());
    connect(yes, &QPushButton::clicked, this, [this] { m_core.trustPlugin(m_context); });
    connect(addButton(tr("Try again")), &QPushButton::clicked, this, [this] { m_core.reconnect(m_context); });
}

void QuestionBar::askEnvironment() {
    m_title->setText(tr("What is %1?").arg(escapeControls(m_context.value())));
    m_detail->setText(tr("No rule names it, so it is treated as carefully as production until you say."));
    for (const EnvironmentKind kind :
        {EnvironmentKind::Production, EnvironmentKind::Staging, EnvironmentKind::Playground}) {
        connect(addButton(environmentName(kind)), &QPushButton::clicked, this,
            [this, kind] { Q_EMIT environmentNamed(m_context, kind); });
    }
    QPushButton* later = addButton(tr("Ask me later"));
    setButtonLook(*later, ButtonLook::Quiet);
    connect(later, &QPushButton::clicked, this, [this] {
        m_notNow += m_context;
        refresh();
    });
}

void QuestionBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tint(ColorToken::Warning));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(ColorToken::Line));
    painter.fillRect(QRect(0, 0, 3, height()), m_theme.color(ColorToken::Warning));
}

} // namespace pilothouse::ui
