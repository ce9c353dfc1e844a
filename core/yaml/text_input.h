// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

namespace pilothouse {

/// @p text as UTF-8 that a parser may see: decoded from UTF-16 or -32 where a byte order mark says so, without the
/// mark, with `\n` line ends. Refused: more than @p limits.bytes, what is no Unicode, and control characters (KC2): NUL
/// ends a C string, and yaml-cpp takes 0x04 for the end of the text.
[[nodiscard]] Result<QByteArray> textInput(const QByteArray& text, const QString& name, const YamlLimits& limits);

/// Like QString::fromUtf8(), but U+FEFF at the start stays: it is part of a scalar.
[[nodiscard]] QString scalarText(QByteArrayView utf8);

} // namespace pilothouse
