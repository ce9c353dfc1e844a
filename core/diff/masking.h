// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/manifest_diff.h"
#include "core/yaml/yaml_loader.h"

#include <QByteArray>
#include <QByteArrayView>

namespace pilothouse {

class KnownSecrets;

/// One side of an object: its text, and its tree where it could be loaded.
struct MaskSide {
    QByteArrayView text;
    const YamlValue* tree = nullptr; ///< null: not loaded or not readable
    bool isSecret = false;
    const KnownSecrets* known = nullptr; ///< values that are hidden under any key; null: none
};

struct MaskedPair {
    QByteArray from;
    QByteArray to;
};

/// Masks both sides of an object so that they can be compared line by line: a hidden value that differs from the other
/// side's stands in @p to as `••••••  # changed`. Secrets are written anew from their trees, keys in file order, since
/// only a tree says for sure what is a value; what can't be read is hidden from `data` on. Other objects keep their
/// text; if a sensitive field of the tree is still to be seen in it, they too are written anew. Thread: any.
[[nodiscard]] MaskedPair maskPair(const MaskSide& from, const MaskSide& to);

/// Keys of a Secret by what happened to them, in key order; kept ones left out. Null: no such side.
[[nodiscard]] std::vector<ObjectDiff::SecretKey> compareSecretKeys(const YamlValue& from, const YamlValue& to);

} // namespace pilothouse
