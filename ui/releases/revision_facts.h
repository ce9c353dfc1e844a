// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/history.h"

#include <optional>
#include <vector>

namespace pilothouse::ui {

/// What rail and history say of one revision: some hundred bytes, where its record is 70 kB.
struct RevisionFacts {
    RecordMeta meta;
    bool isRead = false; ///< the body is known; else only metadata, or error
    std::optional<Error> error;
    QString chart; ///< `storefront-0.1.0`
    QString appVersion;
    QString description;
    QDateTime updated;
    std::vector<HistoryEntry::Move> moves; ///< against the revision before
    Revision before = Revision::None; ///< the one kept before it
    int changedValues = 0; ///< values that differ from the revision before, leaf by leaf
    int rollbackTo = 0; ///< 0: no rollback
};

/// Counts leaves of @p a and @p b that differ: one more or less, or with another value.
[[nodiscard]] int countChangedLeaves(const YamlValue& a, const YamlValue& b);
/// The revision a description such as `Rollback to 1379` names (helm 3 keeps it nowhere else); 0: none.
[[nodiscard]] int rollbackTarget(const QString& description);
/// Newest first, as loadHistory gives them.
[[nodiscard]] std::vector<RevisionFacts> factsOf(const std::vector<HistoryEntry>& history);
/// From metadata alone, until bodies are here.
[[nodiscard]] std::vector<RevisionFacts> factsOf(const std::vector<RecordMeta>& revisions);

/// loadHistory, cut down to its facts on the pool. Thread: core.
[[nodiscard]] Task<Result<std::vector<RevisionFacts>>> loadRevisionFacts(ReleaseFeed& feed, ReleaseKey key);

} // namespace pilothouse::ui
