// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/cluster.h"

namespace pilothouse::demo {

/// One step of the cluster's own life: a troubled pod restarts or fails to pull again, its event's count rises.
void tickWorld(Cluster& cluster, int round);

} // namespace pilothouse::demo
