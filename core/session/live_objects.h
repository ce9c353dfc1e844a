// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/helm/release_types.h"
#include "core/kube/discovery.h"
#include "core/kube/health.h"
#include "core/kube/resource.h"

#include <QJsonObject>

#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

class ApiClient;

/// One object of a release as it is in the cluster now.
struct LiveObject {
    ObjectRef ref;
    Uid uid;
    ObjectHealth health; ///< NotFound where it is in the manifest and not in the cluster
    QJsonObject object; ///< empty: not found, or not allowed (error)
    std::optional<Error> error; ///< why it could not be read
    bool isInManifest = true; ///< false: made by a controller for one that is (ReplicaSet, Pod)
    int ownerIndex = -1; ///< index of its owner in the same list, which comes before it
};

/// Live objects of a record's manifest in its order, each followed by the ReplicaSets and Pods that hang on it (empty
/// ReplicaSets left out), with health. 16 requests at a time; an object that may not be read says so and stops nothing.
/// Errors: none of its own, the list always comes. Thread: core. Cancelled by destroying the task.
[[nodiscard]] Task<Result<std::vector<LiveObject>>> readLiveObjects(
    ApiClient& client, std::shared_ptr<const ApiCatalog> catalog, ReleaseRecordPtr record);

} // namespace pilothouse
