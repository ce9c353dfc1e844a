// SPDX-License-Identifier: Apache-2.0
#include "app/demo/table_kinds.h"

#include "app/demo/clock.h"

#include <format>

namespace pilothouse::demo {

namespace {

struct Containers {
    std::string names;
    std::string images;
};

Containers containersOf(const json::object& object, const char* path) {
    Containers out;
    for (const json::value& value : arrayAt(object, path)) {
        const char* comma = out.names.empty() ? "" : ",";
        out.names += comma + stringAt(value.as_object(), "name");
        out.images += comma + stringAt(value.as_object(), "image");
    }
    return out;
}

std::string selectorText(const json::object& object) {
    std::string out;
    if (const json::object* labels = objectAt(object, "spec.selector.matchLabels"))
        for (const auto& [key, value] : *labels)
            out += (out.empty() ? "" : ",") + std::string(key) + '=' + std::string(value.as_string());
    return out;
}

/// The word kubectl shows for a pod: its phase, or what its containers wait for or died of.
std::string podStatus(const json::object& object) {
    std::string out = stringAt(object, "status.phase");
    if (const std::string reason = stringAt(object, "status.reason"); !reason.empty())
        out = reason;
    for (const json::value& value : arrayAt(object, "status.containerStatuses")) {
        const json::object& status = value.as_object();
        if (const std::string waiting = stringAt(status, "state.waiting.reason"); !waiting.empty())
            out = waiting;
        else if (const std::string ended = stringAt(status, "state.terminated.reason"); !ended.empty())
            out = ended;
    }
    return objectAt(object, "metadata")->contains("deletionTimestamp") ? "Terminating" : out;
}

json::array podCells(const StoredObject& object) {
    std::int64_t ready = 0;
    std::int64_t restarts = 0;
    Time lastRestart;
    for (const json::value& value : arrayAt(object.value, "status.containerStatuses")) {
        const json::object& status = value.as_object();
        ready += status.contains("ready") && status.at("ready") == true ? 1 : 0;
        restarts += intAt(status, "restartCount");
        lastRestart = std::max(lastRestart, parseTime(stringAt(status, "lastState.terminated.finishedAt")));
    }
    std::string restartText = std::to_string(restarts);
    if (restarts > 0 && lastRestart > Time())
        restartText += " (" + humanDuration(now() - lastRestart) + " ago)";
    const std::string ip = stringAt(object.value, "status.podIP");
    const std::string node = stringAt(object.value, "spec.nodeName");
    return {object.name, std::format("{}/{}", ready, arrayAt(object.value, "spec.containers").size()),
        podStatus(object.value), restartText, ageCell(object), ip.empty() ? "<none>" : ip,
        node.empty() ? "<none>" : node, "<none>", "<none>"};
}

json::array deploymentCells(const StoredObject& object) {
    const Containers containers = containersOf(object.value, "spec.template.spec.containers");
    return {object.name,
        std::format("{}/{}", intAt(object.value, "status.readyReplicas"), intAt(object.value, "spec.replicas", 1)),
        intAt(object.value, "status.updatedReplicas"), intAt(object.value, "status.availableReplicas"), ageCell(object),
        containers.names, containers.images, selectorText(object.value)};
}

json::array replicaSetCells(const StoredObject& object) {
    const Containers containers = containersOf(object.value, "spec.template.spec.containers");
    return {object.name, intAt(object.value, "spec.replicas", 1), intAt(object.value, "status.replicas"),
        intAt(object.value, "status.readyReplicas"), ageCell(object), containers.names, containers.images,
        selectorText(object.value)};
}

json::array statefulSetCells(const StoredObject& object) {
    const Containers containers = containersOf(object.value, "spec.template.spec.containers");
    return {object.name,
        std::format("{}/{}", intAt(object.value, "status.readyReplicas"), intAt(object.value, "spec.replicas", 1)),
        ageCell(object), containers.names, containers.images};
}

json::array daemonSetCells(const StoredObject& object) {
    const Containers containers = containersOf(object.value, "spec.template.spec.containers");
    return {object.name, intAt(object.value, "status.desiredNumberScheduled"),
        intAt(object.value, "status.currentNumberScheduled"), intAt(object.value, "status.numberReady"),
        intAt(object.value, "status.updatedNumberScheduled"), intAt(object.value, "status.numberAvailable"), "<none>",
        ageCell(object), containers.names, containers.images, selectorText(object.value)};
}

json::array jobCells(const StoredObject& object) {
    const Containers containers = containersOf(object.value, "spec.template.spec.containers");
    const std::int64_t done = intAt(object.value, "status.succeeded");
    const std::string begun = stringAt(object.value, "status.startTime");
    const std::string ended = stringAt(object.value, "status.completionTime");
    const Time until = ended.empty() ? now() : parseTime(ended);
    return {object.name,
        done > 0                                       ? "Complete"
            : intAt(object.value, "status.failed") > 0 ? "Failed"
                                                       : "Running",
        std::format("{}/{}", done, intAt(object.value, "spec.completions", 1)),
        begun.empty() ? "" : humanDuration(until - parseTime(begun)), ageCell(object), containers.names,
        containers.images, selectorText(object.value)};
}

json::array cronJobCells(const StoredObject& object) {
    const Containers containers = containersOf(object.value, "spec.jobTemplate.spec.template.spec.containers");
    const std::string last = stringAt(object.value, "status.lastScheduleTime");
    const json::object* spec = objectAt(object.value, "spec");
    const bool suspended = spec && spec->contains("suspend") && spec->at("suspend") == true;
    return {object.name, stringAt(object.value, "spec.schedule"), "<none>", suspended ? "True" : "False",
        static_cast<std::int64_t>(arrayAt(object.value, "status.active").size()),
        last.empty() ? "<none>" : ageCell(last), ageCell(object), containers.names, containers.images, "<none>"};
}

} // namespace

TableKind podTable() {
    return {{{"Name"}, {"Ready"}, {"Status"}, {"Restarts"}, {"Age"}, {"IP", "string", 1}, {"Node", "string", 1},
                {"Nominated Node", "string", 1}, {"Readiness Gates", "string", 1}},
        podCells};
}

TableKind deploymentTable() {
    return {{{"Name"}, {"Ready"}, {"Up-to-date"}, {"Available"}, {"Age"}, {"Containers", "string", 1},
                {"Images", "string", 1}, {"Selector", "string", 1}},
        deploymentCells};
}

TableKind replicaSetTable() {
    return {{{"Name"}, {"Desired", "integer"}, {"Current", "integer"}, {"Ready", "integer"}, {"Age"},
                {"Containers", "string", 1}, {"Images", "string", 1}, {"Selector", "string", 1}},
        replicaSetCells};
}

TableKind statefulSetTable() {
    return {{{"Name"}, {"Ready"}, {"Age"}, {"Containers", "string", 1}, {"Images", "string", 1}}, statefulSetCells};
}

TableKind daemonSetTable() {
    return {{{"Name"}, {"Desired", "integer"}, {"Current", "integer"}, {"Ready", "integer"}, {"Up-to-date", "integer"},
                {"Available", "integer"}, {"Node Selector"}, {"Age"}, {"Containers", "string", 1},
                {"Images", "string", 1}, {"Selector", "string", 1}},
        daemonSetCells};
}

TableKind jobTable() {
    return {{{"Name"}, {"Status"}, {"Completions"}, {"Duration"}, {"Age"}, {"Containers", "string", 1},
                {"Images", "string", 1}, {"Selector", "string", 1}},
        jobCells};
}

TableKind cronJobTable() {
    return {{{"Name"}, {"Schedule"}, {"Timezone"}, {"Suspend", "boolean"}, {"Active", "integer"}, {"Last Schedule"},
                {"Age"}, {"Containers", "string", 1}, {"Images", "string", 1}, {"Selector", "string", 1}},
        cronJobCells};
}

} // namespace pilothouse::demo
