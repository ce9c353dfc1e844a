// SPDX-License-Identifier: Apache-2.0
#include "ui/compare/builds_model.h"

#include "core/base/plain_text.h"
#include "ui/compare/compare_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/table_column.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

void BuildsModel::setSides(const QString& from, const QString& to) {
    m_from = from;
    m_to = to;
    Q_EMIT headerDataChanged(Qt::Horizontal, FromColumn, ToColumn);
}

void BuildsModel::setBuilds(const ReleaseComparisonPtr& comparison, const std::vector<BuildValue>& values,
    const std::function<bool(const QString& path)>& isTaken) {
    std::vector<Row> rows;
    for (const ServiceBuild& build : comparison ? comparison->builds : std::vector<ServiceBuild>()) {
        Row row{build, {}, false, factsText(build)};
        for (const BuildValue& value : values) {
            if (value.service == build.service && value.isNeeded) {
                row.paths += value.path;
                row.isTaken = row.isTaken || isTaken(value.path);
            }
        }
        rows.push_back(std::move(row));
    }
    const bool isSameLength = rows.size() == m_rows.size();
    if (!isSameLength) {
        beginResetModel();
    }
    m_rows = std::move(rows);
    if (!isSameLength) {
        endResetModel();
    } else if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, ColumnCount - 1));
    }
}

QStringList BuildsModel::pathsOf(int row) const {
    return row >= 0 && row < rowCount() ? m_rows[static_cast<size_t>(row)].paths : QStringList();
}

bool BuildsModel::isTaken(int row) const {
    return row >= 0 && row < rowCount() && m_rows[static_cast<size_t>(row)].isTaken;
}

int BuildsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BuildsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString BuildsModel::text(const Row& row, int column) const {
    const auto shown = [](const BuildSide& side) {
        const QString version = side.shownVersion();
        return version.isEmpty() ? u"–"_s : escapeControls(version);
    };
    switch (column) {
    case ServiceColumn:
        return escapeControls(row.build.service);
    case FromColumn:
        return shown(row.build.from);
    case ToColumn:
        return shown(row.build.to);
    case VerdictColumn:
        return verdictLook(row.build).text;
    case EvidenceColumn:
        return evidenceText(row.build);
    default:
        return {};
    }
}

QVariant BuildsModel::takeData(const Row& row, int role) {
    if (row.paths.isEmpty()) {
        return {};
    }
    switch (role) {
    case IconNameRole:
        return row.isTaken ? u"square-check"_s : u"square"_s;
    case ToneRole:
        return static_cast<int>(row.isTaken ? ColorToken::Accent : ColorToken::TextSecond);
    case SortRole:
        return row.isTaken ? 0 : 1;
    case Qt::ToolTipRole:
        return plainToolTip(tr("Take along: %1").arg(row.paths.join(u", "_s)));
    case Qt::AccessibleTextRole:
        return row.isTaken ? tr("taken along") : tr("left as it is");
    default:
        return {};
    }
}

QVariant BuildsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Row& row = m_rows[static_cast<size_t>(index.row())];
    if (role == UidRole) {
        return row.build.service;
    }
    if (index.column() == TakeColumn) {
        return takeData(row, role);
    }
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(row.facts);
    case TextStyleRole:
        return static_cast<int>(index.column() == ServiceColumn              ? TextStyle::BodyStrong
                : index.column() == FromColumn || index.column() == ToColumn ? TextStyle::Mono
                                                                             : TextStyle::Body);
    case IconNameRole:
        return index.column() == VerdictColumn ? QVariant(verdictLook(row.build).icon) : QVariant();
    case ToneRole:
        return index.column() == VerdictColumn ? QVariant(static_cast<int>(verdictLook(row.build).tone))
            : index.column() == EvidenceColumn ? QVariant(static_cast<int>(ColorToken::TextSecond))
                                               : QVariant();
    default:
        return {};
    }
}

QVariant BuildsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return headerCell({{QString(), 34, "take"_L1}, {tr("Service"), 170, "service"_L1}, {m_from, 200, "from"_L1},
                          {m_to, 200, "to"_L1}, {tr("Build"), 220, "build"_L1}, {tr("By"), 300, "by"_L1}},
        section, orientation, role);
}

} // namespace pilothouse::ui
