// SPDX-License-Identifier: Apache-2.0
#include "core/change/run_events.h"

#include "core/kube/objects.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMaxEvents = 200;
constexpr qsizetype kMaxText = 1024;
/// The server's clock and ours are never quite the same.
constexpr qint64 kClockSlackSeconds = 5;

QDateTime timeOf(const QJsonObject& event) {
    for (const auto key : {"lastTimestamp"_L1, "eventTime"_L1, "firstTimestamp"_L1}) {
        const QDateTime time = QDateTime::fromString(event.value(key).toString(), Qt::ISODateWithMs);
        if (time.isValid()) {
            return time.toUTC();
        }
    }
    const QJsonObject series = event.value("series"_L1).toObject();
    return QDateTime::fromString(series.value("lastObservedTime"_L1).toString(), Qt::ISODateWithMs).toUTC();
}

class Belongings {
public:
    Belongings(const std::vector<LiveObject>& objects, const QStringList& hookNames) {
        for (const LiveObject& object : objects) {
            if (!object.uid.isEmpty()) {
                m_uids.insert(object.uid.value());
            }
            m_names.insert(object.ref.kind.kind + u'/' + object.ref.name);
            if (object.isInManifest) {
                m_prefixes += object.ref.name + u'-';
            }
        }
        for (const QString& hook : hookNames) {
            m_names.insert(u"Job/"_s + hook);
            m_names.insert(u"Pod/"_s + hook);
            m_prefixes += hook + u'-';
        }
    }
    [[nodiscard]] bool has(const QJsonObject& involved) const {
        const QString kind = involved.value("kind"_L1).toString();
        const QString name = involved.value("name"_L1).toString();
        if (m_uids.contains(involved.value("uid"_L1).toString()) || m_names.contains(kind + u'/' + name)) {
            return true;
        }
        const bool isMade
            = kind == "Pod"_L1 || kind == "ReplicaSet"_L1 || kind == "Job"_L1 || kind == "PersistentVolumeClaim"_L1;
        return isMade
            && std::ranges::any_of(m_prefixes, [&name](const QString& prefix) { return name.startsWith(prefix); });
    }

private:
    QSet<QString> m_uids;
    QSet<QString> m_names;
    QStringList m_prefixes;
};

} // namespace

std::vector<RunEvent> eventsOfRun(const std::vector<QJsonObject>& events, const std::vector<LiveObject>& objects,
    const QStringList& hookNames, const QDateTime& since) {
    const Belongings ours(objects, hookNames);
    const QDateTime earliest = since.addSecs(-kClockSlackSeconds);
    std::vector<RunEvent> found;
    for (const QJsonObject& event : events) {
        const QJsonObject involved = event.value("involvedObject"_L1).toObject();
        const QDateTime time = timeOf(event);
        if (!time.isValid() || time < earliest || !ours.has(involved)) {
            continue;
        }
        found.push_back({.time = time,
            .isWarning = event.value("type"_L1).toString() == "Warning"_L1,
            .object = involved.value("kind"_L1).toString() + u'/' + involved.value("name"_L1).toString(),
            .reason = event.value("reason"_L1).toString().left(kMaxText),
            .message = event.value("message"_L1).toString().left(kMaxText),
            .count = std::max(1, event.value("count"_L1).toInt(1))});
    }
    std::ranges::stable_sort(found, std::ranges::greater(), &RunEvent::time);
    if (found.size() > kMaxEvents) {
        found.resize(kMaxEvents);
    }
    return found;
}

Task<Result<std::vector<QJsonObject>>> readEvents(ApiClient* client, QString nameSpace) {
    co_return co_await listObjects(*client, builtin::events(), std::move(nameSpace));
}

} // namespace pilothouse
