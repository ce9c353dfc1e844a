// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"

namespace pilothouse::demo {

/// The pod that comes of a write to the ephemeralcontainers subresource: @p before with the ephemeral containers of
/// @p wanted. Errors: Invalid; what is there can't be changed or taken away.
/// protocol: pkg/apis/core/validation, ValidatePodEphemeralContainersUpdate
ApiResult<json::object> withEphemeralContainers(const json::object& before, const json::object& wanted);

} // namespace pilothouse::demo
