// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothouse/tour.h"

#include <vector>

namespace pilothouse {

/// The tour's pictures of repositories: the page on which they are set up, and choosing a chart of one.
[[nodiscard]] std::vector<TourScene> repositoryScenes(Application& application, const ContextId& stg);

} // namespace pilothouse
