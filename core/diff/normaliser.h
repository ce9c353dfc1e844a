// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/field_changes.h"

namespace pilothouse {

/// True where the API server makes no difference between @p from and @p to at this place; each may be Null (not there).
/// Only for scalars and emptiness: what is inside maps and lists is compared field by field.
/// @param keys the field's path without list positions
[[nodiscard]] bool isSameToServer(
    const YamlValue& from, const YamlValue& to, const QStringList& keys, const FieldContext& context);

/// A Secret as the API server keeps it: stringData folded into data, base64 without line breaks, so that the way it is
/// written doesn't count.
[[nodiscard]] YamlValue foldSecret(const YamlValue& secret);

} // namespace pilothouse
