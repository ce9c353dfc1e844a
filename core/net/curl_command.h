// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/net/http_trace.h"

namespace pilothouse {

/// "Copy as curl": a shell command for the same request. What the trace masked stays masked: the person puts the token
/// in.
[[nodiscard]] QString curlCommand(const TraceEntry& entry);

} // namespace pilothouse
