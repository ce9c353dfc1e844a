// SPDX-License-Identifier: Apache-2.0
// What a table asks of a release's row: text, colour, sorting, tooltip.
#include "ui/releases/release_table_model.h"

#include "core/base/clock.h"
#include "ui/releases/release_columns.h"
#include "ui/releases/release_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/health_text.h"

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

QString driverWord(StorageDriver driver) {
    return driver == StorageDriver::ConfigMap ? u"ConfigMap"_s : u"Secret"_s;
}

QString chartText(const ReleaseSummary& summary) {
    return summary.chartName.isEmpty() ? QString() : summary.chartName % u'-' % summary.chartVersion;
}

bool isRightAligned(ReleaseColumn column) {
    return column == ReleaseColumn::Revision || column == ReleaseColumn::Updated
        || column == ReleaseColumn::DeployedRevision;
}

TextStyle styleOf(ReleaseColumn column) {
    if (column == ReleaseColumn::Name)
        return TextStyle::BodyStrong;
    return column == ReleaseColumn::Chart ? TextStyle::Mono : TextStyle::Body;
}

} // namespace

int ReleaseTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReleaseTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : releaseColumnCount();
}

QVariant ReleaseTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    return releaseHeader(section, role);
}

QVariant ReleaseTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<size_t>(index.row())];
    const auto column = static_cast<ReleaseColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case SortRole:
        return sortValue(row, index.column());
    case ToneRole:
        return tone(row, index.column());
    case Qt::AccessibleTextRole: {
        const QString words = text(row, index.column()).toString();
        return column == ReleaseColumn::Name && isMarked(row.summary.newest.key) ? tr("%1, marked").arg(words) : words;
    }
    case TextStyleRole:
        return static_cast<int>(styleOf(column));
    case Qt::TextAlignmentRole:
        return int((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case UidRole:
        return row.uid;
    case FilterTextRole:
        return row.filterText;
    case IconNameRole:
        if (column == ReleaseColumn::Name)
            return isMarked(row.summary.newest.key) ? QVariant(u"square-check"_s) : QVariant();
        return column == ReleaseColumn::Status ? statusLook(row.summary.newest.status).icon : QVariant();
    case ReadinessRole:
        return column == ReleaseColumn::Objects && row.summary.workloadsTotal >= 0
            ? QVariant::fromValue(readinessOf(row.summary))
            : QVariant();
    case BadgesRole:
        return column == ReleaseColumn::Marks ? QVariant::fromValue(row.marks) : QVariant();
    case NamespaceRole:
        return row.summary.newest.key.nameSpace;
    case StatusRole:
        return static_cast<int>(row.summary.newest.status);
    case FaultRole:
        return row.hasFault;
    case KeyRole:
        return QVariant::fromValue(row.summary.newest.key);
    case ContextRole:
        return QVariant::fromValue(m_context);
    default:
        return {};
    }
}

QVariant ReleaseTableModel::text(const Row& row, int column) const {
    const ReleaseSummary& summary = row.summary;
    switch (static_cast<ReleaseColumn>(column)) {
    case ReleaseColumn::Name:
        return summary.newest.key.name;
    case ReleaseColumn::Context:
        return m_context.value();
    case ReleaseColumn::Namespace:
        return summary.newest.key.nameSpace;
    case ReleaseColumn::Revision:
        return QString::number(number(summary.newest.revision));
    case ReleaseColumn::Status:
        return statusText(summary.newest);
    case ReleaseColumn::Chart:
        return chartText(summary);
    case ReleaseColumn::AppVersion:
        return summary.appVersion;
    case ReleaseColumn::Updated:
        return ageText(summary.updated, m_clock.wallNow());
    case ReleaseColumn::Description:
        return summary.description;
    case ReleaseColumn::Driver:
        return driverWord(summary.newest.key.driver);
    case ReleaseColumn::ApplyMethod:
        return summary.applyMethod;
    case ReleaseColumn::DeployedRevision:
        return summary.deployedRevision == Revision::None ? QString()
                                                          : QString::number(number(summary.deployedRevision));
    case ReleaseColumn::Objects:
    case ReleaseColumn::Marks:
        return {};
    case ReleaseColumn::FirstLabel:
        break;
    }
    return summary.newest.labels.value(releaseColumnLabel(column));
}

QVariant ReleaseTableModel::sortValue(const Row& row, int column) const {
    const ReleaseSummary& summary = row.summary;
    switch (static_cast<ReleaseColumn>(column)) {
    case ReleaseColumn::Revision:
        return number(summary.newest.revision);
    case ReleaseColumn::DeployedRevision:
        return number(summary.deployedRevision);
    case ReleaseColumn::Updated:
        return summary.updated;
    case ReleaseColumn::Objects:
        // What lacks most comes first; what has no workloads has no value and comes last.
        return summary.workloadsTotal > 0 ? QVariant(double(summary.workloadsReady) / summary.workloadsTotal)
                                          : QVariant();
    case ReleaseColumn::Marks:
        return row.marks.isEmpty() ? QVariant() : QVariant(row.marks.front().text);
    default:
        return text(row, column);
    }
}

QVariant ReleaseTableModel::tone(const Row& row, int column) const {
    switch (static_cast<ReleaseColumn>(column)) {
    case ReleaseColumn::Status:
        return static_cast<int>(statusLook(row.summary.newest.status).tone);
    case ReleaseColumn::Name:
        return static_cast<int>(isMarked(row.summary.newest.key) ? ColorToken::Accent : ColorToken::Text);
    default:
        return static_cast<int>(ColorToken::TextSecond);
    }
}

QVariant ReleaseTableModel::toolTip(const Row& row, int column) const {
    const ReleaseSummary& summary = row.summary;
    switch (static_cast<ReleaseColumn>(column)) {
    case ReleaseColumn::Updated:
        return summary.description.isEmpty() ? exactTime(summary.updated)
                                             : exactTime(summary.updated) % u'\n' % summary.description;
    case ReleaseColumn::Status:
        if (isPending(summary.newest.status))
            return tr("Helm’s own word: an operation has not ended.");
        return summary.description;
    case ReleaseColumn::Objects:
        return summary.workloadsTotal < 0 ? tr("Not known yet.") : healthText(summary.worstMessage);
    case ReleaseColumn::Marks: {
        QStringList lines;
        for (const BadgeSpec& mark : row.marks)
            lines << mark.text;
        lines << (summary.bodyError ? errorLine(*summary.bodyError) : healthText(summary.worstMessage));
        lines.removeAll(QString());
        return lines.join(u'\n');
    }
    default:
        return {};
    }
}

} // namespace pilothouse::ui
