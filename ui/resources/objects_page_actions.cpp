// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/objects_page.h"

#include "ui/resources/object_change_sheet.h"
#include "ui/resources/object_detail.h"
#include "ui/resources/object_table_model.h"
#include "ui/resources/tls_secret_form.h"
#include "ui/resources/yaml_templates.h"
#include "ui/widgets/data_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

namespace pilothouse::ui {

void ObjectsPage::connectSheet() {
    m_actions = new ObjectActions(*m_table, [this] { return chosen(); });
    m_actions->setTools(m_services.tools);
    connect(m_actions, &ObjectActions::wanted, this, &ObjectsPage::onWanted);
    connect(m_table, &DataTable::contextMenuWanted, this, [this](const QModelIndex& /*index*/, const QPoint& position) {
        m_actions->openMenu(m_services.theme, position);
    });
    if (!m_sheet) {
        return;
    }
    connect(m_actions, &ObjectActions::changeWanted, this, [this](const ObjectRequest& request) {
        m_sheet->presenter().begin(request);
        showLower(m_sheet);
    });
    connect(m_sheet, &ObjectChangeSheet::closed, this, &ObjectsPage::hideLower);
}

std::vector<ObjectTarget> ObjectsPage::chosen() const {
    std::vector<ObjectTarget> targets;
    const auto& resource = m_presenter->resource();
    if (!resource) {
        return targets;
    }
    QStringList uids = m_table->selectedUids();
    if (uids.isEmpty() && !m_table->currentUid().isEmpty()) {
        uids += m_table->currentUid();
    }
    for (const QString& uid : uids) {
        if (const ObjectTable::Row* row = m_model->find(Uid(uid))) {
            targets.push_back(
                {.ref = {.kind = resource->kind, .nameSpace = row->nameSpace, .name = row->name}, .uid = row->uid});
        }
    }
    return targets;
}

void ObjectsPage::onWanted(ObjectActions::What what, const std::vector<ObjectTarget>& rows) {
    using What = ObjectActions::What;
    if (what == What::Create) {
        openCreateMenu();
        return;
    }
    if (rows.empty()) {
        m_detail->showNamespace(m_place.context, m_place.nameSpace);
        showLower(m_detail);
        return;
    }
    switch (what) {
    case What::Describe:
        openRow(ObjectDetail::Overview);
        break;
    case What::Yaml:
        openRow(ObjectDetail::Yaml);
        break;
    case What::Events:
        openRow(ObjectDetail::Events);
        break;
    case What::CopyName:
        QGuiApplication::clipboard()->setText(rows.front().ref.name);
        break;
    case What::Edit:
        if (m_sheet) {
            m_sheet->presenter().edit(m_place.context, rows.front().ref);
            showLower(m_sheet);
        }
        break;
    default:
        break;
    }
}

void ObjectsPage::openCreateMenu() {
    if (!m_sheet) {
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const YamlTemplate& one : yamlTemplates(m_place.nameSpace)) {
        QAction* entry = menu->addAction(one.title);
        if (one.kind == YamlTemplate::Kind::TlsSecret) {
            connect(entry, &QAction::triggered, this, &ObjectsPage::openTlsForm);
        } else {
            connect(entry, &QAction::triggered, this, [this, text = one.text] { createFrom(text); });
        }
    }
    menu->popup(m_create->mapToGlobal(QPoint(0, m_create->height() + 2)));
}

void ObjectsPage::createFrom(const QByteArray& text) {
    if (m_sheet) {
        m_sheet->presenter().create(m_place.context, m_place.nameSpace, text);
        showLower(m_sheet);
    }
}

void ObjectsPage::openTlsForm() {
    auto* form = new TlsSecretForm(m_place.nameSpace, this);
    connect(form, &TlsSecretForm::made, this, [this](const QByteArray& yaml) {
        m_sheet->presenter().createHidden(m_place.context, m_place.nameSpace, yaml);
        showLower(m_sheet);
    });
    form->open();
}

void ObjectsPage::showLower(QWidget* part) {
    m_lower->setCurrentWidget(part);
    if (!m_lower->isVisible()) {
        m_lower->show();
        m_split->setSizes({height() * 2 / 5, height() * 3 / 5});
    }
}

void ObjectsPage::hideLower() {
    m_lower->hide();
    m_table->setFocus();
}

} // namespace pilothouse::ui
