// SPDX-License-Identifier: Apache-2.0
#include "ui/change/batch_model.h"

#include "ui/change/batch_words.h"
#include "ui/diff/diff_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/cell_roles.h"

#include <QMimeData>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
const QString kRowType = u"application/x-pilothouse-plan-row"_s;
} // namespace

BatchModel::BatchModel(BatchPresenter& presenter, QObject* parent)
    : QAbstractTableModel(parent)
    , m_presenter(presenter) {
    refresh();
}

BatchModel::Row BatchModel::makeRow(const BatchItem& item) const {
    const ReleaseDiffPtr diff = diffOf(item.release);
    return {.release = item.release,
        .isHidden = item.isHidden,
        .state = stepWords(m_presenter, item),
        .chart = chartText(m_presenter, item),
        .change = headlineText(diff),
        .changeDetail = diff ? headlineDetail(*diff) : QString()};
}

void BatchModel::refresh() {
    std::vector<Row> rows;
    for (const BatchItem& item : m_presenter.items()) {
        rows.push_back(makeRow(item));
    }
    const bool isSameList = std::ranges::equal(rows, m_rows, {}, &Row::release, &Row::release);
    if (!isSameList) {
        beginResetModel();
    }
    m_rows = std::move(rows);
    if (!isSameList) {
        endResetModel();
    } else if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

std::optional<ReleaseKey> BatchModel::releaseAt(int row) const {
    return row >= 0 && row < rowCount() ? std::optional(m_rows[static_cast<size_t>(row)].release) : std::nullopt;
}

int BatchModel::rowOf(const ReleaseKey& release) const {
    const auto found = std::ranges::find(m_rows, release, &Row::release);
    return found == m_rows.end() ? -1 : static_cast<int>(std::distance(m_rows.begin(), found));
}

int BatchModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BatchModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

ReleaseDiffPtr BatchModel::diffOf(const ReleaseKey& release) const {
    if (!m_presenter.diff() || !m_presenter.plan()) {
        return nullptr;
    }
    const auto& steps = m_presenter.plan()->steps;
    const auto found
        = std::ranges::find_if(steps, [&release](const BatchStep& step) { return step.request.release == release; });
    const auto index = static_cast<size_t>(std::distance(steps.begin(), found));
    return index < m_presenter.diff()->each.size() ? m_presenter.diff()->each[index] : nullptr;
}

QString BatchModel::text(int row, int column) const {
    const Row& shown = m_rows[static_cast<size_t>(row)];
    switch (column) {
    case OrderColumn:
        return QString::number(row + 1);
    case ReleaseColumn:
        return shown.release.nameSpace + u'/' + shown.release.name;
    case StateColumn:
        return shown.state.text;
    case ChartColumn:
        return shown.chart;
    default:
        return shown.change;
    }
}

QVariant BatchModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), column);
    case Qt::ToolTipRole:
        return column == ChangeColumn ? row.changeDetail
            : column == StateColumn   ? QStringList{row.state.text, row.state.detail}.join(u'\n').trimmed()
                                      : text(index.row(), column);
    case UidRole:
        return QString(row.release.nameSpace + u'/' + row.release.name);
    case TextStyleRole:
        return static_cast<int>(column == ReleaseColumn ? TextStyle::BodyStrong
                : column == ChartColumn                 ? TextStyle::Mono
                                                        : TextStyle::Body);
    case ToneRole:
        return static_cast<int>(column == ReleaseColumn ? ColorToken::Text
                : column == StateColumn                 ? row.state.tone
                                                        : ColorToken::TextSecond);
    case IconNameRole:
        return column == StateColumn ? row.state.icon : QVariant();
    case BadgesRole:
        return column == ReleaseColumn && row.isHidden
            ? QVariant::fromValue(QList<BadgeSpec>{{tr("hidden by the filter"), ColorToken::Warning}})
            : QVariant();
    case Qt::TextAlignmentRole:
        return int((column == OrderColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case OrderColumn:
        return u"#"_s;
    case ReleaseColumn:
        return tr("Release");
    case StateColumn:
        return tr("State");
    case ChartColumn:
        return tr("Chart");
    default:
        return tr("What changes");
    }
}

Qt::ItemFlags BatchModel::flags(const QModelIndex& index) const {
    const bool isFixed = m_presenter.isRunning() || m_presenter.hasEnded();
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (isFixed) {
        return flags;
    }
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : Qt::ItemIsDropEnabled;
}

QStringList BatchModel::mimeTypes() const {
    return {kRowType};
}

QMimeData* BatchModel::mimeData(const QModelIndexList& indexes) const {
    auto* data = new QMimeData;
    if (!indexes.isEmpty()) {
        data->setData(kRowType, QByteArray::number(indexes.front().row()));
    }
    return data;
}

bool BatchModel::dropMimeData(
    const QMimeData* data, Qt::DropAction /*action*/, int row, int /*column*/, const QModelIndex& /*parent*/) {
    bool isNumber = false;
    const int from = data->data(kRowType).toInt(&isNumber);
    if (isNumber && from >= 0 && from < rowCount()) {
        const int before = row < 0 ? rowCount() : row;
        m_presenter.move(static_cast<size_t>(from), static_cast<size_t>(before > from ? before - 1 : before));
    }
    return false; // the presenter has moved it: the view has nothing to take away
}

} // namespace pilothouse::ui
