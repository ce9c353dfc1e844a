// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/yaml/yaml_loader.h"

#include <QHash>
#include <QString>
#include <QStringView>

#include <vector>

namespace pilothouse::merging {

/// What making and applying a strategic merge patch share. For core/kube's strategic_merge sources only.

inline constexpr QStringView kDirective = u"$patch";
inline constexpr QStringView kRetainKeys = u"$retainKeys";
inline constexpr QStringView kOrder = u"$setElementOrder/";
inline constexpr QStringView kDeleteScalars = u"$deleteFromPrimitiveList/";

/// Entries by key, for lookups; lives no longer than the value.
using Entries = QHash<QStringView, const YamlValue*>;
[[nodiscard]] Entries entriesOf(const YamlValue& map);

/// What a list holds: all of it of one sort, or it can't be merged.
enum class ItemSort { Empty, Maps, Scalars, Mixed };
[[nodiscard]] ItemSort sortOf(const YamlValue& list);

/// Names an item: by its merge key, or the scalar itself. A number and its string are two names.
[[nodiscard]] Result<QString> nameOf(const YamlValue& item, const QString& mergeKey);
[[nodiscard]] Result<std::vector<QString>> namesOf(const YamlValue& list, const QString& mergeKey);

/// Both of the same JSON type: maps, lists, strings, numbers and truth values apart.
[[nodiscard]] bool isSameType(const YamlValue& a, const YamlValue& b);

/// `{mergeKey: value, $patch: delete}`
[[nodiscard]] YamlValue deletionOf(const YamlValue& item, const QString& mergeKey);
[[nodiscard]] bool isDeletion(const YamlValue& item);

} // namespace pilothouse::merging
