// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/record_facts.h"

#include <QHash>

namespace pilothouse {

class WorkloadFeed;

/// Which workloads are whose, by what the newest manifests name (not by the objects' annotations: those of helm
/// before 3.2 have none, and an object that is missing has none either). Thread: core's.
class ReleaseReadiness {
public:
    void set(const ReleaseKey& key, const std::vector<WorkloadRef>& workloads);
    void forget(const ReleaseKey& key);
    void clear();
    [[nodiscard]] QList<ReleaseKey> releasesOf(const WorkloadRef& ref) const { return m_releases.values(ref); }

    /// Counts what is ready and names the worst; leaves the summary alone where not all is known.
    static void fill(ReleaseSummary& summary, const std::vector<WorkloadRef>& workloads, const WorkloadFeed& feed);

private:
    QMultiHash<WorkloadRef, ReleaseKey> m_releases;
    QHash<ReleaseKey, std::vector<WorkloadRef>> m_workloads;
};

} // namespace pilothouse
