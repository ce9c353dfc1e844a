// SPDX-License-Identifier: Apache-2.0
#include "core/kube/health.h"

#include <QJsonArray>
#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using enum HealthState;

/// Builds an object piece by piece: `of("apps/v1", "Deployment").spec({…}).status({…}).condition("Available", "True")`.
class Builder {
public:
    Builder(const char* apiVersion, const char* kind)
        : m_apiVersion(QString::fromLatin1(apiVersion))
        , m_kind(QString::fromLatin1(kind))
        , m_metadata{{u"name"_s, u"web"_s}, {u"generation"_s, 2}} { }
    Builder metadata(const QJsonObject& more) const { return with(&Builder::m_metadata, more); }
    Builder spec(const QJsonObject& more) const { return with(&Builder::m_spec, more); }
    Builder status(const QJsonObject& more) const { return with(&Builder::m_status, more); }
    Builder condition(const char* type, const char* status, const char* reason = "", const char* message = "") const {
        Builder copy = *this;
        copy.m_conditions.append(
            QJsonObject{{u"type"_s, QString::fromLatin1(type)}, {u"status"_s, QString::fromLatin1(status)},
                {u"reason"_s, QString::fromLatin1(reason)}, {u"message"_s, QString::fromLatin1(message)}});
        return copy;
    }
    operator QJsonObject() const { // NOLINT: a builder becomes what it builds
        QJsonObject status = m_status;
        if (!m_conditions.isEmpty()) {
            status.insert(u"conditions"_s, m_conditions);
        }
        return {{u"apiVersion"_s, m_apiVersion}, {u"kind"_s, m_kind}, {u"metadata"_s, m_metadata}, {u"spec"_s, m_spec},
            {u"status"_s, status}};
    }

private:
    Builder with(QJsonObject Builder::* part, const QJsonObject& more) const {
        Builder copy = *this;
        for (auto it = more.begin(); it != more.end(); ++it) {
            (copy.*part).insert(it.key(), it.value());
        }
        return copy;
    }
    QString m_apiVersion;
    QString m_kind;
    QJsonObject m_metadata;
    QJsonObject m_spec;
    QJsonObject m_status;
    QJsonArray m_conditions;
};

Builder of(const char* apiVersion, const char* kind) {
    return {apiVersion, kind};
}

QJsonObject counts(int total, int updated, int available, int ready) {
    return {{u"replicas"_s, total}, {u"updatedReplicas"_s, updated}, {u"availableReplicas"_s, available},
        {u"readyReplicas"_s, ready}, {u"observedGeneration"_s, 2}};
}

Builder deployment(int total, int updated, int available, int ready) {
    return of("apps/v1", "Deployment")
        .spec({{u"replicas"_s, 3}, {u"progressDeadlineSeconds"_s, 600}})
        .status(counts(total, updated, available, ready))
        .condition("Progressing", "True", "NewReplicaSetAvailable")
        .condition("Available", "True");
}

QJsonObject statuses(const QString& key, const QJsonObject& state, bool ready = false) {
    return {{key, QJsonArray{QJsonObject{{u"name"_s, u"app"_s}, {u"ready"_s, ready}, {u"state"_s, state}}}}};
}

QJsonObject waiting(const char* reason, const char* message = "") {
    return {{u"waiting"_s,
        QJsonObject{{u"reason"_s, QString::fromLatin1(reason)}, {u"message"_s, QString::fromLatin1(message)}}}};
}

Builder pod(const char* phase) {
    return of("v1", "Pod")
        .metadata({{u"creationTimestamp"_s, u"2026-11-21T09:00:00Z"_s}})
        .spec({{u"containers"_s, QJsonArray{QJsonObject{{u"name"_s, u"app"_s}}}}})
        .status({{u"phase"_s, QString::fromLatin1(phase)}});
}

Builder daemonSet(int scheduled, int updated, int available, int ready) {
    return of("apps/v1", "DaemonSet")
        .status(
            {{u"observedGeneration"_s, 2}, {u"desiredNumberScheduled"_s, 3}, {u"currentNumberScheduled"_s, scheduled},
                {u"updatedNumberScheduled"_s, updated}, {u"numberAvailable"_s, available}, {u"numberReady"_s, ready}});
}

