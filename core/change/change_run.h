// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"
#include "core/change/hook_logs.h"
#include "core/session/live_objects.h"

#include <QDateTime>

#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

/// One event of the cluster that belongs to a run.
struct RunEvent {
    QDateTime time;
    bool isWarning = false;
    QString object; ///< `Pod/web-6b9-x2x`
    QString reason;
    QString message;
    int count = 1;
};

/// How an operation is doing, and how it ended, as the cluster tells it. Immutable snapshot; crosses threads.
struct RunStatus {
    enum class Phase {
        Starting, ///< audit intent is written, helm is being started
        Running,
        Cancelling, ///< SIGTERM was sent; helm is ending in its own way
        ReadingBack, ///< helm ended; the truth is read from the cluster
        Ended,
    };
    enum class Outcome {
        None, ///< not ended
        Succeeded,
        Failed, ///< helm or the cluster says failed
        Cancelled, ///< failed because a person cancelled
        LeftPending, ///< helm is gone and the record is still pending (killed)
        Overtaken, ///< somebody else's revision stands where ours was expected
        Unknown, ///< the cluster could not be asked: asked again at the next start
    };
    QString id; ///< the plan's
    ContextId context;
    ReleaseKey release;
    ChangeKind kind = ChangeKind::Upgrade;
    QString reason;
    QString user;
    QString chartLabel; ///< `payment-v1.4.21-ca3b6`
    Revision from = Revision::None;
    Revision target = Revision::None; ///< Rollback
    QDateTime started;
    std::chrono::seconds timeout{0};
    bool isAdopted = false; ///< begun by an earlier window

    Phase phase = Phase::Starting;
    Outcome outcome = Outcome::None;
    ReleaseRecordPtr record; ///< the newest of the release as of now; null: none (yet, any more)
    Revision reached = Revision::None; ///< the revision this run made
    std::vector<LiveObject> objects; ///< of the record's manifest, with health
    std::vector<RunEvent> events; ///< since the start, newest first, 200 at most
    std::vector<HookLog> hookLogs; ///< of the pods its hooks make; a test's too. Pods that are gone keep theirs
    QString output; ///< the last 64 KiB helm wrote (both streams), masked
    std::optional<int> exitCode;
    std::optional<Error> error; ///< of starting, or helm's last words
    QDateTime ended;
    Revision wayBack = Revision::None; ///< revision a person could go back to; None: none is kept
};
using RunStatusPtr = std::shared_ptr<const RunStatus>;

} // namespace pilothouse
