// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/merge_keys.h"
#include "core/yaml/yaml_loader.h"

namespace pilothouse {

/// A live object without what only the server and helm write on it: status, managedFields, uid, versions, helm's own
/// annotations, kubectl's last applied configuration, a Deployment's revision (protocol: 5.1 to 5.3).
/// @param wanted the manifest's object: helm's label stays only where it asks for it. Null: none
[[nodiscard]] YamlValue cleanObject(const YamlValue& object, const YamlValue& wanted);

/// What a manifest says of one object, for desiredState().
struct DesiredObject {
    QString group;
    QString kind;
    YamlValue wanted; ///< of the new manifest
    YamlValue base; ///< of the manifest helm merges from; Null: not there
};

/// The live object as the new manifest wants it: what the server filled in is kept, so that only what says something
/// differs: fields of the manifest that are otherwise in the cluster, what the base had and the manifest has no more,
/// and what others than helm added.
/// @param live as read, managedFields and all
/// @return clean, as cleanObject()
[[nodiscard]] YamlValue desiredState(const YamlValue& live, const DesiredObject& object, const MergeSchema& schema);

/// What a dry run of a creation made up, and the real one will make up anew: cluster addresses, node ports, a Job's
/// controller uid.
[[nodiscard]] YamlValue withoutInventions(const YamlValue& created, const YamlValue& wanted);

} // namespace pilothouse
