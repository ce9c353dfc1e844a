// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/field_changes.h"
#include "core/diff/manifest_diff.h"

namespace pilothouse {

/// What to judge. The trees are Null where there is no such side, or where it could not be read.
struct RiskInput {
    const ManifestKey& key;
    ObjectChange change;
    const std::vector<FieldChange>& changes; ///< noise left out
    const YamlValue& from;
    const YamlValue& to;
};

/// What an operator should stop at, in the order of the enum. Only facts the two objects show: a server-side dry run
/// still has the last word on immutable fields (PS7).
[[nodiscard]] std::vector<Risk> findRisks(const RiskInput& input);

/// True where the API server refuses to change the field of an object that exists.
/// Source: kubernetes pkg/apis/*/validation, Validate*Update (1.34).
[[nodiscard]] bool isImmutable(const FieldChange& change, const ManifestKey& key, const YamlValue& from);

/// True where the rules of a Role or ClusterRole, or the subjects of a binding, allow something they did not before.
/// Null for @p from: the object is new.
[[nodiscard]] bool isRbacWidened(const ManifestKey& key, const YamlValue& from, const YamlValue& to);

} // namespace pilothouse
