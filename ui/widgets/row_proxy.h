// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/row_filter.h"

#include <QtCore/QCollator>
#include <QtCore/QSortFilterProxyModel>

namespace pilothouse::ui {

/// Filters with a RowFilter and sorts by SortRole: numbers as numbers, times as times, text in the user's language
/// with numbers inside it counted (pod-2 before pod-10). What has no value sorts last, either way round.
class RowProxy final : public QSortFilterProxyModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowProxy)

public:
    explicit RowProxy(QObject* parent = nullptr);
    void setRowFilter(const RowFilter& filter);
    [[nodiscard]] const RowFilter& rowFilter() const { return m_filter; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    RowFilter m_filter;
    QCollator m_collator;
};

} // namespace pilothouse::ui
