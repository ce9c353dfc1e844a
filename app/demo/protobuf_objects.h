// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"

#include <optional>
#include <string_view>

namespace pilothouse::demo {

/// Reads a Secret, ConfigMap, Namespace or self review from the API's protobuf envelope ("k8s\0" + runtime.Unknown);
/// helm writes the first three in that form and does not try again in JSON after a 415; kubectl sends reviews so.
/// @return nothing for other kinds and for damaged bytes
std::optional<json::object> decodeProtobufObject(std::string_view bytes);

} // namespace pilothouse::demo
