// SPDX-License-Identifier: Apache-2.0
#include "app/demo/pod_builder.h"

#include <format>

namespace pilothouse::demo {

namespace {

json::object condition(const char* type, bool holds, Time since, const char* reason = nullptr) {
    json::object out{{"type", type}, {"status", holds ? "True" : "False"}, {"lastProbeTime", nullptr},
        {"lastTransitionTime", formatTime(since)}};
    if (reason) {
        out["reason"] = reason;
        out["message"] = "containers with unready status";
    }
    return out;
}

json::array conditions(bool ready, Time since) {
    const char* reason = ready ? nullptr : "ContainersNotReady";
    return {condition("PodReadyToStartContainers", true, since), condition("Initialized", true, since),
        condition("Ready", ready, since, reason), condition("ContainersReady", ready, since, reason),
        condition("PodScheduled", true, since)};
}

json::object terminated(int exitCode, const char* reason, Time started, Time finished) {
    return {{"terminated",
        {{"exitCode", exitCode}, {"reason", reason}, {"startedAt", formatTime(started)},
            {"finishedAt", formatTime(finished)}, {"containerID", "containerd://8d1f6c40a2b94e55b6a5"}}}};
}

json::object containerStatus(const json::object& container, const PodFacts& facts) {
    const bool ready = facts.health == PodHealth::Ready || facts.health == PodHealth::RestartsOften;
    const Time last = now() - std::chrono::seconds(40 + facts.dice % 200);
    json::object out{{"name", stringAt(container, "name")}, {"image", facts.image}, {"ready", ready},
        {"started", ready}, {"restartCount", facts.restarts}};
    out["imageID"] = facts.health == PodHealth::ImagePull
        ? std::string()
        : std::format("{}@sha256:{:064x}", facts.image.substr(0, facts.image.rfind(':')), mixed(9, facts.image));
    out["lastState"] = json::object();
    switch (facts.health) {
    case PodHealth::Ready:
        out["state"] = json::object{{"running", {{"startedAt", formatTime(facts.created + std::chrono::seconds(4))}}}};
        break;
    case PodHealth::RestartsOften:
        out["state"] = json::object{{"running", {{"startedAt", formatTime(last)}}}};
        out["lastState"] = terminated(137, "OOMKilled", last - std::chrono::hours(3), last - std::chrono::seconds(1));
        break;
    case PodHealth::CrashLoop:
        out["state"] = json::object{{"waiting",
            {{"reason", "CrashLoopBackOff"},
                {"message",
                    std::format("back-off 5m0s restarting failed container={} pod={}", stringAt(container, "name"),
                        facts.name)}}}};
        out["lastState"] = terminated(1, "Error", last - std::chrono::seconds(3), last);
        break;
    case PodHealth::ImagePull:
        out["state"] = json::object{{"waiting",
            {{"reason", "ImagePullBackOff"}, {"message", "Back-off pulling image \"" + facts.image + '"'}}}};
        break;
    }
    return out;
}

/// What a service mesh's admission puts beside a few apps: an init container that has ended and a proxy that runs.
void addMesh(json::object& spec, json::array& statuses, json::array& initStatuses, const PodFacts& facts) {
    PodFacts mesh = facts;
    mesh.health = PodHealth::Ready;
    mesh.restarts = 0;
    mesh.image = "registry.corp/mesh/proxy:1.24.2";
    json::object proxy{{"name", "mesh-proxy"}, {"image", mesh.image},
        {"ports", json::array{json::object{{"name", "admin"}, {"containerPort", 15000}, {"protocol", "TCP"}}}},
        {"resources", {{"limits", {{"cpu", "200m"}, {"memory", "128Mi"}}}}}};
    json::object init{{"name", "mesh-init"}, {"image", mesh.image}, {"args", json::array{"iptables"}}};
    statuses.push_back(containerStatus(proxy, mesh));
    json::object ended = containerStatus(init, mesh);
    ended["ready"] = true;
    ended["started"] = false;
    ended["state"]
        = terminated(0, "Completed", facts.created + std::chrono::seconds(1), facts.created + std::chrono::seconds(3));
    initStatuses.push_back(std::move(ended));
    spec["containers"].as_array().push_back(std::move(proxy));
    spec["initContainers"] = json::array{std::move(init)};
}

bool isInMesh(const json::object& labels) {
    const json::value* app = labels.if_contains("app.kubernetes.io/name");
    if (!app || !app->is_string())
        return false;
    const std::string_view name = app->get_string();
    return name == "checkout" || name == "bff" || name == "bff-mobile";
}

} // namespace

json::object pod(const json::object& owner, const PodFacts& facts) {
    const json::object& form = *objectAt(owner, "spec.template");
    const bool ready = facts.health == PodHealth::Ready || facts.health == PodHealth::RestartsOften;
    json::object labels = *objectAt(form, "metadata.labels");
    if (const std::string hash = stringAt(owner, "metadata.labels.pod-template-hash"); !hash.empty())
        labels["pod-template-hash"] = hash;
    if (stringAt(owner, "kind") == "StatefulSet")
        labels["statefulset.kubernetes.io/pod-name"] = facts.name;
    const json::object reference{{"apiVersion", "apps/v1"}, {"kind", stringAt(owner, "kind")},
        {"name", stringAt(owner, "metadata.name")}, {"uid", stringAt(owner, "metadata.uid")}, {"controller", true},
        {"blockOwnerDeletion", true}};
    json::object spec = *objectAt(form, "spec");
    spec["nodeName"] = facts.node;
    spec["restartPolicy"] = "Always";
    spec["serviceAccountName"] = "default";
    spec["schedulerName"] = "default-scheduler";
    json::array statuses;
    for (json::value& value : spec["containers"].as_array()) {
        value.as_object()["image"] = facts.image;
        statuses.push_back(containerStatus(value.as_object(), facts));
    }
    json::array initStatuses;
    if (isInMesh(labels))
        addMesh(spec, statuses, initStatuses, facts);
    const std::string ip = std::format("10.42.{}.{}", facts.dice % 4, 2 + facts.dice / 4 % 250);
    const Time since = ready ? facts.created + std::chrono::seconds(12) : facts.created;
    json::object out{{"kind", "Pod"}, {"apiVersion", "v1"},
        {"metadata",
            {{"name", facts.name}, {"generateName", stringAt(owner, "metadata.name") + '-'},
                {"namespace", stringAt(owner, "metadata.namespace")}, {"uid", facts.uid},
                {"creationTimestamp", formatTime(facts.created)}, {"labels", std::move(labels)},
                {"ownerReferences", json::array{reference}}}},
        {"spec", std::move(spec)},
        {"status",
            {{"phase", facts.health == PodHealth::ImagePull ? "Pending" : "Running"},
                {"conditions", conditions(ready, since)}, {"hostIP", "192.0.2.10"}, {"podIP", ip},
                {"podIPs", json::array{json::object{{"ip", ip}}}}, {"startTime", formatTime(facts.created)},
                {"containerStatuses", std::move(statuses)}, {"qosClass", "Burstable"}}}};
    if (!initStatuses.empty()) {
        makeObjectAt(out, "status")["initContainerStatuses"] = std::move(initStatuses);
        // so that clients which are told no container take the app and not the proxy
        makeObjectAt(out, "metadata.annotations")["kubectl.kubernetes.io/default-container"]
            = stringAt(arrayAt(form, "spec.containers").front().as_object(), "name");
    }
    return out;
}

void setRestarts(json::object& podObject, int restarts, Time last) {
    json::value* list = makeObjectAt(podObject, "status").if_contains("containerStatuses");
    if (!list || !list->is_array() || list->get_array().empty())
        return;
    json::object& first = list->get_array().front().as_object();
    first["restartCount"] = restarts;
    if (json::object* ended = objectAt(first, "lastState.terminated")) {
        (*ended)["startedAt"] = formatTime(last - std::chrono::seconds(3));
        (*ended)["finishedAt"] = formatTime(last);
    }
}

} // namespace pilothouse::demo
