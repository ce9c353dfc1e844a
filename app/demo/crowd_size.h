// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pilothouse::demo {

/// Many pods that change: namespace "crowd", pods of fifty sets.
struct CrowdSize {
    int pods = 0;
    int changesPerSecond = 0;
};

} // namespace pilothouse::demo
