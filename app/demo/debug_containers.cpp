// SPDX-License-Identifier: Apache-2.0
#include "app/demo/debug_containers.h"

#include "app/demo/image_rules.h"
#include "app/demo/release_plan.h"

#include <algorithm>
#include <format>

namespace pilothouse::demo {

namespace {

constexpr const char* kStatuses = "status.ephemeralContainerStatuses";

bool isKnown(const json::object& pod, const std::string& name) {
    return std::ranges::any_of(arrayAt(pod, kStatuses),
        [&](const json::value& status) { return stringAt(status.as_object(), "name") == name; });
}

bool hasUnstarted(const json::object& pod) {
    return std::ranges::any_of(arrayAt(pod, "spec.ephemeralContainers"),
        [&](const json::value& one) { return !isKnown(pod, stringAt(one.as_object(), "name")); });
}

json::object statusOf(const json::object& container) {
    const std::string image = stringAt(container, "image");
    const bool good = fateOf(container).pullable;
    json::object state{{"running", {{"startedAt", formatTime(now())}}}};
    if (!good)
        state = {{"waiting", {{"reason", "ErrImagePull"}, {"message", pullFailure(image)}}}};
    return {{"name", stringAt(container, "name")}, {"image", image}, {"ready", false}, {"restartCount", 0},
        {"imageID", good ? std::format("{}@sha256:{:064x}", image, mixed(9, image)) : std::string()},
        {"containerID", good ? std::format("containerd://{:016x}", mixed(10, image)) : std::string()},
        {"lastState", json::object()}, {"state", std::move(state)}};
}

} // namespace

void DebugContainers::seen(const StoreEvent& event) {
    if (event.type == EventType::Deleted)
        m_waiting.erase(event.now->uid());
    else if (hasUnstarted(event.now->value))
        m_waiting.try_emplace(
            event.now->uid(), Waiting{event.now->namespaceName, event.now->name, now() + m_desk.pace / 4});
}

void DebugContainers::step() {
    std::vector<ObjectPtr> due;
    for (auto one = m_waiting.begin(); one != m_waiting.end();) {
        if (one->second.due > now()) {
            ++one;
            continue;
        }
        const ObjectPtr pod = m_desk.find("v1", "Pod", one->second.namespaceName, one->second.name);
        if (pod && pod->uid() == one->first)
            due.push_back(pod);
        one = m_waiting.erase(one);
    }
    for (const ObjectPtr& pod : due)
        start(pod);
}

void DebugContainers::start(const ObjectPtr& pod) {
    json::object changed = pod->value;
    json::array statuses = arrayAt(changed, kStatuses);
    for (const json::value& container : arrayAt(pod->value, "spec.ephemeralContainers")) {
        const std::string name = stringAt(container.as_object(), "name");
        if (isKnown(pod->value, name))
            continue;
        statuses.push_back(statusOf(container.as_object()));
        const bool good = fateOf(container.as_object()).pullable;
        m_desk.event(pod->value, good ? "Normal" : "Warning", good ? "Started" : "Failed",
            good ? "Started container " + name : pullFailure(stringAt(container.as_object(), "image")), "kubelet");
    }
    makeObjectAt(changed, "status")["ephemeralContainerStatuses"] = std::move(statuses);
    m_desk.update(std::move(changed));
}

void DebugContainers::containerEnded(
    const std::string& space, const std::string& podName, const std::string& container, int code) {
    const ObjectPtr pod = m_desk.find("v1", "Pod", space, podName);
    if (!pod)
        return;
    json::object changed = pod->value;
    json::object& status = makeObjectAt(changed, "status");
    bool main = false;
    for (const char* list : {"containerStatuses", "ephemeralContainerStatuses"}) {
        json::value* statuses = status.if_contains(list);
        if (!statuses || !statuses->is_array())
            continue;
        for (json::value& value : statuses->get_array()) {
            json::object& one = value.as_object();
            const std::string started = stringAt(one, "state.running.startedAt");
            if (stringAt(one, "name") != container || started.empty())
                continue;
            main = main || std::string_view(list) == "containerStatuses";
            one["ready"] = false;
            one["state"] = json::object{{"terminated",
                {{"exitCode", code}, {"reason", code == 0 ? "Completed" : "Error"}, {"startedAt", started},
                    {"finishedAt", formatTime(now())}, {"containerID", "containerd://8d1f6c40a2b94e55b6a5"}}}};
        }
    }
    if (main && stringAt(changed, "spec.restartPolicy") == "Never")
        status["phase"] = code == 0 ? "Succeeded" : "Failed";
    m_desk.update(std::move(changed));
}

} // namespace pilothouse::demo
