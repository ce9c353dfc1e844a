// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/logs_tab.h"

#include "core/base/plain_text.h"
#include "core/settings/settings_store.h"
#include "core/settings/tool_settings.h"
#include "ui/frame/environment_look.h"
#include "ui/logs/histogram_strip.h"
#include "ui/logs/level_chips.h"
#include "ui/logs/log_export.h"
#include "ui/logs/log_marks.h"
#include "ui/logs/log_state_line.h"
#include "ui/logs/log_view.h"
#include "ui/logs/log_words.h"
#include "ui/logs/logs_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/key_filter.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/progress_line.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>

#include <algorithm>
#include <set>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype kSpoken = 500; // characters of the current line for a screen reader
constexpr int kEdge = 3; // pixels in the environment's colour
constexpr auto kFilterDelay = 160ms; // after the last key

/// `payment-api` of any scope.
QString scopeName(const PodScope& scope) {
    struct Name {
        QString operator()(const PodScope::Pod& pod) const { return pod.name; }
        QString operator()(const PodScope::Workload& workload) const { return workload.name; }
        QString operator()(const PodScope::Selector& selector) const { return selector.labels; }
        QString operator()(const PodScope::Release& release) const { return release.name; }
    };
    return escapeControls(std::visit(Name(), scope.what));
}

QString scopeIcon(const PodScope& scope) {
    return std::holds_alternative<PodScope::Pod>(scope.what)     ? u"box"_s
        : std::holds_alternative<PodScope::Release>(scope.what)  ? u"package"_s
        : std::holds_alternative<PodScope::Selector>(scope.what) ? u"tag"_s
                                                                 : u"boxes"_s;
}

} // namespace

LogsTab::LogsTab(Theme& theme, LogsParts parts, PodTools::Logs what, Environment environment, QWidget* parent)
    : DockTabWidget(parent)
    , m_theme(theme)
    , m_environment(std::move(environment))
    , m_settings(parts.settings)
    , m_presenter(std::move(parts), std::move(what))
    , m_bar(new LogsBar(m_actions, this))
    , m_strip(new HistogramStrip(this))
    , m_levels(new LevelChips(this))
    , m_stripRow(new QWidget(this))
    , m_progress(new ProgressLine(this))
    , m_notice(new Notice(this))
    , m_command(new Notice(this))
    , m_body(new QWidget(this))
    , m_view(new LogView(m_presenter.store(), m_presenter.filter(), m_body))
    , m_empty(new EmptyState(m_body))
    , m_find(new FindBar(m_view))
    , m_state(new LogStateLine(this)) {
    setAccessibleName(title());
    m_actions.previous->setChecked(m_presenter.isPrevious());
    m_actions.columns->setChecked(m_presenter.areColumnsShown());
    layOut();
    connectPresenter();
    connectReading();
    connectLook();
    connectFinding();
    connectLines();
    connectBar();
    connect(&theme, &Theme::changed, this, [this] { update(); });
    m_filterDelay.setSingleShot(true);
    m_filterDelay.setInterval(kFilterDelay);
    connect(&m_filterDelay, &QTimer::timeout, this, &LogsTab::applyFilter);
    m_bar->setContext(m_presenter.what().context.value(), m_environment);
    presentLook();
    present();
}

LogsTab::~LogsTab() {
    m_export.reset();
    // The view looks at the presenter's lines: it goes first, though widgets go last else.
    delete m_view;
}

void LogsTab::layOut() {
    auto* row = new QHBoxLayout(m_stripRow);
    row->setContentsMargins(0, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_strip, 1);
    row->addWidget(m_levels);
    m_stripRow->setAutoFillBackground(true);
    m_stripRow->setBackgroundRole(QPalette::Base);
    // Both are there: the view keeps the keyboard while there are no lines yet.
    auto* stack = new QStackedLayout(m_body);
    stack->setStackingMode(QStackedLayout::StackAll);
    stack->addWidget(m_view);
    stack->addWidget(m_empty);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_notice->setDismissable(true);
    m_command->setDismissable(true);
    m_progress->setCancellable(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kEdge, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget* part : std::initializer_list<QWidget*>{m_bar, m_stripRow, m_progress, m_command, m_notice}) {
        layout->addWidget(part);
    }
    layout->addWidget(m_body, 1);
    layout->addWidget(m_state);
    setFocusProxy(m_view);
    setMinimumHeight(m_theme.scaled(200));
}

