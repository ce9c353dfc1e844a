// SPDX-License-Identifier: Apache-2.0
#include "ui/change/values_table_tab.h"

#include "core/base/plain_text.h"
#include "core/base/redaction.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/table_column.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

QString valueText(const std::optional<YamlValue>& value, bool isSensitive) {
    if (!value) {
        return u"—"_s;
    }
    if (isSensitive && !value->isNull()) {
        return kMask.toString();
    }
    QString text = value->isScalar() ? value->text() : QString::fromUtf8(toJson(*value));
    return isSensitiveValue(text) ? kMask.toString() : elideMiddle(text, 200);
}

} // namespace

void ValuesTableModel::setReview(const ValuesReviewPtr& review, bool all) {
    beginResetModel();
    m_review = review;
    m_rows.clear();
    for (size_t i = 0; review && i < review->rows.size(); ++i) {
        if (all || isNotable(review->rows[i].verdict)) {
            m_rows.push_back(i);
        }
    }
    endResetModel();
}

int ValuesTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ValuesTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ValuesTableModel::data(const QModelIndex& index, int role) const {
    const ValueRow& row = m_review->rows[m_rows[static_cast<size_t>(index.row())]];
    if (role == UidRole) {
        return row.path;
    }
    if (role == TextStyleRole) {
        return index.column() == MeaningColumn ? QVariant() : QVariant(static_cast<int>(TextStyle::Mono));
    }
    if (role == ToneRole) {
        return index.column() == MeaningColumn ? QVariant(static_cast<int>(verdictTone(row.verdict))) : QVariant();
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case PathColumn:
        return row.path;
    case OldColumn:
        return valueText(row.oldDefault, row.isSensitive);
    case MineColumn:
        return valueText(row.mine, row.isSensitive);
    case NewColumn:
        return valueText(row.newDefault, row.isSensitive);
    default:
        return verdictText(row.verdict);
    }
}

QVariant ValuesTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return headerCell(
        {{tr("Value"), 150}, {tr("Old default"), 90}, {tr("Mine"), 90}, {tr("New default"), 90}, {tr("Meaning"), 260}},
        section, orientation, role);
}

ValuesTableTab::ValuesTableTab(QWidget* parent)
    : QWidget(parent)
    , m_model(new ValuesTableModel(this))
    , m_all(new Chip(tr("All values"), Chip::Kind::Toggle, this))
    , m_counts(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this))
    , m_table(new DataTable(this)) {
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("What moved"));
    auto* filter = new FilterField(this);
    filter->setMaximumWidth(Theme::of(this).scaled(160));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(14, 8, 14, 8);
    row->addWidget(filter);
    row->addWidget(m_all);
    row->addWidget(m_counts, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_table, 1);
    connect(m_all, &QPushButton::toggled, this, &ValuesTableTab::refresh);
    connect(filter, &FilterField::filterChanged, m_table, &DataTable::setFilter);
    connect(filter, &FilterField::left, m_table, qOverload<>(&QWidget::setFocus));
}

void ValuesTableTab::setReview(const ValuesReviewPtr& review) {
    if (review != m_review) {
        m_review = review;
        refresh();
    }
}

void ValuesTableTab::refresh() {
    m_model->setReview(m_review, m_all->isChecked());
    m_notable = m_review ? static_cast<int>(std::ranges::count_if(
                               m_review->rows, [](const ValueRow& row) { return isNotable(row.verdict); }))
                         : 0;
    m_counts->setText(m_notable == 0 ? tr("No default moves") : tr("%n value(s) to look at", nullptr, m_notable));
}

} // namespace pilothouse::ui
