// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/objects_page.h"

#include "core/base/plain_text.h"
#include "core/settings/settings_store.h"
#include "ui/frame/core_access.h"
#include "ui/frame/navigation.h"
#include "ui/resources/object_change_sheet.h"
#include "ui/resources/object_detail.h"
#include "ui/resources/object_table_model.h"
#include "ui/resources/usage_watch.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/notice.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kAges = 5s; ///< ages of rows go on counting

} // namespace

ObjectsPage::ObjectsPage(Services services, QWidget* parent)
    : Page(parent)
    , m_services(services)
    , m_presenter(new ObjectPresenter(services.core, this))
    , m_model(new ObjectTableModel(this))
    , m_usage(new UsageWatch(services.core, this))
    , m_filter(new FilterField(this))
    , m_namespace(new Chip(tr("All namespaces"), Chip::Kind::Toggle, this))
    , m_count(new QLabel(this))
    , m_notice(new Notice(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new DataTable(this))
    , m_empty(new EmptyState(this))
    , m_split(new QSplitter(Qt::Vertical, this)) {
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Objects"));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_split->addWidget(m_stack);
    m_split->addWidget(makeLower());
    m_split->setStretchFactor(0, 1);
    m_split->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_kindBar = new QWidget(this);
    m_kinds = new QHBoxLayout(m_kindBar);
    m_kinds->setContentsMargins(14, 10, 14, 0);
    m_kinds->setSpacing(6);
    layout->addWidget(m_kindBar);
    layout->addWidget(makeToolbar());
    layout->addWidget(m_notice);
    layout->addWidget(m_split, 1);
    m_notice->clear();
    m_ages.setInterval(kAges);
    connectParts();
    connectDetail();
    connectSheet();
    addShortcuts();
}

QWidget* ObjectsPage::makeToolbar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 8, 14, 8);
    row->setSpacing(8);
    m_filter->setFixedWidth(230);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto* columns = new QPushButton(m_services.theme.icon(u"columns-3"_s), tr("Columns"), bar);
    connect(columns, &QPushButton::clicked, this,
        [this, columns] { m_table->showColumnMenu(columns->mapToGlobal(QPoint(0, columns->height() + 2))); });
    row->addWidget(m_filter);
    row->addWidget(m_namespace);
    m_create = new QPushButton(m_services.theme.icon(u"plus"_s), tr("Create…"), bar);
    m_create->setToolTip(tr("New objects from YAML (Ctrl+N)"));
    m_create->setVisible(m_services.gateway != nullptr);
    connect(m_create, &QPushButton::clicked, this, &ObjectsPage::openCreateMenu);
    row->addStretch(1);
    row->addWidget(m_count);
    row->addWidget(columns);
    row->addWidget(m_create);
    return bar;
}

QWidget* ObjectsPage::makeLower() {
    m_lower = new QStackedWidget(m_split);
    m_detail = new ObjectDetail(m_services.core, m_lower);
    m_lower->addWidget(m_detail);
    if (m_services.gateway && m_services.contexts) {
        m_sheet = new ObjectChangeSheet({.gateway = *m_services.gateway,
                                            .contexts = *m_services.contexts,
                                            .clock = m_services.core.clock(),
                                            .navigation = m_services.navigation},
            m_lower);
        m_lower->addWidget(m_sheet);
    }
    m_lower->hide();
    return m_lower;
}

void ObjectsPage::connectParts() {
    connect(m_presenter, &ObjectPresenter::loading, this, [this] {
        settle(false);
        m_model->clear();
        m_empty->display(EmptyState::Kind::Loading, tr("Reading…"));
        m_stack->setCurrentWidget(m_empty);
        m_notice->clear();
        m_count->clear();
    });
    connect(m_presenter, &ObjectPresenter::kindsFound, this, &ObjectsPage::onKinds);
    connect(m_presenter, &ObjectPresenter::resolved, this, &ObjectsPage::onResolved);
    connect(m_presenter, &ObjectPresenter::changed, this,
        [this](const std::shared_ptr<const TableDelta>& delta) { onDelta(*delta); });
    connect(m_presenter, &ObjectPresenter::stateChanged, this, &ObjectsPage::onState);
    connect(m_presenter, &ObjectPresenter::failed, this, &ObjectsPage::onFailed);
    connect(m_notice, &Notice::actionTriggered, m_presenter, &ObjectPresenter::reload);
    connect(m_usage, &UsageWatch::changed, this, &ObjectsPage::onUsage);
    connect(&m_ages, &QTimer::timeout, this, [this] {
        m_model->setNow(QDateTime::currentDateTimeUtc());
        m_table->viewport()->update();
    });
    connect(m_empty, &EmptyState::actionTriggered, m_presenter, &ObjectPresenter::reload);
    connect(m_filter, &FilterField::filterChanged, m_table, &DataTable::setFilter);
    connect(m_filter, &FilterField::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &DataTable::rowCountsChanged, this, &ObjectsPage::refreshCount);
    connect(m_table, &DataTable::opened, this, [this] { openRow(m_detail->tab()); });
    connect(m_table, &DataTable::currentUidChanged, this, [this] {
        if (m_detail->isVisible()) {
            openRow(m_detail->tab());
        }
    });
    connect(m_table, &DataTable::layoutEdited, this,
        [this] { m_services.settings.setValue(layoutKey(), QString::fromUtf8(m_table->saveLayout())); });
    m_namespace->setToolTip(tr("Show one namespace or all of them. By key: :ns NAME"));
    connect(m_namespace, &Chip::clicked, this, [this] {
        Place place = m_place;
        place.nameSpace.clear();
        m_services.navigation.goTo(place);
        m_namespace->setChecked(!place.nameSpace.isEmpty());
    });
}

