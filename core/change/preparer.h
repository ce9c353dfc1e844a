// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_guard.h"
#include "core/change/prepare_plan.h"
#include "core/change/prepare_steps.h"

namespace pilothouse {

/// Makes a namespace ready for a release (U3), by the same way in as every change: the mode's gate, a dry run of every
/// step first, typed confirmation where the place is protected, and the audit before and after each step. Thread:
/// core's. Outlives its tasks; a task that is destroyed in the middle of a step leaves the outcome Unknown in the
/// audit.
class Preparer final {
public:
    /// @param workspace, audit outlive this object
    /// @param identities where it is remembered which cluster a context means (ChangeDesk's `identities.json`)
    Preparer(Workspace& workspace, AuditLog& audit, QString identities);
    Q_DISABLE_COPY_MOVE(Preparer)

    /// Looks, asks for rights and tries; changes nothing. A plan where the cluster answers, blocked steps are in it.
    /// Errors: Invalid (names), those of ApiClient.
    [[nodiscard]] Task<Result<PreparePlanPtr>> plan(PrepareRequestPtr request);

    /// Does the plan's steps in order, each looked at and tried anew, and stops at the first that fails.
    /// @param typed what the person typed where the plan asks for a confirmation
    /// Errors, before anything was begun: Forbidden (the mode), Invalid with reason NotConfirmed, NoReason or Blocked,
    /// Conflict with reason PlanOutdated. What was refused is audited. A step whose intent can't be written (Io) fails.
    [[nodiscard]] Task<Result<PrepareReport>> carryOut(PreparePlanPtr plan, QString typed);

private:
    [[nodiscard]] Result<void> judgeMode(PreparePlan& plan) const;
    [[nodiscard]] Task<Result<PrepareReport>> doSteps(GuardedConnectionPtr connection, PreparePlanPtr plan);
    [[nodiscard]] Task<PrepareReport::Line> doStep(
        GuardedConnectionPtr connection, PreparePlanPtr plan, PrepareStep planned);
    [[nodiscard]] Task<Result<LookedStep>> lookFresh(
        GuardedConnectionPtr connection, PreparePlanPtr plan, PrepareStep planned);
    [[nodiscard]] static GuardedPlan guardedPlanOf(const PreparePlan& plan);
    [[nodiscard]] AuditEntry entryOf(
        const PreparePlan& plan, const PrepareStep& step, AuditEntry::Step auditStep) const;
    [[nodiscard]] std::unexpected<Error> refuse(const PreparePlan& plan, const Error& error);

    ChangeGuard m_guard;
};

} // namespace pilothouse
