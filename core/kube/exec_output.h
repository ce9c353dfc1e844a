// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/byte_size.h"
#include "core/kube/exec_session.h"

namespace pilothouse {

/// What a short program said.
struct ExecOutput {
    ExecEnd end;
    QByteArray output;
    QByteArray errors;
    bool wasCut = false; ///< it said more than was asked for, and was left
};

/// Runs a program to its end without a terminal and collects what it says; at most @p limit of it.
/// Errors are in `end`; Timeout after @p deadline. Thread: core's.
[[nodiscard]] Task<ExecOutput> execOutput(ApiClient& client, ExecRequest request, ByteSize limit = 64_KiB,
    std::chrono::milliseconds deadline = std::chrono::seconds(20));

} // namespace pilothouse
