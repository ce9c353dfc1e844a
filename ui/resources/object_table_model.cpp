// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_table_model.h"

#include "core/base/plain_text.h"
#include "ui/resources/object_cells.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"

#include <QSet>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

ObjectTableModel::ObjectTableModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_now(QDateTime::currentDateTimeUtc()) { }

ObjectTableModel::Shown ObjectTableModel::shown(int column) const {
    using What = Shown::What;
    const int namespaces = m_showsNamespace ? 1 : 0;
    const auto servers = static_cast<int>(m_columns.size());
    if (m_showsNamespace && column == 1) {
        return {.what = What::Namespace}; // Name, Namespace, the rest
    }
    if (column >= servers + namespaces) {
        return {.what = column == servers + namespaces ? What::Cores : What::Memory};
    }
    return {.what = What::Server, .server = static_cast<size_t>(column == 0 ? 0 : column - namespaces)};
}

void ObjectTableModel::reset(const std::vector<ObjectTable::Column>& columns) {
    beginResetModel();
    m_columns = columns;
    m_rows.clear();
    m_places.clear();
    m_heard.clear();
    endResetModel();
}

void ObjectTableModel::clear() {
    reset({});
}

void ObjectTableModel::setNamespaceShown(bool shown) {
    if (m_showsNamespace != shown) {
        beginResetModel();
        m_showsNamespace = shown;
        endResetModel();
    }
}

void ObjectTableModel::setUsage(QHash<QString, Usage> usage, bool hasColumns) {
    m_usage = std::move(usage);
    if (m_showsUsage == hasColumns) {
        return;
    }
    const int servers = static_cast<int>(m_columns.size()) + (m_showsNamespace ? 1 : 0);
    if (m_columns.empty()) {
        m_showsUsage = hasColumns;
    } else if (hasColumns) {
        beginInsertColumns({}, servers, servers + 1);
        m_showsUsage = true;
        endInsertColumns();
    } else {
        beginRemoveColumns({}, servers, servers + 1);
        m_showsUsage = false;
        endRemoveColumns();
    }
}

void ObjectTableModel::tellUsage() {
    if (m_showsUsage && !m_rows.empty()) {
        Q_EMIT dataChanged(index(0, columnCount() - 2), index(rowCount() - 1, columnCount() - 1));
    }
}

void ObjectTableModel::apply(const TableDelta& delta) {
    if (delta.isAnew) {
        reset(delta.columns);
    }
    remove(delta.removed);
    upsert(delta.upserted);
}

void ObjectTableModel::reindexFrom(size_t row) {
    for (size_t i = row; i < m_rows.size(); ++i) {
        m_places.insert(m_rows[i].uid, static_cast<int>(i));
    }
}

void ObjectTableModel::remove(const std::vector<Uid>& uids) {
    std::vector<int> gone;
    for (const Uid& uid : uids) {
        if (const auto place = m_places.constFind(uid); place != m_places.cend()) {
            gone.push_back(*place);
            m_heard.remove(uid);
            m_places.erase(place);
        }
    }
    std::ranges::sort(gone, std::greater()); // from the end, so that places before stay right
    for (const int row : gone) {
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    if (!gone.empty()) {
        reindexFrom(static_cast<size_t>(gone.back()));
    }
}

void ObjectTableModel::upsert(const std::vector<ObjectTable::Row>& rows) {
    std::vector<const ObjectTable::Row*> fresh;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    for (const ObjectTable::Row& row : rows) {
        m_heard.insert(row.uid, now);
        const auto place = m_places.constFind(row.uid);
        if (place == m_places.cend()) {
            fresh.push_back(&row);
            continue;
        }
        ObjectTable::Row& known = m_rows[static_cast<size_t>(*place)];
        if (known.cells != row.cells) {
            known = row;
            Q_EMIT dataChanged(index(*place, 0), index(*place, columnCount() - 1));
        }
    }
    if (fresh.empty()) {
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    for (const ObjectTable::Row* row : fresh) {
        m_rows.push_back(*row);
    }
    reindexFrom(static_cast<size_t>(first));
    endInsertRows();
}

const ObjectTable::Row* ObjectTableModel::row(int row) const {
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<size_t>(row)] : nullptr;
}

const ObjectTable::Row* ObjectTableModel::find(const Uid& uid) const {
    const auto place = m_places.constFind(uid);
    return place == m_places.cend() ? nullptr : row(*place);
}

int ObjectTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ObjectTableModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid() || m_columns.empty()) {
        return 0;
    }
    return static_cast<int>(m_columns.size()) + (m_showsNamespace ? 1 : 0) + (m_showsUsage ? 2 : 0);
}

/// An age is counted here: the server's word for it stands still until the object changes.
bool ObjectTableModel::isAge(Shown column) const {
    return column.what == Shown::What::Server && m_columns[column.server].name == "Age"_L1;
}

/// A time that was printed when the row was told, and has gone on since.
bool ObjectTableModel::isSpan(Shown column) const {
    static const QSet<QString> kNames = {u"Last Seen"_s, u"First Seen"_s, u"Last Schedule"_s};
    return column.what == Shown::What::Server && kNames.contains(m_columns[column.server].name);
}

