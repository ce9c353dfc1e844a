// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_feed.h"

namespace pilothouse {

/// One line of a history: metadata, and the body's facts where it can be read.
struct HistoryEntry {
    RecordMeta meta;
    ReleaseRecordPtr record; ///< null: see error
    std::optional<Error> error;
    /// What moved against the revision before, in facts: subcharts and images from → to (U5).
    struct Move {
        QString what; ///< `sniffer`
        QString from; ///< empty: new
        QString to; ///< empty: gone
    };
    std::vector<Move> moves;
    bool valuesChanged = false;
};

/// The whole history, newest first, 16 bodies at a time. Errors: NotFound.
[[nodiscard]] Task<Result<std::vector<HistoryEntry>>> loadHistory(ReleaseFeed& feed, ReleaseKey key);

/// Images of a manifest's workloads (Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob), in order.
[[nodiscard]] std::vector<ImageUse> imagesOf(const QByteArray& manifest);

/// What moved between two records: subchart versions and images, else chart and app version.
[[nodiscard]] std::vector<HistoryEntry::Move> movesBetween(const ReleaseRecord& from, const ReleaseRecord& to);

/// Values the way `helm get values -a` merges them: the chart's defaults under the user's, null deletes. Only the
/// parent's: subcharts' own defaults are in no record, so what is shown as merged lacks them (helm shows no more
/// either).
[[nodiscard]] YamlValue mergedValues(const ReleaseRecord& record);

} // namespace pilothouse
