// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/cluster.h"
#include "app/demo/options.h"

namespace pilothouse::demo {

/// Fills a cluster named "stg", "prd" or "edge" with its namespaces, nodes, releases and the objects they deployed.
/// The same seed gives the same world; times are relative to now.
void buildWorld(Cluster& cluster, const Load& load);

} // namespace pilothouse::demo
