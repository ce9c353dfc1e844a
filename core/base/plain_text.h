// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace pilothouse {

/// Text from outside made safe to show on one line: C0 and C1 controls (ESC and newline included), bidirectional
/// overrides and zero-width marks become `\x1b`, `\n`, `\u202e` … Everything else stays (KC14, CVE-2021-25743).
[[nodiscard]] QString escapeControls(QStringView text);

/// The same, but newlines and tabs stay, for text shown over several lines.
[[nodiscard]] QString escapeControlsKeepLines(QStringView text);

/// At most @p maxLength UTF-16 units; what is cut in the middle becomes `…`.
[[nodiscard]] QString elideMiddle(QStringView text, qsizetype maxLength);

} // namespace pilothouse
