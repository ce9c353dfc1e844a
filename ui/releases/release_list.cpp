// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_list.h"

#include "core/settings/settings_store.h"
#include "ui/frame/core_access.h"
#include "ui/releases/mark_bar.h"
#include "ui/releases/namespace_menu.h"
#include "ui/releases/release_columns.h"
#include "ui/releases/release_marking.h"
#include "ui/releases/release_store.h"
#include "ui/releases/release_toolbar.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/progress_line.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QJsonObject>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr QStringView kLayout = u"releases.table";
constexpr QStringView kFaultsFirst = u"releases.faultsFirst";
/// Context → names a person typed. One object, because a context's name may have dots.
constexpr QStringView kTyped = u"releases.namespaces";
} // namespace

ReleaseList::ReleaseList(Services services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_presenter(services.contexts, services.releases, services.core.clock())
    , m_toolbar(new ReleaseToolbar(this))
    , m_notice(new Notice(this))
    , m_progress(new ProgressLine(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new DataTable(this))
    , m_marks(new MarkBar(this))
    , m_marking(new ReleaseMarking(*m_table, *m_marks, services.releases, this))
    , m_empty(new EmptyState(this))
    , m_namespaces(new NamespaceMenu(this)) {
    build();
    m_filter.setSourceModel(&services.releases.model(ContextId())); // columns are there before any context is
    m_isRestoring = true;
    m_table->setSource(&m_filter);
    m_table->sortByColumn(static_cast<int>(ReleaseColumn::Updated), Qt::DescendingOrder);
    m_table->restoreLayout(services.settings.value(kLayout).toString().toUtf8());
    m_isRestoring = false;
    m_toolbar->setFaultsFirst(services.settings.value(kFaultsFirst).toBool());
    m_filter.setFaultsFirst(m_toolbar->isFaultsFirst());
    connectTable();
    connectToolbar();
    connect(&m_presenter, &ReleaseListPresenter::changed, this, &ReleaseList::refresh);
    connect(m_notice, &Notice::actionTriggered, this, [this] { act(ListAction::Reconnect); });
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { act(m_shownScreen.action); });
}

ReleaseList::~ReleaseList() {
    // The store's models outlive this list; its proxy goes before the table that shows it.
    m_table->setSource(nullptr);
}

void ReleaseList::build() {
    m_table->setAccessibleName(tr("Releases"));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_toolbar);
    layout->addWidget(m_marks);
    layout->addWidget(m_notice);
    layout->addWidget(m_progress);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_table);
    m_visibleTimer.setSingleShot(true);
    m_visibleTimer.setInterval(120ms);
    connect(&m_visibleTimer, &QTimer::timeout, this, &ReleaseList::prioritiseVisible);
}

void ReleaseList::connectTable() {
    connect(m_table, &DataTable::currentUidChanged, this, [this] {
        const auto key = current();
        if (key && !m_isSelecting)
            Q_EMIT selected(*key);
    });
    connect(m_table, &DataTable::opened, this, [this](const QModelIndex& index) {
        Q_EMIT opened(index.data(ReleaseTableModel::KeyRole).value<ReleaseKey>());
    });
    connect(m_table, &DataTable::rowCountsChanged, this, &ReleaseList::countRows);
    connect(m_table, &DataTable::layoutEdited, this, &ReleaseList::saveLayout);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, &m_visibleTimer, qOverload<>(&QTimer::start));
}

void ReleaseList::connectToolbar() {
    connect(&m_toolbar->filter(), &FilterField::filterChanged, this, [this](const RowFilter& filter) {
        m_table->setFilter(filter);
        countRows();
    });
    connect(&m_toolbar->filter(), &FilterField::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_toolbar, &ReleaseToolbar::namespaceMenuWanted, this, &ReleaseList::openNamespaceMenu);
    connect(m_toolbar, &ReleaseToolbar::statusesChosen, this, [this](const QSet<ReleaseStatus>& statuses) {
        m_filter.setStatuses(statuses);
        m_toolbar->setStatuses(statuses);
        countRows();
    });
    connect(m_toolbar, &ReleaseToolbar::faultsFirstToggled, this, [this](bool first) {
        m_filter.setFaultsFirst(first);
        m_services.settings.setValue(kFaultsFirst, first);
    });
    connect(m_toolbar, &ReleaseToolbar::installWanted, this, &ReleaseList::installWanted);
    connect(m_toolbar, &ReleaseToolbar::columnMenuWanted, m_table, &DataTable::showColumnMenu);
    connect(m_namespaces, &NamespaceMenu::chosen, this, &ReleaseList::onNamespaceChosen);
    connect(m_namespaces, &NamespaceMenu::prepareWanted, this, &ReleaseList::prepareWanted);
}

void ReleaseList::show(const ContextId& context, const QString& nameSpace) {
    if (context != m_context) {
        m_context = context;
        m_isSelecting = true;
        m_filter.setSourceModel(&m_services.releases.model(context));
        m_isSelecting = false;
        m_marking->show(context);
        if (const QStringList typed = typedNamespaces(); !typed.isEmpty())
            m_services.reader.setKnownNamespaces(context, typed);
    }
    m_nameSpace = nameSpace;
    m_filter.setNamespace(nameSpace);
    m_toolbar->setNamespace(nameSpace);
    m_presenter.show(context, nameSpace);
    countRows();
}

