// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/config/environment_rules.h"
#include "core/helm/release_types.h"

#include <vector>

namespace pilothouse {

/// One release of one context.
struct ReleasePlace {
    ContextId context;
    ReleaseKey release;
    friend bool operator==(const ReleasePlace&, const ReleasePlace&) = default;
};

/// The same release in another environment: another context, or another namespace of the same one (U1b).
struct Counterpart {
    enum class By {
        Name, ///< name and namespace are the same
        NamespaceToken, ///< the namespaces differ by a word that names an environment: `app-stg`, `app-prd`
        NameToken, ///< the names do, too: `shop-stg`, `shop-prd`
        NameOnly, ///< the name is the same, the namespace is another
    };
    ReleasePlace place;
    By by = By::Name;
    Environment environment;
};

/// Every release among @p known that may be the counterpart of @p of, the likeliest first: by how it was found, then
/// those of another environment, then by context and namespace. Itself is left out. Thread: any.
[[nodiscard]] std::vector<Counterpart> counterparts(
    const ReleasePlace& of, const std::vector<ReleasePlace>& known, const EnvironmentRules& rules);

/// True for two different names that are the same without their words for an environment: `app-stg` and `app-prd`,
/// `payments` and `payments-prod`; not `stg` and `prd`, which would leave nothing.
[[nodiscard]] bool differByEnvironmentOnly(QStringView one, QStringView other);

} // namespace pilothouse
