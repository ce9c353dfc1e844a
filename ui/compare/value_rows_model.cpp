// SPDX-License-Identifier: Apache-2.0
#include "ui/compare/value_rows_model.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/table_column.h"

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

void ValueRowsModel::setSides(const QString& from, const QString& to) {
    m_from = from;
    m_to = to;
    Q_EMIT headerDataChanged(Qt::Horizontal, FromColumn, ToColumn);
}

void ValueRowsModel::setRows(std::vector<ValueDifference> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ValueRowsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ValueRowsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ValueRowsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const ValueDifference& row = m_rows[static_cast<size_t>(index.row())];
    using Kind = ValueDifference::Kind;
    const bool isMissing = (index.column() == FromColumn && row.kind == Kind::OnlyTo)
        || (index.column() == ToColumn && row.kind == Kind::OnlyFrom);
    switch (role) {
    case UidRole:
        return row.path;
    case Qt::DisplayRole:
        return isMissing                   ? tr("not set")
            : index.column() == PathColumn ? escapeControls(row.path)
                                           : escapeControls(index.column() == FromColumn ? row.from : row.to);
    case Qt::ToolTipRole:
        return row.isHidden ? plainToolTip(tr("A secret: it differs, and stays hidden"))
                            : plainToolTip(escapeControls(index.column() == PathColumn ? row.path
                                      : index.column() == FromColumn                   ? row.from
                                                                                       : row.to));
    case TextStyleRole:
        return static_cast<int>(isMissing ? TextStyle::Body : TextStyle::Mono);
    case ToneRole:
        return isMissing ? QVariant(static_cast<int>(ColorToken::TextThird)) : QVariant();
    default:
        return {};
    }
}

QVariant ValueRowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return headerCell(
        {{tr("Value"), 340, "path"_L1}, {m_from, 320, "from"_L1}, {m_to, 320, "to"_L1}}, section, orientation, role);
}

} // namespace pilothouse::ui
