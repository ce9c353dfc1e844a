// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace pilothouse {

class KnownSecrets;

/// A value that was taken out of a text.
struct HiddenValue {
    QByteArray identity; ///< the keys that lead to it, to find the same one in another text
    QByteArray value; ///< never shown; only compared
    qsizetype lineEnd = 0; ///< where its line ends in the masked text
};

struct MaskedText {
    QByteArray text;
    std::vector<HiddenValue> hidden;
};

/// Masks the sensitive-looking values of a YAML document (or of any text in YAML's clothes) line by line: values of
/// sensitive keys, env variables by their names, assignments inside block scalars, private keys, tokens. A value over
/// several lines becomes one line, so that not even its length is told. Everything else stays byte for byte.
/// It reads lines, not YAML: who needs certainty checks the result against the parsed tree (masking.h). Thread: any.
/// @param known values that are hidden under any key; may be null
[[nodiscard]] MaskedText scanAndMask(QByteArrayView text, const KnownSecrets* known = nullptr);

} // namespace pilothouse
