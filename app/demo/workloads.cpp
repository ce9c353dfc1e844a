// SPDX-License-Identifier: Apache-2.0
#include "app/demo/workloads.h"

#include "app/demo/pod_builder.h"

#include <format>

namespace pilothouse::demo {

using namespace std::chrono;

const std::vector<std::string>& nodeNames() {
    static const std::vector<std::string> names{"ip-10-0-11-24", "ip-10-0-12-87", "ip-10-0-13-140", "ip-10-0-13-201"};
    return names;
}

void addEvent(Cluster& cluster, const json::object& about, const EventFacts& facts) {
    const std::string space = stringAt(about, "metadata.namespace");
    const std::string name = stringAt(about, "metadata.name");
    json::object event{{"kind", "Event"}, {"apiVersion", "v1"},
        {"metadata",
            {{"name",
                 std::format("{}.{:016x}", name,
                     mixed(1, name + facts.reason + facts.message + stringAt(about, "metadata.uid")))},
                {"namespace", space.empty() ? "default" : space}, {"creationTimestamp", formatTime(facts.first)}}},
        {"involvedObject",
            {{"kind", stringAt(about, "kind")}, {"namespace", space}, {"name", name},
                {"uid", stringAt(about, "metadata.uid")}, {"apiVersion", stringAt(about, "apiVersion")}}},
        {"reason", facts.reason}, {"message", facts.message}, {"source", {{"component", facts.component}}},
        {"firstTimestamp", formatTime(facts.first)}, {"lastTimestamp", formatTime(facts.last)}, {"count", facts.count},
        {"type", facts.type}, {"eventTime", nullptr}, {"reportingComponent", facts.component},
        {"reportingInstance", ""}};
    const ResourceType& type = *cluster.types.byKind("v1", "Event");
    const ObjectPtr before = cluster.store.find(
        type.storageKey(), stringAt(event, "metadata.namespace"), stringAt(event, "metadata.name"));
    if (!before) {
        static_cast<void>(cluster.store.create(type, std::move(event)));
        return;
    }
    json::object again = before->value; // the same thing happened once more
    again["count"] = intAt(again, "count", 1) + 1;
    again["lastTimestamp"] = formatTime(facts.last);
    static_cast<void>(cluster.store.update(type, std::move(again)));
}

namespace {

std::string firstImage(const json::object& workload) {
    const json::array& containers = arrayAt(workload, "spec.template.spec.containers");
    return containers.empty() ? std::string() : stringAt(containers.front().as_object(), "image");
}

void addPullEvents(Cluster& cluster, const json::object& podObject, const PodFacts& facts, bool secretMissing) {
    const Time last = now() - seconds(25);
    const auto age = duration_cast<minutes>(last - facts.created).count();
    const std::string tag = facts.image.substr(facts.image.rfind(':') + 1);
    const std::string why = secretMissing
        ? "Failed to pull image \"" + facts.image
            + "\": pull access denied: authorization failed: no basic auth credentials"
        : "Failed to pull image \"" + facts.image + "\": manifest for " + tag + " not found: manifest unknown";
    addEvent(cluster, podObject,
        {"Warning", "Failed", why, "kubelet", static_cast<int>(age * 214 / 120 + 1), facts.created, last});
    addEvent(cluster, podObject,
        {"Normal", "BackOff", "Back-off pulling image \"" + facts.image + '"', "kubelet",
            static_cast<int>(age * 1031 / 120 + 1), facts.created, last});
    if (secretMissing)
        addEvent(cluster, podObject,
            {"Warning", "FailedToRetrieveImagePullSecret",
                "Unable to retrieve some image pull secrets (registry-corp); attempting to pull the "
                "image may not succeed.",
                "kubelet", static_cast<int>(age / 2 + 1), facts.created, last});
}

void addPod(Cluster& cluster, const json::object& owner, PodFacts facts, bool secretMissing) {
    facts.uid = cluster.store.newUid();
    facts.dice = mixed(17, facts.name);
    facts.node = nodeNames()[facts.dice % nodeNames().size()];
    const json::object made = pod(owner, facts);
    const Time last = now() - seconds(40 + facts.dice % 200);
    if (facts.health == PodHealth::ImagePull)
        addPullEvents(cluster, made, facts, secretMissing);
    else if (facts.health == PodHealth::CrashLoop)
        addEvent(cluster, made,
            {"Warning", "BackOff",
                std::format("Back-off restarting failed container {} in pod {}",
                    stringAt(arrayAt(made, "spec.containers").front().as_object(), "name"), facts.name),
                "kubelet", facts.restarts * 21, facts.created, last});
    else if (facts.created > now() - hours(1))
        addEvent(cluster, made,
            {"Normal", "Started", "Started container", "kubelet", 1, facts.created, facts.created + seconds(4)});
    static_cast<void>(cluster.store.create(*cluster.types.byKind("v1", "Pod"), made));
}

struct SetFacts {
    std::string image;
    int wanted = 0;
    int ready = 0;
    int revision = 1;
    Time created;
};

/// The ReplicaSet of one image of a Deployment; its pods are added by the caller.
json::object replicaSet(Cluster& cluster, const json::object& deployment, const SetFacts& facts) {
    static constexpr std::string_view kAlphabet = "bcdfghjklmnpqrstvwxz2456789"; // as the pod-template-hash is written
    std::string hash;
    for (std::uint64_t dice = mixed(23, facts.image + stringAt(deployment, "metadata.name")); hash.size() < 10;
        dice /= 27)
        hash += kAlphabet[dice % 27];
    json::object spec = *objectAt(deployment, "spec");
    spec.erase("revisionHistoryLimit");
    spec["replicas"] = facts.wanted;
    makeObjectAt(spec, "selector.matchLabels")["pod-template-hash"] = hash;
    makeObjectAt(spec, "template.metadata.labels")["pod-template-hash"] = hash;
    makeObjectAt(spec, "template.spec")["containers"].as_array().front().as_object()["image"] = facts.image;
    json::object labels = *objectAt(deployment, "spec.template.metadata.labels");
    labels["pod-template-hash"] = hash;
    const json::object reference{{"apiVersion", "apps/v1"}, {"kind", "Deployment"},
        {"name", stringAt(deployment, "metadata.name")}, {"uid", stringAt(deployment, "metadata.uid")},
        {"controller", true}, {"blockOwnerDeletion", true}};
    json::object status{{"replicas", facts.wanted}, {"fullyLabeledReplicas", facts.wanted}, {"observedGeneration", 1}};
    if (facts.ready > 0) {
        status["readyReplicas"] = facts.ready;
        status["availableReplicas"] = facts.ready;
    }
    json::object out{{"kind", "ReplicaSet"}, {"apiVersion", "apps/v1"},
        {"metadata",
            {{"name", stringAt(deployment, "metadata.name") + '-' + hash},
                {"namespace", stringAt(deployment, "metadata.namespace")}, {"uid", cluster.store.newUid()},
                {"creationTimestamp", formatTime(facts.created)}, {"labels", std::move(labels)},
                {"annotations", {{"deployment.kubernetes.io/revision", std::to_string(facts.revision)}}},
                {"ownerReferences", json::array{reference}}}},
        {"spec", std::move(spec)}, {"status", std::move(status)}};
    static_cast<void>(cluster.store.create(*cluster.types.byKind("apps/v1", "ReplicaSet"), out));
    return out;
}

json::object condition(const char* type, bool holds, const char* reason, const std::string& message, Time since) {
    return {{"type", type}, {"status", holds ? "True" : "False"}, {"reason", reason}, {"message", message},
        {"lastUpdateTime", formatTime(since)}, {"lastTransitionTime", formatTime(since)}};
}

PodHealth healthOf(Trouble trouble) {
    switch (trouble) {
    case Trouble::CrashLoop:
        return PodHealth::CrashLoop;
    case Trouble::OutOfMemory:
        return PodHealth::RestartsOften;
    case Trouble::ImagePull:
    case Trouble::PullSecretMissing:
        return PodHealth::ImagePull;
    case Trouble::None:
        break;
    }
    return PodHealth::Ready;
}

void addPods(Cluster& cluster, const json::object& set, const SetFacts& facts, PodHealth health, bool secretMissing) {
    const std::string base = stringAt(set, "metadata.name");
    for (int i = 0; i < facts.wanted; ++i) {
        PodFacts podFacts;
        podFacts.name = base + '-' + commitText(mixed(29, base, i));
        podFacts.image = facts.image;
        podFacts.health = health;
        podFacts.created = facts.created + seconds(i * 3);
        podFacts.restarts = health == PodHealth::CrashLoop ? 61 + i : health == PodHealth::RestartsOften ? 7 : 0;
        addPod(cluster, set, podFacts, secretMissing);
    }
}

void runDeployment(
    Cluster& cluster, const ReleasePlan& plan, json::object& workload, const std::string& previousImage, Time started) {
    const int wanted = static_cast<int>(intAt(workload, "spec.replicas", 1));
    const std::string image = firstImage(workload);
    const PodHealth health = healthOf(plan.trouble);
    const bool good = health == PodHealth::Ready || health == PodHealth::RestartsOften;
    const bool rolling = plan.trouble == Trouble::ImagePull && !previousImage.empty(); // the old pods go on serving
    SetFacts now{image, rolling ? 1 : wanted, good ? wanted : 0, 2, started};
    if (!previousImage.empty() && previousImage != image) {
        SetFacts old{previousImage, rolling ? wanted : 0, rolling ? wanted : 0, 1, started - hours(50)};
        const json::object set = replicaSet(cluster, workload, old);
        addPods(cluster, set, old, PodHealth::Ready, false);
    }
    const json::object set = replicaSet(cluster, workload, now);
    addPods(cluster, set, now, health, plan.trouble == Trouble::PullSecretMissing);

    const int available = rolling ? wanted : now.ready;
    const int missing = wanted + (rolling ? 1 : 0) - available;
    json::object status{
        {"observedGeneration", 1}, {"replicas", wanted + (rolling ? 1 : 0)}, {"updatedReplicas", now.wanted}};
    if (available > 0) {
        status["readyReplicas"] = available;
        status["availableReplicas"] = available;
    }
    if (missing > 0)
        status["unavailableReplicas"] = missing;
    const std::string setName = stringAt(set, "metadata.name");
    json::array conditions;
    conditions.push_back(available > 0
            ? condition("Available", true, "MinimumReplicasAvailable", "Deployment has minimum availability.", started)
            : condition("Available", false, "MinimumReplicasUnavailable",
                  "Deployment does not have minimum availability.", started));
    conditions.push_back(good ? condition("Progressing", true, "NewReplicaSetAvailable",
                                    "ReplicaSet \"" + setName + "\" has successfully progressed.", started)
                              : condition("Progressing", false, "ProgressDeadlineExceeded",
                                    "ReplicaSet \"" + setName + "\" has timed out progressing.", started));
    status["conditions"] = std::move(conditions);
    workload["status"] = std::move(status);
    makeObjectAt(workload, "metadata.annotations")["deployment.kubernetes.io/revision"] = "2";
    if (started > pilothouse::demo::now() - hours(1))
        addEvent(cluster, workload,
            {"Normal", "ScalingReplicaSet", std::format("Scaled up replica set {} to {}", setName, now.wanted),
                "deployment-controller", 1, started, started});
}

void addClaim(Cluster& cluster, const json::object& set, int index, Time created) {
    const std::string name = std::format("data-{}-{}", stringAt(set, "metadata.name"), index);
    static_cast<void>(cluster.store.create(*cluster.types.byKind("v1", "PersistentVolumeClaim"),
        {{"kind", "PersistentVolumeClaim"}, {"apiVersion", "v1"},
            {"metadata",
                {{"name", name}, {"namespace", stringAt(set, "metadata.namespace")},
                    {"creationTimestamp", formatTime(created)},
                    {"labels", *objectAt(set, "spec.selector.matchLabels")}}},
            {"spec",
                {{"accessModes", json::array{"ReadWriteOnce"}}, {"storageClassName", "gp3"},
                    {"volumeMode", "Filesystem"}, {"volumeName", "pvc-" + cluster.store.newUid()},
                    {"resources", {{"requests", {{"storage", "8Gi"}}}}}}},
            {"status",
                {{"phase", "Bound"}, {"accessModes", json::array{"ReadWriteOnce"}},
                    {"capacity", {{"storage", "8Gi"}}}}}}));
}

void runStatefulSet(
    Cluster& cluster, const ReleasePlan& plan, json::object& workload, const std::string& previousImage, Time started) {
    const int wanted = static_cast<int>(intAt(workload, "spec.replicas", 1));
    const std::string image = firstImage(workload);
    const bool stuck = healthOf(plan.trouble) == PodHealth::ImagePull;
    for (int i = 0; i < wanted; ++i) {
        const bool troubled = stuck && i == wanted - 1; // an update goes from the last pod to the first
        PodFacts facts;
        facts.name = std::format("{}-{}", stringAt(workload, "metadata.name"), i);
        facts.image = stuck && !troubled ? previousImage : image;
        facts.health = troubled ? PodHealth::ImagePull : PodHealth::Ready;
        facts.created = stuck && !troubled ? started - hours(48) : started + seconds(i * 20);
        addPod(cluster, workload, facts, plan.trouble == Trouble::PullSecretMissing);
        if (!arrayAt(workload, "spec.volumeClaimTemplates").empty())
            addClaim(cluster, workload, i, started - hours(24 * 100));
    }
    const int ready = stuck ? wanted - 1 : wanted;
    const std::string name = stringAt(workload, "metadata.name");
    const std::string update = name + '-' + commitText(mixed(31, image));
    workload["status"] = json::object{{"observedGeneration", 1}, {"replicas", wanted}, {"readyReplicas", ready},
        {"availableReplicas", ready}, {"currentReplicas", ready}, {"updatedReplicas", stuck ? 1 : wanted},
        {"currentRevision", stuck ? name + '-' + commitText(mixed(31, previousImage)) : update},
        {"updateRevision", update}, {"collisionCount", 0}};
}

} // namespace

void runWorkload(
    Cluster& cluster, const ReleasePlan& plan, json::object& workload, const std::string& previousImage, Time started) {
    if (stringAt(workload, "kind") == "Deployment")
        runDeployment(cluster, plan, workload, previousImage, started);
    else if (stringAt(workload, "kind") == "StatefulSet")
        runStatefulSet(cluster, plan, workload, previousImage, started);
    else
        fillStatus(workload, mixed(37, stringAt(workload, "metadata.name")));
}

void fillStatus(json::object& object, std::uint64_t dice) {
    const std::string kind = stringAt(object, "kind");
    if (kind == "Service") {
        json::object& spec = makeObjectAt(object, "spec");
        const json::value address = spec.contains("clusterIP")
            ? spec.at("clusterIP")
            : json::value(std::format("10.100.{}.{}", dice % 200, 1 + dice / 200 % 250));
        spec["clusterIP"] = address;
        spec["clusterIPs"] = json::array{address};
        spec["sessionAffinity"] = "None";
        object["status"] = json::object{{"loadBalancer", json::object()}};
    } else if (kind == "HorizontalPodAutoscaler") {
        const std::int64_t least = intAt(object, "spec.minReplicas", 1);
        const json::object cpu{
            {"name", "cpu"}, {"current", {{"averageUtilization", 20 + dice % 50}, {"averageValue", "61m"}}}};
        object["status"]
            = json::object{{"currentReplicas", least}, {"desiredReplicas", least}, {"observedGeneration", 1},
                {"currentMetrics", json::array{json::object{{"type", "Resource"}, {"resource", cpu}}}},
                {"conditions",
                    json::array{condition("AbleToScale", true, "ReadyForNewScale",
                                    "recommended size matches current size", now() - hours(9)),
                        condition("ScalingActive", true, "ValidMetricFound",
                            "the HPA was able to successfully calculate a replica count", now() - hours(9))}}};
    } else if (kind == "PodDisruptionBudget") {
        object["status"] = json::object{{"currentHealthy", 2}, {"desiredHealthy", 1}, {"disruptionsAllowed", 1},
            {"expectedPods", 2}, {"observedGeneration", 1}};
    } else if (kind == "Ingress") {
        object["status"] = json::object{
            {"loadBalancer", {{"ingress", json::array{json::object{{"hostname", "lb-7f21.elb.corp.example"}}}}}}};
    } else if (kind == "CronJob") {
        object["status"] = json::object{{"lastScheduleTime", formatTime(now() - minutes(4 + dice % 25))},
            {"lastSuccessfulTime", formatTime(now() - minutes(3 + dice % 25))}};
    }
}

} // namespace pilothouse::demo
