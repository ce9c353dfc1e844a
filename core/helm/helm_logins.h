// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secret.h"
#include "core/helm/helm_environment.h"
#include "core/helm/repository.h"

#include <memory>
#include <vector>

namespace pilothouse {

/// A repository as helm's own files know it.
struct KnownToHelm {
    Repository repository; ///< without an id
    std::shared_ptr<const Secret> password; ///< null: none, or a credential helper has it
};

/// Where helm's repositories.yaml is in this environment. Source: helm pkg/helmpath.
[[nodiscard]] QString helmRepositoriesFile(const EnvironmentVariables& own);

/// What `helm repo add` and `helm registry login` have left: repositories.yaml and the registry's config.json, where
/// this environment has them. Only ever read. Registries whose login a credential helper keeps come without one: helm's
/// own settings go on serving for them. Files that are not there are no error.
/// Errors: Io, Parse, Invalid (a file that can't be read). Thread: any; small files, bounded.
[[nodiscard]] Result<std::vector<KnownToHelm>> readHelmLogins(const EnvironmentVariables& own);

} // namespace pilothouse
