// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/change/change_run.h"
#include "core/change/file_lock.h"
#include "core/diff/known_secrets.h"
#include "core/change/operation_facts.h"
#include "core/change/run_outcome.h"
#include "core/helm/helm_process.h"
#include "core/session/cluster_session.h"

#include <QObject>

#include <memory>
#include <vector>

namespace pilothouse {

/// One operation under way: the helm that does it, and what the cluster says of it meanwhile and afterwards. Closing
/// the lock of its place never touches it. Destroying this leaves helm alone.
/// Order: changed…, then judged once the outcome is known (or can't be), then one more changed. Thread: core's.
class OperationRun final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        OperationFacts facts;
        /// A connection of its own to the cluster the plan was made against; null: the context can't be opened now.
        std::shared_ptr<ClusterSession> session;
        ReleaseRecordPtr base; ///< what was there before; null where it is adopted
        std::shared_ptr<KnownSecrets> secrets;
        std::vector<FileLock> locks; ///< of the release and of the folder: given back when it is over
    };
    OperationRun(Parts parts, Clock& clock, QObject* parent = nullptr);
    ~OperationRun() override;
    Q_DISABLE_COPY_MOVE(OperationRun)

    /// Errors: as HelmProcess::start; nothing runs then.
    [[nodiscard]] Result<void> start(const ModeGate& gate, HelmStart start);
    /// Errors: as HelmProcess::adopt.
    [[nodiscard]] Result<void> adopt(const HelmFolder& folder);
    [[nodiscard]] Result<void> cancel();
    /// Asks the cluster again where the outcome is Unknown.
    void askAgain(std::shared_ptr<ClusterSession> session);
    /// Removes the folder: the outcome is recorded.
    void forgetFiles();

    [[nodiscard]] RunStatusPtr status() const;
    [[nodiscard]] const OperationFacts& facts() const { return m_facts; }
    [[nodiscard]] const HelmProcess& helm() const { return m_helm; }
    [[nodiscard]] bool isOver() const { return m_status.phase == RunStatus::Phase::Ended; }

Q_SIGNALS:
    void changed();
    /// The outcome is in status(); to be recorded now.
    void judged();

private:
    void setUp();
    void setPhase(RunStatus::Phase phase);
    void tellSoon();
    void onHelmState();
    void onHelmEnded();
    Task<void> follow();
    Task<Result<void>> look();
    Task<void> lookAtObjects();
    Task<void> lookAtEvents();
    Task<void> lookAtHooks();
    Task<void> readBack();
    Task<Result<ClusterTruth>> readTruth();
    [[nodiscard]] ReleaseRecordPtr shownRecord() const;
    void conclude(RunVerdict verdict);

    OperationFacts m_facts;
    std::shared_ptr<ClusterSession> m_session;
    ReleaseRecordPtr m_base;
    std::shared_ptr<KnownSecrets> m_secrets;
    std::vector<FileLock> m_locks;
    Clock& m_clock;
    HelmProcess m_helm;
    RunStatus m_status;
    std::vector<RecordMeta> m_revisions;
    int m_round = 0;
    bool m_isSameCluster = false; ///< an adopted one has asked
    std::unique_ptr<Timer> m_tellTimer;
    TaskScope m_scope;
};

} // namespace pilothouse
