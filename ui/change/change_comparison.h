// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"
#include "ui/diff/release_diff.h"

namespace pilothouse::ui {

/// What the diff view shows of a rendering against one base.
struct ChangeComparison {
    ReleaseDiffPtr diff; ///< null: none yet; the last good one stays while a newer one is made
    std::vector<Error> problems; ///< objects that could not be read or predicted
    std::optional<Error> error; ///< why there is none, or no newer one
    bool isOutdated = true; ///< what is shown is of an older text
    bool isUnderWay = false;
    int found = 0; ///< objects told so far, while under way
};

/// Everything in which @p rendering differs: the manifest as compared by core, hooks, values and notes beside it.
/// Masked. Thread: any (a pool's).
[[nodiscard]] ReleaseDiffPtr releaseDiffOf(const Rendering& rendering, const ChangeDiff& diff);

} // namespace pilothouse::ui
