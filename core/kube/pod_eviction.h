// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/kube/object_change.h"

namespace pilothouse {

class ApiClient;

/// A pod that is asked to go, as far as the budgets of its namespace let it.
struct PodEviction {
    QString nameSpace;
    QString name;
    Uid uid; ///< this very pod (AP10); empty: whichever has the name
    Effect effect = Effect::DryRun;
};

/// POST pods/NAME/eviction; policy/v1beta1 where the server knows no v1 (before 1.22).
/// Errors: RateLimited with reason DisruptionBudget (a budget holds it now; may go later), Conflict (another uid),
/// NotFound, Forbidden, ServerError (more than one budget)…
[[nodiscard]] Task<Result<void>> evictPod(ApiClient& client, PodEviction eviction);

} // namespace pilothouse
