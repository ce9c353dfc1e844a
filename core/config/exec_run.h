// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/child_run.h"

namespace pilothouse {

/// One run of a credential plugin: 60 s at most, 1 MiB of output at most (KC8).
/// @param clock outlives the task
/// @return what it printed. Errors: Process (exit code, crash, could not start), Timeout, Invalid with reason TooLarge;
/// the detail ends in what stderr said last, masked.
[[nodiscard]] Task<Result<QByteArray>> runExec(Clock* clock, ChildCommand command);

/// The last 2 KiB of what a program said, with everything masked that looks like a secret.
[[nodiscard]] QString maskedTail(QByteArrayView text);

} // namespace pilothouse
