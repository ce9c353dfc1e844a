// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_view.h"

#include "core/settings/settings_store.h"
#include "ui/frame/place.h"
#include "ui/releases/history_tab.h"
#include "ui/releases/hooks_tab.h"
#include "ui/releases/manifest_tab.h"
#include "ui/releases/notes_tab.h"
#include "ui/releases/overview_tab.h"
#include "ui/releases/revision_rail.h"
#include "ui/releases/tab_bar_row.h"
#include "ui/releases/values_tab.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/progress_line.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr QStringView kSplit = u"releases.railSplit";
constexpr QStringView kTab = u"releases.tab";
constexpr std::chrono::milliseconds kPatience{250};
} // namespace

ReleaseView::ReleaseView(ReleaseDetail& detail, ReleaseReader& reader, SettingsStore& settings, const Clock& clock,
    const std::vector<ReleaseTab>& lent, QWidget* parent)
    : QWidget(parent)
    , m_detail(detail)
    , m_reader(reader)
    , m_settings(settings)
    , m_rail(new RevisionRail(detail.revisions(), this))
    , m_bar(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_state(new EmptyState(this))
    , m_progress(new ProgressLine(this))
    , m_split(new QSplitter(Qt::Horizontal, this)) {
    addOwnTabs(clock);
    place(lent);
    build();
    connectDetail();
    setTab(settings.value(kTab).toString());
}

ReleaseView::~ReleaseView() {
    // Tabs say "settled" while they are taken apart: nobody listens any more.
    for (const Tab& tab : m_tabs) {
        if (tab.widget)
            disconnect(tab.widget, nullptr, this, nullptr);
        delete tab.widget;
    }
    m_rail->setModel(nullptr); // the detail's, which goes after this
}

void ReleaseView::addOwnTabs(const Clock& clock) {
    const auto add = [this](QStringView id, const QString& title, auto make, bool needsRecord = true) {
        m_tabs.push_back(Tab{id.toString(), title, std::move(make), needsRecord, nullptr});
    };
    add(tab::kOverview, tr("Overview"),
        [this, &clock](QWidget* parent) { return new OverviewTab(m_detail, m_reader, clock, parent); });
    add(tab::kValues, tr("Values"), [this](QWidget* parent) { return new ValuesTab(m_reader, parent); });
    add(tab::kManifest, tr("Manifest"), [this](QWidget* parent) { return new ManifestTab(m_reader, parent); });
    add(
        tab::kHistory, tr("History"),
        [this](QWidget* parent) { return new HistoryTab(m_detail, m_reader, m_settings, parent); }, false);
    add(tab::kHooks, tr("Hooks"), [](QWidget* parent) { return new HooksTab(parent); });
    add(tab::kNotes, tr("Notes"), [](QWidget* parent) { return new NotesTab(parent); });
}

/// Resources stand after the manifest, the diff after the history; others at the end.
void ReleaseView::place(const std::vector<ReleaseTab>& lent) {
    for (const ReleaseTab& other : lent) {
        const QStringView before = other.id == tab::kResources ? tab::kHistory
            : other.id == tab::kDiff                           ? tab::kHooks
                                                               : QStringView();
        const auto at = std::ranges::find_if(m_tabs, [before](const Tab& tab) { return tab.id == before; });
        m_tabs.insert(at, Tab{other.id, other.title, other.make, false, nullptr});
    }
    for (const Tab& tab : m_tabs)
        m_bar->addTab(tab.title);
}

void ReleaseView::build() {
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setElideMode(Qt::ElideNone);
    m_bar->setUsesScrollButtons(true);
    m_bar->setAccessibleName(tr("Parts of the release"));
    m_stack->addWidget(m_state);
    auto* right = new QWidget(this);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new TabBarRow(right);
    bar->setFixedHeight(Theme::of(this).scaled(35));
    bar->row().setContentsMargins(8, 0, 0, 0);
    bar->row().addWidget(m_bar, 1);
    addActions(bar->row());
    column->addWidget(bar);
    column->addWidget(m_progress);
    column->addWidget(m_stack, 1);
    m_split->setHandleWidth(1);
    m_split->addWidget(m_rail);
    m_split->addWidget(right);
    m_split->setStretchFactor(1, 1);
    m_split->setChildrenCollapsible(false);
    m_rail->setMinimumWidth(120);
    const int rail = m_settings.value(kSplit).toInt();
    m_split->setSizes({rail > 0 ? rail : Theme::of(this).scaled(196), 2000});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_split);
    connect(
        m_split, &QSplitter::splitterMoved, this, [this] { m_settings.setValue(kSplit, m_split->sizes().front()); });
    connect(m_bar, &QTabBar::currentChanged, this, [this] {
        showTab();
        m_settings.setValue(kTab, tab());
        Q_EMIT tabChanged(tab());
    });
    connect(m_state, &EmptyState::actionTriggered, &m_detail, &ReleaseDetail::retry);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_state); });
}

