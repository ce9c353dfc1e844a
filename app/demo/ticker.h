// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/cluster.h"

#include <boost/asio/awaitable.hpp>

namespace pilothouse::demo {

/// Keeps a cluster alive: crashing pods restart, their events fire again, node leases are renewed.
boost::asio::awaitable<void> tick(Cluster& cluster);

/// Runs the cluster's controllers: what follows from writes through the API, in a still world too.
boost::asio::awaitable<void> control(Cluster& cluster);

} // namespace pilothouse::demo
