// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_guard.h"
#include "core/change/object_plan.h"
#include "core/change/object_steps.h"

#include <functional>
#include <stop_token>

namespace pilothouse {

/// How a change is followed, and asked to stop.
struct ObjectWatch {
    /// How far it is, again and again while a drain goes on; in the desk's thread. May be empty.
    std::function<void(const ObjectReport&)> progress = {};
    std::stop_token stop = {}; ///< Drain: nothing more is evicted; the report tells what was
};

/// The one way in for changes of single objects: scale, restart, delete, cordon, drain, YAML. Every step is looked at
/// and tried as a dry run first; what it takes along is counted (PS9); a protected place asks for the name; intent and
/// outcome are in the audit; what came of it is read back. Thread: core's. Outlives its tasks; a task that is destroyed
/// in the middle of a step leaves the outcome Unknown in the audit.
class ObjectDesk final {
public:
    /// @param workspace, audit outlive this object
    /// @param identities where it is remembered which cluster a context means (ChangeDesk's `identities.json`)
    ObjectDesk(Workspace& workspace, AuditLog& audit, QString identities);
    Q_DISABLE_COPY_MOVE(ObjectDesk)

    /// For editing. Errors: NotFound (also the kind), Forbidden…
    [[nodiscard]] Task<Result<OpenedObjectPtr>> open(ContextId context, ObjectRef ref);
    /// Looks, tries and counts; changes nothing. A plan where the cluster answers, blocked steps are in it.
    /// Errors: Parse, Invalid (the wish itself), those of ApiClient.
    [[nodiscard]] Task<Result<ObjectPlanPtr>> plan(ObjectRequestPtr request);
    /// Does the plan's steps in order, each looked at and tried anew, and stops at the first that fails.
    /// @param typed what the person typed where the plan asks for a confirmation
    /// Errors, before anything was begun: Forbidden (the mode), Invalid with reason NotConfirmed, NoReason or Blocked,
    /// Conflict with reason PlanOutdated. What was refused is audited. A step whose intent can't be written (Io) fails.
    [[nodiscard]] Task<Result<ObjectReport>> carryOut(ObjectPlanPtr plan, QString typed, ObjectWatch watch = {});

private:
    [[nodiscard]] Task<Result<std::vector<LookedObject>>> lookAtAll(
        GuardedConnectionPtr connection, std::shared_ptr<const std::vector<ObjectWish>> wishes);
    [[nodiscard]] Task<Result<ObjectPlanPtr>> finish(
        GuardedConnectionPtr connection, std::shared_ptr<ObjectPlan> plan, std::vector<LookedObject> looked);
    [[nodiscard]] Result<void> judgeMode(ObjectPlan& plan) const;
    class Drain;
    [[nodiscard]] Task<Result<ObjectReport>> drainNodes(
        GuardedConnectionPtr connection, ObjectPlanPtr plan, ObjectWatch watch);
    [[nodiscard]] Task<Result<ObjectReport>> doSteps(GuardedConnectionPtr connection, ObjectPlanPtr plan);
    [[nodiscard]] Task<Result<LookedObject>> lookFresh(
        GuardedConnectionPtr connection, ObjectWish wish, ObjectStep planned);
    [[nodiscard]] Task<ObjectReport::Line> doStep(
        GuardedConnectionPtr connection, ObjectPlanPtr plan, ObjectWish wish, ObjectStep planned);
    [[nodiscard]] static GuardedPlan guardedPlanOf(const ObjectPlan& plan);
    [[nodiscard]] AuditEntry entryOf(const ObjectPlan& plan, const ObjectStep& step, AuditEntry::Step auditStep) const;
    [[nodiscard]] std::unexpected<Error> refuse(const ObjectPlan& plan, const Error& error);

    ChangeGuard m_guard;
};

} // namespace pilothouse
