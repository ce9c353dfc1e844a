// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothousectl/options.h"

#include "core/async/task.h"
#include "core/change/change_desk.h"
#include "core/session/cluster_session.h"

namespace pilothouse::ctl {

/// What the command line asks for, of the release that is named first.
/// @param desk opens values files that are encrypted
[[nodiscard]] Task<Result<ChangeRequest>> requestFrom(
    ClusterSession* session, ChangeDesk* desk, Options options, ChangeKind kind);

/// Opens the protected places this command reaches, for as long as it may take. What is not protected is open.
[[nodiscard]] Result<void> openPlaces(ClusterSession& session, const Rendering& rendering, const ChangeFlags& flags);

} // namespace pilothouse::ctl
