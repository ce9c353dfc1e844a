// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_run.h"
#include "core/change/operation_facts.h"
#include "core/helm/helm_process.h"

namespace pilothouse {

/// What the cluster says after helm has ended.
struct ClusterTruth {
    std::vector<RecordMeta> revisions; ///< newest first; empty: no record is left
    ReleaseRecordPtr expected; ///< the record that stands where ours was to be; null: none
    std::vector<ReleaseRecordPtr> later = {}; ///< newer ones: helm counts on from whatever it finds
};

/// How helm ended, as far as this machine knows.
struct HelmTrace {
    HelmEnding ending;
    bool wasCancelled = false;
    QString lastError; ///< helm's own words, masked
};

struct RunVerdict {
    RunStatus::Outcome outcome = RunStatus::Outcome::Unknown;
    Revision reached = Revision::None; ///< the revision the operation made
    Revision wayBack = Revision::None;
    std::optional<Error> error;
};

/// How an operation ended: read from the records, not from the exit code (HE7). Helm's code and words only decide
/// between failed and cancelled, and whose a revision is that says nothing itself. Thread: any.
[[nodiscard]] RunVerdict judgeRun(const OperationFacts& facts, const ClusterTruth& truth, const HelmTrace& trace);

[[nodiscard]] QString outcomeWord(RunStatus::Outcome outcome); ///< `LeftPending`, for audit and JSON
[[nodiscard]] QString phaseWord(RunStatus::Phase phase);

} // namespace pilothouse
