// SPDX-License-Identifier: Apache-2.0
#include "ui/trace/trace_model.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/table_column.h"

#include <QLocale>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t kMostRows = 2000;
constexpr size_t kTrimmedTo = 1500;
} // namespace

TraceModel::TraceModel(HttpTrace& trace, QObject* parent)
    : QAbstractTableModel(parent)
    , m_trace(trace) { }

void TraceModel::pull() {
    auto changes = m_trace.changesSince(m_sequence);
    m_sequence = changes.sequence;
    std::vector<TraceEntry> fresh;
    for (TraceEntry& entry : changes.entries) {
        if (const auto known = m_rows.constFind(entry.id); known != m_rows.constEnd()) {
            m_entries[static_cast<size_t>(*known)] = std::move(entry);
            Q_EMIT dataChanged(index(*known, 0), index(*known, ColumnCount - 1));
        } else {
            fresh.push_back(std::move(entry));
        }
    }
    if (fresh.empty()) {
        return;
    }
    const auto first = static_cast<int>(m_entries.size());
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    for (TraceEntry& entry : fresh) {
        m_rows.insert(entry.id, static_cast<int>(m_entries.size()));
        m_entries.push_back(std::move(entry));
    }
    endInsertRows();
    trim();
}

/// Old rows leave in one piece, so that trimming costs once in 500 rows.
void TraceModel::trim() {
    if (m_entries.size() <= kMostRows) {
        return;
    }
    const auto gone = m_entries.size() - kTrimmedTo;
    beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
    m_entries.erase(m_entries.begin(), m_entries.begin() + static_cast<std::ptrdiff_t>(gone));
    m_rows.clear();
    for (size_t i = 0; i < m_entries.size(); ++i) {
        m_rows.insert(m_entries[i].id, static_cast<int>(i));
    }
    endRemoveRows();
}

void TraceModel::clear() {
    beginResetModel();
    m_trace.clear();
    m_entries.clear();
    m_rows.clear();
    endResetModel();
}

const TraceEntry* TraceModel::entry(int row) const {
    return row >= 0 && row < rowCount() ? &m_entries[static_cast<size_t>(row)] : nullptr;
}

int TraceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int TraceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString TraceModel::text(const TraceEntry& entry, int column) const {
    switch (column) {
    case Time:
        return entry.startedAt.toLocalTime().toString(u"HH:mm:ss.zzz"_s);
    case Context:
        return escapeControls(entry.label);
    case Method:
        return entry.method;
    case Url:
        return escapeControls(entry.url);
    case Status:
        if (!entry.error.isEmpty()) {
            return escapeControls(entry.error);
        }
        return entry.status > 0 ? QString::number(entry.status) : tr("waiting");
    case Took:
        return entry.isStream && !entry.isFinished ? tr("open") : tr("%1 ms").arg(entry.elapsed.count());
    case Received:
        return QLocale().formattedDataSize(entry.bytesReceived);
    case Try:
        return entry.attempt > 1 ? QString::number(entry.attempt) : QString();
    default:
        return {};
    }
}

QVariant TraceModel::sortKey(const TraceEntry& entry, int column) const {
    switch (column) {
    case Time:
        return entry.startedAt;
    case Status:
        return entry.status;
    case Took:
        return static_cast<qint64>(entry.elapsed.count());
    case Received:
        return entry.bytesReceived;
    case Try:
        return entry.attempt;
    default:
        return text(entry, column);
    }
}

QVariant TraceModel::data(const QModelIndex& index, int role) const {
    const TraceEntry* found = entry(index.row());
    if (!found) {
        return {};
    }
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(*found, column);
    case SortRole:
        return sortKey(*found, column);
    case UidRole:
        return QString::number(found->id);
    case FilterTextRole:
        return QStringList{found->method, found->url, QString::number(found->status), found->label, found->error}.join(
            u' ');
    case Qt::TextAlignmentRole:
        return column == Took || column == Received || column == Try ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                                     : QVariant();
    case TextStyleRole:
        return column == Url || column == Method ? QVariant(static_cast<int>(TextStyle::Mono)) : QVariant();
    case ToneRole:
        if (column == Status && (!found->error.isEmpty() || found->status >= 400)) {
            return static_cast<int>(ColorToken::Failed);
        }
        return column == Url || column == Status ? QVariant() : QVariant(static_cast<int>(ColorToken::TextSecond));
    default:
        return {};
    }
}

QVariant TraceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    constexpr Qt::Alignment kRight = Qt::AlignRight | Qt::AlignVCenter;
    return headerCell(
        {{tr("Time"), 112, "time"_L1}, {tr("Context"), 120, "context"_L1}, {tr("Method"), 74, "method"_L1},
            {tr("URL"), 480, "url"_L1}, {tr("Status"), 90, "status"_L1}, {tr("Took"), 80, "took"_L1, kRight},
            {tr("Received"), 90, "received"_L1, kRight}, {tr("Try"), 40, "try"_L1, kRight}},
        section, orientation, role);
}

} // namespace pilothouse::ui
