// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/owner_rules_table.h"

#include "ui/settings/owner_rules_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeight = 150;

/// Edits what is one of a few words as a choice.
class ChoiceDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const override {
        auto* box = new QComboBox(parent);
        // The column is the model's own: the table shows a sorted view of the same columns.
        for (const auto& [word, value] : OwnerRulesModel::choices(index.column())) {
            box->addItem(word, value);
        }
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        auto* box = static_cast<QComboBox*>(editor);
        box->setCurrentIndex(box->findData(index.data(Qt::EditRole)));
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override {
        model->setData(index, static_cast<QComboBox*>(editor)->currentData(), Qt::EditRole);
    }
};

} // namespace

OwnerRulesTable::OwnerRulesTable(OwnerRulesModel& model, QWidget* parent)
    : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* table = new DataTable(this);
    table->setSource(&model);
    for (const int choice : {static_cast<int>(OwnerRulesModel::Kind), static_cast<int>(OwnerRulesModel::Environment)}) {
        table->setItemDelegateForColumn(choice, new ChoiceDelegate(table));
    }
    table->setEditTriggers(
        QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    table->setFixedHeight(kHeight);
    table->setAccessibleName(tr("Rules on who else deploys"));
    column->addWidget(table);
    auto* row = new QHBoxLayout;
    const Theme& theme = Theme::of(this);
    auto* add = new QPushButton(theme.icon(u"plus"_s), tr("Add a rule"), this);
    auto* remove = new QPushButton(theme.icon(u"trash-2"_s), tr("Remove"), this);
    row->addWidget(add);
    row->addWidget(remove);
    row->addStretch(1);
    column->addLayout(row);
    connect(add, &QPushButton::clicked, &model, &OwnerRulesModel::add);
    connect(remove, &QPushButton::clicked, this, [table, &model] { model.remove(table->currentSourceRow()); });
}

} // namespace pilothouse::ui
