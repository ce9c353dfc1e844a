// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/change/change_plan.h"
#include "core/change/live_objects.h"

#include <functional>

namespace pilothouse {

class ClusterSession;

/// What is in the cluster against what the new manifest wants: shows edits by hand that the release record knows
/// nothing of. What the server filled in is no difference; what others than helm set is one, although an upgrade may
/// leave it (predictChange() says). Objects that are gone come as added. Errors: those of ClusterSession::catalog().
/// Objects that can't be read are in `problems`, reasons `Forbidden`, `NoSuchKind`. Thread: core.
/// @param live objects read before, filled with those read now; null: all are read
[[nodiscard]] Task<Result<ChangeDiffPtr>> compareWithLive(
    ClusterSession& session, RenderingPtr rendering, LiveObjectsPtr live = {});

/// What is in the cluster against what would be: a dry run of the very request helm would send (design: diff, 3).
/// Client-side: three-way strategic merge, a two-way merge patch for custom resources; server-side: apply. Objects
/// whose manifest changes come first. Refusals are in `problems`, subject the object, reasons `Conflict` (a field of
/// another manager), `ImmutableField` (PS7), `Forbidden`, `NotOwned` (helm would refuse it), `AdmissionDenied`,
/// `NoDryRun`, `NoSuchKind`; such an object shows what was asked for.
/// @param found told of each object that differs as soon as it is known, once it takes longer than kTellAfter (what is
/// there sooner comes with the result); may be empty
/// @param live as compareWithLive()
/// Errors: those of ClusterSession::catalog(). Thread: core. Up to 32 requests at a time, all with dryRun=All.
[[nodiscard]] Task<Result<ChangeDiffPtr>> predictChange(
    ClusterSession& session, RenderingPtr rendering, std::function<void(ObjectDiff)> found, LiveObjectsPtr live = {});

/// A prediction that is done by then is compared once, as a whole, and not object by object before.
constexpr std::chrono::milliseconds kTellAfter{150};

} // namespace pilothouse
