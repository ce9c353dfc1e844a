// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/vt_surface.h"

#include <vector>

namespace pilothouse {

struct TerminalMatch {
    VtSurface::Position from;
    VtSurface::Position to; ///< behind the last cell
};

struct TerminalMatches {
    std::vector<TerminalMatch> found; ///< from the top down
    bool isCut = false; ///< there are more, further up
};

/// Finds @p needle, also across the end of lines that go on below; without regard to case where it has no capital
/// letter. Searches from the bottom and ends after @p most matches.
[[nodiscard]] TerminalMatches findInTerminal(const VtSurface& surface, const QString& needle, qsizetype most = 5000);

} // namespace pilothouse
