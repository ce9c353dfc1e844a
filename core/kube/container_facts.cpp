// SPDX-License-Identifier: Apache-2.0
#include "core/kube/container_facts.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxWords = 1024;

QString joined(const QJsonObject& state) {
    const QString reason = state["reason"_L1].toString();
    const QString message = state["message"_L1].toString();
    return (message.isEmpty() ? reason : reason + u": "_s + message).left(kMaxWords);
}

QString endOf(const QJsonObject& terminated) {
    if (terminated.isEmpty()) {
        return {};
    }
    return u"%1, exit code %2"_s.arg(terminated["reason"_L1].toString(u"ended"_s).left(kMaxWords),
        QString::number(terminated["exitCode"_L1].toInt()));
}

/// A run is told from the next by the count of restarts: it goes up when the next one is made, and unlike containerID
/// it is there whatever the state.
void readStatus(ContainerFacts& facts, const QJsonObject& status) {
    const QJsonObject state = status["state"_L1].toObject();
    const QJsonObject last = status["lastState"_L1]["terminated"_L1].toObject();
    const QJsonObject terminated = state["terminated"_L1].toObject();
    facts.restarts = status["restartCount"_L1].toInt();
    facts.isRunning = state.contains("running"_L1);
    if (facts.isRunning || !terminated.isEmpty() || !last.isEmpty()) {
        facts.runId = u"run "_s + QString::number(facts.restarts);
    }
    if (state.contains("waiting"_L1)) {
        facts.waiting = joined(state["waiting"_L1].toObject());
    }
    facts.ended = endOf(terminated.isEmpty() ? last : terminated);
}

} // namespace

const ContainerFacts* PodFacts::find(QStringView container) const {
    const auto found
        = std::ranges::find(containers, container, [](const ContainerFacts& facts) { return QStringView(facts.name); });
    return found == containers.end() ? nullptr : &*found;
}

PodFacts podFactsOf(const QJsonObject& pod) {
    struct List {
        QLatin1StringView spec;
        QLatin1StringView status;
        ContainerKind kind;
    };
    static constexpr std::array kLists{
        List{"initContainers"_L1, "initContainerStatuses"_L1, ContainerKind::Init},
        List{"containers"_L1, "containerStatuses"_L1, ContainerKind::Regular},
        List{"ephemeralContainers"_L1, "ephemeralContainerStatuses"_L1, ContainerKind::Ephemeral},
    };
    const QJsonObject metadata = pod["metadata"_L1].toObject();
    const QJsonObject spec = pod["spec"_L1].toObject();
    const QJsonObject status = pod["status"_L1].toObject();
    PodFacts facts;
    facts.uid = Uid(metadata["uid"_L1].toString());
    facts.name = metadata["name"_L1].toString();
    facts.created = QDateTime::fromString(metadata["creationTimestamp"_L1].toString(), Qt::ISODate);
    facts.isLeaving = metadata.contains("deletionTimestamp"_L1);
    const QString phase = status["phase"_L1].toString();
    const bool isOver = facts.isLeaving || phase == "Succeeded"_L1 || phase == "Failed"_L1;
    const bool restartsAlways = spec["restartPolicy"_L1].toString() != "Never"_L1;
    for (const List& list : kLists) {
        QHash<QString, QJsonObject> statuses;
        for (const QJsonValue& one : status[list.status].toArray()) {
            statuses.insert(one["name"_L1].toString(), one.toObject());
        }
        for (const QJsonValue& container : spec[list.spec].toArray()) {
            ContainerFacts one;
            one.name = container["name"_L1].toString();
            const bool isSidecar = container["restartPolicy"_L1].toString() == "Always"_L1; // KEP-753
            one.kind = list.kind == ContainerKind::Init && isSidecar ? ContainerKind::Sidecar : list.kind;
            readStatus(one, statuses.value(one.name));
            const bool mayRestart = (restartsAlways || isSidecar) && one.kind != ContainerKind::Ephemeral;
            const bool isDone = one.kind == ContainerKind::Init && one.ended.endsWith(" 0"_L1);
            one.canRunAgain = !isOver && (!one.hasRun() || one.isRunning || (mayRestart && !isDone));
            facts.containers.push_back(std::move(one));
        }
    }
    return facts;
}

} // namespace pilothouse