Builder statefulSet() {
    return of("apps/v1", "StatefulSet")
        .spec({{u"replicas"_s, 3}})
        .status({{u"replicas"_s, 3}, {u"readyReplicas"_s, 3}, {u"currentReplicas"_s, 3}, {u"updatedReplicas"_s, 3},
            {u"currentRevision"_s, u"r1"_s}, {u"updateRevision"_s, u"r1"_s}});
}

QJsonObject rolling(int partition) {
    return {{u"updateStrategy"_s,
        QJsonObject{{u"type"_s, u"RollingUpdate"_s}, {u"rollingUpdate"_s, QJsonObject{{u"partition"_s, partition}}}}}};
}

Builder replicaSet(int labelled, int available, int ready, int total) {
    return of("apps/v1", "ReplicaSet")
        .spec({{u"replicas"_s, 3}})
        .status({{u"fullyLabeledReplicas"_s, labelled}, {u"availableReplicas"_s, available},
            {u"readyReplicas"_s, ready}, {u"replicas"_s, total}});
}

Builder job() {
    return of("batch/v1", "Job").spec({{u"completions"_s, 2}});
}
Builder crd() {
    return of("apiextensions.k8s.io/v1", "CustomResourceDefinition");
}

const QDateTime kNow(QDate(2026, 11, 21), QTime(9, 0, 10), QTimeZone::UTC);

} // namespace

class TestHealth final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsKstatus_data();
    void followsKstatus();
    void countsReplicas();
    void unschedulablePodsFailAfterAWhile();
    void podsThatCannotStartSayWhy();
    void nothingIsUnknown();
    void AP8_wrongTypesDoNotCrash();
};

