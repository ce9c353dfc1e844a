// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"

#include <deque>
#include <string>
#include <vector>

namespace pilothouse::demo {

/// One served resource: a row of discovery and the key of a collection in the store.
struct ResourceType {
    std::string group; ///< empty for the core group
    std::string version;
    std::string plural;
    std::string kind;
    bool namespaced = true;
    std::vector<std::string> shortNames = {};
    std::vector<std::string> categories = {};
    std::vector<std::string> subresources = {};
    int sinceMinor = 0; ///< first Kubernetes 1.x that serves it
    int untilMinor = 9999; ///< last one
    bool custom = false;
    json::array printerColumns = {}; ///< additionalPrinterColumns of a custom kind

    std::string apiVersion() const { return group.empty() ? version : group + '/' + version; }
    std::string singular() const;
    /// Key of the collection; versions of one resource share it.
    std::string storageKey() const { return group + '/' + plural; }
};

/// Every kind the demo server knows for one Kubernetes version; grows when CustomResourceDefinitions are made.
class ResourceTypes {
public:
    explicit ResourceTypes(int minorVersion);

    const ResourceType* find(std::string_view group, std::string_view version, std::string_view plural) const;
    const ResourceType* byKind(std::string_view apiVersion, std::string_view kind) const;
    const std::deque<ResourceType>& all() const { return m_types; }

    /// Serves the kinds a CustomResourceDefinition names. Pointers given out before stay valid.
    void addCustom(const json::object& definition);

private:
    std::deque<ResourceType> m_types;
};

} // namespace pilothouse::demo