void LogsTab::connectPresenter() {
    connect(&m_presenter, &LogsPresenter::statusChanged, this, &LogsTab::present);
    connect(&m_presenter, &LogsPresenter::countsChanged, this, &LogsTab::presentCounts);
    connect(&m_presenter, &LogsPresenter::filterChanged, this, &LogsTab::presentCounts);
    connect(&m_presenter, &LogsPresenter::columnsChanged, this, &LogsTab::presentLook);
    connect(&m_presenter, &LogsPresenter::lineWanted, this, &LogsTab::goTo);
    connect(&m_presenter, &LogsPresenter::notFound, this, [this] {
        if (m_find->isVisible()) {
            m_find->setCounts(0, 0, false);
        } else {
            m_notice->tell(ColorToken::Accent, tr("Nothing found."));
        }
    });
    connect(&m_presenter, &LogsPresenter::searchCounted, this, [this](qint64 lines, bool isComplete) {
        m_find->setCounts(0, static_cast<int>(std::min<qint64>(lines, 1'000'000'000)), !isComplete);
    });
    connect(&m_presenter, &LogsPresenter::troubled, this, [this](const Error& error) { m_notice->tellError(error); });
    connect(&m_presenter.filter(), &LogFilter::reset, this, &LogsTab::presentEmpty);
    connect(&m_presenter.filter(), &LogFilter::extended, this, &LogsTab::presentEmpty);
    connect(&m_presenter.store(), &LogStore::cleared, this, &LogsTab::presentEmpty);
}

void LogsTab::connectReading() {
    for (QAction* preset : m_actions.presets) {
        connect(preset, &QAction::triggered, this, [this] {
            m_presenter.setPreset(m_actions.preset());
            m_view->setFollowing(m_actions.preset() != SincePreset::Head);
        });
    }
    connect(m_actions.previous, &QAction::toggled, &m_presenter, &LogsPresenter::setPrevious);
    connect(m_actions.reload, &QAction::triggered, &m_presenter, &LogsPresenter::reload);
    connect(m_notice, &Notice::actionTriggered, &m_presenter, &LogsPresenter::reload);
    connect(m_actions.clear, &QAction::triggered, &m_presenter, &LogsPresenter::clear);
    connect(m_actions.mark, &QAction::triggered, &m_presenter, &LogsPresenter::mark);
    connect(m_actions.allContainers, &QAction::triggered, &m_presenter, &LogsPresenter::toggleAllContainers);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_emptyAction) {
            m_emptyAction();
        }
    });
}

void LogsTab::connectLook() {
    connect(m_actions.follow, &QAction::toggled, m_view, &LogView::setFollowing);
    connect(m_view, &LogView::followingChanged, this, [this](bool isFollowing) {
        m_actions.follow->setChecked(isFollowing);
        presentCounts();
    });
    takeSettings();
    for (QAction* action : {m_actions.timestamps, m_actions.localTime, m_actions.wrap}) {
        connect(action, &QAction::toggled, this, &LogsTab::presentLook);
        connect(action, &QAction::triggered, this, &LogsTab::keepLook);
    }
    if (m_settings) {
        connect(m_settings, &SettingsStore::changed, this, [this](const QString& path) {
            if (isLogSetting(path)) {
                takeSettings();
            }
        });
    }
    connect(m_actions.columns, &QAction::toggled, this, [this](bool isOn) {
        m_presenter.setColumnsShown(isOn);
        if (isOn && m_presenter.columns().isEmpty() && m_presenter.store().count() > 0) {
            m_notice->tell(
                ColorToken::Accent, tr("The last lines are neither JSON nor logfmt: there are no columns to show."));
        }
    });
    connect(m_view, &LogView::currentChanged, this,
        [this](qint64 line) { m_view->setAccessibleDescription(m_view->rows().wholeText(line).left(kSpoken)); });
    connect(m_actions.fullScreen, &QAction::triggered, this, &DockTabWidget::fullScreenRequested);
    connect(m_view, &LogView::sightChanged, this, &LogsTab::presentSight);
}

