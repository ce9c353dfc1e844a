// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace pilothouse::demo {

/// How one list or map of a built-in kind is merged.
struct ListShape {
    std::vector<std::string> applyKeys = {}; ///< server-side apply: the fields that tell items apart; empty: no map
    std::string mergeKey = {}; ///< strategic merge: patchMergeKey; empty: the list is replaced
    bool isSet = false; ///< a set of plain values in both

    bool isAtomic() const { return applyKeys.empty() && !isSet; }
};

/// @param parent name of the field that holds the object with @p field ("" at the top)
/// protocol: k8s.io/api types.go, the tags listType, listMapKey and patchMergeKey. Lists of custom kinds are atomic.
ListShape listShape(std::string_view kind, bool custom, std::string_view parent, std::string_view field);

/// Whether a map or struct is owned and replaced as one (mapType or structType atomic): selectors, references.
bool isAtomicObject(bool custom, std::string_view field);

/// The key fields of one item, defaults filled in ("protocol" is TCP when it is not given).
json::object itemKey(const json::object& item, const std::vector<std::string>& keys);

} // namespace pilothouse::demo