void ObjectsPage::connectDetail() {
    connect(m_presenter, &ObjectPresenter::objectRead, m_detail, &ObjectDetail::setYaml);
    connect(m_presenter, &ObjectPresenter::objectSeen, m_detail, &ObjectDetail::setObject);
    connect(
        m_presenter, &ObjectPresenter::objectFailed, this, [this](const Error& error) { m_notice->tellError(error); });
    connect(m_detail, &ObjectDetail::closed, this, &ObjectsPage::hideLower);
}

void ObjectsPage::addShortcuts() {
    auto* shortcut = new QShortcut(Qt::Key_F5, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, m_presenter, &ObjectPresenter::reload);
}

void ObjectsPage::showPlace(const Place& place) {
    m_place = place;
    const QString word = place.page.section(u':', 1);
    m_namespace->setText(place.nameSpace.isEmpty() ? tr("All namespaces") : escapeControls(place.nameSpace));
    m_namespace->setChecked(!place.nameSpace.isEmpty());
    m_presenter->show(place.context, word, place.nameSpace);
    Q_EMIT breadcrumbsChanged();
}

Crumbs ObjectsPage::breadcrumbs() const {
    Place list = placeOf(m_place.context, m_place.page);
    list.nameSpace = m_place.nameSpace;
    return {Crumb(m_place.nameSpace.isEmpty() ? tr("All namespaces") : m_place.nameSpace, list),
        m_kind.isEmpty() ? m_place.page.section(u':', 1) : m_kind};
}

QList<KeyGroup> ObjectsPage::keys() const {
    QList<KeyHint> hints{{u"Enter"_s, tr("open the object")}};
    hints += m_actions->keys();
    hints += {{u"Ctrl+N"_s, tr("create from YAML")}, {u"j k g G"_s, tr("move")}, {u"Space"_s, tr("mark")},
        {u"F5"_s, tr("read anew")}, {u"Ctrl+C"_s, tr("copy the rows")}};
    return {{tr("In the table"), hints}};
}

void ObjectsPage::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
}

bool ObjectsPage::escape() {
    if (m_lower->isVisible() && m_lower->currentWidget() == m_detail) {
        hideLower();
        return true;
    }
    if (m_lower->isVisible() && m_sheet) { // what is being done stays on screen, and so does a text that was written
        const bool isWritten = m_sheet->presenter().request().verb == ObjectVerb::Apply
            && m_sheet->presenter().state() != ObjectChangePresenter::State::Done;
        if (m_sheet->presenter().state() == ObjectChangePresenter::State::Doing || isWritten) {
            return true;
        }
        m_sheet->presenter().close();
        hideLower();
        return true;
    }
    if (!m_filter->text().isEmpty()) {
        m_filter->clear();
        m_table->setFilter({});
        return true;
    }
    return false;
}

void ObjectsPage::onKinds(const QList<KindChoice>& kinds, const QString& current) {
    while (QLayoutItem* item = m_kinds->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->deleteLater();
        }
        delete item;
    }
    for (const KindChoice& kind : kinds) {
        auto* chip = new Chip(escapeControls(kind.title), Chip::Kind::Toggle, m_kindBar);
        chip->setChecked(kind.word == current);
        connect(chip, &Chip::clicked, this, [this, word = kind.word] {
            Place place = m_place;
            place.page = u"kind:"_s + word;
            m_services.navigation.replace(place);
        });
        m_kinds->addWidget(chip);
        if (m_kinds->sizeHint().width() > width() - 60) {
            chip->setText(escapeControls(elideMiddle(kind.title, 14)));
        }
    }
    m_kinds->addStretch(1);
    m_kindBar->setVisible(!kinds.isEmpty());
}

QString ObjectsPage::layoutKey() const {
    return u"tables."_s + QString(m_kind).replace(u'.', u'_');
}

