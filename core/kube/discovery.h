// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"
#include "core/kube/resource.h"

namespace pilothouse {

class ApiClient;

/// What a server has. One broken API group never hides the others (AP7): it is listed in `problems`.
struct ApiCatalog {
    std::vector<ApiResource> resources; ///< every version the server prefers, built-in groups first
    std::vector<Error> problems; ///< groups that could not be read: stale or down
    QString serverVersion; ///< gitVersion, `v1.34.4`

    /// By kind; any version of the group when the exact one is not served.
    [[nodiscard]] const ApiResource* find(const GroupVersionKind& kind) const;
    /// By what a person types: plural, singular, short name, `plural.group`, kind (case-insensitive).
    [[nodiscard]] const ApiResource* findByWord(QStringView word) const;
};

/// Aggregated discovery (v2, then v2beta1), else the legacy walk, 8 groups at a time.
/// Errors: as ApiClient::get, when not even /api answers.
[[nodiscard]] Task<Result<ApiCatalog>> discover(ApiClient& client);
/// From answers already read (tests, cache).
[[nodiscard]] Result<ApiCatalog> parseAggregatedDiscovery(const QByteArray& api, const QByteArray& apis);

} // namespace pilothouse
