// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"
#include "core/kube/pod_watch.h"

namespace pilothouse {

/// What to ask for to get the pods of a release's workloads, by what its manifest says: selectors of Deployments,
/// StatefulSets, DaemonSets and ReplicaSets, names of Jobs and Pods, CronJobs as such (PodWatch knows their jobs).
/// Objects in another namespace than the release's are left out. Thread: any; for the pool.
[[nodiscard]] std::vector<PodTarget> podTargetsOf(const ReleaseRecord& record);

} // namespace pilothouse
