// SPDX-License-Identifier: Apache-2.0
#include "core/change/preparer.h"

#include <QUuid>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

std::vector<PrepareStep::Kind> kindsOf(const PrepareRequest& request) {
    std::vector<PrepareStep::Kind> kinds{PrepareStep::Kind::Namespace};
    if (!request.pullSecret.isEmpty()) {
        kinds.push_back(PrepareStep::Kind::PullSecret);
    }
    if (!request.serviceAccount.isEmpty()) {
        kinds.push_back(PrepareStep::Kind::ServiceAccount);
    }
    return kinds;
}

} // namespace

Preparer::Preparer(Workspace& workspace, AuditLog& audit, QString identities)
    : m_guard(workspace, audit, std::move(identities), ChangeGuard::Catalog::NotNeeded) { }

Task<Result<PreparePlanPtr>> Preparer::plan(PrepareRequestPtr request) {
    if (const auto checked = checkPrepareRequest(*request); !checked) {
        co_return std::unexpected(checked.error());
    }
    const auto connection = m_guard.connect(request->context);
    if (!connection) {
        co_return std::unexpected(connection.error());
    }
    const auto identity = co_await m_guard.identify(*connection, request->context);
    if (!identity) {
        co_return std::unexpected(identity.error());
    }
    auto plan = std::make_shared<PreparePlan>();
    plan->id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    plan->request = request;
    plan->identity = *identity;
    plan->connection = (*connection)->fingerprint;
    auto surroundings = Surroundings::There;
    for (const PrepareStep::Kind kind : kindsOf(*request)) {
        auto looked = co_await lookAt(kind, &(*connection)->client(), request, surroundings);
        if (!looked) {
            co_return std::unexpected(looked.error());
        }
        const bool isThere
            = kind != PrepareStep::Kind::Namespace || looked->step.effect == PrepareStep::Effect::Nothing;
        surroundings = isThere ? surroundings : Surroundings::ToBeMade;
        plan->steps.push_back(std::move(looked->step));
    }
    if (const auto judged = judgeMode(*plan); !judged) {
        co_return std::unexpected(judged.error());
    }
    co_return PreparePlanPtr(std::move(plan));
}

/// What the mode says of it now, and whether the place is protected.
Result<void> Preparer::judgeMode(PreparePlan& plan) const {
    const GuardedPlan guarded = guardedPlanOf(plan);
    auto verdict = m_guard.judge(guarded.context, guarded.agreement);
    if (!verdict) {
        return std::unexpected(verdict.error());
    }
    plan.locked = std::move(verdict->locked);
    plan.confirmation = verdict->isProtected ? guarded.agreement.confirmation : QString();
    return {};
}

} // namespace pilothouse
