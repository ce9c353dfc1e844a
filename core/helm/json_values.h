// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <simdjson.h>

namespace pilothouse {

/// Makes a tree of a JSON value; numbers keep their digits.
/// @param depth levels that may still be nested; below 0: DEPTH_ERROR
/// @param nodes how many values may still be made, counted down; below 0: CAPACITY
[[nodiscard]] simdjson::error_code readYamlValue(
    simdjson::ondemand::value value, int depth, qint64& nodes, YamlValue& out);

} // namespace pilothouse
