// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/object_plan.h"
#include "core/kube/discovery.h"

#include <span>

namespace pilothouse {

/// One object of a person's YAML.
struct WrittenObject {
    ObjectRef ref; ///< namespace filled in where the kind has one
    ApiResource resource; ///< empty plural: the server has no such kind
    YamlValue object; ///< with that namespace in it
};

/// Reads all documents; items of List kinds are objects of their own.
/// @param nameSpace of objects that name none
/// Errors: Parse (`text:line:column`), Invalid with reason NoKind, NoName, NoNamespace, TooMany, TooComplex.
[[nodiscard]] Result<std::vector<WrittenObject>> readObjects(
    const QByteArray& text, const QString& nameSpace, const ApiCatalog& catalog);

/// The object as a person edits it and as differences show it: without status, managedFields and what the server
/// counts.
[[nodiscard]] YamlValue editable(const YamlValue& object);
/// As YAML, sensitive values masked.
[[nodiscard]] QByteArray editableText(const YamlValue& object);

/// What stands behind masks that were left as they were; a mask that was moved or changed is refused.
/// @param text the object as it was edited
/// @param original before masking. Errors: Invalid with reason MaskedValue, its subject the path.
[[nodiscard]] Result<YamlValue> withoutMasks(const YamlValue& text, const YamlValue& original);
/// True where some value is a mask instead of a value.
[[nodiscard]] bool hasMask(const YamlValue& value);

/// The edited object as it is sent: what editable() left out comes from @p live, with its resourceVersion and uid.
[[nodiscard]] YamlValue forReplace(const YamlValue& edited, const YamlValue& live);

/// The map with the value at @p path, made where it is not there.
[[nodiscard]] YamlValue withValue(const YamlValue& map, std::span<const QString> path, YamlValue value);

} // namespace pilothouse
