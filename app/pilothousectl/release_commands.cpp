// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/output.h"

#include "core/helm/go_time.h"

#include <algorithm>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

QString driverWord(StorageDriver driver) {
    return driver == StorageDriver::Secret ? u"secret"_s : u"configmap"_s;
}

QJsonObject labelsJson(const QMap<QString, QString>& labels) {
    QJsonObject object;
    for (auto it = labels.begin(); it != labels.end(); ++it) {
        object.insert(it.key(), it.value());
    }
    return object;
}

/// The fields of `helm list -o json`, same names and values (the revision is a string there), and ours behind them.
QJsonObject releaseJson(const ReleaseSummary& row) {
    const bool isRead = row.bodyState == ReleaseSummary::BodyState::Loaded;
    QJsonObject object{{u"name"_s, row.newest.key.name}, {u"namespace"_s, row.newest.key.nameSpace},
        {u"revision"_s, QString::number(number(row.newest.revision))},
        {u"updated"_s, isRead ? goTimeText(row.updatedText) : QString()}, {u"status"_s, row.newest.statusText},
        {u"chart"_s, isRead ? QString(row.chartName + u'-' + row.chartVersion) : QString()},
        {u"app_version"_s, row.appVersion}, {u"chart_name"_s, row.chartName}, {u"chart_version"_s, row.chartVersion},
        {u"description"_s, row.description}, {u"updated_rfc3339"_s, row.updatedText},
        {u"driver"_s, driverWord(row.newest.key.driver)}, {u"deployed_revision"_s, number(row.deployedRevision)},
        {u"revisions_kept"_s, row.revisionCount}, {u"apply_method"_s, row.applyMethod},
        {u"labels"_s, labelsJson(row.newest.labels)}, {u"uid"_s, row.newest.uid.value()}};
    if (row.bodyError) {
        object.insert(u"error"_s, describe(*row.bodyError));
    }
    return object;
}

QJsonObject historyJson(const HistoryEntry& entry) {
    QJsonObject object{{u"revision"_s, number(entry.meta.revision)}, {u"status"_s, entry.meta.statusText}};
    if (!entry.record) {
        object.insert(u"error"_s, entry.error ? describe(*entry.error) : QString());
        return object;
    }
    const ReleaseRecord& record = *entry.record;
    object.insert(u"updated"_s, record.lastDeployedText);
    object.insert(u"chart"_s, record.chart.label());
    object.insert(u"app_version"_s, record.chart.appVersion);
    object.insert(u"description"_s, record.description);
    if (record.rollbackRevision > 0) {
        object.insert(u"rollback_revision"_s, record.rollbackRevision);
    }
    object.insert(u"values_changed"_s, entry.valuesChanged);
    QJsonArray moves;
    for (const auto& move : entry.moves) {
        moves += QJsonObject{{u"what"_s, move.what}, {u"from"_s, move.from}, {u"to"_s, move.to}};
    }
    object.insert(u"moves"_s, moves);
    object.insert(u"labels"_s, labelsJson(entry.meta.labels));
    object.insert(u"uid"_s, entry.meta.uid.value());
    return object;
}

QString movesText(const HistoryEntry& entry) {
    QStringList parts;
    for (const auto& move : entry.moves) {
        parts += u"%1 %2 → %3"_s.arg(
            move.what, move.from.isEmpty() ? u"(new)"_s : move.from, move.to.isEmpty() ? u"(gone)"_s : move.to);
    }
    return parts.join(u", "_s);
}

} // namespace

Task<Result<int>> runReleases(ClusterSession* session, Options options) {
    const QString nameSpace = options.allNamespaces ? QString() : namespaceOf(*session, options);
    if (auto ready = co_await waitForFeed(session, nameSpace, Needs::Bodies); !ready) {
        co_return std::unexpected(ready.error());
    }
    auto rows = session->releases().snapshot();
    std::ranges::sort(
        rows, {}, [](const ReleaseSummary& row) { return std::tuple(row.newest.key.name, row.newest.key.nameSpace); });
    QJsonArray array;
    TextTable table{
        .header = {u"NAME"_s, u"NAMESPACE"_s, u"REVISION"_s, u"UPDATED"_s, u"STATUS"_s, u"CHART"_s, u"APP VERSION"_s},
        .rows = {}};
    for (const ReleaseSummary& row : rows) {
        const QJsonObject object = releaseJson(row);
        array += object;
        table.rows.push_back({row.newest.key.name, row.newest.key.nameSpace, object[u"revision"_s].toString(),
            object[u"updated"_s].toString(), row.newest.statusText,
            row.bodyError ? describe(*row.bodyError) : object[u"chart"_s].toString(), row.appVersion});
    }
    writeAs(options.format, array, table);
    co_return kExitSame;
}

Task<Result<int>> runHistory(ClusterSession* session, Options options) {
    const auto key = co_await findRelease(session, options);
    if (!key) {
        co_return std::unexpected(key.error());
    }
    auto history = co_await loadHistory(session->releases(), *key);
    if (!history) {
        co_return std::unexpected(history.error());
    }
    std::ranges::sort(*history, {}, [](const HistoryEntry& entry) { return number(entry.meta.revision); });
    QJsonArray array;
    TextTable table{.header
        = {u"REVISION"_s, u"UPDATED"_s, u"STATUS"_s, u"CHART"_s, u"APP VERSION"_s, u"DESCRIPTION"_s, u"MOVED"_s},
        .rows = {}};
    for (const HistoryEntry& entry : *history) {
        const QJsonObject object = historyJson(entry);
        array += object;
        table.rows.push_back({QString::number(number(entry.meta.revision)), object[u"updated"_s].toString(),
            entry.meta.statusText, object[u"chart"_s].toString(), object[u"app_version"_s].toString(),
            entry.record ? entry.record->description : object[u"error"_s].toString(), movesText(entry)});
    }
    writeAs(options.format, array, table);
    co_return kExitSame;
}

} // namespace pilothouse::ctl