void ReleaseView::addActions(QHBoxLayout& row) {
    row.setContentsMargins(8, 0, 10, 0);
    row.setSpacing(4);
    const auto add = [&](const QString& icon, const QString& text, const QString& tip, auto action) {
        auto* button = new QPushButton(Theme::of(this).icon(icon, ColorToken::Text), text, this);
        setButtonLook(*button, ButtonLook::Quiet);
        button->setAutoDefault(false);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        row.addWidget(button);
        connect(button, &QPushButton::clicked, this, action);
        m_actions.emplace_back(button, icon);
    };
    const auto wants
        = [this](QStringView page) { return [this, name = page.toString()] { Q_EMIT changeWanted(name); }; };
    add(u"rocket"_s, tr("Upgrade"), tr("Upgrade this release, with its difference first (u)"), wants(page::kUpgrade));
    add(u"scroll-text"_s, QString(), tr("Logs of all its pods (l)"), [this] { Q_EMIT logsWanted(); });
    add(u"git-compare-arrows"_s, QString(), tr("Compare with the same release in another environment (Shift+C)"),
        wants(page::kCompare));
    add(u"undo-2"_s, QString(), tr("Roll back to the shown revision (r in the rail)"), wants(page::kRollback));
    add(u"square-check"_s, QString(), tr("Run its tests (helm test)"), wants(page::kTest));
    add(u"trash-2"_s, QString(), tr("Uninstall this release (Ctrl+D)"), wants(page::kUninstall));
}

bool ReleaseView::isChoosingRevision() const {
    const Tab* shown = currentTab();
    const QWidget* focus = QApplication::focusWidget();
    const bool isInHistory
        = shown && shown->id == tab::kHistory && shown->widget && focus && shown->widget->isAncestorOf(focus);
    return isInHistory || m_rail->hasFocus();
}

void ReleaseView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        for (const auto& [button, icon] : m_actions)
            button->setIcon(Theme::of(this).icon(icon, ColorToken::Text));
    }
}

void ReleaseView::connectDetail() {
    connect(m_rail, &RevisionRail::selected, &m_detail, &ReleaseDetail::selectRevision);
    connect(m_rail, &RevisionRail::comparisonToggled, this, [this](Revision revision) {
        m_detail.setCompareWith(revision == m_detail.compareWith() ? Revision::None : revision);
    });
    connect(m_rail, &RevisionRail::opened, this, &ReleaseView::focusTab);
    connect(&m_detail, &ReleaseDetail::subjectChanged, this, [this] {
        for (const Tab& tab : m_tabs) {
            if (tab.widget)
                tab.widget->clear();
        }
        m_rail->setSelected(m_detail.revision());
        showTab();
    });
    connect(&m_detail, &ReleaseDetail::revisionChanged, this, [this] {
        m_rail->setSelected(m_detail.revision());
        showTab();
    });
    connect(&m_detail, &ReleaseDetail::recordChanged, this, &ReleaseView::showTab);
    connect(&m_detail, &ReleaseDetail::historyChanged, this, [this] {
        m_rail->setSelected(m_detail.revision());
        showTab();
    });
}

const ReleaseView::Tab* ReleaseView::currentTab() const {
    const int index = m_bar->currentIndex();
    return index < 0 ? nullptr : &m_tabs[static_cast<size_t>(index)];
}

ReleaseView::Tab* ReleaseView::currentTab() {
    const int index = m_bar->currentIndex();
    return index < 0 ? nullptr : &m_tabs[static_cast<size_t>(index)];
}

QString ReleaseView::tab() const {
    const Tab* shown = currentTab();
    return shown ? shown->id : QString();
}

void ReleaseView::setTab(const QString& id) {
    const auto found = std::ranges::find(m_tabs, id, &Tab::id);
    if (found != m_tabs.end())
        m_bar->setCurrentIndex(static_cast<int>(found - m_tabs.begin()));
}

void ReleaseView::showTab() {
    Tab* shown = currentTab();
    if (!shown || !m_detail.subject())
        return;
    tellProgress();
    const bool isMissing = shown->needsRecord && !m_detail.record();
    if (isMissing) {
        const auto& error = m_detail.recordError() ? m_detail.recordError() : m_detail.historyError();
        if (error)
            m_state->showError(*error);
        else
            m_state->display(EmptyState::Kind::Loading, tr("Reading the record …"));
        // What takes a blink is not worth a spinner: what was shown stays until then.
        if (error || !shown->widget || m_stack->currentWidget() != shown->widget)
            m_stack->setCurrentWidget(m_state);
        else if (!m_patience.isActive())
            m_patience.start();
        Q_EMIT settledChanged();
        return;
    }
    m_patience.stop();
    if (!shown->widget) {
        shown->widget = shown->make(m_stack);
        m_stack->addWidget(shown->widget);
        connect(shown->widget, &ReleaseTabWidget::settledChanged, this, &ReleaseView::settledChanged);
        connect(
            shown->widget, &ReleaseTabWidget::revisionsChosen, this, [this](Revision revision, Revision compareWith) {
                m_detail.selectRevision(revision);
                m_detail.setCompareWith(compareWith);
            });
    }
    m_stack->setCurrentWidget(shown->widget);
    tellTab();
}

void ReleaseView::tellTab() {
    const Tab* shown = currentTab();
    if (m_detail.revision() != Revision::None)
        shown->widget->showRevision(m_detail.subject()->context, m_detail.subject()->key, m_detail.revision(),
            m_detail.compareWith(), m_detail.record());
    Q_EMIT settledChanged();
}

void ReleaseView::tellProgress() {
    if (m_detail.isHistoryLoading())
        m_progress->start();
    else
        m_progress->finish();
}

void ReleaseView::focusTab() {
    const Tab* shown = currentTab();
    if (shown && shown->widget)
        shown->widget->setFocus();
}

void ReleaseView::focusRail() {
    m_rail->setFocus();
}

bool ReleaseView::isSettled() const {
    const Tab* shown = currentTab();
    return m_detail.isSettled() && (!shown || !shown->widget || shown->widget->isSettled());
}

} // namespace pilothouse::ui
