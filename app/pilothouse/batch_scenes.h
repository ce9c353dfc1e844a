// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothouse/tour.h"

#include <vector>

namespace pilothouse {

/// The tour's pictures of several releases in one plan: marked, planned, run by the real helm where there is one.
[[nodiscard]] std::vector<TourScene> batchScenes(Application& application, const ContextId& stg);

} // namespace pilothouse
