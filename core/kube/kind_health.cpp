// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kind_health.h"

#include <QHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using enum HealthState;

ObjectHealth inProgress(QString reason, QString message) {
    return {.state = InProgress, .reason = std::move(reason), .message = std::move(message)};
}

ObjectHealth current(QString message = {}) {
    return {.state = Current, .reason = {}, .message = std::move(message)};
}

ObjectHealth withCount(ObjectHealth health, int ready, int desired) {
    health.ready = ready;
    health.desired = desired;
    return health;
}

/// `0 of 3 replicas are ready`
QString ofReplicas(int have, int want, QLatin1StringView what) {
    return u"%1 of %2 replicas are %3"_s.arg(have).arg(want).arg(what);
}

QString extraReplicas(int extra) {
    return u"%1 old replicas are still to go"_s.arg(extra);
}

/// The numbers workloads have in common. A missing spec.replicas is 1 (the API's default).
struct Replicas {
    explicit Replicas(const QJsonObject& object)
        : spec(object["spec"_L1]["replicas"_L1].toInt(1))
        , status(object["status"_L1].toObject()) { }
    [[nodiscard]] int count(QLatin1StringView key) const { return status[key].toInt(); }
    int spec;
    QJsonObject status;
};

ObjectHealth deploymentState(const QJsonObject& object, const Replicas& replicas) {
    const auto progressing = findCondition(object, "Progressing"_L1);
    if (progressing && progressing->reason == "ProgressDeadlineExceeded"_L1) {
        return {.state = Failed, .reason = progressing->reason, .message = progressing->message};
    }
    const int total = replicas.count("replicas"_L1);
    const int updated = replicas.count("updatedReplicas"_L1);
    const int available = replicas.count("availableReplicas"_L1);
    const int ready = replicas.count("readyReplicas"_L1);
    if (total < replicas.spec) {
        return inProgress(u"LessReplicas"_s, ofReplicas(total, replicas.spec, "created"_L1));
    }
    if (updated < replicas.spec) {
        return inProgress(u"LessUpdated"_s, ofReplicas(updated, replicas.spec, "updated"_L1));
    }
    if (total > replicas.spec) {
        return inProgress(u"ExtraReplicas"_s, extraReplicas(total - replicas.spec));
    }
    if (available < updated) {
        return inProgress(u"LessAvailable"_s, ofReplicas(available, updated, "available"_L1));
    }
    if (ready < replicas.spec) {
        return inProgress(u"LessReady"_s, ofReplicas(ready, replicas.spec, "ready"_L1));
    }
    const bool hasDeadline = object["spec"_L1]["progressDeadlineSeconds"_L1].isDouble();
    const bool isRolledOut = progressing && progressing->isTrue() && progressing->reason == "NewReplicaSetAvailable"_L1;
    if (hasDeadline && !isRolledOut) {
        return inProgress(u"ReplicaSetNotAvailable"_s, u"the new ReplicaSet is not available"_s);
    }
    const auto isAvailable = findCondition(object, "Available"_L1);
    if (!isAvailable || !isAvailable->isTrue()) {
        return inProgress(u"DeploymentNotAvailable"_s,
            isAvailable && !isAvailable->message.isEmpty() ? isAvailable->message
                                                           : u"the Deployment is not available"_s);
    }
    return current();
}

ObjectHealth deployment(const QJsonObject& object, const QDateTime&) {
    const Replicas replicas(object);
    return withCount(deploymentState(object, replicas), replicas.count("readyReplicas"_L1), replicas.spec);
}

