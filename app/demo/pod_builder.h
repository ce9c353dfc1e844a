// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"
#include "app/demo/release_plan.h"

namespace pilothouse::demo {

/// How one pod is doing.
enum class PodHealth { Ready, CrashLoop, ImagePull, RestartsOften };

struct PodFacts {
    std::string name;
    std::string image;
    std::string node;
    PodHealth health = PodHealth::Ready;
    Time created;
    int restarts = 0;
    std::string uid;
    std::uint64_t dice = 0;
};

/// A pod of @p owner (a ReplicaSet or StatefulSet with its uid) made from its template, with the status of its health.
json::object pod(const json::object& owner, const PodFacts& facts);

/// Sets status and conditions of a pod for a number of restarts; used again by the ticker.
void setRestarts(json::object& podObject, int restarts, Time last);

} // namespace pilothouse::demo
