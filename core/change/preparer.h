// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/audit.h"
#include "core/change/prepare_plan.h"
#include "core/change/prepare_steps.h"
#include "core/session/workspace.h"

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
    struct Connection;
    using ConnectionPtr = std::shared_ptr<Connection>;
    [[nodiscard]] Result<ConnectionPtr> connect(const ContextId& context) const;
    [[nodiscard]] Result<ModeKeeper*> modesOf(const ContextId& context) const;
    [[nodiscard]] Task<Result<ClusterIdentity>> identify(ConnectionPtr connection, ContextId context);
    [[nodiscard]] Result<void> judgeMode(PreparePlan& plan) const;
    [[nodiscard]] Result<void> mayBegin(const PreparePlan& plan, const QString& typed) const;
    [[nodiscard]] Task<Result<ConnectionPtr>> lookAgain(PreparePlanPtr plan);
    [[nodiscard]] Task<Result<PrepareReport>> doSteps(ConnectionPtr connection, PreparePlanPtr plan);
    [[nodiscard]] Task<PrepareReport::Line> doStep(ConnectionPtr connection, PreparePlanPtr plan, PrepareStep planned);
    [[nodiscard]] Task<Result<LookedStep>> lookFresh(
        ConnectionPtr connection, PreparePlanPtr plan, PrepareStep planned);
    [[nodiscard]] AuditEntry entryOf(
        const PreparePlan& plan, const PrepareStep& step, AuditEntry::Step auditStep) const;
    void refuse(const PreparePlan& plan, const Error& error);

    Workspace& m_workspace;
    AuditLog& m_audit;
    IdentityMemory m_identities;
};

} // namespace pilothouse
