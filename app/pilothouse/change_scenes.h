// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothouse/tour.h"

#include <vector>

namespace pilothouse {

/// The tour's pictures of changing: real operations of the real helm on the demo clusters, where there is one.
[[nodiscard]] std::vector<TourScene> changeScenes(Application& application, const ContextId& prd, const ContextId& stg);

} // namespace pilothouse
