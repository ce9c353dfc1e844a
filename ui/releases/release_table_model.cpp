// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_table_model.h"

#include "core/base/clock.h"
#include "ui/releases/release_columns.h"
#include "ui/releases/release_words.h"

#include <QSet>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// Above this many separate pieces one reset is cheaper than the signals.
constexpr qsizetype kMostPieces = 200;

bool isSameBody(const ReleaseSummary& a, const ReleaseSummary& b) {
    return a.bodyState == b.bodyState && a.chartName == b.chartName && a.chartVersion == b.chartVersion
        && a.appVersion == b.appVersion && a.description == b.description && a.updated == b.updated
        && a.applyMethod == b.applyMethod && a.owner == b.owner && a.searchWords == b.searchWords
        && a.bodyError == b.bodyError;
}

/// An event with an unchanged resourceVersion changes nothing (U17).
bool isSame(const ReleaseSummary& a, const ReleaseSummary& b) {
    return a.newest.resourceVersion == b.newest.resourceVersion && a.newest.uid == b.newest.uid
        && a.newest.revision == b.newest.revision && a.newest.status == b.newest.status
        && a.newest.labels == b.newest.labels && a.deployedRevision == b.deployedRevision
        && a.workloadsReady == b.workloadsReady && a.workloadsTotal == b.workloadsTotal
        && a.worstReason == b.worstReason && a.worstMessage == b.worstMessage && isSameBody(a, b);
}

/// Calls @p tell(first, last) for each run of neighbours in sorted @p rows.
template <typename Function> void eachRun(const QList<int>& rows, Function tell) {
    for (qsizetype i = 0; i < rows.size();) {
        qsizetype end = i;
        while (end + 1 < rows.size() && rows[end + 1] == rows[end] + 1)
            ++end;
        tell(rows[i], rows[end]);
        i = end + 1;
    }
}

} // namespace

ReleaseTableModel::ReleaseTableModel(ContextId context, const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_context(std::move(context))
    , m_clock(clock) { }

QString ReleaseTableModel::uidOf(const ReleaseKey& key) const {
    // A line break is in no name, so no two keys make the same text.
    return m_context.value() % u'\n' % key.nameSpace % u'\n' % key.name
        % (key.driver == StorageDriver::ConfigMap ? u"\nconfigmap"_s : QString());
}

ReleaseTableModel::Row ReleaseTableModel::makeRow(ReleaseSummary summary) const {
    const QDateTime now = m_clock.wallNow();
    Row row;
    row.uid = uidOf(summary.newest.key);
    row.marks = marksOf(summary, now);
    row.hasFault = pilothouse::ui::hasFault(summary, now);
    QStringList words = {summary.newest.key.name, summary.newest.key.nameSpace,
        QString::number(number(summary.newest.revision)), statusText(summary.newest),
        summary.chartName % u'-' % summary.chartVersion, summary.appVersion, summary.owner, summary.description};
    for (const BadgeSpec& mark : std::as_const(row.marks))
        words << mark.text;
    words += summary.searchWords;
    row.filterText = words.join(u'\t');
    row.summary = std::move(summary);
    return row;
}

QList<BadgeSpec> ReleaseTableModel::marksOf(const ReleaseSummary& summary, const QDateTime& now) const {
    return releaseMarks(summary, now) + ownerMarks(ownersOf(summary.newest.key));
}

OwnerRules ReleaseTableModel::ownersOf(const ReleaseKey& key) const {
    if (m_owners.empty())
        return {};
    return ownerRulesFor(m_owners, m_context, key, m_environments.environmentOf(m_context.value(), key.nameSpace).kind);
}

void ReleaseTableModel::setOwnerRules(OwnerRules owners, EnvironmentRules environments) {
    const bool hadNone = m_owners.empty() && owners.empty();
    m_owners = std::move(owners);
    m_environments = std::move(environments);
    if (!hadNone)
        remakeRows();
}

void ReleaseTableModel::apply(const ReleaseDelta& delta) {
    const int before = m_faults;
    if (delta.isReset && m_rows.empty() && !delta.upserted.empty()) {
        beginInsertRows({}, 0, static_cast<int>(delta.upserted.size()) - 1);
        m_rows.reserve(delta.upserted.size());
        for (const ReleaseSummary& summary : delta.upserted) {
            m_index.insert(summary.newest.key, static_cast<int>(m_rows.size()));
            m_rows.push_back(makeRow(summary));
            m_faults += m_rows.back().hasFault;
        }
        endInsertRows();
    } else {
        QList<ReleaseKey> gone(delta.removed.begin(), delta.removed.end());
        if (delta.isReset)
            gone += missingFrom(delta);
        QList<int> rows;
        for (const ReleaseKey& key : std::as_const(gone)) {
            if (const int row = m_index.value(key, -1); row >= 0)
                rows << row;
        }
        remove(std::move(rows));
        upsert(delta.upserted);
        dropMarks(gone);
    }
    if (m_faults != before)
        Q_EMIT faultsChanged(m_faults);
}

QList<ReleaseKey> ReleaseTableModel::missingFrom(const ReleaseDelta& delta) const {
    QSet<ReleaseKey> kept;
    kept.reserve(static_cast<qsizetype>(delta.upserted.size()));
    for (const ReleaseSummary& summary : delta.upserted)
        kept.insert(summary.newest.key);
    QList<ReleaseKey> missing;
    for (const Row& row : m_rows) {
        if (!kept.contains(row.summary.newest.key))
            missing << row.summary.newest.key;
    }
    return missing;
}

void ReleaseTableModel::remove(QList<int> rows) {
    if (rows.isEmpty())
        return;
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (const int row : std::as_const(rows)) {
        m_faults -= m_rows[static_cast<size_t>(row)].hasFault;
        m_index.remove(m_rows[static_cast<size_t>(row)].summary.newest.key);
    }
    QList<std::pair<int, int>> runs;
    eachRun(rows, [&runs](int first, int last) { runs << std::pair(first, last); });
    const bool isReset = runs.size() > kMostPieces;
    if (isReset)
        beginResetModel();
    for (auto run = runs.crbegin(); run != runs.crend(); ++run) {
        if (!isReset)
            beginRemoveRows({}, run->first, run->second);
        m_rows.erase(m_rows.begin() + run->first, m_rows.begin() + run->second + 1);
        if (!isReset)
            endRemoveRows();
    }
    for (size_t row = static_cast<size_t>(rows.front()); row < m_rows.size(); ++row)
        m_index[m_rows[row].summary.newest.key] = static_cast<int>(row);
    if (isReset)
        endResetModel();
}

void ReleaseTableModel::upsert(const std::vector<ReleaseSummary>& summaries) {
    QList<int> changed;
    std::vector<Row> fresh;
    for (const ReleaseSummary& summary : summaries) {
        const int row = m_index.value(summary.newest.key, -1);
        if (row < 0) {
            fresh.push_back(makeRow(summary));
            continue;
        }
        Row& known = m_rows[static_cast<size_t>(row)];
        if (isSame(known.summary, summary))
            continue;
        m_faults -= known.hasFault;
        known = makeRow(summary);
        m_faults += known.hasFault;
        changed << row;
    }
    tellChanged(std::move(changed));
    if (fresh.empty())
        return;
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    for (Row& row : fresh) {
        m_faults += row.hasFault;
        m_index.insert(row.summary.newest.key, static_cast<int>(m_rows.size()));
        m_rows.push_back(std::move(row));
    }
    endInsertRows();
}

void ReleaseTableModel::tellChanged(QList<int> rows) {
    std::ranges::sort(rows);
    eachRun(rows, [this](int first, int last) { Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1)); });
}

