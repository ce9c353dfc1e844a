// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_table_model.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

bool isNumber(const ObjectTable::Column& column) {
    return column.type == "integer"_L1 || column.type == "number"_L1;
}

/// `5d3h`, `12m` as kubectl prints ages: in seconds, so that they sort. -1: not an age.
double ageSeconds(const QString& text) {
    static const QRegularExpression kPart(u"(\\d+)([smhdy])"_s);
    double seconds = 0;
    qsizetype length = 0;
    auto matches = kPart.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        static const QHash<QChar, double> kUnits
            = {{u's', 1}, {u'm', 60}, {u'h', 3600}, {u'd', 86400}, {u'y', 31536000}};
        seconds += match.captured(1).toDouble() * kUnits.value(match.captured(2).front());
        length += match.capturedLength();
    }
    return length == text.size() && length > 0 ? seconds : -1;
}

/// `2/3` sorts by the share that is ready, `3 (5m ago)` by its number.
QVariant sortKey(const QString& text) {
    static const QRegularExpression kShare(u"^(\\d+)/(\\d+)$"_s);
    static const QRegularExpression kLeadingNumber(u"^(\\d+)( \\(.*)?$"_s);
    if (const auto share = kShare.match(text); share.hasMatch()) {
        const double all = share.captured(2).toDouble();
        return all > 0 ? share.captured(1).toDouble() / all : 1.0;
    }
    if (const auto number = kLeadingNumber.match(text); number.hasMatch()) {
        return number.captured(1).toDouble();
    }
    const double age = ageSeconds(text);
    return age >= 0 ? QVariant(age) : QVariant(text);
}

/// The colour of words kubectl users know; nothing for words that say no fault.
std::optional<ColorToken> toneOf(const QString& word) {
    static const QSet<QString> kGood = {u"Running"_s, u"Active"_s, u"Bound"_s, u"Ready"_s, u"Succeeded"_s,
        u"Complete"_s, u"Completed"_s, u"True"_s, u"Available"_s};
    static const QSet<QString> kWaiting
        = {u"Pending"_s, u"ContainerCreating"_s, u"PodInitializing"_s, u"Terminating"_s, u"Unknown"_s, u"Warning"_s};
    if (kGood.contains(word)) {
        return ColorToken::Ok;
    }
    if (kWaiting.contains(word) || word.startsWith(u"Init:"_s)) {
        return ColorToken::Warning;
    }
    static const QRegularExpression kBad(
        u"(BackOff|Err|Error|OOMKilled|Failed|Evicted|Lost|NotReady|CreateContainerConfig)"_s);
    return kBad.match(word).hasMatch() ? std::optional(ColorToken::Failed) : std::nullopt;
}

bool isStatusColumn(const QString& name) {
    static const QSet<QString> kNames = {u"Status"_s, u"Type"_s, u"Reason"_s, u"Phase"_s, u"Ready"_s};
    return kNames.contains(name);
}

} // namespace

ObjectTableModel::ObjectTableModel(QObject* parent)
    : QAbstractTableModel(parent) { }

int ObjectTableModel::serverColumn(int column) const {
    if (!m_showsNamespace) {
        return column;
    }
    return column == 0 ? 0 : column == 1 ? -1 : column - 1; // Name, Namespace, the rest
}

void ObjectTableModel::clear() {
    beginResetModel();
    m_table = {};
    endResetModel();
}

void ObjectTableModel::setTable(ObjectTable table, bool showsNamespace) {
    const auto names = [](const ObjectTable& t) {
        QStringList list;
        for (const auto& column : t.columns) {
            list += column.name;
        }
        return list;
    };
    if (m_showsNamespace != showsNamespace || names(m_table) != names(table)) {
        beginResetModel();
        m_table = std::move(table);
        m_showsNamespace = showsNamespace;
        endResetModel();
        return;
    }
    mergeRows(std::move(table.rows));
}

