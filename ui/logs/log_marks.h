// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_filter.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace pilothouse::ui {

/// A part of a line that is marked, in characters.
struct MarkedPart {
    qsizetype start = 0;
    qsizetype length = 0;
};

/// Where @p pattern stands in what is shown of a line. Bounded as LogSearch is (LO6).
[[nodiscard]] std::vector<MarkedPart> markedParts(const LogPattern& pattern, const QString& text);

/// The pattern a person typed: `text`, `/regex/`, `!` before either to turn it round; capitals make it mind the case,
/// as in k9s and vim's smartcase. Full-width `／` and `！` mean the same.
[[nodiscard]] LogPattern readPattern(const QString& typed, bool alwaysMindsCase = false);

/// A colour of AnsiText::Run as 0xRRGGBB; the first 16 are ours, the cube and the greys are xterm's.
[[nodiscard]] std::uint32_t ansiRgb(int color);

} // namespace pilothouse::ui
