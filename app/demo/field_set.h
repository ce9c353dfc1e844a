// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pilothouse::demo {

/// Fields of one object by path: elements as in FieldsV1 ("f:spec", `k:{"name":"web"}`, `v:"x"`), each followed by a
/// separator, so that a prefix of a path is a prefix of its text. A list item is a field of its own beside what is in
/// it. protocol: structured-merge-diff fieldpath
using FieldSet = std::set<std::string>;

std::vector<std::string> pathElements(std::string_view path);

/// Whether the path ends at an item of a list; what is in the item are fields of their own.
bool isListItem(std::string_view path);

/// What a writer of @p object sets; metadata the server keeps is left out, status too unless @p withStatus.
FieldSet fieldsOf(const json::object& object, bool custom, bool withStatus);

json::object toFieldsV1(const FieldSet& fields);
FieldSet fromFieldsV1(const json::object& fields);

/// The value at a path, or nullptr.
const json::value* fieldAt(const json::object& object, std::string_view path);

/// Takes a field out of an object; objects and lists that become empty go too. Items with more in them stay.
void pruneField(json::object& object, std::string_view path);

/// As the server names a field in a conflict: .spec.template.spec.containers[name="web"].image
std::string readablePath(std::string_view path);

/// Sets the fields of @p applied in @p target; lists are merged by their shape, nothing is removed.
void mergeApplied(json::object& target, const json::object& applied, bool custom);

} // namespace pilothouse::demo
