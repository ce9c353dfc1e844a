// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"
#include "app/demo/log_recipe.h"
#include "app/demo/object_store.h"

#include <functional>

namespace pilothouse::demo {

/// A container of a pod: what was asked for and how it is doing. Points into the pod.
struct PodContainer {
    std::string name;
    const json::object* spec = nullptr;
    const json::object* status = nullptr; ///< null: nothing is known of it yet
};

/// The container named @p name; the only one when that is empty. Errors as the API server words them (400).
/// protocol: pkg/registry/core/pod/strategy.go
ApiResult<PodContainer> findContainer(const json::object& pod, const std::string& name);

/// The run whose log is meant. Errors: the kubelet's sentence (400).
/// protocol: pkg/kubelet/kubelet_pods.go, validateContainerLogStatus
ApiResult<ContainerRun> runToRead(const json::object& pod, const PodContainer& container, bool previous);

/// Asks whether that run is over by now: ended, restarted, or its pod gone.
std::function<bool()> runEnds(const ObjectStore& store, const ObjectPtr& pod, const std::string& container, Time start);

bool isRunning(const PodContainer& container);

} // namespace pilothouse::demo
