// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/terminal_tab.h"

#include "core/base/plain_text.h"
#include "ui/frame/environment_look.h"
#include "ui/frame/navigation.h"
#include "ui/terminal/ask_bar.h"
#include "ui/terminal/debug_panel.h"
#include "ui/terminal/terminal_view.h"
#include "ui/terminal/terminal_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_text.h"

#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kEdge = 4;

} // namespace

TerminalTab::TerminalTab(const PodTools::Terminal& target, Services services, QWidget* parent)
    : DockTabWidget(parent)
    , m_presenter(target, std::move(services.presenter))
    , m_navigation(services.navigation)
    , m_strip(new QWidget(this))
    , m_where(new QLabel(m_strip))
    , m_state(new QLabel(m_strip))
    , m_containers(new QComboBox(m_strip))
    , m_stack(new QStackedWidget(this))
    , m_view(new TerminalView(m_presenter.surface(), m_stack))
    , m_empty(new EmptyState(m_stack))
    , m_choice(new QListWidget(m_stack))
    , m_debug(new DebugPanel(m_stack))
    , m_ask(new AskBar(this)) {
    m_view->setAccessibleName(terminalName(target));
    m_view->setZoom(services.zoom);
    m_choice->setAccessibleName(tr("Containers"));
    m_choice->setFrameShape(QFrame::NoFrame);
    for (QWidget* const page : std::initializer_list<QWidget*>{m_view, m_empty, m_choice, m_debug}) {
        m_stack->addWidget(page);
    }
    buildStrip();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kEdge, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(m_stack, 1);
    column->addWidget(m_ask);
    setFocusProxy(m_view);
    listen();
    refresh();
}

TerminalTab::~TerminalTab() {
    delete m_view; // it looks at the presenter's surface
}

QToolButton* TerminalTab::addTool(const QString& icon, const QString& name) {
    auto* button = new QToolButton(m_strip);
    button->setIcon(Theme::of(this).icon(icon));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setAutoRaise(true);
    connect(&Theme::of(this), &Theme::changed, button,
        [this, button, icon] { button->setIcon(Theme::of(this).icon(icon)); });
    m_strip->layout()->addWidget(button);
    return button;
}

void TerminalTab::buildStrip() {
    auto* row = new QHBoxLayout(m_strip);
    row->setContentsMargins(8, 3, 6, 3);
    row->setSpacing(8);
    const PodTools::Terminal& target = m_presenter.target();
    for (QLabel* const label : {m_where, m_state}) {
        label->setTextFormat(Qt::PlainText);
    }
    const QString place = target.nameSpace.isEmpty() ? QString() : escapeControls(target.nameSpace) + u" ▸ "_s;
    m_where->setText(
        escapeControls(shortContextName(target.context.value())) + u" ▸ "_s + place + escapeControls(target.pod));
    m_where->setToolTip(terminalName(target).toHtmlEscaped());
    m_where->setFont(Theme::of(this).font(TextStyle::BodyStrong));
    m_containers->setAccessibleName(tr("Container"));
    m_containers->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(m_where);
    row->addWidget(m_containers);
    row->addStretch(1);
    row->addWidget(m_state);
    m_lock = addTool(u"lock"_s, tr("Hold the screen while output goes on (Scroll Lock)"));
    m_lock->setCheckable(true);
    connect(m_lock, &QToolButton::toggled, m_view, &TerminalView::setScrollLocked);
    connect(m_view, &TerminalView::scrollLockChanged, m_lock, &QToolButton::setChecked);
    connect(addTool(u"search"_s, tr("Find (Ctrl+Shift+F)")), &QToolButton::clicked, m_view, &TerminalView::openFind);
    connect(addTool(u"copy"_s, tr("Copy the kubectl command")), &QToolButton::clicked, this, &TerminalTab::copyCommand);
    connect(addTool(u"maximize-2"_s, tr("Over the whole window")), &QToolButton::clicked, this,
        &DockTabWidget::fullScreenRequested);
}

