// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace pilothouse::demo {

namespace json = boost::json;

/// The object at a dotted path of plain keys ("metadata.labels"), or nullptr.
const json::object* objectAt(const json::object& root, std::string_view path);
json::object* objectAt(json::object& root, std::string_view path);

/// The string at a dotted path, or an empty one.
std::string stringAt(const json::object& root, std::string_view path);

/// The whole number at a dotted path, or @p fallback.
std::int64_t intAt(const json::object& root, std::string_view path, std::int64_t fallback = 0);

/// The array at a dotted path, or an empty one.
const json::array& arrayAt(const json::object& root, std::string_view path);

/// The object at a dotted path, made (with its parents) when it is not there.
json::object& makeObjectAt(json::object& root, std::string_view path);

} // namespace pilothouse::demo
