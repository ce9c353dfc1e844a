// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/cluster.h"

namespace pilothouse::demo {

/// What metrics-server would say now: made when it is asked for, the same for everybody within one window of 15 s.
/// protocol: metrics.k8s.io/v1beta1
ObjectPtr podMetrics(const ObjectPtr& pod);
ObjectPtr nodeMetrics(const Cluster& cluster, const ObjectPtr& node);

} // namespace pilothouse::demo