void ObjectTableModel::mergeRows(std::vector<ObjectTable::Row> rows) {
    QHash<Uid, size_t> fresh;
    for (size_t i = 0; i < rows.size(); ++i) {
        fresh.insert(rows[i].uid, i);
    }
    for (int i = rowCount() - 1; i >= 0; --i) { // gone ones leave from the end, so that indexes stay right
        if (!fresh.contains(m_table.rows[static_cast<size_t>(i)].uid)) {
            beginRemoveRows({}, i, i);
            m_table.rows.erase(m_table.rows.begin() + i);
            endRemoveRows();
        }
    }
    for (size_t i = 0; i < m_table.rows.size(); ++i) {
        ObjectTable::Row& known = m_table.rows[i];
        const ObjectTable::Row& now = rows[fresh.take(known.uid)];
        if (known.cells != now.cells) {
            known = now;
            Q_EMIT dataChanged(index(static_cast<int>(i), 0), index(static_cast<int>(i), columnCount() - 1));
        }
    }
    if (fresh.isEmpty()) {
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    for (ObjectTable::Row& row : rows) {
        if (fresh.contains(row.uid)) {
            m_table.rows.push_back(std::move(row));
        }
    }
    endInsertRows();
}

const ObjectTable::Row* ObjectTableModel::row(int row) const {
    return row >= 0 && row < rowCount() ? &m_table.rows[static_cast<size_t>(row)] : nullptr;
}

int ObjectTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int ObjectTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid()
        ? 0
        : static_cast<int>(m_table.columns.size()) + (m_showsNamespace && !m_table.columns.empty() ? 1 : 0);
}

QString ObjectTableModel::cellText(const ObjectTable::Row& row, int serverColumn) const {
    if (serverColumn < 0) {
        return escapeControls(row.nameSpace);
    }
    const QJsonValue cell = row.cells.at(serverColumn);
    return cell.isDouble() ? QString::number(cell.toDouble(), 'g', 15) : escapeControls(cell.toVariant().toString());
}

QVariant ObjectTableModel::data(const QModelIndex& index, int role) const {
    const ObjectTable::Row* found = row(index.row());
    if (!found) {
        return {};
    }
    const int column = serverColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*found, column);
    case SortRole:
        return column >= 0 && found->cells.at(column).isDouble() ? QVariant(found->cells.at(column).toDouble())
                                                                 : sortKey(cellText(*found, column));
    case UidRole:
        return found->uid.value();
    case TextStyleRole:
        return index.column() == 0 ? QVariant(static_cast<int>(TextStyle::BodyStrong)) : QVariant();
    case Qt::TextAlignmentRole:
        return column >= 0 && isNumber(m_table.columns[static_cast<size_t>(column)])
            ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
            : QVariant();
    case ToneRole: {
        if (column >= 0 && isStatusColumn(m_table.columns[static_cast<size_t>(column)].name)) {
            const auto tone = toneOf(cellText(*found, column));
            return tone ? QVariant(static_cast<int>(*tone)) : QVariant();
        }
        return index.column() == 0 ? QVariant() : QVariant(static_cast<int>(ColorToken::TextSecond));
    }
    default:
        return {};
    }
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount()) {
        return {};
    }
    const int column = serverColumn(section);
    if (column < 0) {
        return role == Qt::DisplayRole ? QVariant(tr("Namespace"))
            : role == ColumnWidthRole  ? QVariant(130)
                                       : QVariant();
    }
    const ObjectTable::Column& shown = m_table.columns[static_cast<size_t>(column)];
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
        return section == 0                                          ? 300
            : shown.name == "Message"_L1                             ? 420
            : shown.name == "Object"_L1 || shown.name == "Images"_L1 ? 240
                                                                     : 110;
    case Qt::TextAlignmentRole:
        return isNumber(shown) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default:
        return {};
    }
}

} // namespace pilothouse::ui
