// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_desk.h"
#include "core/change/change_guard.h"
#include "core/change/chart_memory.h"
#include "core/change/cluster_identity.h"
#include "core/change/live_objects.h"
#include "core/change/operation_run.h"
#include "core/change/plan_checks.h"
#include "core/change/record_memory.h"
#include "core/change/revision_guard.h"
#include "core/change/shared_prediction.h"
#include "core/helm/helm_finder.h"

#include <QHash>
#include <QSet>

#include <map>

namespace pilothouse {

/// What stands behind a ChangeDesk. desk_begin.cpp begins, follows and ends operations; desk_context.cpp keeps what is
/// known of contexts: connections, identity, helm.
class ChangeDesk::Private {
public:
    Private(ChangeDesk& desk, Workspace& workspace, Places places);
    Q_DISABLE_COPY_MOVE(Private)

    // --- desk_context.cpp
    struct Connection {
        std::shared_ptr<ClusterSession> session;
        QByteArray fingerprint; ///< of what the context meant when it was made
    };
    /// The desk's own connection, made anew when the context has come to mean something else.
    [[nodiscard]] Result<Connection> connectionOf(const ContextId& context);
    /// The same, but only where the context still means what it did. Errors: Conflict with reason PlanOutdated.
    [[nodiscard]] Result<std::shared_ptr<ClusterSession>> connectionFor(const Rendering& rendering);
    [[nodiscard]] Task<Result<PinnedKubeconfig>> pin(ContextId context);
    /// Remembers or locks. @return why it is locked
    std::optional<Error> noteIdentity(const ContextId& context, const ClusterIdentity& identity);
    [[nodiscard]] Task<void> checkIdentity(ContextId context);
    void onStatus(const ContextId& context, const ConnectionStatus& status);
    void onModes(const ContextId& context, const ModeTable& table);
    void readPins();
    [[nodiscard]] Result<void> savePins() const;

    // --- change_desk.cpp
    [[nodiscard]] Task<Result<RenderingPtr>> render(ChangeRequest request);
    [[nodiscard]] Task<Result<LoginPtr>> loginFor(ChangeRequest request);
    [[nodiscard]] Task<Result<ChangeDiffPtr>> predict(
        std::shared_ptr<ClusterSession> session, RenderingPtr rendering, std::function<void(ObjectDiff)> found);
    [[nodiscard]] Task<ChangeDiffPtr> recordDiff(RenderingPtr rendering);
    [[nodiscard]] Task<Result<ChangePlanPtr>> plan(RenderingPtr rendering);
    [[nodiscard]] PlanChecks modeChecks(const ModeKeeper& modes, const Rendering& rendering) const;
    [[nodiscard]] HelmEnvironment environmentFor(const ChangeRequest& request) const;

    // --- desk_begin.cpp
    [[nodiscard]] Task<Result<QString>> begin(ChangePlanPtr plan, QString typed);
    [[nodiscard]] Result<void> mayBegin(const ChangePlan& plan, const QString& typed);
    [[nodiscard]] Task<Result<void>> lookAgain(ChangePlanPtr plan);
    [[nodiscard]] Result<std::vector<FileLock>> reserve(const ChangePlan& plan);
    [[nodiscard]] Task<std::shared_ptr<GuardedChart>> guardOf(ChangePlanPtr plan);
    [[nodiscard]] static QString keepGuarded(const GuardedChart& guarded, const HelmFolder& folder);
    [[nodiscard]] Result<QString> launch(
        const ChangePlan& plan, std::vector<FileLock> locks, const GuardedChart* guarded);
    void refuse(const ChangePlan& plan, const Error& error);
    void adoptAll();
    void adoptOne(const QString& path);
    void add(std::unique_ptr<OperationRun> run);
    void onJudged(OperationRun& run);
    [[nodiscard]] AuditEntry entryOf(const OperationFacts& facts, AuditEntry::Step step) const;
    [[nodiscard]] QString operationsFolder() const { return m_places.stateFolder + QStringLiteral("/operations"); }
    [[nodiscard]] QString chartsFolder() const { return m_places.stateFolder + QStringLiteral("/charts"); }

    ChangeDesk& q;
    Workspace& m_workspace;
    Places m_places;
    AuditLog m_audit;
    HelmFinder m_finder;
    IdentityMemory m_identities;
    OwnerRules m_ownerRules;
    LoginSource m_logins;
    ExecTrust m_helmfiles; ///< which may run
    QHash<ContextId, QString> m_pins;
    QHash<ContextId, Connection> m_connections;
    QHash<ContextId, ModeTable> m_modes; ///< as they were told last
    QSet<ContextId> m_live; ///< contexts whose session was live when it was looked at last
    std::shared_ptr<QSet<QString>> m_begun = std::make_shared<QSet<QString>>(); ///< plans: each only once (RC5)
    std::map<QString, std::unique_ptr<OperationRun>> m_runs;
    std::weak_ptr<const Rendering> m_predictedOf; ///< the last prediction, so that plan() need not repeat it
    ChangeDiffPtr m_predicted;
    std::weak_ptr<SharedPrediction> m_predicting; ///< under way: whoever else wants it waits for the same one
    std::weak_ptr<const Rendering> m_recordDiffOf;
    ChangeDiffPtr m_recordDiff;
    LiveMemory m_liveObjects;
    ChartMemory m_pulledCharts;
    RecordMemory m_records;
    TaskScope m_scope;
};

} // namespace pilothouse
