// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/helm/release_types.h"
#include "core/kube/api_client.h"

#include <vector>

namespace pilothouse {

/// Records of one release as the server has them now: a feed may be a moment behind, and a change must not be (RC1).
/// Newest first. None is no error. Errors: as ApiClient::get.
[[nodiscard]] Task<Result<std::vector<RecordMeta>>> readRevisions(ApiClient* client, ReleaseKey release);

/// One record with its body, decoded on the pool. Errors: NotFound (pruned meanwhile), Parse…
[[nodiscard]] Task<Result<ReleaseRecordPtr>> readRecord(ApiClient* client, RecordMeta meta);

/// What an upgrade merges from (protocol: 3.3): the newest deployed, else the newest that failed or was superseded.
/// Null: helm would refuse, there is nothing to upgrade. @param revisions newest first
[[nodiscard]] const RecordMeta* mergeBase(const std::vector<RecordMeta>& revisions);

/// Where one could go back to: the newest revision that was good, @p current left out. None: there is none.
[[nodiscard]] Revision wayBackFrom(const std::vector<RecordMeta>& revisions, Revision current);

} // namespace pilothouse
