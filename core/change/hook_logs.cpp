// SPDX-License-Identifier: Apache-2.0
#include "core/change/hook_logs.h"

#include "core/async/parallel.h"
#include "core/diff/manifest_diff.h"
#include "core/kube/api_client.h"
#include "core/kube/resource.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMaxHooks = 12;
constexpr size_t kParallel = 4;
/// The server's clock and ours are never quite the same.
constexpr qint64 kClockSlackSeconds = 5;

/// A hook whose pods are looked for.
struct HookPlace {
    QString name;
    QString nameSpace;
    bool isJob = false;
};

QStringList eventsOf(ChangeKind kind) {
    switch (kind) {
    case ChangeKind::Install:
        return {u"pre-install"_s, u"post-install"_s, u"pre-delete"_s, u"post-delete"_s};
    case ChangeKind::Upgrade:
        return {u"pre-upgrade"_s, u"post-upgrade"_s, u"pre-rollback"_s, u"post-rollback"_s};
    case ChangeKind::Rollback:
        return {u"pre-rollback"_s, u"post-rollback"_s};
    case ChangeKind::Uninstall:
        return {u"pre-delete"_s, u"post-delete"_s};
    case ChangeKind::Test:
        break;
    }
    return {u"test"_s, u"test-success"_s, u"test-failure"_s};
}

std::vector<HookPlace> placesOf(const ReleaseRecord& record, ChangeKind kind) {
    std::vector<HookPlace> places;
    for (const Hook& hook : record.hooks) {
        const bool makesPods = hook.kind == "Pod"_L1 || hook.kind == "Job"_L1;
        if (!makesPods || !isHookOf(hook, kind) || places.size() >= kMaxHooks) {
            continue;
        }
        const Manifest parsed = parseManifest(hook.manifest, record.nameSpace);
        const QString nameSpace = parsed.objects.empty() ? record.nameSpace : parsed.objects.front().key.nameSpace;
        places.push_back({.name = hook.name, .nameSpace = nameSpace, .isJob = hook.kind == "Job"_L1});
    }
    return places;
}

bool isOfThisRun(const QJsonObject& pod, const QDateTime& since) {
    const QString created = pod.value("metadata"_L1).toObject().value("creationTimestamp"_L1).toString();
    const QDateTime time = QDateTime::fromString(created, Qt::ISODate);
    return !time.isValid() || time >= since.addSecs(-kClockSlackSeconds);
}

void addContainers(std::vector<HookLog>& logs, const HookPlace& place, const QJsonObject& pod) {
    const QJsonObject metadata = pod.value("metadata"_L1).toObject();
    const QJsonObject spec = pod.value("spec"_L1).toObject();
    for (const auto list : {"initContainers"_L1, "containers"_L1}) {
        const QJsonArray containers = spec.value(list).toArray();
        for (const QJsonValue& container : containers) {
            HookLog log;
            log.hook = place.name;
            log.nameSpace = place.nameSpace;
            log.pod = metadata.value("name"_L1).toString();
            log.container = container.toObject().value("name"_L1).toString();
            log.phase = pod.value("status"_L1).toObject().value("phase"_L1).toString();
            logs.push_back(std::move(log));
        }
    }
}

Task<std::vector<HookLog>> containersOf(ApiClient* client, HookPlace place, QDateTime since) {
    std::vector<HookLog> logs;
    QUrlQuery query;
    if (place.isJob) {
        query.addQueryItem(u"labelSelector"_s, u"job-name="_s + place.name);
        query.addQueryItem(u"limit"_s, u"20"_s);
    }
    const ApiResource& pods = builtin::pods();
    const auto answer = co_await client->get(
        place.isJob ? pods.path(place.nameSpace) : pods.path(place.nameSpace, place.name), query);
    if (!answer) {
        co_return logs; // not made yet, gone already, or not allowed: the plan's access checks said so
    }
    const QJsonObject found = QJsonDocument::fromJson(*answer).object();
    const QJsonArray items = place.isJob ? found.value("items"_L1).toArray() : QJsonArray{found};
    for (const QJsonValue& item : items) {
        if (isOfThisRun(item.toObject(), since)) {
            addContainers(logs, place, item.toObject());
        }
    }
    co_return logs;
}

Task<HookLog> readLog(ApiClient* client, HookLog log, SecretMask mask) {
    QUrlQuery query;
    query.addQueryItem(u"container"_s, log.container);
    query.addQueryItem(u"tailLines"_s, QString::number(HookLogBounds::kLines));
    query.addQueryItem(u"limitBytes"_s, QString::number(HookLogBounds::kBytes));
    const auto answer = co_await client->get(builtin::pods().path(log.nameSpace, log.pod, u"log"), query, "*/*");
    if (!answer) {
        log.problem = answer.error().detail;
        co_return log;
    }
    log.text = shownHelmOutput(QByteArrayView(*answer).last(qMin<qint64>(answer->size(), HookLogBounds::kBytes)), mask);
    co_return log;
}

bool isSameContainer(const HookLog& a, const HookLog& b) {
    return a.nameSpace == b.nameSpace && a.pod == b.pod && a.container == b.container;
}

} // namespace

bool isHookOf(const Hook& hook, ChangeKind kind) {
    const QStringList events = eventsOf(kind);
    return std::ranges::any_of(hook.events, [&events](const QString& event) { return events.contains(event); });
}

Task<std::vector<HookLog>> readHookLogs(
    ApiClient* client, ReleaseRecordPtr record, ChangeKind kind, QDateTime since, SecretMask mask) {
    std::vector<HookLog> logs;
    if (!record) {
        co_return logs;
    }
    const auto places = std::make_shared<const std::vector<HookPlace>>(placesOf(*record, kind));
    const auto found = co_await inParallel<std::vector<HookLog>>(
        places->size(), kParallel, [&](size_t i) { return containersOf(client, (*places)[i], since); });
    for (const std::vector<HookLog>& part : found) {
        logs.insert(logs.end(), part.begin(), part.end());
    }
    logs.resize(std::min(logs.size(), HookLogBounds::kLogs));
    co_return co_await inParallel<HookLog>(
        logs.size(), kParallel, [&](size_t i) { return readLog(client, logs[i], mask); });
}

void mergeHookLogs(std::vector<HookLog>& known, std::vector<HookLog> seen) {
    for (HookLog& log : known) {
        const auto now
            = std::ranges::find_if(seen, [&log](const HookLog& other) { return isSameContainer(log, other); });
        if (now == seen.end()) {
            log.phase = log.phase == "Failed"_L1 || log.phase == "Succeeded"_L1 ? log.phase : u"Gone"_s;
            continue;
        }
        // Between a container's end and its pod's the server may have nothing to give.
        const bool isWorse = !now->problem.isEmpty() && !log.text.isEmpty();
        log.phase = now->phase;
        if (!isWorse) {
            log.text = std::move(now->text);
            log.problem = std::move(now->problem);
        }
        seen.erase(now);
    }
    for (HookLog& log : seen) {
        if (known.size() >= HookLogBounds::kLogs) {
            break;
        }
        known.push_back(std::move(log));
    }
}

} // namespace pilothouse
