// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>

namespace pilothouse {

/// True where the value of a field called @p key is hidden: the key says so (base/redaction.h), or it is the last
/// applied configuration, which holds a copy of the whole object. Names of secrets (`secretName`, `tokenPath`) are no
/// secrets.
[[nodiscard]] bool isHiddenKey(QStringView key);

/// False for what can be no secret whatever its key: empty, true, false, null, and references such as `$(DB_PASSWORD)`.
[[nodiscard]] bool canBeSecret(QStringView value);

/// A line of any text (properties, JSON, a command line, an URL) with what looks like a secret in it replaced by the
/// mask.
struct MaskedLine {
    QByteArray text;
    QByteArray hidden; ///< what was taken out, joined; empty: nothing
};
[[nodiscard]] MaskedLine maskInline(QByteArrayView line);

} // namespace pilothouse
