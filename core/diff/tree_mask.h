// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QByteArray>
#include <QStringList>

namespace pilothouse {

class KnownSecrets;

/// The tree as YAML with every sensitive value masked, and other fields that repeat such a value too (an alias, a
/// copy).
/// @param other the other side's tree; values that differ from the one at the same place are marked `# changed`. Null:
/// none
/// @param known values that are hidden under any key; may be null
[[nodiscard]] QByteArray maskedYaml(
    const YamlValue& tree, const YamlValue& other, bool isSecret, const KnownSecrets* known = nullptr);

/// The tree with its secrets masked, and where they stand.
struct MaskedTree {
    QByteArray text;
    QStringList hidden; ///< paths in order, also the one that is shown: `database.password`, `users[2].token`
};
/// @param shown the path of the one value a person asked to see (RP5); empty: none
[[nodiscard]] MaskedTree maskTree(const YamlValue& tree, const KnownSecrets* known, const QString& shown);

/// True for a Secret and for a List that has one.
[[nodiscard]] bool holdsSecret(const YamlValue& tree);

/// True where the tree holds a value that has to be hidden and is not.
[[nodiscard]] bool hasVisibleSecret(const YamlValue& tree, const KnownSecrets* known = nullptr);

} // namespace pilothouse
