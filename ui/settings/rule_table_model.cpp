// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/rule_table_model.h"

namespace pilothouse::ui {

void RuleTableModel::add() {
    beginInsertRows({}, rowCount(), rowCount());
    append();
    endInsertRows();
    Q_EMIT edited();
}

void RuleTableModel::remove(int row) {
    if (row < 0 || row >= rowCount()) {
        return;
    }
    beginRemoveRows({}, row, row);
    erase(row);
    endRemoveRows();
    Q_EMIT edited();
}

int RuleTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ruleCount());
}

int RuleTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns().size());
}

bool RuleTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid() || !change(index.row(), index.column(), value)) {
        return false;
    }
    Q_EMIT dataChanged(index, index);
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags RuleTableModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

QVariant RuleTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return headerCell(columns(), section, orientation, role);
}

} // namespace pilothouse::ui
