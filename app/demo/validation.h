// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"
#include "app/demo/resource_types.h"

#include <string>
#include <vector>

namespace pilothouse::demo {

/// What the server checks of an object that is new: name, sizes, what its kind needs. Errors: Invalid (422).
ApiResult<void> validateNew(const ResourceType& type, const json::object& object);

/// What it checks of a change: immutable fields too. Errors: Invalid (422) with every cause.
ApiResult<void> validateChange(const ResourceType& type, const json::object& before, const json::object& object);

/// Paths of fields the kind does not have ("spec.replica"), for the kinds the demo knows; nothing for others.
std::vector<std::string> unknownFields(const ResourceType& type, const json::object& object);

/// As strict decoding says it: unknown field "spec.replica", unknown field "spec.x"
std::string strictDecodingError(const std::vector<std::string>& unknown);

} // namespace pilothouse::demo
