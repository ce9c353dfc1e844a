// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"
#include "app/demo/http.h"

#include <string>

namespace pilothouse::demo {

/// dryRun=All: everything is done but nothing is kept.
bool isDryRun(const HttpRequest& request);

/// The content type without its parameters.
std::string mediaType(const HttpRequest& request);

/// fieldManager, or what the client calls itself: as the server names managers.
std::string managerName(const HttpRequest& request);

/// The body as JSON; YAML where it does not begin as JSON does (apply patches are named YAML and are mostly JSON).
/// Bounded: 3 MiB, 64 levels, 100,000 nodes with aliases followed. Errors: BadRequest.
ApiResult<json::value> parseText(const std::string& text);

/// The object in the body: JSON, YAML or protobuf of the kinds clients send so. Errors: UnsupportedMediaType,
/// BadRequest.
ApiResult<json::object> parseObjectBody(const HttpRequest& request);

} // namespace pilothouse::demo