/// As chosen in the settings, or in another log.
void LogsTab::takeSettings() {
    if (m_settings) {
        const LogSettings settings = logSettingsIn(*m_settings);
        m_actions.timestamps->setChecked(settings.timestamps);
        m_actions.localTime->setChecked(settings.localTime);
        m_actions.wrap->setChecked(settings.wrap);
    }
}

void LogsTab::keepLook() {
    if (m_settings) {
        LogSettings settings = logSettingsIn(*m_settings);
        settings.timestamps = m_actions.timestamps->isChecked();
        settings.localTime = m_actions.localTime->isChecked();
        settings.wrap = m_actions.wrap->isChecked();
        keepSettings(*m_settings, settings);
    }
}

void LogsTab::connectLines() {
    connect(m_actions.expand, &QAction::triggered, this, [this] { m_view->toggleExpanded(m_view->currentLine()); });
    connect(m_actions.copy, &QAction::triggered, this, &LogsTab::copy);
    connect(m_actions.saveRaw, &QAction::triggered, this, [this] { save(true); });
    connect(m_actions.saveShown, &QAction::triggered, this, [this] { save(false); });
    connect(m_actions.command, &QAction::triggered, this, &LogsTab::showCommand);
    connect(m_view, &LogView::menuWanted, this, [this](qint64 line, const QPoint& at) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillLineMenu(*menu, line);
        menu->popup(at);
    });
    connect(m_strip, &HistogramStrip::barChosen, this, &LogsTab::goToBar);
    connect(m_strip, &HistogramStrip::roomChanged, this, &LogsTab::refreshStrip);
    m_strip->setWords([this](int bar) {
        return stampWords(m_bars.from + bar * m_bars.width, m_actions.localTime->isChecked(), true);
    });
    connect(m_levels, &LevelChips::hiddenWanted, &m_presenter, &LogsPresenter::setHiddenLevels);
}

QString LogsTab::title() const {
    const PodTools::Logs& what = m_presenter.what();
    //: a log's tab: whose log, in which context
    return tr("Logs %1 · %2").arg(scopeName(what.scope), escapeControls(shortContextName(what.context.value())));
}

QList<KeyGroup> LogsTab::keys() const {
    return m_actions.keys();
}

bool LogsTab::isSettled() const {
    return m_presenter.isAtRest() && m_presenter.filter().isComplete();
}

void LogsTab::present() {
    presentScope();
    presentCounts();
    presentEmpty();
    // With lines on screen a failure has no page of its own.
    const LogFollowStatus& status = m_presenter.status();
    const bool isFailed = status.state == LogFollowStatus::State::Failed && status.error.has_value();
    if (isFailed && m_presenter.store().count() > 0) {
        m_notice->tellError(*status.error, tr("Read again"));
    } else if (m_isFailureTold) {
        m_notice->clear();
    }
    m_isFailureTold = isFailed;
}

void LogsTab::presentScope() {
    const PodTools::Logs& what = m_presenter.what();
    std::set<QString> pods;
    std::set<QString> names;
    for (const LogContainer& container : m_presenter.status().containers) {
        pods.insert(container.pod);
        names.insert(container.name);
    }
    QString words = scopeName(what.scope);
    if (!std::holds_alternative<PodScope::Pod>(what.scope.what) && !pods.empty()) {
        words += u" · " + tr("%n pod(s)", nullptr, static_cast<int>(pods.size()));
    }
    m_bar->setScope(words, scopeIcon(what.scope),
        tr("%1 in namespace %2").arg(escapeControls(podScopeText(what.scope)), escapeControls(what.scope.nameSpace)));
    const ContainerChoice& choice = m_presenter.containers();
    const QString chosen = choice.names.size() == 1 ? escapeControls(choice.names.front())
        : !choice.names.isEmpty() ? tr("%n container(s)", nullptr, static_cast<int>(choice.names.size()))
        : choice.withInit         ? tr("all containers")
        : names.size() == 1       ? escapeControls(*names.begin())
                                  : tr("containers");
    m_bar->setContainers(chosen, tr("Which containers are read; remembered for this workload (a: all)"));
}

