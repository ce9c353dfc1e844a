// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/watch_source.h"

#include <functional>

namespace pilothouse {

/// What a list tells while it goes on. Both are called from inside the listing task: they must not cancel it.
struct ListSteps {
    /// A list starts, or starts again because its continue token expired (AP5).
    std::function<void()> begun;
    std::function<void(ListPage)> page;
};

/// Lists all pages: 500 objects first (they are on screen while the rest comes), then 5,000 a page (pages of 500
/// throughout take 0.55 s instead of 0.32 s for 10,000). An expired continue token starts anew, the third time without
/// pages (client-go's pager does so at once). A token that comes back twice is Error{Protocol}.
/// @return the resourceVersion to watch from
[[nodiscard]] Task<Result<ResourceVersion>> listAllPages(WatchSource* source, ListSteps steps);

} // namespace pilothouse
