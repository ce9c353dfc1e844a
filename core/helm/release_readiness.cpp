// SPDX-License-Identifier: Apache-2.0
#include "core/helm/release_readiness.h"

#include "core/helm/workload_watch.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

int badness(const WorkloadFeed::Health* health) {
    if (!health) {
        return 3; // the manifest names it and it is gone
    }
    switch (health->state) {
    case HealthState::Failed:
        return 4;
    case HealthState::Current:
        return 0;
    default:
        return health->ready == 0 ? 2 : 1;
    }
}

} // namespace

void ReleaseReadiness::set(const ReleaseKey& key, const std::vector<WorkloadRef>& workloads) {
    forget(key);
    for (const WorkloadRef& ref : workloads) {
        m_releases.insert(ref, key);
    }
    m_workloads.insert(key, workloads);
}

void ReleaseReadiness::forget(const ReleaseKey& key) {
    for (const WorkloadRef& ref : m_workloads.take(key)) {
        m_releases.remove(ref, key);
    }
}

void ReleaseReadiness::clear() {
    m_releases.clear();
    m_workloads.clear();
}

void ReleaseReadiness::fill(
    ReleaseSummary& summary, const std::vector<WorkloadRef>& workloads, const WorkloadFeed& feed) {
    const bool isKnown = feed.isStarted()
        && std::ranges::all_of(workloads, [&feed](const WorkloadRef& ref) { return feed.isKnown(ref.nameSpace); });
    if (!isKnown) {
        return;
    }
    summary.workloadsTotal = static_cast<int>(workloads.size());
    int worst = 0;
    for (const WorkloadRef& ref : workloads) {
        const auto* health = feed.find(ref);
        const int bad = badness(health);
        summary.workloadsReady += bad == 0;
        if (bad > worst) {
            worst = bad;
            summary.worstReason = health ? health->reason : u"NotFound"_s;
            summary.worstMessage
                = health ? health->message : u"%1 is in the manifest and not in the cluster"_s.arg(ref.name);
        }
    }
}

} // namespace pilothouse
