// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/session/log_follow.h"

#include <QString>

namespace pilothouse::ui {

/// The kubectl command that reads the same log, quoted for a POSIX shell. A release has no word of kubectl's: its pods
/// by the label charts give them.
[[nodiscard]] QString kubectlLogsCommand(const ContextId& context, const LogRequest& request);

} // namespace pilothouse::ui
