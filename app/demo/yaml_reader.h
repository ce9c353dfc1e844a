// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"

#include <string>

namespace pilothouse::demo {

/// One YAML document as JSON, with the types the API server gives plain scalars. Bounded in depth and in nodes with
/// aliases followed (KC3). Errors: BadRequest.
ApiResult<json::value> readYaml(const std::string& text);

} // namespace pilothouse::demo
