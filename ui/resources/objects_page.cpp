// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/objects_page.h"

#include "core/base/plain_text.h"
#include "core/settings/settings_store.h"
#include "ui/frame/navigation.h"
#include "ui/resources/object_table_model.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/notice.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

ObjectsPage::ObjectsPage(Services services, QWidget* parent)
    : Page(parent)
    , m_services(services)
    , m_presenter(new ObjectPresenter(services.core, this))
    , m_model(new ObjectTableModel(this))
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
    m_split->addWidget(makeDetail());
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
    connectParts();
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
    row->addStretch(1);
    row->addWidget(m_count);
    row->addWidget(columns);
    return bar;
}

QWidget* ObjectsPage::makeDetail() {
    m_detail = new QWidget(m_split);
    auto* layout = new QVBoxLayout(m_detail);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(14, 6, 10, 6);
    m_detailTitle = new ElidedLabel({}, TextStyle::BodyStrong, ColorToken::Text, m_detail);
    head->addWidget(m_detailTitle, 1);
    auto* close = new QPushButton(m_services.theme.icon(u"x"_s), {}, m_detail);
    setButtonLook(*close, ButtonLook::Quiet);
    close->setAccessibleName(tr("Close"));
    close->setToolTip(tr("Close (Esc)"));
    connect(close, &QPushButton::clicked, this, &ObjectsPage::escape);
    head->addWidget(close);
    m_yaml = new CodeView(m_detail);
    layout->addLayout(head);
    layout->addWidget(m_yaml, 1);
    m_detail->hide();
    return m_detail;
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
    connect(m_presenter, &ObjectPresenter::listed, this, &ObjectsPage::onListed);
    connect(m_presenter, &ObjectPresenter::failed, this, &ObjectsPage::onFailed);
    connect(m_presenter, &ObjectPresenter::objectRead, this, [this](const QString& yaml) {
        const int line = m_yaml->firstVisibleLine();
        m_yaml->setText(yaml, CodeKind::Yaml);
        m_yaml->scrollToLine(line);
    });
    connect(
        m_presenter, &ObjectPresenter::objectFailed, this, [this](const Error& error) { m_notice->tellError(error); });
    connect(m_empty, &EmptyState::actionTriggered, m_presenter, &ObjectPresenter::reload);
    connect(m_filter, &FilterField::filterChanged, m_table, &DataTable::setFilter);
    connect(m_filter, &FilterField::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &DataTable::rowCountsChanged, this, &ObjectsPage::refreshCount);
    connect(m_table, &DataTable::opened, this, &ObjectsPage::openRow);
    connect(m_table, &DataTable::currentUidChanged, this, [this] {
        if (m_detail->isVisible()) {
            openRow();
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

void ObjectsPage::addShortcuts() {
    const auto add = [this](const QKeySequence& keys, auto action) {
        auto* shortcut = new QShortcut(keys, m_table, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    add(Qt::Key_Y, [this] { openRow(); });
    add(Qt::Key_D, [this] { openRow(); });
    add(Qt::Key_C, [this] {
        if (const auto* row = m_model->row(m_table->currentSourceRow())) {
            QGuiApplication::clipboard()->setText(row->name);
        }
    });
    add(Qt::Key_F5, [this] { m_presenter->reload(); });
}

void ObjectsPage::showPlace(const Place& place) {
    m_place = place;
    const QString word = place.page.section(u':', 1);
    m_namespace->setText(place.nameSpace.isEmpty() ? tr("All namespaces") : escapeControls(place.nameSpace));
    m_namespace->setChecked(!place.nameSpace.isEmpty());
    m_presenter->show(place.context, word, place.nameSpace);
    Q_EMIT breadcrumbsChanged();
}

QStringList ObjectsPage::breadcrumbs() const {
    QStringList path{m_place.nameSpace.isEmpty() ? tr("All namespaces") : m_place.nameSpace};
    path += m_kind.isEmpty() ? m_place.page.section(u':', 1) : m_kind;
    return path;
}

QList<KeyGroup> ObjectsPage::keys() const {
    return {{tr("In the table"),
        {{u"Enter d y"_s, tr("YAML of the object")}, {u"c"_s, tr("copy the name")}, {u"j k g G"_s, tr("move")},
            {u"Space"_s, tr("mark")}, {u"F5"_s, tr("read again")}, {u"Ctrl+C"_s, tr("copy the rows")}}}};
}

void ObjectsPage::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
}

bool ObjectsPage::escape() {
    if (m_detail->isVisible()) {
        m_detail->hide();
        m_openUid.clear();
        m_table->setFocus();
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

void ObjectsPage::onListed(const ObjectPresenter::Listing& listing) {
    const bool isOther = m_kind != listing.resource.groupResource();
    m_kind = listing.resource.groupResource();
    const bool isNamespaced = listing.resource.scope == ResourceScope::Namespaced;
    m_namespace->setVisible(isNamespaced);
    m_model->setTable(listing.table, isNamespaced && m_place.nameSpace.isEmpty());
    if (isOther) {
        restoreLayout();
    }
    m_notice->clear();
    if (m_model->rowCount() == 0) {
        m_empty->display(EmptyState::Kind::Empty,
            m_place.nameSpace.isEmpty() || !isNamespaced
                ? tr("There is no %1 here.").arg(listing.resource.kind.kind)
                : tr("There is no %1 in namespace %2.")
                      .arg(listing.resource.kind.kind, escapeControls(m_place.nameSpace)));
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_stack->setCurrentWidget(m_table);
    }
    refreshCount();
    settle(true);
    Q_EMIT breadcrumbsChanged();
}

void ObjectsPage::onFailed(const Error& error) {
    if (m_model->rowCount() > 0) {
        m_notice->tellError(error, tr("Try again")); // what was read stays, and says that it is old
        disconnect(m_notice, &Notice::actionTriggered, nullptr, nullptr);
        connect(m_notice, &Notice::actionTriggered, m_presenter, &ObjectPresenter::reload);
    } else {
        m_empty->showError(error);
        m_stack->setCurrentWidget(m_empty);
    }
    settle(true);
}

void ObjectsPage::openRow() {
    const auto* row = m_model->row(m_table->currentSourceRow());
    if (!row) {
        return;
    }
    const QString where = row->nameSpace.isEmpty() ? QString() : QString(row->nameSpace + u'/');
    m_detailTitle->setText(escapeControls(QString(where + row->name)));
    if (m_openUid != row->uid.value()) {
        m_openUid = row->uid.value();
        m_yaml->setText({}, CodeKind::Yaml);
    }
    m_presenter->loadObject(row->nameSpace, row->name);
    if (!m_detail->isVisible()) {
        m_detail->show();
        m_split->setSizes({height() / 2, height() / 2});
    }
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
}

void ObjectsPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_presenter->setActive(false);
}

} // namespace pilothouse::ui