void TerminalTab::listen() {
    connect(&m_presenter, &TerminalPresenter::phaseChanged, this, &TerminalTab::refresh);
    connect(&m_presenter, &TerminalPresenter::screenChanged, m_view, &TerminalView::refresh);
    connect(&m_presenter, &TerminalPresenter::pasteAsked, this, &TerminalTab::askPaste);
    connect(&m_presenter, &TerminalPresenter::clipboardOffered, this, &TerminalTab::askClipboard);
    connect(&m_presenter, &TerminalPresenter::swallowingChanged, this, [this](bool isSwallowing) {
        if (isSwallowing) {
            ask(Asked::Swallowing, ColorToken::Warning,
                tr("The program began a control sequence that has no end, and its output is hidden by it."),
                tr("Show the output"), {});
        } else if (m_asked == Asked::Swallowing) {
            answer(false);
        }
    });
    connect(m_view, &TerminalView::typed, &m_presenter, &TerminalPresenter::send);
    connect(m_view, &TerminalView::gridSizeChanged, &m_presenter, &TerminalPresenter::resize);
    connect(m_view, &TerminalView::pasteWanted, &m_presenter, &TerminalPresenter::paste);
    connect(m_view, &TerminalView::resetWanted, &m_presenter, &TerminalPresenter::reset);
    connect(m_view, &TerminalView::clearWanted, &m_presenter, &TerminalPresenter::clearAbove);
    connect(m_view, &TerminalView::linkActivated, this, &TerminalTab::openLink);
    connect(m_view, &TerminalView::zoomChanged, this, &TerminalTab::zoomChanged);
    connect(m_view, &TerminalView::deadKey, this, [this](int key) {
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_presenter.reconnect();
        }
    });
    connect(m_ask, &AskBar::accepted, this, [this] { answer(true); });
    connect(m_ask, &AskBar::declined, this, [this] { answer(false); });
    connect(m_choice, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem* item) { m_presenter.chooseContainer(item->data(Qt::UserRole).toString()); });
    connect(m_containers, &QComboBox::activated, this,
        [this](int index) { m_presenter.chooseContainer(m_containers->itemData(index).toString()); });
    connect(m_debug, &DebugPanel::chosen, &m_presenter, &TerminalPresenter::startDebug);
    connect(m_empty, &EmptyState::actionTriggered, this, &TerminalTab::actOnProblem);
}

void TerminalTab::actOnProblem() {
    if (m_presenter.phase() == TerminalPhase::Locked) {
        m_navigation.openMode(m_presenter.target().context, m_presenter.target().nameSpace);
    } else {
        m_presenter.reconnect();
    }
}

/// What nobody in the tab took: Enter where there is no screen does what the page offers.
void TerminalTab::keyPressEvent(QKeyEvent* event) {
    const TerminalPhase phase = m_presenter.phase();
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool isProblem = phase == TerminalPhase::Failed || phase == TerminalPhase::Locked;
    if (isEnter && isProblem && m_stack->currentWidget() == m_empty) {
        actOnProblem();
        return;
    }
    DockTabWidget::keyPressEvent(event);
}

void TerminalTab::showEvent(QShowEvent* event) {
    DockTabWidget::showEvent(event);
    if (!std::exchange(m_isStarted, true)) {
        m_stack->setCurrentWidget(m_view); // only what is shown has its size
        m_presenter.resize(m_view->gridSize());
        m_presenter.start();
    }
}

void TerminalTab::modesMoved(const ContextId& context) {
    if (context != m_presenter.target().context) {
        return;
    }
    update();
    if (m_presenter.phase() == TerminalPhase::Locked && m_presenter.mode().mode >= m_presenter.neededMode()) {
        m_presenter.reconnect();
    }
}

QString TerminalTab::title() const {
    return terminalTitle(m_presenter.target());
}

