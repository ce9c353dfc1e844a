// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/discovery.h"

#include <QJsonObject>

namespace pilothouse {

/// Collects what discovery answers say into one catalog.
/// Source: client-go discovery/aggregated_discovery.go; API apidiscovery/v2.
class CatalogBuilder {
public:
    /// One group and version that needs a request of its own (the legacy walk).
    struct GroupVersion {
        QString group;
        QString version;
        [[nodiscard]] QString path() const;
    };

    /// An APIGroupDiscoveryList.
    void addAggregated(const QJsonObject& list);
    /// An APIVersions (`/api`) or APIGroupList (`/apis`): what must be asked next, preferred versions first.
    [[nodiscard]] static std::vector<GroupVersion> legacyVersions(const QJsonObject& document);
    /// The APIResourceList of one of them.
    void addLegacy(const GroupVersion& from, const QJsonObject& resourceList);
    void addProblem(Error problem) { m_catalog.problems.push_back(std::move(problem)); }

    /// Sorted: built-in groups first; for each resource one version is the preferred one.
    [[nodiscard]] ApiCatalog take();

private:
    void addVersion(const QString& group, const QJsonObject& version);
    ApiCatalog m_catalog;
};

[[nodiscard]] bool isAggregatedDiscovery(const QJsonObject& document);

} // namespace pilothouse
