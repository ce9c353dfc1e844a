// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/value_differences.h"

#include <QAbstractTableModel>

namespace pilothouse::ui {

/// Values that two environments set differently, as rows. Secrets come hidden.
class ValueRowsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ValueRowsModel)

public:
    enum Column { PathColumn, FromColumn, ToColumn, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setSides(const QString& from, const QString& to);
    void setRows(std::vector<ValueDifference> rows);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString m_from;
    QString m_to;
    std::vector<ValueDifference> m_rows;
};

} // namespace pilothouse::ui
