// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

namespace pilothouse {

enum class ScalarStyle { Plain, SingleQuoted, DoubleQuoted, Literal };

/// How go-yaml v2 writes a string: plain where it is read back as that string, a block where it has lines, quotes where
/// neither can hold it (source: libyaml's emitter, checked against helm 4.3).
[[nodiscard]] ScalarStyle styleOf(const QString& text);

/// Whether a character stands as it is between double quotes: not a control, nor beyond the basic plane.
[[nodiscard]] bool isPrintable(QChar c);

} // namespace pilothouse
