// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/row_proxy.h"

#include "ui/widgets/cell_roles.h"

#include <QtCore/QDateTime>

namespace pilothouse::ui {

namespace {

bool isNumber(const QVariant& value) {
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Double:
    case QMetaType::Float:
        return true;
    default:
        return false;
    }
}

QVariant sortValue(const QModelIndex& index) {
    QVariant value = index.data(SortRole);
    return value.isValid() ? value : index.data(Qt::DisplayRole);
}

bool isNothing(const QVariant& value) {
    return value.isNull() || (value.typeId() == QMetaType::QString && value.toString().isEmpty());
}

} // namespace

RowProxy::RowProxy(QObject* parent)
    : QSortFilterProxyModel(parent) {
    if (m_collator.locale().language() == QLocale::C)
        m_collator.setLocale(QLocale::English); // the C locale knows no numbers inside names
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    setSortRole(SortRole);
}

void RowProxy::setRowFilter(const RowFilter& filter) {
    m_filter = filter;
    invalidateRowsFilter();
}

bool RowProxy::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (m_filter.isEmpty())
        return true;
    const QAbstractItemModel& model = *sourceModel();
    const QVariant whole = model.index(row, 0, parent).data(FilterTextRole);
    if (whole.isValid())
        return m_filter.matches(whole.toString());
    QString text;
    for (int column = 0; column < model.columnCount(parent); ++column)
        text += model.index(row, column, parent).data(Qt::DisplayRole).toString() + u'\t';
    return m_filter.matches(text);
}

bool RowProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const int leftRank = left.siblingAtColumn(0).data(RankRole).toInt();
    const int rightRank = right.siblingAtColumn(0).data(RankRole).toInt();
    if (leftRank != rightRank)
        return (leftRank > rightRank) == (sortOrder() == Qt::AscendingOrder);
    const QVariant a = sortValue(left);
    const QVariant b = sortValue(right);
    if (isNothing(a) || isNothing(b)) {
        if (isNothing(a) == isNothing(b))
            return false;
        return isNothing(b) == (sortOrder() == Qt::AscendingOrder);
    }
    if (a.typeId() == QMetaType::QDateTime && b.typeId() == QMetaType::QDateTime)
        return a.toDateTime() < b.toDateTime();
    if (isNumber(a) && isNumber(b)) {
        const bool real = a.typeId() == QMetaType::Double || b.typeId() == QMetaType::Double;
        return real ? a.toDouble() < b.toDouble() : a.toLongLong() < b.toLongLong();
    }
    return m_collator.compare(a.toString(), b.toString()) < 0;
}

} // namespace pilothouse::ui
