// SPDX-License-Identifier: Apache-2.0
#include "app/demo/pod_life.h"

#include "app/demo/image_rules.h"
#include "app/demo/release_plan.h"
#include "app/demo/workloads.h"

#include <algorithm>
#include <format>

namespace pilothouse::demo {

namespace {

json::object podCondition(const json::object& pod, const char* type, bool holds, const char* reason) {
    const bool ended = reason && std::string_view(reason) == "PodCompleted";
    json::object out
        = condition(pod, type, holds, reason ? reason : "", reason && !ended ? "containers with unready status" : "");
    out.erase("lastUpdateTime");
    if (!reason) {
        out.erase("reason");
        out.erase("message");
    }
    out["lastProbeTime"] = nullptr;
    return out;
}

json::array podConditions(const json::object& pod, bool ready, bool ended) {
    const char* reason = ready ? nullptr : ended ? "PodCompleted" : "ContainersNotReady";
    return {podCondition(pod, "PodReadyToStartContainers", !ended, nullptr),
        podCondition(pod, "Initialized", true, ended ? reason : nullptr), podCondition(pod, "Ready", ready, reason),
        podCondition(pod, "ContainersReady", ready, reason), podCondition(pod, "PodScheduled", true, nullptr)};
}

/// What one look at a pod's containers says.
struct Look {
    const char* phase = "Pending";
    bool ready = false;
    bool ended = false;
    int restarts = 0;
};

json::object containerStatus(const json::object& container, const Look& look, json::object state) {
    const std::string image = stringAt(container, "image");
    const bool started = state.contains("running");
    json::object out{{"name", stringAt(container, "name")}, {"image", image}, {"ready", look.ready && started},
        {"started", started}, {"restartCount", look.restarts}, {"lastState", json::object()}};
    out["imageID"] = state.contains("waiting") && look.restarts == 0
        ? std::string()
        : std::format("{}@sha256:{:064x}", image.substr(0, image.rfind(':')), mixed(9, image));
    out["state"] = std::move(state);
    return out;
}

json::object waiting(const std::string& reason, const std::string& message) {
    json::object out{{"reason", reason}};
    if (!message.empty())
        out["message"] = message;
    return {{"waiting", std::move(out)}};
}

json::object running() {
    return {{"running", {{"startedAt", formatTime(now())}}}};
}

json::object terminated(int code) {
    return {{"terminated",
        {{"exitCode", code}, {"reason", code == 0 ? "Completed" : "Error"}, {"startedAt", formatTime(now())},
            {"finishedAt", formatTime(now())}, {"containerID", "containerd://8d1f6c40a2b94e55b6a5"}}}};
}

/// What ran before and still does keeps its start: its log is the same one.
json::object goneOn(const json::object& pod, const json::object& container, json::object state) {
    if (!state.contains("running"))
        return state;
    for (const json::value& value : arrayAt(pod, "status.containerStatuses"))
        if (stringAt(value.as_object(), "name") == stringAt(container, "name"))
            if (const json::object* before = objectAt(value.as_object(), "state"); before->contains("running"))
                return *before;
    return state;
}

/// Init containers are over when the others run; those that restart always (sidecars) run beside them.
json::array initStatuses(const json::object& pod, const Look& look) {
    json::array out;
    for (const json::value& value : arrayAt(pod, "spec.initContainers")) {
        const json::object& container = value.as_object();
        const bool pending = std::string_view(look.phase) == "Pending";
        json::object state = pending                                          ? waiting("PodInitializing", {})
            : stringAt(container, "restartPolicy") == "Always" && !look.ended ? running()
                                                                              : terminated(0);
        json::object status = containerStatus(container, {look.phase, !pending}, std::move(state));
        status["ready"] = !pending;
        out.push_back(std::move(status));
    }
    return out;
}

/// Writes the status that follows from @p look, with a state for every container.
template <typename StateOf> void show(Desk& desk, const ObjectPtr& pod, const Look& look, StateOf stateOf) {
    json::object changed = pod->value;
    json::object& status = makeObjectAt(changed, "status");
    status["phase"] = look.phase;
    status["conditions"] = podConditions(pod->value, look.ready, look.ended);
    json::array statuses;
    for (const json::value& value : arrayAt(pod->value, "spec.containers"))
        if (value.is_object())
            statuses.push_back(containerStatus(
                value.get_object(), look, goneOn(pod->value, value.get_object(), stateOf(value.get_object()))));
    status["containerStatuses"] = std::move(statuses);
    if (json::array inits = initStatuses(pod->value, look); !inits.empty())
        status["initContainerStatuses"] = std::move(inits);
    desk.update(std::move(changed));
}

/// The first container for which @p test holds.
template <typename Test> const json::object* containerWith(const json::object& pod, Test test) {
    for (const char* list : {"spec.initContainers", "spec.containers"})
        for (const json::value& value : arrayAt(pod, list))
            if (value.is_object() && test(fateOf(value.get_object())))
                return &value.get_object();
    return nullptr;
}

bool runsOnce(const json::object& pod) {
    const std::string policy = stringAt(pod, "spec.restartPolicy");
    return policy == "Never" || policy == "OnFailure";
}

/// One of the nodes that aren't cordoned; when all are, one nevertheless.
std::string openNode(const Desk& desk, std::uint64_t dice) {
    for (std::size_t i = 0; i < nodeNames().size(); ++i) {
        const std::string& name = nodeNames()[(dice + i) % nodeNames().size()];
        const ObjectPtr node = desk.find("v1", "Node", {}, name);
        const json::object* spec = node ? objectAt(node->value, "spec") : nullptr;
        if (spec && (!spec->contains("unschedulable") || spec->at("unschedulable") != true))
            return name;
    }
    return nodeNames()[dice % nodeNames().size()];
}

/// A debug pod: its shell ends when whoever is attached ends it.
bool waitsForInput(const json::object& pod) {
    return std::ranges::any_of(arrayAt(pod, "spec.containers"), [](const json::value& container) {
        const json::value* asked = container.as_object().if_contains("stdin");
        return asked && asked->is_bool() && asked->get_bool();
    });
}

} // namespace

void PodLife::seen(const StoreEvent& event) {
    const json::object& pod = event.now->value;
    const std::string uid = event.now->uid();
    if (event.type == EventType::Deleted) {
        m_runs.erase(uid);
        return;
    }
    const json::object* status = objectAt(pod, "status");
    const bool fresh = !status || !status->contains("containerStatuses");
    if (event.type == EventType::Added && fresh)
        m_runs[uid] = {event.now->namespaceName, event.now->name, Stage::New, now()};
    if (isTerminating(pod)) {
        Run& run = m_runs[uid];
        if (run.stage != Stage::Ending)
            run = {event.now->namespaceName, event.now->name, Stage::Ending, now() + m_desk.pace / 2};
    }
}

void PodLife::step() {
    const Time moment = now();
    std::vector<std::string> due;
    for (const auto& [uid, run] : m_runs)
        if (run.due <= moment)
            due.push_back(uid);
    for (const std::string& uid : due) {
        const auto run = m_runs.find(uid);
        if (run == m_runs.end())
            continue;
        const ObjectPtr pod = m_desk.find("v1", "Pod", run->second.namespaceName, run->second.name);
        if (!pod || pod->uid() != uid)
            m_runs.erase(run);
        else
            advance(run->second, pod);
    }
}

void PodLife::advance(Run& run, const ObjectPtr& pod) {
    switch (run.stage) {
    case Stage::New:
        return place(run, pod);
    case Stage::Placed:
        return pull(run, pod);
    case Stage::Pulling:
        return begin(run, pod);
    case Stage::Started:
        return settle(run, pod);
    case Stage::Settled:
        run.due = Time::max();
        return;
    case Stage::Ending:
        run.due = Time::max();
        if (const ResourceType* type = m_desk.type("v1", "Pod"))
            static_cast<void>(m_desk.cluster.store.remove(*type, pod->namespaceName, pod->name));
        return;
    }
}

void PodLife::place(Run& run, const ObjectPtr& pod) {
    const std::uint64_t dice = mixed(17, pod->name);
    json::object changed = pod->value;
    json::object& spec = makeObjectAt(changed, "spec");
    if (stringAt(spec, "nodeName").empty())
        spec["nodeName"] = openNode(m_desk, dice);
    const std::string node = stringAt(spec, "nodeName");
    const std::string ip = std::format("10.42.{}.{}", dice % 4, 2 + dice / 4 % 250);
    json::object& status = makeObjectAt(changed, "status");
    status["phase"] = "Pending";
    status["startTime"] = formatTime(now());
    status["hostIP"] = "192.0.2.10";
    status["podIP"] = ip;
    status["podIPs"] = json::array{json::object{{"ip", ip}}};
    m_desk.update(std::move(changed));
    m_desk.event(pod->value, "Normal", "Scheduled",
        "Successfully assigned " + pod->namespaceName + '/' + pod->name + " to " + node, "default-scheduler");
    const ObjectPtr placed = m_desk.find("v1", "Pod", pod->namespaceName, pod->name);
    show(m_desk, placed, {}, [](const json::object&) { return waiting("ContainerCreating", {}); });
    run.stage = Stage::Placed;
    run.due = now() + m_desk.pace / 4;
}

void PodLife::pull(Run& run, const ObjectPtr& pod) {
    const auto unpullable = [](const ImageFate& fate) { return !fate.pullable; };
    run.stage = Stage::Pulling;
    run.due = now() + m_desk.pace / 4;
    if (const json::object* bad = containerWith(pod->value, unpullable)) {
        const std::string why = pullFailure(stringAt(*bad, "image"));
        m_desk.event(pod->value, "Warning", "Failed", why, "kubelet");
        show(m_desk, pod, {}, [&](const json::object& container) {
            return fateOf(container).pullable ? waiting("ContainerCreating", {}) : waiting("ErrImagePull", why);
        });
        return;
    }
    for (const json::value& container : arrayAt(pod->value, "spec.containers"))
        m_desk.event(pod->value, "Normal", "Pulled",
            "Container image \"" + stringAt(container.as_object(), "image") + "\" already present on machine",
            "kubelet");
}

void PodLife::begin(Run& run, const ObjectPtr& pod) {
    const auto unpullable = [](const ImageFate& fate) { return !fate.pullable; };
    if (const json::object* bad = containerWith(pod->value, unpullable)) {
        const std::string why = "Back-off pulling image \"" + stringAt(*bad, "image") + '"';
        m_desk.event(pod->value, "Normal", "BackOff", why, "kubelet");
        show(m_desk, pod, {}, [&](const json::object& container) {
            return fateOf(container).pullable ? running() : waiting("ImagePullBackOff", why);
        });
        run.stage = Stage::Settled;
        run.due = Time::max();
        return;
    }
    show(m_desk, pod, {"Running"}, [](const json::object&) { return running(); });
    for (const json::value& container : arrayAt(pod->value, "spec.containers"))
        m_desk.event(
            pod->value, "Normal", "Started", "Started container " + stringAt(container.as_object(), "name"), "kubelet");
    std::chrono::milliseconds longest = m_desk.pace / 2;
    if (runsOnce(pod->value))
        for (const json::value& container : arrayAt(pod->value, "spec.containers"))
            longest = std::max(longest, fateOf(container.as_object()).sleeps);
    run.stage = Stage::Started;
    run.due = now() + longest;
}

void PodLife::settle(Run& run, const ObjectPtr& pod) {
    const auto crashing = [](const ImageFate& fate) { return fate.crashes; };
    const bool bad = containerWith(pod->value, crashing) != nullptr;
    const bool once = runsOnce(pod->value);
    if (bad && stringAt(pod->value, "spec.restartPolicy") != "Never")
        return crash(run, pod);
    run.stage = Stage::Settled;
    run.due = Time::max();
    if (once && !waitsForInput(pod->value)) {
        Look look{bad ? "Failed" : "Succeeded", false, true};
        show(m_desk, pod, look,
            [](const json::object& container) { return terminated(fateOf(container).crashes ? 1 : 0); });
        return;
    }
    const auto lazy = [](const ImageFate& fate) { return !fate.becomesReady; };
    if (containerWith(pod->value, lazy)) {
        m_desk.event(pod->value, "Warning", "Unhealthy",
            "Readiness probe failed: HTTP probe failed with statuscode: 503", "kubelet");
        return;
    }
    show(m_desk, pod, {"Running", true}, [](const json::object&) { return running(); });
}

void PodLife::crash(Run& run, const ObjectPtr& pod) {
    constexpr int kMostRestarts = 5; // then the back-off is so long that nothing more happens
    ++run.restarts;
    Look look{"Running", false, false, run.restarts};
    const std::string name = stringAt(arrayAt(pod->value, "spec.containers").front().as_object(), "name");
    m_desk.event(pod->value, "Warning", "BackOff",
        std::format("Back-off restarting failed container {} in pod {}", name, pod->name), "kubelet");
    show(m_desk, pod, look, [&](const json::object& container) {
        return fateOf(container).crashes
            ? waiting("CrashLoopBackOff",
                  std::format("back-off 10s restarting failed container={} pod={}", name, pod->name))
            : running();
    });
    const ObjectPtr shown = m_desk.find("v1", "Pod", pod->namespaceName, pod->name);
    json::object changed = shown->value;
    json::array& statuses = makeObjectAt(changed, "status")["containerStatuses"].as_array();
    statuses.front().as_object()["lastState"] = terminated(1);
    m_desk.update(std::move(changed));
    run.due = run.restarts < kMostRestarts ? now() + m_desk.pace * run.restarts * 2 : Time::max();
}

} // namespace pilothouse::demo
