// SPDX-License-Identifier: Apache-2.0
#include "app/demo/pod_containers.h"

#include <format>

namespace pilothouse::demo {

namespace {

struct Kind {
    const char* containers;
    const char* statuses;
    const char* words;
};

constexpr Kind kKinds[] = {{"spec.containers", "status.containerStatuses", nullptr},
    {"spec.initContainers", "status.initContainerStatuses", "init"},
    {"spec.ephemeralContainers", "status.ephemeralContainerStatuses", "ephemeral"}};

const json::object* named(const json::array& list, const std::string& name) {
    for (const json::value& value : list)
        if (value.is_object() && stringAt(value.get_object(), "name") == name)
            return &value.get_object();
    return nullptr;
}

std::string namesIn(const json::array& list) {
    std::string out;
    for (const json::value& value : list)
        out += (out.empty() ? "" : " ") + stringAt(value.as_object(), "name");
    return out;
}

ApiError nameMissing(const json::object& pod) {
    std::string text = "a container name must be specified for pod " + stringAt(pod, "metadata.name")
        + ", choose one of: [" + namesIn(arrayAt(pod, "spec.containers")) + ']';
    for (const Kind& kind : kKinds)
        if (const json::array& list = arrayAt(pod, kind.containers); kind.words && !list.empty())
            text += std::string(" or one of the ") + kind.words + " containers: [" + namesIn(list) + ']';
    return badRequest(text);
}

std::optional<ContainerRun> endedRun(const json::object& status, const char* where) {
    const json::object* ended = objectAt(status, where);
    if (!ended || stringAt(*ended, "containerID").empty())
        return {};
    ContainerRun out;
    out.start = parseTime(stringAt(*ended, "startedAt"));
    out.end = parseTime(stringAt(*ended, "finishedAt"));
    out.exitCode = static_cast<int>(intAt(*ended, "exitCode"));
    return out;
}

} // namespace

ApiResult<PodContainer> findContainer(const json::object& pod, const std::string& name) {
    const json::array& main = arrayAt(pod, "spec.containers");
    std::string wanted = name;
    if (wanted.empty()) {
        if (main.size() != 1)
            return std::unexpected(nameMissing(pod));
        wanted = stringAt(main.front().as_object(), "name");
    }
    for (const Kind& kind : kKinds)
        if (const json::object* spec = named(arrayAt(pod, kind.containers), wanted))
            return PodContainer{wanted, spec, named(arrayAt(pod, kind.statuses), wanted)};
    return std::unexpected(
        badRequest(std::format("container {} is not valid for pod {}", wanted, stringAt(pod, "metadata.name"))));
}

ApiResult<ContainerRun> runToRead(const json::object& pod, const PodContainer& container, bool previous) {
    const std::string about
        = std::format("container \"{}\" in pod \"{}\"", container.name, stringAt(pod, "metadata.name"));
    static const json::object nothing;
    const json::object& status = container.status ? *container.status : nothing;
    const std::optional<ContainerRun> last = endedRun(status, "lastState.terminated");
    if (previous) {
        if (last)
            return *last;
        return std::unexpected(badRequest("previous terminated " + about + " not found"));
    }
    if (const json::object* running = objectAt(status, "state.running"))
        return ContainerRun{parseTime(stringAt(*running, "startedAt"))};
    if (const std::optional<ContainerRun> ended = endedRun(status, "state.terminated"))
        return *ended;
    if (last)
        return *last;
    if (objectAt(status, "state.terminated"))
        return std::unexpected(badRequest(about + " is terminated"));
    const std::string reason = stringAt(status, "state.waiting.reason");
    if (reason.empty())
        return std::unexpected(badRequest(about + " is waiting to start - no logs yet"));
    const std::string why = reason == "ErrImagePull" ? "image can't be pulled"
        : reason == "ImagePullBackOff"               ? "trying and failing to pull image"
                                                     : reason;
    return std::unexpected(badRequest(about + " is waiting to start: " + why));
}

std::function<bool()> runEnds(
    const ObjectStore& store, const ObjectPtr& pod, const std::string& container, Time start) {
    return [store = &store, key = pod->storageKey, space = pod->namespaceName, name = pod->name, uid = pod->uid(),
               container, start] {
        const ObjectPtr there = store->find(key, space, name);
        if (!there || there->uid() != uid)
            return true;
        const ApiResult<PodContainer> same = findContainer(there->value, container);
        return !same || !isRunning(*same) || parseTime(stringAt(*same->status, "state.running.startedAt")) != start;
    };
}

bool isRunning(const PodContainer& container) {
    return container.status && objectAt(*container.status, "state.running") != nullptr;
}

} // namespace pilothouse::demo
