// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/access_rules.h"
#include "app/demo/fault_script.h"
#include "app/demo/object_store.h"
#include "app/demo/resource_types.h"

#include <chrono>
#include <string>
#include <vector>

namespace pilothouse::demo {

class Controllers;

/// How a cluster of the demo is made; one set for all of them.
struct ClusterSettings {
    int minorVersion = 34; ///< plays Kubernetes 1.N: what an old server lacks is missing here too
    std::uint64_t seed = 1;
    std::chrono::milliseconds bookmarkEvery{60000}; // protocol: the API server's bookmarkFrequency is a minute
    std::string controlToken;
    std::chrono::milliseconds pace{1000}; ///< see Controllers::setPace
    bool plain = false; ///< http: credentials don't arrive, everybody is users.front()
};

/// One cluster: its kinds, objects, users and faults.
struct Cluster {
    Cluster(std::string clusterName, const ClusterSettings& clusterSettings)
        : name(std::move(clusterName))
        , settings(clusterSettings)
        , types(clusterSettings.minorVersion)
        , store(clusterSettings.seed) { }

    std::string name; ///< "stg"
    ClusterSettings settings;
    ResourceTypes types;
    ObjectStore store;
    std::vector<User> users; ///< users.front() is the one of the kubeconfig
    FaultScript faults;
    std::shared_ptr<Controllers> controllers; ///< made when the world is built
    std::function<void(std::chrono::milliseconds)> restart;
    std::function<std::string(const json::object&)> upgradeRelease; ///< see world_control.h; the error or nothing
};

} // namespace pilothouse::demo
