// SPDX-License-Identifier: Apache-2.0
#include "core/change/preparer.h"

#include "core/change/prepare_private.h"
#include "core/config/pinned_kubeconfig.h"

#include <QUuid>

namespace pilothouse {

using namespace Qt::StringLiterals;

QString prepareSubject(const PrepareRequest& request) {
    return u"prepare namespace "_s + request.nameSpace;
}

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
    : m_workspace(workspace)
    , m_audit(audit)
    , m_identities(std::move(identities)) { }

/// A connection of its own, so that closing the context's session pulls nothing from under a step (KC10).
Result<Preparer::ConnectionPtr> Preparer::connect(const ContextId& context) const {
    auto made = m_workspace.makeSession(context);
    if (!made) {
        return std::unexpected(made.error());
    }
    auto connection = std::make_shared<Connection>(
        PlaceGate(m_workspace, context), std::move(*made), kubeconfigFingerprint(m_workspace.kubeconfig(), context));
    connection->session->client().setGate(&connection->gate);
    return connection;
}

Result<ModeKeeper*> Preparer::modesOf(const ContextId& context) const {
    const auto session = m_workspace.session(context);
    if (!session) {
        return std::unexpected(session.error());
    }
    return &(*session)->modes();
}

/// Who answers there; locks the context where that is somebody else than ever before (NS3).
Task<Result<ClusterIdentity>> Preparer::identify(ConnectionPtr connection, ContextId context) {
    auto identity = co_await readIdentity(&connection->session->client());
    if (identity) {
        const auto modes = modesOf(context);
        if (!modes) {
            co_return std::unexpected(modes.error());
        }
        (*modes)->setLock(m_identities.check(context, *identity));
    }
    co_return identity;
}

Task<Result<PreparePlanPtr>> Preparer::plan(PrepareRequestPtr request) {
    if (const auto checked = checkPrepareRequest(*request); !checked) {
        co_return std::unexpected(checked.error());
    }
    const auto connection = connect(request->context);
    if (!connection) {
        co_return std::unexpected(connection.error());
    }
    const auto identity = co_await identify(*connection, request->context);
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
        auto looked = co_await lookAt(kind, &(*connection)->session->client(), request, surroundings);
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
    const PrepareRequest& request = *plan.request;
    const auto modes = modesOf(request.context);
    if (!modes) {
        return std::unexpected(modes.error());
    }
    for (const QString& place : preparePlaces(request)) {
        if (const auto allowed = (*modes)->allow(Reach::Change, place, prepareSubject(request)); !allowed) {
            plan.locked = allowed.error();
        }
        if ((*modes)->table().isProtected(place)) {
            plan.confirmation = u"%1/%2"_s.arg(request.context.value(), request.nameSpace);
        }
    }
    return {};
}

} // namespace pilothouse
