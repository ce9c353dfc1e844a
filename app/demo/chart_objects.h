// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/release_plan.h"

namespace pilothouse::demo {

/// One document of a manifest: the object and the template it came from.
struct ManifestDocument {
    std::string source; ///< "storefront/charts/sniffer/templates/deployment.yaml"
    json::object object;
};

/// What the release's chart renders at a revision, in helm's install order.
std::vector<ManifestDocument> manifestDocuments(const Release& release, const Revision& revision);

/// The documents as helm stores them: "---\n# Source: …\n" before each.
std::string manifestText(const std::vector<ManifestDocument>& documents);

/// The hooks of the record, with their last run.
json::array hooks(const Release& release, const Revision& revision);

/// Labels given with `helm upgrade --labels`; they lie on the record itself.
json::object customLabels(const Release& release, const Revision& revision);

} // namespace pilothouse::demo
