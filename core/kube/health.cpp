// SPDX-License-Identifier: Apache-2.0
#include "core/kube/health.h"

#include "core/kube/kind_health.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

std::optional<qint64> numberAt(const QJsonObject& object, QLatin1StringView key) {
    const QJsonValue value = object.value(key);
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

/// Steps 1 to 3 of kstatus' order: what holds for every kind, before its own rules.
std::optional<ObjectHealth> genericHealth(const QJsonObject& object) {
    using enum HealthState;
    const QJsonObject metadata = object["metadata"_L1].toObject();
    if (metadata["deletionTimestamp"_L1].isString()) {
        return ObjectHealth{.state = Terminating, .reason = u"Terminating"_s, .message = u"deletion was asked for"_s};
    }
    const auto generation = numberAt(metadata, "generation"_L1);
    const auto observed = numberAt(object["status"_L1].toObject(), "observedGeneration"_L1);
    if (generation && observed && *generation != *observed) {
        return ObjectHealth{
            .state = InProgress,
            .reason = u"LatestGenerationNotObserved"_s,
            .message = u"generation is %1, but the controller has seen %2"_s.arg(*generation).arg(*observed),
        };
    }
    if (const auto reconciling = findCondition(object, "Reconciling"_L1); reconciling && reconciling->isTrue()) {
        return ObjectHealth{.state = InProgress, .reason = reconciling->reason, .message = reconciling->message};
    }
    if (const auto stalled = findCondition(object, "Stalled"_L1); stalled && stalled->isTrue()) {
        return ObjectHealth{.state = Failed, .reason = stalled->reason, .message = stalled->message};
    }
    return {};
}

/// Step 5: custom kinds by convention. Never Failed: a controller that says False may still be trying.
ObjectHealth healthByReadyCondition(const QJsonObject& object) {
    const auto ready = findCondition(object, "Ready"_L1);
    if (!ready || ready->isTrue()) {
        return {.state = HealthState::Current, .reason = {}, .message = {}};
    }
    return {.state = HealthState::InProgress, .reason = ready->reason, .message = ready->message};
}

} // namespace

std::optional<ObjectCondition> findCondition(const QJsonObject& object, QLatin1StringView type) {
    for (const QJsonValue& value : object["status"_L1]["conditions"_L1].toArray()) {
        if (value["type"_L1].toString() == type) {
            return ObjectCondition{
                .status = value["status"_L1].toString(),
                .reason = value["reason"_L1].toString(),
                .message = value["message"_L1].toString(),
            };
        }
    }
    return {};
}

ObjectHealth healthOf(const QJsonObject& object, const QDateTime& now) {
    if (object.isEmpty()) {
        return {};
    }
    const auto kind
        = GroupVersionKind::fromApiVersion(object["apiVersion"_L1].toString(), object["kind"_L1].toString());
    const auto byKind = healthByKind(kind, object, now);
    if (auto generic = genericHealth(object)) {
        if (byKind) { // the numbers are worth showing whatever the state
            generic->ready = byKind->ready;
            generic->desired = byKind->desired;
        }
        return *generic;
    }
    return byKind ? *byKind : healthByReadyCondition(object);
}

} // namespace pilothouse