void ReleaseTableModel::clear() {
    beginResetModel();
    m_rows.clear();
    m_index.clear();
    endResetModel();
    if (!std::exchange(m_marked, {}).isEmpty())
        Q_EMIT markedChanged();
    if (std::exchange(m_faults, 0) != 0)
        Q_EMIT faultsChanged(0);
}

void ReleaseTableModel::refreshAges() {
    if (m_rows.empty())
        return;
    const QDateTime now = m_clock.wallNow();
    const int before = m_faults;
    QList<int> changed;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        if (!isPending(row.summary.newest.status) && row.summary.newest.status != ReleaseStatus::Uninstalling)
            continue;
        if (marksOf(row.summary, now) == row.marks)
            continue;
        m_faults -= row.hasFault;
        row = makeRow(std::move(row.summary));
        m_faults += row.hasFault;
        changed << static_cast<int>(i);
    }
    tellChanged(std::move(changed));
    constexpr int kUpdated = static_cast<int>(ReleaseColumn::Updated);
    Q_EMIT dataChanged(index(0, kUpdated), index(rowCount() - 1, kUpdated), {Qt::DisplayRole});
    if (m_faults != before)
        Q_EMIT faultsChanged(m_faults);
}

void ReleaseTableModel::retranslate() {
    if (m_rows.empty())
        return;
    remakeRows();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void ReleaseTableModel::remakeRows() {
    if (m_rows.empty())
        return;
    const int before = m_faults;
    for (Row& row : m_rows) {
        m_faults -= row.hasFault;
        row = makeRow(std::move(row.summary));
        m_faults += row.hasFault;
    }
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    if (m_faults != before)
        Q_EMIT faultsChanged(m_faults);
}

const ReleaseSummary* ReleaseTableModel::find(const ReleaseKey& key) const {
    const int row = m_index.value(key, -1);
    return row < 0 ? nullptr : &m_rows[static_cast<size_t>(row)].summary;
}

std::optional<ReleaseKey> ReleaseTableModel::resolve(const ReleaseKey& wanted) const {
    if (m_index.contains(wanted))
        return wanted;
    std::optional<ReleaseKey> part;
    for (const Row& row : m_rows) {
        const ReleaseKey& key = row.summary.newest.key;
        if (!wanted.nameSpace.isEmpty() && key.nameSpace != wanted.nameSpace)
            continue;
        if (key.name == wanted.name)
            return key;
        if (!part && wanted.nameSpace.isEmpty() && key.name.contains(wanted.name, Qt::CaseInsensitive))
            part = key;
    }
    return part;
}

} // namespace pilothouse::ui