void TestHealth::followsKstatus_data() {
    QTest::addColumn<QJsonObject>("object");
    QTest::addColumn<HealthState>("state");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const QJsonObject& object, HealthState state, const char* reason = "") {
        QTest::newRow(name) << object << state << QString::fromLatin1(reason);
    };

    const Builder custom = of("example.com/v1", "Widget");
    row("deleted before all else",
        custom.metadata({{u"deletionTimestamp"_s, u"2026-11-21T00:00:00Z"_s}}).condition("Stalled", "True", "X"),
        Terminating, "Terminating");
    row("generation not observed", custom.status({{u"observedGeneration"_s, 1}}).condition("Stalled", "True", "X"),
        InProgress, "LatestGenerationNotObserved");
    row("reconciling before stalled", custom.condition("Stalled", "True", "S").condition("Reconciling", "True", "R"),
        InProgress, "R");
    row("stalled", custom.condition("Stalled", "True", "S"), Failed, "S");
    row("custom without conditions", custom, Current);
    row("custom ready", custom.condition("Ready", "True", "Ok"), Current);
    row("custom not ready is never failed", custom.condition("Ready", "False", "Down"), InProgress, "Down");
    row("custom unknown", custom.condition("Ready", "Unknown", "Hm"), InProgress, "Hm");
    row("kind of another group", of("serving.knative.dev/v1", "Service").condition("Ready", "False", "NoRoute"),
        InProgress, "NoRoute");

    row("deployment complete", deployment(3, 3, 3, 3), Current);
    row("deployment too few", deployment(2, 2, 2, 2), InProgress, "LessReplicas");
    row("deployment not updated", deployment(3, 1, 3, 3), InProgress, "LessUpdated");
    row("deployment old ones left", deployment(4, 3, 3, 3), InProgress, "ExtraReplicas");
    row("deployment not available", deployment(3, 3, 2, 3), InProgress, "LessAvailable");
    row("deployment not ready", deployment(3, 3, 3, 1), InProgress, "LessReady");
    row("deployment default replicas",
        of("apps/v1", "Deployment").status(counts(1, 1, 1, 1)).condition("Available", "True"), Current);
    row("deployment scaled to zero", deployment(0, 0, 0, 0).spec({{u"replicas"_s, 0}}), Current);
    row("deployment without Available",
        of("apps/v1", "Deployment").spec({{u"replicas"_s, 3}}).status(counts(3, 3, 3, 3)), InProgress,
        "DeploymentNotAvailable");
    row("deployment not progressed",
        of("apps/v1", "Deployment")
            .spec({{u"replicas"_s, 3}, {u"progressDeadlineSeconds"_s, 1}})
            .status(counts(3, 3, 3, 3))
            .condition("Available", "True"),
        InProgress, "ReplicaSetNotAvailable");
    row("deployment deadline before counts",
        of("apps/v1", "Deployment")
            .spec({{u"replicas"_s, 3}})
            .condition("Progressing", "False", "ProgressDeadlineExceeded"),
        Failed, "ProgressDeadlineExceeded");

    row("statefulset complete", statefulSet(), Current);
    row("statefulset OnDelete",
        statefulSet()
            .status({{u"readyReplicas"_s, 0}})
            .spec({{u"updateStrategy"_s, QJsonObject{{u"type"_s, u"OnDelete"_s}}}}),
        Current);
    row("statefulset too few", statefulSet().status({{u"replicas"_s, 1}}), InProgress, "LessReplicas");
    row("statefulset not ready", statefulSet().status({{u"readyReplicas"_s, 1}}), InProgress, "LessReady");
    row("statefulset too many", statefulSet().status({{u"replicas"_s, 4}}), InProgress, "ExtraReplicas");
    row("statefulset partition waits", statefulSet().spec(rolling(1)).status({{u"updatedReplicas"_s, 1}}), InProgress,
        "PartitionRollout");
    row("statefulset partition reached",
        statefulSet().spec(rolling(1)).status({{u"updatedReplicas"_s, 2}, {u"updateRevision"_s, u"r2"_s}}), Current);
    row("statefulset current too few", statefulSet().status({{u"currentReplicas"_s, 1}}), InProgress, "LessCurrent");
    row("statefulset rolling", statefulSet().status({{u"updateRevision"_s, u"r2"_s}}), InProgress, "RollingUpdate");

    row("daemonset complete", daemonSet(3, 3, 3, 3), Current);
    row("daemonset not seen", of("apps/v1", "DaemonSet").status({{u"desiredNumberScheduled"_s, 0}}), InProgress,
        "NoObservedGeneration");
    row("daemonset scheduling", daemonSet(2, 3, 3, 3), InProgress, "LessCurrent");
    row("daemonset updating", daemonSet(3, 2, 3, 3), InProgress, "LessUpdated");
    row("daemonset not available", daemonSet(3, 3, 2, 3), InProgress, "LessAvailable");
    row("daemonset not ready", daemonSet(3, 3, 3, 2), InProgress, "LessReady");

    row("replicaset complete", replicaSet(3, 3, 3, 3), Current);
    row("replicaset failure", replicaSet(3, 3, 3, 3).condition("ReplicaFailure", "True", "FailedCreate"), InProgress,
        "FailedCreate");
    row("replicaset labelling", replicaSet(2, 3, 3, 3), InProgress, "LessLabelled");
    row("replicaset not available", replicaSet(3, 2, 3, 3), InProgress, "LessAvailable");
    row("replicaset not ready", replicaSet(3, 3, 2, 3), InProgress, "LessReady");
    row("replicaset too many", replicaSet(3, 3, 3, 4), InProgress, "ExtraReplicas");

    row("job complete", job().condition("Complete", "True"), Current);
    row("job failed", job().condition("Failed", "True", "BackoffLimitExceeded"), Failed, "BackoffLimitExceeded");
    row("job not started", job(), InProgress, "JobNotStarted");
    row("job running", job().status({{u"startTime"_s, u"2026-11-21T00:00:00Z"_s}}), Current, "JobInProgress");

    row("pod succeeded", pod("Succeeded"), Current, "PodSucceeded");
    row("pod failed is a fault", pod("Failed").status({{u"reason"_s, u"Evicted"_s}}), Failed, "Evicted");
    row("pod running and ready", pod("Running").condition("Ready", "True"), Current);
    row("pod running, not ready", pod("Running").condition("Ready", "False", "ContainersNotReady"), InProgress,
        "PodRunningNotReady");
    row("pod crash loop",
        pod("Running")
            .condition("Ready", "False")
            .status(statuses(u"containerStatuses"_s, waiting("CrashLoopBackOff"))),
        Failed, "CrashLoopBackOff");
    row("pod pending", pod("Pending"), InProgress, "PodPending");
    row("pod creating", pod("Pending").status(statuses(u"containerStatuses"_s, waiting("ContainerCreating"))),
        InProgress, "PodPending");
    row("pod of an unknown phase", pod("Sleeping"), Unknown, "Sleeping");

    row("pvc bound", of("v1", "PersistentVolumeClaim").status({{u"phase"_s, u"Bound"_s}}), Current);
    row("pvc pending", of("v1", "PersistentVolumeClaim").status({{u"phase"_s, u"Pending"_s}}), InProgress, "NotBound");
    row("service", of("v1", "Service"), Current);
    row("load balancer needs a cluster IP", of("v1", "Service").spec({{u"type"_s, u"LoadBalancer"_s}}), InProgress,
        "NoIPAssigned");
    row("load balancer without ingress",
        of("v1", "Service").spec({{u"type"_s, u"LoadBalancer"_s}, {u"clusterIP"_s, u"10.0.0.1"_s}}), Current);
    row("crd established", crd().condition("NamesAccepted", "True").condition("Established", "True"), Current);
    row("crd names refused", crd().condition("NamesAccepted", "False", "ListKindConflict"), Failed, "ListKindConflict");
    row("crd installing", crd().condition("Established", "False", "Installing"), InProgress, "Installing");
    row("crd not established", crd().condition("Established", "False", "NotAccepted"), Failed, "NotAccepted");
    row("secret", of("v1", "Secret"), Current);
    row("cronjob", of("batch/v1", "CronJob"), Current);
    row("pdb", of("policy/v1", "PodDisruptionBudget"), Current);
    row("pdb not observed", of("policy/v1", "PodDisruptionBudget").status({{u"observedGeneration"_s, 1}}), InProgress,
        "LatestGenerationNotObserved");
}

