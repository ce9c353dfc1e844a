// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace pilothouse {

/// What an unquoted scalar means to Go's sigs.k8s.io/yaml (go-yaml v2, YAML 1.1), which is what kubectl and helm read
/// with. Timestamps are strings there when a document is read, but are quoted when one is written.
struct ResolvedScalar {
    enum class Kind { String, Null, Boolean, Integer, Float, Timestamp } kind = Kind::String;
    /// Canonical and valid JSON: `true`, decimal digits; a float keeps its digits. `.inf` and `.nan` stay as they are.
    QString text;
};

[[nodiscard]] ResolvedScalar resolveScalar(const QString& plain);

/// Whether go-yaml writes @p text in quotes because it would be read back as something else than a string; base 60
/// numbers (`1:30`) count although nothing reads them as numbers any more.
[[nodiscard]] bool readsAsNonString(const QString& text);

/// A number as Go prints it ('g', shortest): `1e-7` is `1e-07`, `12345678.9` is `1.23456789e+07`; integers stay.
[[nodiscard]] QString goNumber(const QString& text);

/// Go-yaml's order of keys: letters after digits and marks, runs of digits by value (`a9` before `a10`). No strict
/// order (9 < 10 < 1a < 9): helm prints such keys in a random order.
[[nodiscard]] bool goKeyLess(QStringView a, QStringView b);

} // namespace pilothouse
