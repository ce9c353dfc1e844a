// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/batch.h"
#include "ui/diff/release_diff.h"

namespace pilothouse::ui {

/// What the plan of several releases would change: one difference over all, whose parts are the releases in the order
/// in which they are changed. A release that differs in nothing, or could not be looked at, is no part.
struct BatchDiff {
    ReleaseDiffPtr all; ///< null: nothing could be looked at
    std::vector<ReleaseDiffPtr> each; ///< by step; null: could not be looked at
};
using BatchDiffPtr = std::shared_ptr<const BatchDiff>;

/// Thread: any (a pool's).
[[nodiscard]] BatchDiffPtr batchDiffOf(const BatchPlan& plan);
/// The same in another order, without those that are gone. @p plan is the one it was made of, arranged anew.
[[nodiscard]] BatchDiffPtr arranged(const BatchDiff& diff, const BatchPlan& before, const BatchPlan& plan);

} // namespace pilothouse::ui