void TestHealth::followsKstatus() {
    QFETCH(QJsonObject, object);
    QFETCH(HealthState, state);
    QFETCH(QString, reason);

    const ObjectHealth health = healthOf(object, kNow);

    QCOMPARE(static_cast<int>(health.state), static_cast<int>(state));
    QCOMPARE(health.reason, reason);
}

void TestHealth::countsReplicas() {
    const ObjectHealth health = healthOf(deployment(3, 3, 0, 0), kNow);

    QCOMPARE(health.ready, 0);
    QCOMPARE(health.desired, 3);
    QCOMPARE(healthOf(deployment(3, 3, 3, 1), kNow).message, u"1 of 3 replicas are ready"_s);
}

void TestHealth::unschedulablePodsFailAfterAWhile() {
    const QJsonObject stuck
        = pod("Pending").condition("PodScheduled", "False", "Unschedulable", "0/3 nodes are available");

    QCOMPARE(healthOf(stuck, kNow).state, InProgress);
    const ObjectHealth later = healthOf(stuck, kNow.addSecs(60));
    QCOMPARE(later.state, Failed);
    QCOMPARE(later.message, u"0/3 nodes are available"_s);
}

void TestHealth::podsThatCannotStartSayWhy() {
    for (const char* reason : {"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError"}) {
        const ObjectHealth health
            = healthOf(pod("Pending").status(statuses(u"containerStatuses"_s, waiting(reason, "pull denied"))), kNow);
        QCOMPARE(health.state, Failed);
        QCOMPARE(health.reason, QString::fromLatin1(reason));
        QVERIFY(health.message.contains(u"app"_s) && health.message.contains(u"pull denied"_s));
    }
    const ObjectHealth init
        = healthOf(pod("Pending").status(statuses(u"initContainerStatuses"_s, waiting("CrashLoopBackOff"))), kNow);
    QCOMPARE(init.reason, u"CrashLoopBackOff"_s);
}

void TestHealth::nothingIsUnknown() {
    QCOMPARE(healthOf({}).state, Unknown);
}

void TestHealth::AP8_wrongTypesDoNotCrash() {
    const QJsonObject odd{{u"apiVersion"_s, u"apps/v1"_s}, {u"kind"_s, u"Deployment"_s}, {u"metadata"_s, 7},
        {u"spec"_s, QJsonArray{1}},
        {u"status"_s, QJsonObject{{u"conditions"_s, u"none"_s}, {u"observedGeneration"_s, u"x"_s}}}};

    QCOMPARE(healthOf(odd).state, InProgress);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestHealth)
#include "test_health.moc"
