// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/change/object_steps.h"

namespace pilothouse {

/// What a change takes along (PS9).
struct BlastRadius {
    std::vector<Dependent> dependents;
    std::vector<ObjectCheck> checks;
};

/// Counts it: objects that name what is deleted as their owner, all of a namespace, pods of a node, who scales it
/// otherwise. What may not be listed is said (ListIncomplete) and stops nothing. Up to 16 requests at a time.
[[nodiscard]] Task<BlastRadius> blastRadiusOf(ApiClient* client, std::shared_ptr<const ApiCatalog> catalog,
    ObjectRequestPtr request, std::shared_ptr<const std::vector<LookedObject>> looked);

/// What the object itself says: who writes it again, what holds it, what makes the change idle.
[[nodiscard]] std::vector<ObjectCheck> objectChecks(const ObjectRequest& request, const LookedObject& looked);

/// Which of @p all go when @p gone are deleted: those all of whose owners go (protocol: garbage collector). Nearest
/// first.
struct OwnedObject {
    ObjectRef ref;
    Uid uid;
    std::vector<Uid> owners;
};
[[nodiscard]] std::vector<Dependent> dependentsOf(const std::vector<Uid>& gone, const std::vector<OwnedObject>& all);

} // namespace pilothouse
