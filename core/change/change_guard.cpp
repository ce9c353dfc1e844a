// SPDX-License-Identifier: Apache-2.0
#include "core/change/change_guard.h"

#include "core/config/pinned_kubeconfig.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Error outdated(const GuardedPlan& plan, const QString& why) {
    return fail(ErrorCode::Conflict, plan.agreement.subject, why, u"PlanOutdated"_s).error();
}

} // namespace

Result<ModeKeeper*> modesOf(Workspace& workspace, const ContextId& context) {
    const auto session = workspace.session(context);
    if (!session) {
        return std::unexpected(session.error());
    }
    return &(*session)->modes();
}

Result<void> judgeAgreement(const ModeKeeper& modes, const Agreement& agreement, const QString& typed) {
    bool isProtected = false;
    for (const QString& place : agreement.places) {
        if (auto allowed = modes.allow(Reach::Change, place, agreement.subject); !allowed) {
            return allowed;
        }
        isProtected = isProtected || modes.table().isProtected(place);
    }
    if ((isProtected || agreement.mustBeTyped) && typed != agreement.confirmation) {
        return fail(ErrorCode::Invalid, agreement.subject, u"%1 was to be typed"_s.arg(agreement.confirmation),
            u"NotConfirmed"_s);
    }
    if ((isProtected || agreement.needsReason) && agreement.reason.trimmed().isEmpty()) {
        return fail(
            ErrorCode::Invalid, agreement.subject, u"a change in a protected place needs a reason"_s, u"NoReason"_s);
    }
    return {};
}

void auditRefusal(AuditLog& audit, AuditEntry entry, const Error& error) {
    entry.outcome = error.reason.isEmpty() ? errorCodeName(error.code) : error.reason;
    entry.more.insert(u"why"_s, error.detail);
    (void)audit.append(entry); // nothing was begun: there is nothing to hold back
}

ChangeGuard::ChangeGuard(Workspace& workspace, AuditLog& audit, QString identities, Catalog catalog)
    : m_workspace(workspace)
    , m_audit(audit)
    , m_identities(std::move(identities))
    , m_catalog(catalog) { }

Result<GuardedConnectionPtr> ChangeGuard::connect(const ContextId& context) const {
    auto made = m_workspace.makeSession(context);
    if (!made) {
        return std::unexpected(made.error());
    }
    auto connection = std::make_shared<GuardedConnection>(PlaceGate(m_workspace, context), std::move(*made),
        kubeconfigFingerprint(m_workspace.kubeconfig(), context), nullptr);
    connection->client().setGate(&connection->gate);
    return connection;
}

Task<Result<ClusterIdentity>> ChangeGuard::identify(GuardedConnectionPtr connection, ContextId context) {
    auto identity = co_await readIdentity(&connection->client());
    if (!identity) {
        co_return identity;
    }
    const auto modes = modesOf(m_workspace, context);
    if (!modes) {
        co_return std::unexpected(modes.error());
    }
    (*modes)->setLock(m_identities.check(context, *identity));
    if (m_catalog == Catalog::NotNeeded) {
        co_return identity;
    }
    auto catalog = co_await connection->session->catalog();
    if (!catalog) {
        co_return std::unexpected(catalog.error());
    }
    connection->catalog = std::move(*catalog);
    co_return identity;
}

Result<ChangeGuard::Verdict> ChangeGuard::judge(const ContextId& context, const Agreement& agreement) const {
    const auto modes = modesOf(m_workspace, context);
    if (!modes) {
        return std::unexpected(modes.error());
    }
    Verdict verdict;
    for (const QString& place : agreement.places) {
        if (const auto allowed = (*modes)->allow(Reach::Change, place, agreement.subject); !allowed) {
            verdict.locked = allowed.error();
        }
        verdict.isProtected = verdict.isProtected || (*modes)->table().isProtected(place);
    }
    return verdict;
}

Result<void> ChangeGuard::mayBegin(const GuardedPlan& plan, const QString& typed) const {
    const auto modes = modesOf(m_workspace, plan.context);
    if (!modes) {
        return std::unexpected(modes.error());
    }
    return judgeAgreement(**modes, plan.agreement, typed);
}

/// @param plan outlives the task
Task<Result<GuardedConnectionPtr>> ChangeGuard::lookAgain(const GuardedPlan* plan) {
    auto connection = connect(plan->context);
    if (!connection) {
        co_return connection;
    }
    if ((*connection)->fingerprint != plan->connection) {
        co_return std::unexpected(outdated(*plan, u"the context means another server, user or credentials now"_s));
    }
    const auto identity = co_await identify(*connection, plan->context);
    if (!identity) {
        co_return std::unexpected(identity.error());
    }
    if (*identity != plan->identity) {
        co_return std::unexpected(outdated(*plan, u"another cluster or user answers"_s));
    }
    co_return connection;
}

Task<Result<GuardedConnectionPtr>> ChangeGuard::admit(GuardedPlan plan, QString typed) {
    if (const auto may = mayBegin(plan, typed); !may) {
        co_return std::unexpected(may.error());
    }
    auto connection = co_await lookAgain(&plan);
    if (!connection) {
        co_return connection;
    }
    if (const auto may = mayBegin(plan, typed); !may) {
        co_return std::unexpected(may.error());
    }
    co_return connection;
}

AuditEntry ChangeGuard::entryOf(const GuardedPlan& plan, AuditEntry::Step step) const {
    AuditEntry entry;
    entry.step = step;
    entry.time = m_workspace.clock().wallNow();
    entry.operation = plan.id;
    entry.context = plan.context.value();
    entry.clusterUser = plan.identity.user;
    entry.clusterUid = plan.identity.clusterUid;
    entry.reason = plan.agreement.reason;
    return entry;
}

} // namespace pilothouse
