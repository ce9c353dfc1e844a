// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/manifest_diff.h"

#include <vector>

namespace pilothouse {

/// Objects that stand for each other; null: not on that side. Pointers into the manifests that were matched.
struct ObjectPair {
    const ManifestObject* from = nullptr;
    const ManifestObject* to = nullptr;
    bool isReplacement = false; ///< same kind and name, but in another group or namespace: deleted and made anew
};

/// Pairs by key through a hash; of objects with the same key the last one counts. What is left over on both sides is
/// paired by kind and name where that is unambiguous. Order: as in @p to, then what only @p from has. Thread: any.
[[nodiscard]] std::vector<ObjectPair> matchObjects(const Manifest& from, const Manifest& to);

} // namespace pilothouse
