// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/async/worker_pool.h"
#include "core/change/same_build.h"
#include "core/change/value_differences.h"
#include "core/diff/manifest_diff.h"
#include "core/session/environment_pair.h"

#include <memory>

namespace pilothouse {

class ClusterSession;

/// One release as one environment has it: the record that is deployed, and those before it.
struct ComparedRelease {
    ReleasePlace place;
    ReleaseRecordPtr record; ///< never null
    std::vector<ReleaseRecordPtr> older; ///< newest first; what can't be read is left out
};

/// The same release in two environments, side by side. Immutable, shared between threads.
struct ReleaseComparison {
    ComparedRelease from;
    ComparedRelease to;
    std::vector<ServiceBuild> builds;
    BuildVerdict verdict = BuildVerdict::Unknown;
    std::vector<ValueDifference> values; ///< user-supplied
    std::vector<ValueDifference> merged; ///< with the charts' defaults; subcharts' are in no record
    /// `from` called like `to` (see renamed_release.h): what the manifests are compared by.
    ReleaseRecordPtr renamed;
    int renamedPlaces = 0;
    ManifestDiff manifest; ///< masked
    /// Nothing differs, and every service is of one build.
    [[nodiscard]] bool isSame() const;
};
using ReleaseComparisonPtr = std::shared_ptr<const ReleaseComparison>;

/// Compares on the pool. Errors: none.
[[nodiscard]] Task<Result<ReleaseComparisonPtr>> compareReleases(
    WorkerPool* pool, ComparedRelease from, ComparedRelease to);

/// The same, now. Thread: any.
[[nodiscard]] ReleaseComparison compareNow(ComparedRelease from, ComparedRelease to);

/// How many older records are read to tell which build is newer.
inline constexpr int kOlderRecords = 12;

/// Reads one side as its server has it now, past the feed: the record that is deployed (else the newest), and
/// some before it. Errors: NotFound; as ApiClient::get and the decoder.
[[nodiscard]] Task<Result<ComparedRelease>> readCompared(
    ClusterSession* session, ReleaseKey release, int older = kOlderRecords);

} // namespace pilothouse