void ObjectsPage::restoreLayout() {
    const QByteArray layout = m_services.settings.value(layoutKey()).toString().toUtf8();
    if (layout.isEmpty()) {
        m_table->resetLayout();
        m_table->sortByColumn(0, Qt::AscendingOrder); // names from a; events by their age, newest first
    } else {
        m_table->restoreLayout(layout);
    }
}

void ObjectsPage::onResolved(const ApiResource& resource) {
    const bool isOther = m_kind != resource.groupResource();
    const bool isNamespaced = resource.scope == ResourceScope::Namespaced;
    m_kind = resource.groupResource();
    m_actions->setPlace(m_place.context, resource);
    m_namespace->setVisible(isNamespaced);
    m_model->setNamespaceShown(isNamespaced && m_place.nameSpace.isEmpty());
    m_usage->watch(m_place.context, resource.kind, isNamespaced ? m_place.nameSpace : QString());
    if (isOther && m_lower->isVisible() && m_lower->currentWidget() == m_detail) {
        hideLower();
    }
    Q_EMIT breadcrumbsChanged();
}

void ObjectsPage::onDelta(const TableDelta& delta) {
    m_model->apply(delta);
    if (delta.isAnew) {
        restoreLayout();
    }
    showRows();
}

void ObjectsPage::showRows() {
    const auto& resource = m_presenter->resource();
    const QString kind = resource ? resource->kind.kind : QString();
    if (m_model->rowCount() > 0) {
        m_stack->setCurrentWidget(m_table);
    } else if (m_model->hasColumns()) {
        const bool isNamespaced = resource && resource->scope == ResourceScope::Namespaced;
        m_empty->display(EmptyState::Kind::Empty,
            m_place.nameSpace.isEmpty() || !isNamespaced
                ? tr("There is no %1 here.").arg(kind)
                : tr("There is no %1 in namespace %2.").arg(kind, escapeControls(m_place.nameSpace)));
        m_stack->setCurrentWidget(m_empty);
    }
    refreshCount();
}

void ObjectsPage::onState(const TableState& state) {
    if (state.error) {
        onFailed(*state.error);
        return;
    }
    if (state.isWhole) {
        m_notice->clear();
        showRows();
        settle(true);
    }
}

void ObjectsPage::onUsage() {
    const int columns = m_model->columnCount();
    m_model->setUsage(m_usage->usage(), m_usage->isAvailable());
    if (m_model->columnCount() != columns) {
        restoreLayout();
    } else if (m_table->horizontalHeader()->sortIndicatorSection() >= columns - 2 && m_usage->isAvailable()) {
        m_model->tellUsage();
    }
    m_table->viewport()->update();
    const auto& error = m_usage->error();
    m_count->setToolTip(
        error ? plainToolTip(tr("CPU and memory are not shown: %1").arg(errorLine(*error))) : QString());
    if (m_detail->isVisible()) {
        const auto rows = chosen();
        m_detail->setUsage(rows.empty()
                ? std::deque<UsageHistory::Point>()
                : m_usage->history().of(usageKey(rows.front().ref.nameSpace, rows.front().ref.name)));
    }
}

void ObjectsPage::onFailed(const Error& error) {
    if (m_model->rowCount() > 0) {
        m_notice->tellError(error, tr("Try again")); // what was read stays, and says that it is old
    } else {
        m_empty->showError(error);
        m_stack->setCurrentWidget(m_empty);
    }
    settle(true);
}

void ObjectsPage::openRow(int tab) {
    const auto* row = m_model->row(m_table->currentSourceRow());
    const auto& resource = m_presenter->resource();
    if (!row || !resource) {
        return;
    }
    const ObjectRef ref{.kind = resource->kind, .nameSpace = row->nameSpace, .name = row->name};
    m_detail->showObject(m_place.context, ref, static_cast<ObjectDetail::Tab>(tab));
    m_detail->setUsage(m_usage->history().of(usageKey(ref.nameSpace, ref.name)));
    m_presenter->loadObject(row->nameSpace, row->name);
    showLower(m_detail);
}

void ObjectsPage::refreshCount() {
    const int hidden = m_table->hiddenRows();
    m_count->setText(hidden > 0 ? tr("%1 of %2, %3 hidden by the filter")
                                      .arg(m_table->shownRows())
                                      .arg(m_table->shownRows() + hidden)
                                      .arg(hidden)
                                : tr("%n object(s)", nullptr, m_table->shownRows()));
}

void ObjectsPage::settle(bool settled) {
    if (m_isSettled != settled) {
        m_isSettled = settled;
        Q_EMIT settledChanged();
    }
}

void ObjectsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_presenter->setActive(true);
    m_usage->setActive(true);
    m_ages.start();
}

void ObjectsPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_presenter->setActive(false);
    m_usage->setActive(false);
    m_ages.stop();
}

} // namespace pilothouse::ui
