// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/cell_roles.h"

#include <QtCore/QString>
#include <QtCore/QVariant>

namespace pilothouse::ui {

/// One column of a table, as a model's header tells it to DataTable.
struct TableColumn {
    QString title;
    int width = 0; ///< pixels, at first
    QLatin1StringView key = {}; ///< in a saved layout; empty: the title
    Qt::Alignment alignment = {}; ///< of the title; none: as text stands
};

/// What a model's headerData() answers, whose columns these are.
[[nodiscard]] inline QVariant headerCell(
    const QList<TableColumn>& columns, int section, Qt::Orientation orientation, int role) {
    if (orientation != Qt::Horizontal || section < 0 || section >= columns.size()) {
        return {};
    }
    const TableColumn& column = columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case ColumnWidthRole:
        return column.width;
    case ColumnKeyRole:
        return column.key.isEmpty() ? QVariant() : QVariant(QString(column.key));
    case Qt::TextAlignmentRole:
        return column.alignment ? QVariant(column.alignment) : QVariant();
    default:
        return {};
    }
}

} // namespace pilothouse::ui
