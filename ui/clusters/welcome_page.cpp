// SPDX-License-Identifier: Apache-2.0
#include "ui/clusters/welcome_page.h"

#include "core/base/plain_text.h"
#include "ui/clusters/context_card.h"
#include "ui/frame/contexts.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/error_text.h"

#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

WelcomePage::WelcomePage(Theme& theme, Contexts& contexts, QWidget* parent)
    : Page(parent)
    , m_theme(theme)
    , m_contexts(contexts) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_content = new QWidget(scroll);
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(48, 48, 48, 48);
    m_column->setSpacing(10);
    scroll->setWidget(m_content);
    layout->addWidget(scroll);
    connect(&contexts, &Contexts::listChanged, this, &WelcomePage::rebuild);
    connect(&contexts, &Contexts::itemChanged, this, [this](const ContextId& id) {
        for (ContextCard* card : m_content->findChildren<ContextCard*>()) {
            if (const ContextItem* item = m_contexts.find(id); item && card->id() == id) {
                card->setItem(*item);
            }
        }
    });
    connect(&theme, &Theme::changed, this, &WelcomePage::rebuild);
    rebuild();
}

void WelcomePage::showPlace(const Place&) { }

Crumbs WelcomePage::breadcrumbs() const {
    return {tr("Welcome")};
}

QList<KeyGroup> WelcomePage::keys() const {
    return {{tr("Here"), {{u"Tab Enter"_s, tr("choose a context")}, {u":ctx"_s, tr("open a context by name")}}}};
}

void WelcomePage::addLabel(const QString& text, int style, int tone) {
    auto* label = new QLabel(text, m_content);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMaximumWidth(720);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFont(m_theme.font(static_cast<TextStyle>(style)));
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(static_cast<ColorToken>(tone)));
    label->setPalette(palette);
    m_column->addWidget(label);
}

void WelcomePage::rebuild() {
    while (QLayoutItem* item = m_column->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    if (!m_contexts.isLoaded()) {
        addLabel(tr("Reading kubeconfig…"), static_cast<int>(TextStyle::Headline), static_cast<int>(ColorToken::Text));
    } else if (m_contexts.items().empty()) {
        buildEmpty();
    } else {
        buildList();
    }
    m_column->addStretch(1);
}

void WelcomePage::buildEmpty() {
    addLabel(tr("There is no context to open yet."), static_cast<int>(TextStyle::Headline),
        static_cast<int>(ColorToken::Text));
    addLabel(tr("Pilothouse reads the same kubeconfig files as kubectl and never writes them. It looked here:"),
        static_cast<int>(TextStyle::Body), static_cast<int>(ColorToken::TextSecond));
    for (const QString& file : m_contexts.files()) {
        addLabel(escapeControls(file), static_cast<int>(TextStyle::Mono), static_cast<int>(ColorToken::Text));
    }
    addProblems();
    addActions(true);
}

void WelcomePage::buildList() {
    addLabel(tr("Which context?"), static_cast<int>(TextStyle::Headline), static_cast<int>(ColorToken::Text));
    addLabel(tr("Nothing is opened, and no credential plugin runs, before you choose. Several may be open at once."),
        static_cast<int>(TextStyle::Body), static_cast<int>(ColorToken::TextSecond));
    for (const ContextItem& item : m_contexts.items()) {
        auto* card = new ContextCard(m_theme, item, m_content);
        card->setMaximumWidth(720);
        card->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(card, &QAbstractButton::clicked, this, [this, id = item.id] { Q_EMIT contextChosen(id); });
        m_column->addWidget(card);
    }
    addProblems();
    addActions(false);
}

void WelcomePage::addProblems() {
    for (const Error& problem : m_contexts.problems()) {
        addLabel(errorLine(problem), static_cast<int>(TextStyle::Body), static_cast<int>(ColorToken::Failed));
    }
}

void WelcomePage::addActions(bool demoFirst) {
    auto* holder = new QWidget(m_content);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 12, 0, 0);
    row->setSpacing(8);
    auto* demo = new QPushButton(m_theme.icon(u"play"_s, demoFirst ? ColorToken::OnAccent : ColorToken::TextSecond),
        tr("Try the demo clusters"), holder);
    setButtonLook(*demo, demoFirst ? ButtonLook::Filled : ButtonLook::Normal);
    auto* open = new QPushButton(m_theme.icon(u"file-plus"_s), tr("Open a kubeconfig file…"), holder);
    row->addWidget(demo);
    row->addWidget(open);
    row->addStretch(1);
    m_column->addWidget(holder);
    connect(demo, &QPushButton::clicked, this, &WelcomePage::demoRequested);
    connect(open, &QPushButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Open a kubeconfig file"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, &WelcomePage::fileChosen);
        dialog->open();
    });
}

} // namespace pilothouse::ui
