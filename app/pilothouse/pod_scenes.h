// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothouse/tour.h"

namespace pilothouse {

/// The tour's pictures of logs, terminals, forwards and single objects, taken in the staging context.
[[nodiscard]] std::vector<TourScene> podScenes(Application& application, const ContextId& stg);

} // namespace pilothouse