void LogsTab::presentLook() {
    LogLook look;
    look.timestamps = m_actions.timestamps->isChecked();
    look.localTime = m_actions.localTime->isChecked();
    look.wrap = m_actions.wrap->isChecked();
    look.columns = m_presenter.columns();
    look.columnWidths = m_presenter.columnWidths();
    m_view->setLook(look);
    m_bar->setZone(zoneWords(look.localTime));
    presentCounts();
}

void LogsTab::presentCounts() {
    m_state->display(m_presenter, m_view->isFollowing(), m_actions.localTime->isChecked());
    m_levels->setCounts(m_presenter.histogram());
    m_levels->setHidden(m_presenter.hiddenLevels());
    refreshStrip();
}

void LogsTab::refreshStrip() {
    m_bars = m_presenter.histogram().bars(m_strip->room());
    m_strip->setBars(m_bars.bars);
    presentSight();
}

void LogsTab::presentSight() {
    const auto [first, last] = m_view->linesInSight();
    const auto whole = static_cast<double>(m_bars.width) * static_cast<double>(m_bars.bars.size());
    if (first < 0 || whole <= 0) {
        m_strip->setInSight(1, 0);
        return;
    }
    const auto shareOf = [&](qint64 line) {
        const qint64 stamp = m_presenter.store().line(line).meta.stamp;
        return std::clamp(static_cast<double>(stamp - m_bars.from) / whole, 0.0, 1.0);
    };
    const double from = shareOf(first);
    const double to = shareOf(last);
    m_strip->setInSight(std::min(from, to), std::max(from, to));
}

void LogsTab::goTo(qint64 line) {
    if (line < m_presenter.store().first() || line >= m_presenter.store().end()) {
        return; // it went while it was looked for
    }
    const LogPattern& wanted = m_presenter.search();
    qsizetype column = 0;
    if (!wanted.text.isEmpty() && m_find->isVisible()) {
        const std::vector<MarkedPart> parts = markedParts(wanted, m_view->rows().row(line)->text);
        column = parts.empty() ? 0 : parts.front().start;
    }
    m_view->goToLine(line, column);
}

void LogsTab::goToBar(int bar) {
    if (const auto line = m_presenter.histogram().lineAt(m_bars.from + bar * m_bars.width)) {
        m_view->goToLine(*line);
        m_view->setFocus();
    }
}

bool LogsTab::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        // Ours before the window's, while nobody types; with Ctrl also from within a field.
        const bool mayAct = !takesText(QApplication::focusWidget()) || key->modifiers().testFlag(Qt::ControlModifier);
        if (mayAct && m_actions.actionFor(*key)) {
            event->accept();
            return true;
        }
    }
    return DockTabWidget::event(event);
}

void LogsTab::keyPressEvent(QKeyEvent* event) {
    const bool mayAct = !takesText(QApplication::focusWidget()) || event->modifiers().testFlag(Qt::ControlModifier);
    if (QAction* action = mayAct ? m_actions.actionFor(*event) : nullptr) {
        action->trigger();
        return;
    }
    DockTabWidget::keyPressEvent(event);
}

void LogsTab::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, kEdge, height()), m_theme.color(environmentColor(m_environment.kind)));
}

void LogsTab::resizeEvent(QResizeEvent* event) {
    DockTabWidget::resizeEvent(event);
    m_levels->setVisible(width() >= m_theme.scaled(760));
    m_stripRow->setVisible(height() >= m_theme.scaled(240));
    m_find->adjustSize();
    m_find->move(std::max(4, m_view->viewport()->width() - m_find->width() - 14), 8);
}

void LogsTab::showEvent(QShowEvent* event) {
    DockTabWidget::showEvent(event);
    if (!std::exchange(m_hasBegun, true)) {
        m_presenter.reload();
    }
}

} // namespace pilothouse::ui
