// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"
#include "core/kube/discovery.h"

#include <vector>

namespace pilothouse {

/// One object a change touches: what it was in the manifest helm merges from, and what it will be.
struct ChangeObject {
    ManifestKey key;
    QString apiVersion;
    QString source; ///< `# Source:` of the new manifest, else of the base
    YamlValue wanted; ///< Null: the change removes it
    YamlValue base; ///< Null: not there
    bool differs = true; ///< the two say different things
    bool isReadable = true;
};

/// Objects of the base's and the new manifest, in the new one's order, then those that go.
[[nodiscard]] std::vector<ChangeObject> changeObjects(const Rendering& rendering);

/// True where helm leaves it in the cluster although the manifest has it no more (`helm.sh/resource-policy: keep`).
/// @param live Null: not there
[[nodiscard]] bool isKept(const ChangeObject& object, const YamlValue& live, ChangeKind kind);

/// The object as helm sends it: with the release's namespace and helm's marks of ownership.
[[nodiscard]] YamlValue asHelmSends(const ChangeObject& object, const ReleaseKey& release, ResourceScope scope);

/// True where this release owns the live object by helm's marks; others helm refuses to touch unless it may adopt them.
[[nodiscard]] bool isOwnedBy(const YamlValue& live, const ReleaseKey& release);

/// `Deployment shop/web`, for errors.
[[nodiscard]] QString objectLabel(const ManifestKey& key);

} // namespace pilothouse
