// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"

#include <string>

namespace pilothouse::demo {

/// YAML in the style charts are written in: block form, two spaces, lists not indented below their key, keys in order.
std::string toYaml(const json::object& object);

} // namespace pilothouse::demo
