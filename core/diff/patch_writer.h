// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/line_diff.h"

#include <QByteArray>

namespace pilothouse {

/// One hunk as a unified diff has it, byte for byte, a missing newline at the end said as `patch` expects it.
void appendHunk(
    QByteArray& out, const Hunk& hunk, const std::vector<QByteArrayView>& from, const std::vector<QByteArrayView>& to);

/// `@@ -3,7 +3,8 @@`
[[nodiscard]] QByteArray hunkHeader(const Hunk& hunk);

} // namespace pilothouse
