// SPDX-License-Identifier: Apache-2.0
#include "app/demo/world_tick.h"

#include "app/demo/pod_builder.h"

#include <algorithm>

namespace pilothouse::demo {

namespace {

/// The reason the pod's first container waits for, or nothing.
std::string waitingReason(const json::object& pod) {
    const json::array& statuses = arrayAt(pod, "status.containerStatuses");
    return statuses.empty() ? std::string() : stringAt(statuses.front().as_object(), "state.waiting.reason");
}

void countEventAgain(Cluster& cluster, const ObjectPtr& pod, const std::string& reason) {
    const ResourceType* type = cluster.types.byKind("v1", "Event");
    for (const ObjectPtr& event : cluster.store.list(type->storageKey(), pod->namespaceName, cluster.store.version())) {
        if (stringAt(event->value, "involvedObject.uid") != pod->uid() || stringAt(event->value, "reason") != reason)
            continue;
        json::object again = event->value;
        again["count"] = intAt(again, "count") + 1;
        again["lastTimestamp"] = formatTime(now());
        static_cast<void>(cluster.store.update(*type, std::move(again)));
    }
}

void restart(Cluster& cluster, const ResourceType& type, const ObjectPtr& pod) {
    json::object changed = pod->value;
    const json::array& statuses = arrayAt(changed, "status.containerStatuses");
    setRestarts(changed, static_cast<int>(intAt(statuses.front().as_object(), "restartCount")) + 1, now());
    static_cast<void>(cluster.store.update(type, std::move(changed)));
}

} // namespace

void tickWorld(Cluster& cluster, int round) {
    const ResourceType* type = cluster.types.byKind("v1", "Pod");
    std::vector<ObjectPtr> troubled = cluster.store.list(type->storageKey(), {}, cluster.store.version());
    std::erase_if(troubled, [](const ObjectPtr& pod) { return waitingReason(pod->value).empty(); });
    if (troubled.empty())
        return;
    const ObjectPtr& pod = troubled[static_cast<std::size_t>(round) % troubled.size()];
    countEventAgain(cluster, pod, "BackOff");
    if (waitingReason(pod->value) == "CrashLoopBackOff" && round % 6 < 3)
        restart(cluster, *type, pod);
    else
        countEventAgain(cluster, pod, "Failed");
}

} // namespace pilothouse::demo
