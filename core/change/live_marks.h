// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/plan_checks.h"
#include "core/kube/api_client.h"
#include "core/kube/discovery.h"

#include <QMap>

namespace pilothouse {

/// What the metadata of a live object says about who looks after it.
struct LiveMark {
    ManifestKey key;
    bool exists = false;
    QMap<QString, QString> labels;
    QMap<QString, QString> annotations;
    QStringList managers; ///< of metadata.managedFields
};

/// Metadata only of up to 200 objects, 16 at a time. Those that may not be read are left out.
[[nodiscard]] Task<std::vector<LiveMark>> readLiveMarks(
    ApiClient* client, std::shared_ptr<const ApiCatalog> catalog, std::vector<ManifestObject> objects);

/// Exists: objects this would create that are there already and are not this release's. Helm refuses those unless it is
/// to take them over.
[[nodiscard]] PlanChecks existingObjectChecks(
    const ChangeRequest& request, const std::vector<ManifestKey>& added, const std::vector<LiveMark>& marks);

/// Owner: what controllers leave on objects they look after (RC4).
[[nodiscard]] PlanChecks ownerMarkChecks(const std::vector<LiveMark>& marks);

} // namespace pilothouse
