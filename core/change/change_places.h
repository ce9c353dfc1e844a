// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_desk.h"

namespace pilothouse {

/// Where changes of this user are kept, the same for the window and for pilothousectl: `pilothouse` in the state folder
/// (XDG_STATE_HOME), the supervisor beside this program, the environment of this process.
[[nodiscard]] ChangeDesk::Places placesHere();

} // namespace pilothouse
