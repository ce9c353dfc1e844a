// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"

#include <string>

namespace pilothouse::demo {

/// Who writes: an entry of metadata.managedFields.
struct FieldManager {
    std::string name;
    std::string apiVersion;
    std::string subresource;
    bool custom = false; ///< the kind is a custom one
};

/// Keeps metadata.managedFields of @p value after a create, update or patch: what changed belongs to @p manager, what
/// went belongs to nobody. A writer that sends managedFields of its own has them taken as they are (an empty entry
/// clears them). protocol: apimachinery managedfields, Update
void trackUpdate(const json::object& before, json::object& value, const FieldManager& manager);

/// Server-side apply on @p live (empty: the object is new). @return the merged object with its managedFields
/// Errors: Conflict (409) with a cause FieldManagerConflict for every field another manager holds at another value,
/// unless @p force.
ApiResult<json::object> applyServerSide(
    const json::object& live, const json::object& config, const FieldManager& manager, bool force);

/// One entry for all of @p object's fields, as a tool that has written it leaves.
json::object managedEntry(
    const json::object& object, const FieldManager& manager, const char* operation, const std::string& time);

} // namespace pilothouse::demo
