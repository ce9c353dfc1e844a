// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/async/worker_pool.h"
#include "core/change/change_plan.h"

namespace pilothouse {

/// The rendered manifest against the record helm merges from, hooks included (tests left out; an uninstall runs no
/// others than its own). On the pool.
[[nodiscard]] Task<ChangeDiffPtr> compareWithRecord(WorkerPool* pool, RenderingPtr rendering);

/// A manifest with its hooks behind it, as `helm template` prints them.
[[nodiscard]] QByteArray withHooks(const QByteArray& manifest, const std::vector<Hook>& hooks);

} // namespace pilothouse
