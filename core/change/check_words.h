// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"

namespace pilothouse {

[[nodiscard]] QString checkLevelWord(PlanCheck::Level level); ///< `Blocker`, for JSON and audit
[[nodiscard]] QString checkTopicWord(PlanCheck::Topic topic); ///< `WayBack`

} // namespace pilothouse
