// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/revision_model.h"

#include "core/base/clock.h"
#include "ui/releases/release_words.h"
#include "ui/releases/revision_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/error_text.h"

#include <QSet>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// A platform puts a handful of labels on its records; more columns than this help nobody.
constexpr qsizetype kMostLabels = 24;

QStringList labelsOf(const std::vector<RevisionFacts>& all) {
    QSet<QString> keys;
    for (const RevisionFacts& facts : all) {
        for (auto label = facts.meta.labels.keyBegin();
            label != facts.meta.labels.keyEnd() && keys.size() < kMostLabels; ++label)
            keys.insert(*label);
    }
    QStringList sorted(keys.begin(), keys.end());
    sorted.sort();
    return sorted;
}

int widthOf(int column) {
    constexpr int kWidths[] = {96, 80, 136, 150, 70, 260, 240};
    return column < RevisionModel::FirstLabel ? kWidths[column] : 170;
}

} // namespace

RevisionModel::RevisionModel(const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_clock(clock) { }

void RevisionModel::setFacts(std::vector<RevisionFacts> facts) {
    const QStringList labels = labelsOf(facts);
    // Usual: the same revisions, some new ones on top. Old ones that helm pruned go from the end.
    size_t fresh = 0;
    while (fresh < facts.size() && !m_facts.empty() && facts[fresh].meta.revision != m_facts.front().meta.revision)
        ++fresh;
    const size_t kept = facts.size() - fresh;
    const bool isSameRow = !m_facts.empty() && fresh < facts.size() && labels == m_labels && kept <= m_facts.size()
        && std::equal(
            facts.begin() + static_cast<ptrdiff_t>(fresh), facts.end(), m_facts.begin(),
            [](const RevisionFacts& a, const RevisionFacts& b) { return a.meta.revision == b.meta.revision; });
    if (!isSameRow) {
        beginResetModel();
        m_facts = std::move(facts);
        m_labels = labels;
        endResetModel();
        return;
    }
    if (kept < m_facts.size()) {
        beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(m_facts.size()) - 1);
        m_facts.resize(kept);
        endRemoveRows();
    }
    if (fresh > 0) {
        beginInsertRows({}, 0, static_cast<int>(fresh) - 1);
        m_facts = std::move(facts);
        endInsertRows();
    } else {
        m_facts = std::move(facts);
    }
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RevisionModel::clear() {
    beginResetModel();
    m_facts.clear();
    m_labels.clear();
    m_compared = Revision::None;
    endResetModel();
}

void RevisionModel::setCompared(Revision revision) {
    const Revision before = std::exchange(m_compared, revision);
    for (const Revision changed : {before, revision}) {
        if (const int row = rowOf(changed); row >= 0 && before != revision)
            Q_EMIT dataChanged(index(row, 0), index(row, 0), {ComparedRole});
    }
}

int RevisionModel::rowOf(Revision revision) const {
    // Sorted, newest first.
    const auto found = std::ranges::lower_bound(m_facts, number(revision), std::greater<int>(),
        [](const RevisionFacts& facts) { return number(facts.meta.revision); });
    return found != m_facts.end() && found->meta.revision == revision ? static_cast<int>(found - m_facts.begin()) : -1;
}

const RevisionFacts* RevisionModel::find(Revision revision) const {
    const int row = rowOf(revision);
    return row < 0 ? nullptr : &m_facts[static_cast<size_t>(row)];
}

int RevisionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_facts.size());
}

int RevisionModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : FirstLabel + static_cast<int>(m_labels.size());
}

QVariant RevisionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const QString label = section >= FirstLabel ? m_labels.value(section - FirstLabel) : QString();
    const QStringList titles
        = {tr("Revision"), tr("Updated"), tr("Status"), tr("Chart"), tr("App"), tr("What moved"), tr("Description")};
    switch (role) {
    case Qt::DisplayRole:
        return label.isEmpty() ? titles.value(section) : label;
    case ColumnKeyRole:
        return label.isEmpty() ? QString::number(section) : label;
    case ColumnWidthRole:
        return widthOf(section);
    case ColumnHiddenRole:
        return section >= FirstLabel;
    case Qt::TextAlignmentRole:
        return int((section <= Updated ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant RevisionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RevisionFacts& facts = m_facts[static_cast<size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(facts, column);
    case SortRole:
        return sortValue(facts, column);
    case WhatRole:
        return revisionLines(facts).what;
    case ExtraRole:
        return revisionLines(facts).extra;
    case AgeRole:
        return ageText(facts.updated, m_clock.wallNow());
    case NumberRole:
        return number(facts.meta.revision);
    case ComparedRole:
        return facts.meta.revision == m_compared;
    case UidRole:
        return QString::number(number(facts.meta.revision));
    case SignRole:
        return statusLook(facts.meta.status).icon;
    case SignToneRole:
        return int(statusLook(facts.meta.status).tone);
    case IconNameRole:
        return column == Status ? statusLook(facts.meta.status).icon : QVariant();
    case ToneRole:
        return int(column == Status                           ? statusLook(facts.meta.status).tone
                : column == Moved || column == RevisionColumn ? ColorToken::Text
                                                              : ColorToken::TextSecond);
    case TextStyleRole:
        return int(column == RevisionColumn          ? TextStyle::BodyStrong
                : column == Chart || column == Moved ? TextStyle::Mono
                                                     : TextStyle::Body);
    case Qt::TextAlignmentRole:
        return int((column <= Updated ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return toolTip(facts);
    default:
        return {};
    }
}

QVariant RevisionModel::text(const RevisionFacts& facts, int column) const {
    switch (column) {
    case RevisionColumn:
        return QString::number(number(facts.meta.revision));
    case Updated:
        return ageText(facts.updated, m_clock.wallNow());
    case Status:
        return statusText(facts.meta);
    case Chart:
        return facts.chart;
    case AppVersion:
        return facts.appVersion;
    case Moved: {
        const RevisionLines lines = revisionLines(facts);
        return lines.extra.isEmpty() ? lines.what : lines.what + u" · "_s + lines.extra;
    }
    case Description:
        return facts.error ? errorLine(*facts.error) : facts.description;
    default:
        return facts.meta.labels.value(m_labels.value(column - FirstLabel));
    }
}

QVariant RevisionModel::sortValue(const RevisionFacts& facts, int column) const {
    if (column == RevisionColumn)
        return number(facts.meta.revision);
    return column == Updated ? QVariant(facts.updated) : text(facts, column);
}

QString RevisionModel::toolTip(const RevisionFacts& facts) const {
    //: %1 is a number, %2 a status such as deployed
    QStringList lines = {
        tr("Revision %1, %2").arg(number(facts.meta.revision)).arg(statusText(facts.meta)), exactTime(facts.updated)};
    if (facts.error)
        lines << errorLine(*facts.error);
    if (!facts.description.isEmpty())
        lines << facts.description.left(300);
    lines += moveLines(facts.moves).mid(0, 12);
    return lines.join(u'\n');
}

} // namespace pilothouse::ui
