// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QByteArray>

namespace pilothouse {

/// The tree as YAML with every sensitive value masked, and other fields that repeat such a value too (an alias, a
/// copy).
/// @param other the other side's tree; values that differ from the one at the same place are marked `# changed`. Null:
/// none
[[nodiscard]] QByteArray maskedYaml(const YamlValue& tree, const YamlValue& other, bool isSecret);

/// True for a Secret and for a List that has one.
[[nodiscard]] bool holdsSecret(const YamlValue& tree);

/// True where the tree holds a value that has to be hidden and is not.
[[nodiscard]] bool hasVisibleSecret(const YamlValue& tree);

} // namespace pilothouse
