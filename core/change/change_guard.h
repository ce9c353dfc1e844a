// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/audit.h"
#include "core/change/cluster_identity.h"
#include "core/change/place_gate.h"
#include "core/session/workspace.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace pilothouse {

/// What a person has to agree to before something is changed, and where.
struct Agreement {
    QString subject; ///< what was to be done, for errors
    QStringList places; ///< namespaces whose mode must let it by; empty: the cluster itself
    QString confirmation; ///< what is to be typed where something is
    bool mustBeTyped = false; ///< also where no place is protected now
    bool needsReason = false; ///< likewise
    QString reason;
};

/// The modes of a context that is connected. Errors: those of Workspace::session().
[[nodiscard]] Result<ModeKeeper*> modesOf(Workspace& workspace, const ContextId& context);

/// Judged as of now, not as of the plan: a place may have been locked, or become protected, since.
/// @param typed what the person typed
/// Errors: Forbidden (the mode), Invalid with reason NotConfirmed or NoReason.
[[nodiscard]] Result<void> judgeAgreement(const ModeKeeper& modes, const Agreement& agreement, const QString& typed);

/// Audits what was asked for and not begun.
/// @param entry what it would have been
void auditRefusal(AuditLog& audit, AuditEntry entry, const Error& error);

/// A connection of a change's own, so that closing the context's session pulls nothing from under a step (KC10); what
/// it sends is judged by the context's mode as it is that moment.
struct GuardedConnection {
    PlaceGate gate; // outlives the client that asks it
    std::unique_ptr<ClusterSession> session;
    QByteArray fingerprint; ///< of what the context meant when it was made
    std::shared_ptr<const ApiCatalog> catalog; ///< null until it was identified, and where none was asked for
    [[nodiscard]] ApiClient& client() const { return session->client(); }
};
using GuardedConnectionPtr = std::shared_ptr<GuardedConnection>;

/// What a plan stood on when it was made, and what was agreed to.
struct GuardedPlan {
    QString id;
    ContextId context;
    ClusterIdentity identity;
    QByteArray connection; ///< GuardedConnection::fingerprint
    Agreement agreement;
};

/// Stands before every change that is sent to the API server without helm: connects, looks who answers, and lets a plan
/// begin only where mode, confirmation, server and user are still what was agreed to. Thread: core's. Outlives its
/// tasks.
class ChangeGuard final {
public:
    enum class Catalog { NotNeeded, Needed }; ///< whether a connection brings what kinds the server has

    /// @param workspace, audit outlive this object
    /// @param identities where it is remembered which cluster a context means (ChangeDesk's `identities.json`)
    ChangeGuard(Workspace& workspace, AuditLog& audit, QString identities, Catalog catalog);
    Q_DISABLE_COPY_MOVE(ChangeGuard)

    [[nodiscard]] Result<GuardedConnectionPtr> connect(const ContextId& context) const;
    /// Who answers there; locks the context where that is somebody else than ever before (NS3).
    [[nodiscard]] Task<Result<ClusterIdentity>> identify(GuardedConnectionPtr connection, ContextId context);

    struct Verdict {
        std::optional<Error> locked; ///< by the mode of one of the places
        bool isProtected = false; ///< one of them is
    };
    /// What the modes say of it now.
    [[nodiscard]] Result<Verdict> judge(const ContextId& context, const Agreement& agreement) const;

    /// Judges the agreement, sees that the same cluster and user answer as when the plan was made (NS3, KC10), and
    /// judges again: looking takes a moment, the lock may have closed.
    /// Errors: those of judgeAgreement() and of ApiClient, Conflict with reason PlanOutdated. The caller audits them.
    [[nodiscard]] Task<Result<GuardedConnectionPtr>> admit(GuardedPlan plan, QString typed);

    /// What every step of the plan says of itself in the audit.
    [[nodiscard]] AuditEntry entryOf(const GuardedPlan& plan, AuditEntry::Step step) const;
    [[nodiscard]] AuditLog& audit() const { return m_audit; }
    [[nodiscard]] Workspace& workspace() const { return m_workspace; }

private:
    [[nodiscard]] Result<void> mayBegin(const GuardedPlan& plan, const QString& typed) const;
    [[nodiscard]] Task<Result<GuardedConnectionPtr>> lookAgain(const GuardedPlan* plan);

    Workspace& m_workspace;
    AuditLog& m_audit;
    IdentityMemory m_identities;
    Catalog m_catalog;
};

} // namespace pilothouse
