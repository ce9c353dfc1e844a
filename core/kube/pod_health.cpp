// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kind_health.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using enum HealthState;

constexpr qint64 kScheduleWindowSeconds = 15; // kstatus: ScheduleWindow

/// Argo CD's rule for a container that waits because something is wrong: ErrImagePull, ImagePullBackOff,
/// CreateContainerConfigError, CrashLoopBackOff … (gitops-engine, health_pod.go). Not ContainerCreating,
/// PodInitializing.
bool isTrouble(QStringView reason) {
    return reason.startsWith("Err"_L1) || reason.endsWith("Error"_L1) || reason.endsWith("BackOff"_L1)
        || reason == "InvalidImageName"_L1;
}

/// Why a container of this pod can't start or stay up, if so: init containers first, they hold up the others.
std::optional<ObjectHealth> troubleOf(const QJsonObject& status) {
    for (const auto key : {"initContainerStatuses"_L1, "containerStatuses"_L1}) {
        for (const QJsonValue& container : status[key].toArray()) {
            const QJsonObject waiting = container["state"_L1]["waiting"_L1].toObject();
            const QString reason = waiting["reason"_L1].toString();
            if (!isTrouble(reason)) {
                continue;
            }
            const QString words = waiting["message"_L1].toString();
            const QString name = container["name"_L1].toString();
            return ObjectHealth{
                .state = Failed,
                .reason = reason,
                .message = u"container %1: %2"_s.arg(name, words.isEmpty() ? reason : words),
            };
        }
    }
    return {};
}

/// Of a pod in phase Failed: its own reason (Evicted), else the first container that ended badly.
ObjectHealth failedPod(const QJsonObject& status) {
    ObjectHealth health{
        .state = Failed,
        .reason = status["reason"_L1].toString(),
        .message = status["message"_L1].toString(),
    };
    for (const QJsonValue& container : status["containerStatuses"_L1].toArray()) {
        const QJsonObject ended = container["state"_L1]["terminated"_L1].toObject();
        const int exitCode = ended["exitCode"_L1].toInt();
        if (health.reason.isEmpty() && exitCode != 0) {
            health.reason = ended["reason"_L1].toString(u"Error"_s);
            health.message
                = u"container %1 ended with exit code %2"_s.arg(container["name"_L1].toString()).arg(exitCode);
        }
    }
    if (health.reason.isEmpty()) {
        health.reason = u"PodFailed"_s;
    }
    return health;
}

ObjectHealth runningPod(const QJsonObject& pod, const QJsonObject& status) {
    const auto ready = findCondition(pod, "Ready"_L1);
    if (ready && ready->isTrue()) {
        return {.state = Current, .reason = {}, .message = {}};
    }
    if (const auto trouble = troubleOf(status)) {
        return *trouble;
    }
    return {
        .state = InProgress,
        .reason = u"PodRunningNotReady"_s,
        .message = ready && !ready->message.isEmpty() ? ready->message : u"the pod runs, but is not ready"_s,
    };
}

ObjectHealth pendingPod(const QJsonObject& pod, const QJsonObject& status, const QDateTime& now) {
    const auto scheduled = findCondition(pod, "PodScheduled"_L1);
    if (scheduled && scheduled->isFalse() && scheduled->reason == "Unschedulable"_L1) {
        const auto created = QDateTime::fromString(pod["metadata"_L1]["creationTimestamp"_L1].toString(), Qt::ISODate);
        const bool isOverdue = created.isValid() && created.secsTo(now) > kScheduleWindowSeconds;
        return {
            .state = isOverdue ? Failed : InProgress,
            .reason = scheduled->reason,
            .message = scheduled->message,
        };
    }
    if (const auto trouble = troubleOf(status)) {
        return *trouble;
    }
    return {.state = InProgress, .reason = u"PodPending"_s, .message = u"the pod has not started yet"_s};
}

ObjectHealth podState(const QJsonObject& pod, const QJsonObject& status, const QDateTime& now) {
    const QString phase = status["phase"_L1].toString();
    if (phase == "Succeeded"_L1) {
        return {.state = Current, .reason = u"PodSucceeded"_s, .message = {}};
    }
    if (phase == "Failed"_L1) {
        return failedPod(status); // Current in kstatus: it asks whether waiting has a point, we whether all is well
    }
    if (phase == "Running"_L1) {
        return runningPod(pod, status);
    }
    if (phase.isEmpty() || phase == "Pending"_L1) {
        return pendingPod(pod, status, now);
    }
    return {.state = Unknown, .reason = phase.left(64), .message = u"the node does not answer"_s};
}

} // namespace

ObjectHealth podHealth(const QJsonObject& pod, const QDateTime& now) {
    const QJsonObject status = pod["status"_L1].toObject();
    ObjectHealth health = podState(pod, status, now);
    health.desired = static_cast<int>(pod["spec"_L1]["containers"_L1].toArray().size());
    for (const QJsonValue& container : status["containerStatuses"_L1].toArray()) {
        health.ready += container["ready"_L1].toBool() ? 1 : 0;
    }
    return health;
}

} // namespace pilothouse
