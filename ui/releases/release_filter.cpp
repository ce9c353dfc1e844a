// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_filter.h"

#include "ui/releases/release_columns.h"
#include "ui/releases/release_table_model.h"
#include "ui/widgets/cell_roles.h"

namespace pilothouse::ui {

ReleaseFilter::ReleaseFilter(QObject* parent)
    : QSortFilterProxyModel(parent) { }

void ReleaseFilter::setNamespace(const QString& nameSpace) {
    if (std::exchange(m_nameSpace, nameSpace) != nameSpace)
        invalidateRowsFilter();
}

void ReleaseFilter::setStatuses(const QSet<ReleaseStatus>& statuses) {
    if (std::exchange(m_statuses, statuses) != statuses)
        invalidateRowsFilter();
}

void ReleaseFilter::setFaultsOnly(bool only) {
    if (std::exchange(m_faultsOnly, only) != only)
        invalidateRowsFilter();
}

void ReleaseFilter::setFaultsFirst(bool first) {
    if (std::exchange(m_faultsFirst, first) == first || rowCount() == 0)
        return;
    // Every rank is another one now: the table sorts again on this.
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QVariant ReleaseFilter::data(const QModelIndex& index, int role) const {
    if (role == RankRole)
        return m_faultsFirst && index.data(ReleaseTableModel::FaultRole).toBool() ? 1 : 0;
    return QSortFilterProxyModel::data(index, role);
}

QVariant ReleaseFilter::headerData(int section, Qt::Orientation orientation, int role) const {
    // One more column must not push the marks, which say what is wrong, out of sight.
    const auto column = static_cast<ReleaseColumn>(section);
    if (m_contextShown && role == ColumnHiddenRole && column == ReleaseColumn::Context)
        return false;
    if (m_contextShown && role == ColumnHiddenRole && column == ReleaseColumn::AppVersion)
        return true;
    if (m_contextShown && role == ColumnWidthRole && column == ReleaseColumn::Chart)
        return 152;
    return QSortFilterProxyModel::headerData(section, orientation, role);
}

bool ReleaseFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex first = sourceModel()->index(row, 0, parent);
    if (!m_nameSpace.isEmpty() && first.data(ReleaseTableModel::NamespaceRole).toString() != m_nameSpace)
        return false;
    if (m_faultsOnly && !first.data(ReleaseTableModel::FaultRole).toBool())
        return false;
    return m_statuses.isEmpty()
        || m_statuses.contains(static_cast<ReleaseStatus>(first.data(ReleaseTableModel::StatusRole).toInt()));
}

} // namespace pilothouse::ui
