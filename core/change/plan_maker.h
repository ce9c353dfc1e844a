// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/cluster_identity.h"
#include "core/session/owner_rules.h"
#include "core/change/plan_checks.h"
#include "core/session/cluster_session.h"

namespace pilothouse {

/// What a plan is made of.
struct PlanInput {
    QString id;
    RenderingPtr rendering;
    std::shared_ptr<ClusterSession> session;
    ClusterIdentity identity;
    ChangeDiffPtr againstRecord;
    ChangeDiffPtr prediction; ///< null: not made
    PlanChecks known; ///< Mode and Identity: judged by the desk
    OwnerRules owners;
    QString confirmation;
};

/// Looks at everything and makes the plan; blockers are in it. Errors: only where the cluster does not answer at all.
[[nodiscard]] Task<Result<ChangePlanPtr>> makePlan(PlanInput input);

/// What the plan stands on, read from the server now. Compared with `==` just before helm starts.
[[nodiscard]] Task<Result<Fingerprint>> readFingerprint(
    std::shared_ptr<ClusterSession> session, RenderingPtr rendering);

/// Namespaces a change reaches into: the release's own, and those its objects name. Sorted, the release's first.
[[nodiscard]] QStringList namespacesTouched(const Rendering& rendering);

} // namespace pilothouse