void ReleaseList::select(const std::optional<ReleaseKey>& key) {
    if (!key) {
        m_table->clearSelection();
        return;
    }
    if (current() == key && !m_table->selectedUids().isEmpty())
        return;
    m_isSelecting = true;
    m_table->selectUid(m_services.releases.model(m_context).uidOf(*key));
    m_isSelecting = false;
}

std::optional<ReleaseKey> ReleaseList::current() const {
    const QVariant key = m_table->currentIndex().data(ReleaseTableModel::KeyRole);
    return key.isValid() ? std::optional(key.value<ReleaseKey>()) : std::nullopt;
}

void ReleaseList::countRows() {
    m_presenter.setRows(m_filter.rowCount(), m_table->shownRows());
    m_marking->refresh();
    m_visibleTimer.start();
    refresh();
}

void ReleaseList::refresh() {
    const ListScreen screen = m_presenter.screen();
    if (screen != m_shownScreen) {
        m_shownScreen = screen;
        if (screen.error)
            m_empty->showError(*screen.error);
        else if (screen.kind != ListScreen::Kind::Table)
            m_empty->display(
                screen.kind == ListScreen::Kind::Waiting ? EmptyState::Kind::Loading : EmptyState::Kind::Empty,
                screen.sentence, screen.detail, screen.actionText);
    }
    m_stack->setCurrentWidget(screen.kind == ListScreen::Kind::Table ? static_cast<QWidget*>(m_table) : m_empty);
    m_toolbar->setCounts(m_presenter.counts());
    if (const auto notice = m_presenter.notice())
        m_notice->tell(notice->tone, notice->text, notice->actionText);
    else
        m_notice->clear();
    const auto progress = m_presenter.progress();
    if (progress.all > 0) {
        m_progress->start();
        m_progress->setProgress(progress.done, progress.all);
    } else {
        m_progress->finish();
    }
    if (const bool isNow = isSettled(); std::exchange(m_wasSettled, isNow) != isNow)
        Q_EMIT settledChanged();
}

void ReleaseList::act(ListAction action) {
    switch (action) {
    case ListAction::Reconnect:
        m_services.core.reconnect(m_context);
        return;
    case ListAction::ShowAllNamespaces:
        Q_EMIT namespaceChosen({});
        return;
    case ListAction::ClearFilters:
        m_toolbar->filter().clear();
        m_filter.setStatuses({});
        m_toolbar->setStatuses({});
        countRows();
        return;
    case ListAction::None:
        return;
    }
}

void ReleaseList::prioritiseVisible() {
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    if (first < 0)
        return;
    const ReleaseTableModel& model = m_services.releases.model(m_context);
    std::vector<ReleaseKey> keys;
    for (int row = first; row <= (last < 0 ? m_table->shownRows() - 1 : last); ++row) {
        const auto key = m_table->model()->index(row, 0).data(ReleaseTableModel::KeyRole).value<ReleaseKey>();
        const ReleaseSummary* summary = model.find(key);
        if (summary && summary->bodyState == ReleaseSummary::BodyState::Missing)
            keys.push_back(key);
    }
    if (!keys.empty())
        m_services.reader.prioritise(m_context, std::move(keys));
}

void ReleaseList::openNamespaceMenu() {
    m_namespaces->popUp(m_toolbar->namespaceMenuPosition(), knownNamespaces(), m_nameSpace);
    m_namespacesCall = m_services.reader.namespaces(
        m_context, [this](const Result<ReleaseReader::Namespaces>& answer) { m_namespaces->setAnswer(answer); });
}

void ReleaseList::onNamespaceChosen(const QString& nameSpace, bool isTyped) {
    if (isTyped) {
        QStringList typed = typedNamespaces();
        typed.removeAll(nameSpace);
        typed.append(nameSpace);
        QJsonObject all = m_services.settings.value(kTyped).toObject();
        all.insert(m_context.value(), QJsonArray::fromStringList(typed));
        m_services.settings.setValue(kTyped, all);
        m_services.reader.setKnownNamespaces(m_context, typed);
    }
    Q_EMIT namespaceChosen(nameSpace);
}

QStringList ReleaseList::knownNamespaces() const {
    QStringList names = typedNamespaces();
    const ReleaseTableModel& model = m_services.releases.model(m_context);
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.at(row).newest.key.nameSpace;
    names.removeDuplicates();
    return names;
}

QStringList ReleaseList::typedNamespaces() const {
    QStringList names;
    const QJsonArray kept = m_services.settings.value(kTyped).toObject().value(m_context.value()).toArray();
    for (const QJsonValue& name : kept)
        names << name.toString();
    return names;
}

void ReleaseList::saveLayout() {
    if (!m_isRestoring)
        m_services.settings.setValue(kLayout, QString::fromUtf8(m_table->saveLayout()));
}

void ReleaseList::focusFilter() {
    m_toolbar->filter().setFocus();
    m_toolbar->filter().selectAll();
}

bool ReleaseList::clearFilter() {
    if (m_toolbar->filter().text().isEmpty())
        return false;
    m_toolbar->filter().clear();
    return true;
}

void ReleaseList::toggleFaultsFirst() {
    m_toolbar->setFaultsFirst(!m_toolbar->isFaultsFirst());
}

} // namespace pilothouse::ui
