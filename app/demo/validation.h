// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"
#include "app/demo/resource_types.h"

namespace pilothouse::demo {

/// What the server checks of an object that is new: name, sizes, what its kind needs. Errors: Invalid (422).
ApiResult<void> validateNew(const ResourceType& type, const json::object& object);

/// What it checks of a change: immutable fields too. Errors: Invalid (422) with every cause.
ApiResult<void> validateChange(const ResourceType& type, const json::object& before, const json::object& object);

/// Fields the kind does not have (fieldValidation=Strict), for the kinds the demo knows.
/// Errors: BadRequest, as strict decoding says it.
ApiResult<void> validateFields(const ResourceType& type, const json::object& object);

} // namespace pilothouse::demo
