// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/desk.h"

#include <string>
#include <vector>

namespace pilothouse::demo {

/// Whether objects of that kind are asked for dependents when they go; the others own nothing anywhere.
bool canOwn(const std::string& kind);

/// Objects that name @p owner in their ownerReferences, and no other owner that still lives.
std::vector<ObjectPtr> dependentsOf(Cluster& cluster, const StoredObject& owner);

/// Takes @p owner out of its dependents' references: propagation policy Orphan.
void orphanDependents(Cluster& cluster, const StoredObject& owner);

/// One step of a foreground deletion. @return whether the object is gone
bool emptyOwner(Desk& desk, const ObjectPtr& object);

/// One step of a namespace's deletion: its objects go, then itself. @return whether it is gone
bool emptyNamespace(Desk& desk, const ObjectPtr& object);

} // namespace pilothouse::demo