ObjectHealth statefulSetState(const QJsonObject& object, const Replicas& replicas) {
    const QJsonObject strategy = object["spec"_L1]["updateStrategy"_L1].toObject();
    if (strategy["type"_L1].toString() == "OnDelete"_L1) {
        return current(u"pods are replaced when they are deleted (OnDelete)"_s);
    }
    const int total = replicas.count("replicas"_L1);
    const int ready = replicas.count("readyReplicas"_L1);
    if (total < replicas.spec) {
        return inProgress(u"LessReplicas"_s, ofReplicas(total, replicas.spec, "created"_L1));
    }
    if (ready < replicas.spec) {
        return inProgress(u"LessReady"_s, ofReplicas(ready, replicas.spec, "ready"_L1));
    }
    if (total > replicas.spec) {
        return inProgress(u"ExtraReplicas"_s, extraReplicas(total - replicas.spec));
    }
    // The API's own default, partition 0, goes through here too, as in kstatus.
    const QJsonValue partition = strategy["rollingUpdate"_L1]["partition"_L1];
    if (partition.isDouble()) {
        const int wanted = replicas.spec - partition.toInt();
        const int updated = replicas.count("updatedReplicas"_L1);
        if (updated < wanted) {
            return inProgress(u"PartitionRollout"_s, ofReplicas(updated, wanted, "updated"_L1));
        }
        return current();
    }
    const int currentReplicas = replicas.count("currentReplicas"_L1);
    if (currentReplicas < replicas.spec) {
        return inProgress(u"LessCurrent"_s, ofReplicas(currentReplicas, replicas.spec, "current"_L1));
    }
    if (replicas.status["currentRevision"_L1] != replicas.status["updateRevision"_L1]) {
        return inProgress(u"RollingUpdate"_s, u"the update revision is not the current one yet"_s);
    }
    return current();
}

ObjectHealth statefulSet(const QJsonObject& object, const QDateTime&) {
    const Replicas replicas(object);
    return withCount(statefulSetState(object, replicas), replicas.count("readyReplicas"_L1), replicas.spec);
}

ObjectHealth daemonSetState(const QJsonObject& object, const QJsonObject& status, int desired) {
    if (!object["metadata"_L1]["generation"_L1].isDouble() || !status["observedGeneration"_L1].isDouble()) {
        return inProgress(u"NoObservedGeneration"_s, u"the controller has not seen it yet"_s);
    }
    if (!status["desiredNumberScheduled"_L1].isDouble()) {
        return inProgress(u"NoDesiredNumber"_s, u"the controller has not said how many pods are wanted"_s);
    }
    struct Rule {
        QLatin1StringView key;
        QLatin1StringView reason;
        QLatin1StringView word;
    };
    static constexpr Rule kRules[] = {
        {"currentNumberScheduled"_L1, "LessCurrent"_L1, "scheduled"_L1},
        {"updatedNumberScheduled"_L1, "LessUpdated"_L1, "updated"_L1},
        {"numberAvailable"_L1, "LessAvailable"_L1, "available"_L1},
        {"numberReady"_L1, "LessReady"_L1, "ready"_L1},
    };
    for (const Rule& rule : kRules) {
        if (const int have = status[rule.key].toInt(); have < desired) {
            return inProgress(QString(rule.reason), ofReplicas(have, desired, rule.word));
        }
    }
    return current();
}

ObjectHealth daemonSet(const QJsonObject& object, const QDateTime&) {
    const QJsonObject status = object["status"_L1].toObject();
    const int desired = status["desiredNumberScheduled"_L1].toInt();
    return withCount(daemonSetState(object, status, desired), status["numberReady"_L1].toInt(), desired);
}

ObjectHealth replicaSetState(const QJsonObject& object, const Replicas& replicas) {
    if (const auto failure = findCondition(object, "ReplicaFailure"_L1); failure && failure->isTrue()) {
        return inProgress(failure->reason.isEmpty() ? u"ReplicaFailure"_s : failure->reason, failure->message);
    }
    const int labelled = replicas.count("fullyLabeledReplicas"_L1);
    if (labelled < replicas.spec) {
        return inProgress(u"LessLabelled"_s, ofReplicas(labelled, replicas.spec, "labelled"_L1));
    }
    const int available = replicas.count("availableReplicas"_L1);
    if (available < replicas.spec) {
        return inProgress(u"LessAvailable"_s, ofReplicas(available, replicas.spec, "available"_L1));
    }
    const int ready = replicas.count("readyReplicas"_L1);
    if (ready < replicas.spec) {
        return inProgress(u"LessReady"_s, ofReplicas(ready, replicas.spec, "ready"_L1));
    }
    if (const int total = replicas.count("replicas"_L1); total > replicas.spec) {
        return inProgress(u"ExtraReplicas"_s, extraReplicas(total - replicas.spec));
    }
    return current();
}

