// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/cluster.h"
#include "app/demo/release_plan.h"

namespace pilothouse::demo {

/// Makes what controllers would make of a Deployment or StatefulSet: ReplicaSets, pods, events, and the status.
/// @p workload is the rendered object with its server-set fields; its status is filled in.
void runWorkload(
    Cluster& cluster, const ReleasePlan& plan, json::object& workload, const std::string& previousImage, Time started);

/// The status of the other kinds (Service, HorizontalPodAutoscaler, PodDisruptionBudget, …), as a healthy cluster has
/// it.
void fillStatus(json::object& object, std::uint64_t dice);

/// An event about an object. @p count times between @p first and @p last.
struct EventFacts {
    std::string type; ///< Normal or Warning
    std::string reason;
    std::string message;
    std::string component;
    int count = 1;
    Time first;
    Time last;
};
void addEvent(Cluster& cluster, const json::object& about, const EventFacts& facts);

/// Names of the demo's nodes.
const std::vector<std::string>& nodeNames();

} // namespace pilothouse::demo
