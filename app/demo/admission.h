// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/cluster.h"

namespace pilothouse::demo {

/// What the server fills in and refuses by looking at the rest of the cluster: addresses and node ports of services,
/// the selector of a Job, a namespace that is going. @p before is empty for a new object.
/// Errors: Forbidden, Invalid.
ApiResult<void> admit(
    const Cluster& cluster, const ResourceType& type, const json::object& before, json::object& object);

} // namespace pilothouse::demo