ObjectHealth replicaSet(const QJsonObject& object, const QDateTime&) {
    const Replicas replicas(object);
    return withCount(replicaSetState(object, replicas), replicas.count("readyReplicas"_L1), replicas.spec);
}

ObjectHealth jobState(const QJsonObject& object) {
    if (const auto failed = findCondition(object, "Failed"_L1); failed && failed->isTrue()) {
        return {.state = Failed, .reason = failed->reason, .message = failed->message};
    }
    if (const auto complete = findCondition(object, "Complete"_L1); complete && complete->isTrue()) {
        return current();
    }
    if (!object["status"_L1]["startTime"_L1].isString()) {
        return inProgress(u"JobNotStarted"_s, u"the job has not started"_s);
    }
    // Running is Current in kstatus: only helm's --wait-for-jobs waits for the end.
    return {.state = Current, .reason = u"JobInProgress"_s, .message = u"the job is running"_s};
}

ObjectHealth job(const QJsonObject& object, const QDateTime&) {
    const QJsonObject spec = object["spec"_L1].toObject();
    const int completions = spec["completions"_L1].toInt(spec["parallelism"_L1].toInt(1));
    return withCount(jobState(object), object["status"_L1]["succeeded"_L1].toInt(), completions);
}

ObjectHealth persistentVolumeClaim(const QJsonObject& object, const QDateTime&) {
    const QString phase = object["status"_L1]["phase"_L1].toString();
    if (phase == "Bound"_L1) {
        return current();
    }
    return inProgress(u"NotBound"_s, u"the claim is %1"_s.arg(phase.isEmpty() ? u"not bound"_s : phase));
}

ObjectHealth service(const QJsonObject& object, const QDateTime&) {
    const QJsonObject spec = object["spec"_L1].toObject();
    if (spec["type"_L1].toString() == "LoadBalancer"_L1 && spec["clusterIP"_L1].toString().isEmpty()) {
        return inProgress(u"NoIPAssigned"_s, u"the Service has no cluster IP yet"_s);
    }
    return current();
}

ObjectHealth customResourceDefinition(const QJsonObject& object, const QDateTime&) {
    const auto names = findCondition(object, "NamesAccepted"_L1);
    if (names && names->isFalse()) {
        return {.state = Failed, .reason = names->reason, .message = names->message};
    }
    const auto established = findCondition(object, "Established"_L1);
    if (established && established->isTrue()) {
        return current();
    }
    if (established && established->isFalse() && established->reason != "Installing"_L1) {
        return {.state = Failed, .reason = established->reason, .message = established->message};
    }
    return inProgress(u"Installing"_s, u"the kind is not served yet"_s);
}

ObjectHealth alwaysCurrent(const QJsonObject&, const QDateTime&) {
    return current();
}

using Rule = ObjectHealth (*)(const QJsonObject&, const QDateTime&);

const QHash<QString, Rule>& rules() {
    static const QHash<QString, Rule> table = {
        {u"apps/Deployment"_s, deployment},
        {u"apps/StatefulSet"_s, statefulSet},
        {u"apps/DaemonSet"_s, daemonSet},
        {u"apps/ReplicaSet"_s, replicaSet},
        {u"batch/Job"_s, job},
        {u"batch/CronJob"_s, alwaysCurrent},
        {u"policy/PodDisruptionBudget"_s, alwaysCurrent},
        {u"apiextensions.k8s.io/CustomResourceDefinition"_s, customResourceDefinition},
        {u"/Pod"_s, podHealth},
        {u"/PersistentVolumeClaim"_s, persistentVolumeClaim},
        {u"/Service"_s, service},
        {u"/Secret"_s, alwaysCurrent},
        {u"/ConfigMap"_s, alwaysCurrent},
    };
    return table;
}

} // namespace

std::optional<ObjectHealth> healthByKind(
    const GroupVersionKind& kind, const QJsonObject& object, const QDateTime& now) {
    const Rule rule = rules().value(kind.group + u'/' + kind.kind);
    return rule ? std::optional(rule(object, now)) : std::nullopt;
}

} // namespace pilothouse
