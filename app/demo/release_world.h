// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/chart_objects.h"
#include "app/demo/cluster.h"
#include "app/demo/release_plan.h"

#include <map>
#include <memory>

namespace pilothouse::demo {

/// The releases of one cluster and what they put into its store.
class ReleaseWorld {
public:
    explicit ReleaseWorld(Cluster& cluster)
        : m_cluster(cluster) { }

    /// Stores a release's records and, unless it is uninstalled, the objects of its newest revision.
    void add(Release release);
    /// Adds @p count generated releases in ten namespaces.
    void addLoad(int count, int revisions, int bytes, Time start);

    /// The operation of world_control.h. @return what is wrong, or nothing
    std::string upgrade(const json::object& wanted);

private:
    void storeRecord(const std::shared_ptr<const Release>& head, const Revision& revision);
    void storeObjects(const Release& release);
    void storeObject(const Release& release, const ManifestDocument& document, const std::string& previousImage);
    void replaceObjects(const Release& release);
    const ResourceType* typeOf(const json::object& object) const;

    Cluster& m_cluster;
    std::map<std::string, Release> m_releases; ///< by namespace/name
};

} // namespace pilothouse::demo
