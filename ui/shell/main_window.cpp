// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/main_window.h"

#include "core/settings/settings_store.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/frame/environment_look.h"
#include "ui/shell/command_box.h"
#include "ui/shell/command_runner.h"
#include "ui/shell/dock_area.h"
#include "ui/shell/mode_control.h"
#include "ui/shell/navigation_panel.h"
#include "ui/shell/page_host.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/key_filter.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kGeometry = u"window.geometry";
constexpr QStringView kSplit = u"window.dockSplit";
constexpr QStringView kContext = u"window.context";

QVBoxLayout* bareColumn(QWidget* parent) {
    auto* layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

QHBoxLayout* bareRow() {
    auto* layout = new QHBoxLayout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

} // namespace

MainWindow::MainWindow(Services services)
    : m_services(services)
    , m_railSlot(new QWidget(this))
    , m_questionSlot(new QWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_navigation(new NavigationPanel(services.theme, this))
    , m_topBar(new TopBar(services.theme, this))
    , m_status(new StatusLine(services.theme, this))
    , m_dock(new DockArea(services.theme, this))
    , m_split(new QSplitter(Qt::Vertical, this))
    , m_host(new PageHost(*m_stack, this))
    , m_commands(new CommandRunner(services.contexts, *m_host, this))
    , m_keys(new KeyFilter(this))
    , m_modes(new ModeControl(services.contexts, sendModes(services.core), this)) {
    setWindowTitle(u"Pilothouse"_s);
    setMinimumSize(860, 520);
    resize(1280, 800);
    buildLayout();
    connectParts();
    connectModes();
    addShortcuts();
    restoreLayout();
}

MainWindow::~MainWindow() {
    qApp->removeEventFilter(m_keys);
}

void MainWindow::buildLayout() {
    m_split->addWidget(m_stack);
    m_split->addWidget(m_dock);
    m_split->setStretchFactor(0, 1);
    m_split->setCollapsible(0, false);
    m_dock->hide();
    auto* right = new QWidget(this);
    auto* column = bareColumn(right);
    column->addWidget(m_topBar);
    bareColumn(m_questionSlot);
    column->addWidget(m_questionSlot);
    column->addWidget(m_split, 1);
    auto* central = new QWidget(this);
    auto* all = bareColumn(central);
    auto* row = bareRow();
    bareColumn(m_railSlot);
    row->addWidget(m_railSlot);
    row->addWidget(m_navigation);
    row->addWidget(right, 1);
    all->addLayout(row, 1);
    all->addWidget(m_status);
    setCentralWidget(central);
}

void MainWindow::setRail(QWidget* rail) {
    m_railSlot->layout()->addWidget(rail);
}

void MainWindow::setQuestionBar(QWidget* bar) {
    m_questionSlot->layout()->addWidget(bar);
}

void MainWindow::connectParts() {
    connect(m_host, &PageHost::pageChanged, this, &MainWindow::refresh);
    connect(m_host, &PageHost::dockRequested, m_dock, &DockArea::open);
    connect(m_dock, &DockArea::opened, this, &MainWindow::showDock);
    connect(m_dock, &DockArea::fullScreenRequested, this, &MainWindow::toggleDockFullSize);
    connect(m_dock, &DockArea::emptied, this, [this] {
        m_dock->hide();
        m_stack->show();
        m_topBar->show();
    });
    connect(m_navigation, &NavigationPanel::chosen, this, &MainWindow::choose);
    connect(&m_services.contexts, &Contexts::itemChanged, this, &MainWindow::refreshContext);
    connect(&m_services.contexts, &Contexts::listChanged, this, &MainWindow::refresh);
    connect(m_status, &StatusLine::reconnectRequested, this,
        [this] { m_services.core.reconnect(m_host->current().context); });
    connect(m_status, &StatusLine::helpRequested, this, &MainWindow::showHelp);
    connect(m_commands, &CommandRunner::failed, this, &MainWindow::say);
    connect(m_commands, &CommandRunner::helpRequested, this, &MainWindow::showHelp);
    connect(m_commands, &CommandRunner::quitRequested, this, &QWidget::close);
    connect(m_topBar, &TopBar::placePressed, m_host, &PageHost::goTo);
    CommandBox& box = m_topBar->commandBox();
    box.setCandidates([this] { return m_commands->candidates(); });
    connect(&box, &CommandBox::commandEntered, m_commands, &CommandRunner::run);
    connect(&box, &CommandBox::left, this, [this] {
        if (Page* page = m_host->currentPage()) {
            page->setFocus();
        }
    });
}

void MainWindow::connectModes() {
    const auto openAt = [this](const ContextId& context, const QString& nameSpace) {
        const QWidget& chip = m_topBar->modeChip();
        m_modes->open(
            context, nameSpace, centralWidget(), chip.mapTo(centralWidget(), QPoint(chip.width(), chip.height() + 6)));
    };
    connect(m_topBar, &TopBar::modePressed, this, &MainWindow::openMode);
    connect(m_host, &PageHost::modeRequested, this, openAt);
    connect(m_commands, &CommandRunner::modeRequested, this, &MainWindow::openMode);
    connect(m_modes, &ModeControl::said, this, &MainWindow::say);
}

void MainWindow::openMode() {
    const Place place = m_host->current();
    m_host->openMode(place.context, place.release ? place.release->nameSpace : place.nameSpace);
}

void MainWindow::addShortcuts() {
    const auto add = [this](const QKeySequence& keys, auto action) {
        auto* shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    add(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { m_topBar->commandBox().open({}); });
    add(QKeySequence::Back, [this] { m_host->back(); });
    add(QKeySequence::Forward, [this] { m_host->forward(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_BracketLeft), [this] { m_host->back(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_BracketRight), [this] { m_host->forward(); });
    add(QKeySequence::Quit, [this] { close(); });
    // Never Ctrl+W or Ctrl+Tab: a shell in the dock has its own use for them.
    add(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W), [this] { m_dock->closeCurrent(); });
    add(QKeySequence(Qt::Key_F6), [this] { switchPane(); });
    add(QKeySequence(Qt::Key_F11), [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    // Signs come as keys of many layouts and from input methods, full-width too: by text, not by key code.
    qApp->installEventFilter(m_keys);
    connect(m_keys, &KeyFilter::typed, this, &MainWindow::onTyped);
    qApp->installEventFilter(this);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && watched->isWidgetType() && isActiveWindow()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const QString text = key->text();
        if (!takesText(QApplication::focusWidget())) {
            if (text == ":"_L1 || text == "/"_L1 || text == "?"_L1) {
                onTyped(text.front());
                return true;
            }
            if (key->key() == Qt::Key_Escape && static_cast<QWidget*>(watched)->window() == this) {
                onEscape();
                return true;
            }
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

/// With room to read in, however little the dock had when nothing was in it.
void MainWindow::showDock() {
    const bool wasHidden = m_dock->isHidden();
    m_dock->show();
    const int least = m_split->height() * 2 / 5;
    if (wasHidden && m_split->sizes().back() < least) {
        m_split->setSizes({m_split->height() - least, least});
    }
}

/// F6: between the page and the dock.
void MainWindow::switchPane() {
    if (m_dock->isVisible() && !m_dock->isAncestorOf(QApplication::focusWidget())) {
        m_dock->focusCurrent();
    } else if (Page* page = m_host->currentPage()) {
        page->setFocus();
    }
}

/// The dock over the pages, or back to where it was.
void MainWindow::toggleDockFullSize() {
    m_stack->setVisible(!m_stack->isVisible());
    m_topBar->setVisible(m_stack->isVisible());
}

void MainWindow::onTyped(QChar sign) {
    Page* page = m_host->currentPage();
    DockTabWidget* tab = m_dock->focusedTab();
    if (sign == u':') {
        m_topBar->commandBox().open(u":"_s);
    } else if (sign == u'/' && tab) {
        tab->focusFilter();
    } else if (sign == u'/' && page) {
        page->focusFilter();
    } else if (sign == u'?') {
        showHelp();
    }
}

void MainWindow::onEscape() {
    if (DockTabWidget* tab = m_dock->focusedTab()) {
        if (!tab->escape()) {
            switchPane();
        }
        return;
    }
    Page* page = m_host->currentPage();
    if (!page || !page->escape()) {
        m_host->back();
    }
}

void MainWindow::showHelp() {
    QList<KeyGroup> groups;
    if (const DockTabWidget* tab = m_dock->focusedTab()) {
        groups = tab->keys();
    } else if (const Page* page = m_host->currentPage()) {
        groups = page->keys();
    }
    groups.append({tr("Everywhere"),
        {{u": Ctrl+K"_s, tr("go to or run")}, {u"/"_s, tr("filter this table")}, {u"Esc"_s, tr("close, then go back")},
            {u"Alt+Left Alt+Right"_s, tr("back and forward")}, {u"F6"_s, tr("between page and dock")},
            {u"Ctrl+Shift+W"_s, tr("close the tab of the dock")}, {u"F11"_s, tr("full screen")},
            {u"?"_s, tr("these keys")}, {u"Ctrl+Q"_s, tr("quit")}}});
    auto* help = new ShortcutHelp(tr("Keys of this view"), groups, centralWidget());
    help->show();
}

void MainWindow::choose(const QString& pageName) {
    if (pageName.startsWith(u"dock:"_s)) {
        m_dock->open(pageName.sliced(5));
        refresh(); // the panel's current entry stays the page's
        return;
    }
    Place place = m_host->current();
    place.page = pageName;
    place.release.reset();
    place.object.reset();
    m_host->goTo(place);
}

void MainWindow::refresh() {
    const Place place = m_host->current();
    const Page* page = m_host->currentPage();
    Crumbs path;
    if (!place.context.isEmpty()) {
        path += Crumb(shortContextName(place.context.value()), placeOf({}, page::kWelcome));
    }
    if (page) {
        path += page->breadcrumbs();
    }
    m_topBar->setPath(path);
    m_navigation->setCurrent(page::isOfOneRelease(place.page) ? page::kReleases.toString() : place.page);
    m_navigation->setVisible(!place.context.isEmpty());
    refreshContext(place.context);
}

void MainWindow::refreshContext(const ContextId& id) {
    const Place place = m_host->current();
    if (id != place.context) {
        return;
    }
    const QString nameSpace = place.release ? place.release->nameSpace : place.nameSpace;
    const Environment environment = m_services.contexts.environmentOf(id, nameSpace);
    m_topBar->setEnvironment(environment);
    m_status->setContext(shortContextName(id.value()), nameSpace, environment);
    const ContextItem* item = m_services.contexts.find(id);
    const PlaceMode mode = placeMode(item, nameSpace, m_services.core.clock().steadyNow());
    m_topBar->setMode(mode);
    m_status->setMode(mode);
    if (!item) {
        return;
    }
    m_status->setConnection(item->status, item->feed);
    QStringList who;
    for (const QString& part : {item->status.user, item->status.serverVersion}) {
        if (!part.isEmpty()) {
            who += part;
        }
    }
    m_navigation->setHeading(shortContextName(id.value()), who.join(u" · "_s));
    const bool isKnown = item->feed.phase == FeedState::Phase::Live || item->feed.rows > 0;
    m_navigation->setCount(page::kReleases.toString(), isKnown ? item->feed.rows : -1);
}

void MainWindow::say(const QString& sentence) {
    m_status->setActivity(sentence);
}

void MainWindow::begin(const ContextId& context) {
    ContextId wanted = context;
    if (wanted.isEmpty()) {
        wanted = ContextId(m_services.settings.value(kContext).toString());
    }
    if (m_services.contexts.find(wanted)) {
        m_commands->switchContext(wanted);
    } else {
        m_host->goTo(placeOf({}, page::kWelcome));
        if (!context.isEmpty()) {
            say(tr("There is no context named “%1”.").arg(context.value()));
        }
    }
}

void MainWindow::saveLayout() {
    SettingsStore& settings = m_services.settings;
    settings.setValue(kGeometry, QString::fromLatin1(saveGeometry().toBase64()));
    settings.setValue(kSplit, QString::fromLatin1(m_split->saveState().toBase64()));
    if (const ContextId id = m_host->current().context; !id.isEmpty()) {
        settings.setValue(kContext, id.value());
    }
}

void MainWindow::restoreLayout() {
    const auto bytes = [this](QStringView key) {
        return QByteArray::fromBase64(m_services.settings.value(key).toString().toLatin1());
    };
    if (const QByteArray geometry = bytes(kGeometry); !geometry.isEmpty()) {
        restoreGeometry(geometry);
    }
    if (const QByteArray split = bytes(kSplit); !split.isEmpty()) {
        m_split->restoreState(split);
        m_dock->setVisible(!m_dock->isEmpty());
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    saveLayout();
    QMainWindow::closeEvent(event);
}

void MainWindow::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), m_services.theme.color(ColorToken::Surface));
}

} // namespace pilothouse::ui
