// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace pilothouse {

/// What a text from the clipboard would do in a shell, for the check before it is sent (TE5).
struct PasteFacts {
    int lines = 0; ///< that would be run or entered; 1: no line break inside
    qsizetype characters = 0;
    int removed = 0; ///< control characters that are left out
    QString firstLine; ///< as it would be sent
};
[[nodiscard]] PasteFacts judgePaste(const QString& text);

/// The bytes for it: line breaks are CR, controls but tab are left out (so that ESC and with it `ESC[201~` can't end
/// the bracket), and the whole is bracketed where the program asked for it.
[[nodiscard]] QByteArray encodePaste(const QString& text, bool bracketed);

} // namespace pilothouse
