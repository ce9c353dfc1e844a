// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/cluster.h"
#include "app/demo/crowd_size.h"

#include <boost/asio/awaitable.hpp>

namespace pilothouse::demo {

/// Makes the pods. Running, ready, on the demo's nodes.
void addCrowd(Cluster& cluster, int pods);

/// Changes them for ever: of ten changes seven are a status (readiness, restarts), one a label, two replace a pod.
boost::asio::awaitable<void> churn(Cluster& cluster, CrowdSize size);

} // namespace pilothouse::demo
