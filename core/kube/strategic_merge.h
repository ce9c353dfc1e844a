// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/kube/merge_keys.h"
#include "core/yaml/yaml_loader.h"

namespace pilothouse {

/// What a tree is made of, for merging: the rules and the root's type (MergeSchema::rootOf).
struct MergeContext {
    const MergeSchema& schema;
    QString type;
};

/// The patch kubectl and helm 3 send: additions and changes from @p current to @p modified, deletions from @p original
/// to @p modified, so that what others added stays. Directives: `$patch: delete`, `$setElementOrder`,
/// `$deleteFromPrimitiveList`, `$retainKeys`. An empty map: nothing to do. Semantics: client-go strategicpatch,
/// CreateThreeWayMergePatch with overwrite.
/// Errors: Invalid with reason NoMergeKey (an item of a merged list without its key), BadList (items of several types).
/// Thread: any.
[[nodiscard]] Result<YamlValue> threeWayMergePatch(
    const YamlValue& original, const YamlValue& modified, const YamlValue& current, const MergeContext& context);

/// What the API server makes of @p object with a strategic merge patch, before defaults and admission. Errors: as
/// above.
[[nodiscard]] Result<YamlValue> applyStrategicPatch(
    const YamlValue& object, const YamlValue& patch, const MergeContext& context);

/// JSON merge patch (RFC 7386) from one to the other: what helm sends for custom resources, which have no merge keys.
[[nodiscard]] YamlValue mergePatch(const YamlValue& original, const YamlValue& modified);
[[nodiscard]] YamlValue applyMergePatch(const YamlValue& object, const YamlValue& patch);

} // namespace pilothouse
