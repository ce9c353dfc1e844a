// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/objects.h"

#include <QAbstractTableModel>

namespace pilothouse::ui {

/// A collection as the server prints it, whatever the kind: its columns, plus the namespace where several are shown.
class ObjectTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit ObjectTableModel(QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ObjectTableModel)

    /// Replaces what is shown. Same columns: rows are changed, added and removed one by one, so that selection and
    /// scroll stay; other columns: a reset.
    void setTable(ObjectTable table, bool showsNamespace);
    void clear();
    [[nodiscard]] const ObjectTable::Row* row(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void mergeRows(std::vector<ObjectTable::Row> rows);
    /// Server column behind a column of ours; -1: the namespace.
    [[nodiscard]] int serverColumn(int column) const;
    [[nodiscard]] QString cellText(const ObjectTable::Row& row, int serverColumn) const;

    ObjectTable m_table;
    bool m_showsNamespace = false;
};

} // namespace pilothouse::ui
