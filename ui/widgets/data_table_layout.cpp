// SPDX-License-Identifier: Apache-2.0
// The columns of a DataTable: chooser, saving and restoring.
#include "ui/widgets/data_table.h"

#include "ui/theme/theme.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kVersion = 1;
constexpr qsizetype kLargestLayout = 64 * 1024;
constexpr int kWidest = 2000;
} // namespace

QString DataTable::columnKey(int column) const {
    const QVariant key = model()->headerData(column, Qt::Horizontal, ColumnKeyRole);
    return key.isValid() ? key.toString() : model()->headerData(column, Qt::Horizontal).toString();
}

QByteArray DataTable::saveLayout() const {
    const QHeaderView& header = *horizontalHeader();
    // The last column fills what is left: its width is the window's, and would not fit into a smaller one.
    int last = header.count() - 1;
    while (last > 0 && header.isSectionHidden(header.logicalIndex(last)))
        --last;
    QJsonArray columns;
    for (int visual = 0; visual < header.count(); ++visual) {
        const int column = header.logicalIndex(visual);
        QJsonObject entry{{u"key"_s, columnKey(column)}, {u"hidden"_s, header.isSectionHidden(column)}};
        if (!header.isSectionHidden(column) && visual != last)
            entry.insert(u"width"_s, header.sectionSize(column));
        columns.append(entry);
    }
    const int sorted = header.sortIndicatorSection();
    const QJsonObject layout{{u"version"_s, kVersion}, {u"columns"_s, columns},
        {u"sort"_s, sorted >= 0 && sorted < header.count() ? columnKey(sorted) : QString()},
        {u"descending"_s, header.sortIndicatorOrder() == Qt::DescendingOrder}};
    return QJsonDocument(layout).toJson(QJsonDocument::Compact);
}

bool DataTable::restoreLayout(const QByteArray& layout) {
    if (layout.isEmpty() || layout.size() > kLargestLayout)
        return false;
    const QJsonObject root = QJsonDocument::fromJson(layout).object();
    if (root.value(u"version"_s).toInt() != kVersion)
        return false;
    QHeaderView& header = *horizontalHeader();
    QHash<QString, int> columnOf;
    for (int column = 0; column < header.count(); ++column)
        columnOf.insert(columnKey(column), column);
    takeDefaultWidths(); // also of a column that was the last one when this was saved, and is so no more
    int visual = 0;
    const QJsonArray columns = root.value(u"columns"_s).toArray();
    for (const QJsonValue& value : columns) {
        const int column = columnOf.value(value[u"key"_s].toString(), -1);
        if (column < 0)
            continue;
        header.moveSection(header.visualIndex(column), visual++);
        const bool hidden = value[u"hidden"_s].toBool() && column != 0;
        header.setSectionHidden(column, hidden);
        const int width = value[u"width"_s].toInt();
        if (!hidden && width > 0)
            header.resizeSection(column, std::clamp(width, header.minimumSectionSize(), kWidest));
    }
    const int sorted = columnOf.value(root.value(u"sort"_s).toString(), -1);
    if (sorted >= 0)
        sortByColumn(sorted, root.value(u"descending"_s).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
    return true;
}

void DataTable::resetLayout() {
    QHeaderView& header = *horizontalHeader();
    for (int column = 0; column < header.count(); ++column) {
        header.moveSection(header.visualIndex(column), column);
        header.setSectionHidden(column, model()->headerData(column, Qt::Horizontal, ColumnHiddenRole).toBool());
    }
    takeDefaultWidths();
    Q_EMIT layoutEdited();
}

void DataTable::takeDefaultWidths() {
    QHeaderView& header = *horizontalHeader();
    // While the last column is stretched its width can't be set, and it may not stay the last.
    header.setStretchLastSection(false);
    for (int column = 0; column < header.count(); ++column) {
        const int width = model()->headerData(column, Qt::Horizontal, ColumnWidthRole).toInt();
        header.resizeSection(column, width > 0 ? Theme::of(this).scaled(width) : header.defaultSectionSize());
    }
    header.setStretchLastSection(true);
}

void DataTable::showColumnMenu(const QPoint& globalPosition) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QHeaderView& header = *horizontalHeader();
    for (int visual = 0; visual < header.count(); ++visual) {
        const int column = header.logicalIndex(visual);
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        QAction* action = menu->addAction(title.isEmpty() ? columnKey(column) : title);
        action->setCheckable(true);
        action->setChecked(!header.isSectionHidden(column));
        action->setEnabled(column != 0); // the first column says what the row is
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            horizontalHeader()->setSectionHidden(column, !shown);
            Q_EMIT layoutEdited();
        });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Reset columns")), &QAction::triggered, this, &DataTable::resetLayout);
    menu->popup(globalPosition);
}

} // namespace pilothouse::ui
