// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/faults_page.h"

#include "core/settings/settings_store.h"
#include "ui/frame/contexts.h"
#include "ui/frame/environment_look.h"
#include "ui/frame/navigation.h"
#include "ui/releases/release_columns.h"
#include "ui/releases/release_store.h"
#include "ui/releases/tab_bar_row.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/notice.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr QStringView kLayout = u"faults.table";
}

FaultsPage::FaultsPage(Services services, QWidget* parent)
    : Page(parent)
    , m_services(services)
    , m_field(new FilterField(this))
    , m_counts(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this))
    , m_notice(new Notice(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new DataTable(this))
    , m_empty(new EmptyState(this)) {
    build();
    m_all.addSourceModel(&services.releases.model(ContextId())); // columns are there before any context is
    for (ReleaseTableModel* model : services.releases.models()) {
        if (!model->context().isEmpty())
            m_all.addSourceModel(model);
    }
    m_filter.setFaultsOnly(true);
    m_filter.setContextShown(true);
    m_filter.setSourceModel(&m_all);
    m_table->setSource(&m_filter);
    m_table->sortByColumn(static_cast<int>(ReleaseColumn::Updated), Qt::DescendingOrder);
    m_table->restoreLayout(services.settings.value(kLayout).toString().toUtf8());
    connect(m_table, &DataTable::layoutEdited, this,
        [this] { m_services.settings.setValue(kLayout, QString::fromUtf8(m_table->saveLayout())); });
    connect(&services.releases, &ReleaseStore::modelAdded, this,
        [this](const ContextId& id) { m_all.addSourceModel(&m_services.releases.model(id)); });
    connect(&services.releases, &ReleaseStore::faultsChanged, this, &FaultsPage::refresh);
    connect(&services.contexts, &Contexts::itemChanged, this, &FaultsPage::refresh);
    connect(m_table, &DataTable::rowCountsChanged, this, &FaultsPage::refresh);
    connect(m_table, &DataTable::opened, this, &FaultsPage::open);
    connect(m_field, &FilterField::filterChanged, m_table, &DataTable::setFilter);
    connect(m_field, &FilterField::left, m_table, qOverload<>(&QWidget::setFocus));
    refresh();
}

FaultsPage::~FaultsPage() {
    m_table->setSource(nullptr);
}

void FaultsPage::build() {
    m_field->setMaximumWidth(Theme::of(this).scaled(230));
    auto* columns = new QPushButton(Theme::of(this).icon(u"columns-3"_s, ColorToken::Text), tr("Columns"), this);
    connect(columns, &QPushButton::clicked, this,
        [this, columns] { m_table->showColumnMenu(columns->mapToGlobal(QPoint(0, columns->height() + 4))); });
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_counts->setElide(Qt::ElideRight);
    auto* bar = new TabBarRow(this);
    bar->row().addWidget(m_field, 2);
    bar->row().addWidget(m_counts, 3);
    bar->row().addWidget(columns);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_table->setAccessibleName(tr("What is wrong"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_table);
}

void FaultsPage::showPlace(const Place& /*place*/) {
    refresh();
}

QString FaultsPage::unsureContexts() const {
    QStringList names;
    for (const ContextItem& item : m_services.contexts.items()) {
        if (item.isOpen && item.feed.phase != FeedState::Phase::Live)
            names << shortContextName(item.id.value());
    }
    return names.join(u", "_s);
}

void FaultsPage::refresh() {
    const int faults = m_filter.rowCount();
    const auto isOpen = [](const ContextItem& item) { return item.isOpen; };
    const auto open = std::ranges::count_if(m_services.contexts.items(), isOpen);
    const QString unsure = unsureContexts();
    m_stack->setCurrentWidget(m_table->shownRows() > 0 ? static_cast<QWidget*>(m_table) : m_empty);
    if (open == 0)
        m_empty->display(
            EmptyState::Kind::Empty, tr("No context is open."), tr("Open one to see what is wrong in it."));
    else if (faults > 0)
        m_empty->display(EmptyState::Kind::Empty, tr("No fault matches the filter."));
    else
        m_empty->display(EmptyState::Kind::Empty, tr("Nothing is wrong in the open contexts."),
            tr("%n context(s) are open.", nullptr, static_cast<int>(open)));
    m_empty->setIconName(faults > 0 || open == 0 ? u"stethoscope"_s : u"circle-check"_s);
    m_counts->setText(tr("%n release(s) with faults", nullptr, faults));
    if (unsure.isEmpty())
        m_notice->clear();
    else
        m_notice->tell(ColorToken::Warning, tr("Not live: %1. What is wrong there may have changed.").arg(unsure));
    Q_EMIT settledChanged();
}

void FaultsPage::open(const QModelIndex& index) {
    Place place;
    place.context = index.data(ReleaseTableModel::ContextRole).value<ContextId>();
    place.page = page::kReleases.toString();
    place.release = index.data(ReleaseTableModel::KeyRole).value<ReleaseKey>();
    place.tab = tab::kOverview.toString();
    m_services.navigation.goTo(place);
}

Crumbs FaultsPage::breadcrumbs() const {
    return {tr("What is wrong")};
}

QList<KeyGroup> FaultsPage::keys() const {
    return {{tr("What is wrong"), {{u"Enter"_s, tr("to the release")}, {u"j k g G"_s, tr("down, up, first, last")}}}};
}

void FaultsPage::focusFilter() {
    m_field->setFocus();
    m_field->selectAll();
}

bool FaultsPage::escape() {
    if (m_field->text().isEmpty())
        return false;
    m_field->clear();
    return true;
}

bool FaultsPage::isSettled() const {
    return std::ranges::all_of(m_services.contexts.items(), [](const ContextItem& item) {
        return !item.isOpen || item.feed.isComplete || item.feed.phase == FeedState::Phase::Failed;
    });
}

} // namespace pilothouse::ui