QList<KeyGroup> TerminalTab::keys() const {
    return {{tr("In the terminal"),
        {{u"Ctrl+Shift+C"_s, tr("Copy")}, {u"Ctrl+Shift+V"_s, tr("Paste")}, {u"Ctrl+Shift+F"_s, tr("Find")},
            {u"Shift+PageUp"_s, tr("Lines above")}, {u"Ctrl+Plus"_s, tr("Larger")}, {u"Ctrl+Minus"_s, tr("Smaller")},
            {u"Ctrl+0"_s, tr("Usual size")}, {u"ScrollLock"_s, tr("Hold the screen")},
            {u"Ctrl+Shift+Tab"_s, tr("Leave the terminal")},
            {u"Enter"_s, tr("Connect again, once it has ended or failed")}}}};
}

void TerminalTab::focusFilter() {
    m_view->openFind();
}

bool TerminalTab::escape() {
    if (m_view->isFindOpen()) {
        m_view->closeFind();
        return true;
    }
    if (m_asked == Asked::Paste || m_asked == Asked::Close || m_asked == Asked::Clipboard) {
        answer(false);
        return true;
    }
    return false;
}

bool TerminalTab::mayClose() {
    if (m_presenter.phase() != TerminalPhase::Open || m_isCloseWanted) {
        return true;
    }
    ask(Asked::Close, ColorToken::Warning, tr("A program is running here. Closing the tab hangs up on it."),
        tr("Close the tab"), tr("Keep it"));
    m_ask->takeFocus();
    return false;
}

bool TerminalTab::isSettled() const {
    const TerminalPhase phase = m_presenter.phase();
    return phase != TerminalPhase::Idle && phase != TerminalPhase::Looking && phase != TerminalPhase::Connecting
        && phase != TerminalPhase::Preparing;
}

QColor TerminalTab::edgeColor() const {
    return Theme::of(this).color(environmentColor(m_presenter.mode().environment.kind));
}

void TerminalTab::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::of(this).color(ColorToken::Surface));
    painter.fillRect(0, 0, kEdge, height(), edgeColor());
}

void TerminalTab::ask(Asked what, ColorToken tone, const QString& sentence, const QString& yes, const QString& no) {
    m_asked = what;
    m_ask->ask(tone, sentence, yes, no);
}

void TerminalTab::askPaste(const PasteFacts& facts) {
    const PlaceMode place = m_presenter.mode();
    ask(Asked::Paste, place.isProtected ? environmentColor(place.environment.kind) : ColorToken::Accent,
        pasteQuestion(facts, place.isProtected, environmentName(place.environment.kind)), tr("Paste"),
        tr("Don't paste"));
    m_ask->takeFocus();
}

void TerminalTab::askClipboard(const QString& text) {
    if (m_asked != Asked::Nothing && m_asked != Asked::Clipboard) {
        return; // a person's own question comes first, and this one is not kept
    }
    m_offered = text;
    ask(Asked::Clipboard, ColorToken::Warning, clipboardQuestion(text), tr("Copy"), tr("Refuse"));
}

void TerminalTab::answer(bool yes) {
    m_ask->hide();
    switch (std::exchange(m_asked, Asked::Nothing)) {
    case Asked::Paste:
        m_presenter.answerPaste(yes);
        break;
    case Asked::Reconnect:
        m_presenter.reconnect();
        break;
    case Asked::Swallowing:
        if (yes) {
            m_presenter.surface().stopSwallowing();
        }
        break;
    case Asked::Clipboard:
        if (yes) {
            QGuiApplication::clipboard()->setText(m_offered);
        }
        m_offered.clear();
        break;
    case Asked::Close:
        if (yes) {
            m_isCloseWanted = true;
            Q_EMIT closeRequested();
            return;
        }
        break;
    case Asked::Nothing:
        break;
    }
    m_view->setFocus();
}

void TerminalTab::copyCommand() {
    QGuiApplication::clipboard()->setText(m_presenter.command());
}

void TerminalTab::openLink(const QUrl& target) {
    // The surface lets only web addresses through; asked for by a person's Ctrl+click (TE2).
    QDesktopServices::openUrl(target);
}

} // namespace pilothouse::ui