bool ObjectTableModel::isNumber(Shown column) const {
    if (column.what != Shown::What::Server) {
        return column.what != Shown::What::Namespace;
    }
    const QString& type = m_columns[column.server].type;
    return type == "integer"_L1 || type == "number"_L1;
}

std::optional<Usage> ObjectTableModel::usageOf(const ObjectTable::Row& row) const {
    const auto found = m_usage.constFind(usageKey(row.nameSpace, row.name));
    return found == m_usage.cend() ? std::nullopt : std::optional(*found);
}

QString ObjectTableModel::cellText(const ObjectTable::Row& row, Shown column) const {
    switch (column.what) {
    case Shown::What::Namespace:
        return escapeControls(row.nameSpace);
    case Shown::What::Cores: {
        const auto usage = usageOf(row);
        return usage ? coresText(usage->cores) : QString();
    }
    case Shown::What::Memory: {
        const auto usage = usageOf(row);
        return usage ? bytesText(usage->bytes) : QString();
    }
    case Shown::What::Server:
        break;
    }
    if (isAge(column) && row.created.isValid()) {
        return humanAge(row.created.secsTo(m_now));
    }
    const QString text = serverCellText(row.cells.at(static_cast<qsizetype>(column.server)));
    const qint64 span = isSpan(column) ? cellAge(text) : -1;
    if (span < 0) {
        return text;
    }
    const qint64 since = m_now.toSecsSinceEpoch() - m_heard.value(row.uid, m_now.toSecsSinceEpoch());
    return humanAge(span + std::max<qint64>(0, since));
}

QVariant ObjectTableModel::sortValue(const ObjectTable::Row& row, Shown column) const {
    if (column.what == Shown::What::Cores || column.what == Shown::What::Memory) {
        const auto usage = usageOf(row);
        if (!usage) {
            return -1.0;
        }
        return column.what == Shown::What::Cores ? usage->cores : static_cast<double>(usage->bytes);
    }
    if (isAge(column) && row.created.isValid()) { // the younger, the less; stands still while time goes on
        return static_cast<double>(-row.created.toSecsSinceEpoch());
    }
    if (column.what == Shown::What::Server) {
        const QJsonValue cell = row.cells.at(static_cast<qsizetype>(column.server));
        if (cell.isDouble()) {
            return cell.toDouble();
        }
    }
    return cellSortKey(cellText(row, column));
}

QVariant ObjectTableModel::toneOf(const ObjectTable::Row& row, const QModelIndex& index) const {
    const Shown column = shown(index.column());
    if (column.what == Shown::What::Server && isStatusColumn(m_columns[column.server].name)) {
        const auto tone = cellTone(cellText(row, column));
        return tone ? QVariant(static_cast<int>(*tone)) : QVariant();
    }
    return index.column() == 0 ? QVariant() : QVariant(static_cast<int>(ColorToken::TextSecond));
}

QVariant ObjectTableModel::data(const QModelIndex& index, int role) const {
    const ObjectTable::Row* found = row(index.row());
    if (!found) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*found, shown(index.column()));
    case SortRole:
        return sortValue(*found, shown(index.column()));
    case UidRole:
        return found->uid.value();
    case TextStyleRole:
        return index.column() == 0 ? QVariant(static_cast<int>(TextStyle::BodyStrong)) : QVariant();
    case Qt::TextAlignmentRole:
        return isNumber(shown(index.column())) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case ToneRole:
        return toneOf(*found, index);
    default:
        return {};
    }
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount()) {
        return {};
    }
    const Shown column = shown(section);
    if (role == Qt::TextAlignmentRole) {
        return isNumber(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    }
    if (column.what != Shown::What::Server) {
        const bool isNamespace = column.what == Shown::What::Namespace;
        const bool isCores = column.what == Shown::What::Cores;
        return role == Qt::DisplayRole ? QVariant(isNamespace ? tr("Namespace")
                                                 : isCores    ? tr("CPU")
                                                              : tr("Memory"))
            : role == ColumnKeyRole    ? QVariant(isNamespace ? u"Namespace"_s
                                                 : isCores    ? u"CPU"_s
                                                              : u"Memory"_s)
            : role == ColumnWidthRole  ? QVariant(isNamespace ? 130 : 80)
                                       : QVariant();
    }
    const ObjectTable::Column& shown = m_columns[column.server];
    switch (role) {
    case Qt::DisplayRole:
        return escapeControls(shown.name);
    case Qt::ToolTipRole:
        return escapeControls(shown.description);
    case ColumnKeyRole:
        return shown.name;
    case ColumnHiddenRole:
        return shown.priority > 0;
    case ColumnWidthRole:
        return shown.name == "Last Seen"_L1                          ? 110
            : section == 0                                           ? 300
            : shown.name == "Message"_L1                             ? 420
            : shown.name == "Object"_L1 || shown.name == "Images"_L1 ? 240
                                                                     : 110;
    default:
        return {};
    }
}

} // namespace pilothouse::ui
