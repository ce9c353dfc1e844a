// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/worker_pool.h"
#include "core/change/change_plan.h"
#include "core/helm/helm_reading.h"

#include <QTemporaryDir>

#include <memory>

namespace pilothouse {

/// A copy of the chart that helm refuses to render when it is about to make another revision than the planned one.
///
/// Helm has no "expected revision": between the last look and helm's own reading of the history somebody else can
/// deploy, and helm goes on from there. But the number helm reads is `.Release.Revision` in its templates, and the
/// record of that number is created, never overwritten. So a subchart with one template that fails on another number
/// makes both one step: either the planned revision, or nothing. Subcharts are not stored in records, and this one
/// renders to nothing: record and objects are what helm alone leaves.
struct GuardedChart {
    std::unique_ptr<QTemporaryDir> folder; ///< 0700; removed with this unless it was moved away
    [[nodiscard]] QString path() const { return folder->filePath(QStringLiteral("chart")); }
};

/// The word by which helm's refusal is known again in what it says.
inline constexpr QStringView kGuardWord = u"pilothouse-revision-guard";

/// What the copy is proved with: helm's `template`, once more.
struct GuardProof {
    HelmReading reading; ///< Template; its chart is filled in
    QString root; ///< where the copy is made; 0700
};

/// @param expected the revision helm is to make
/// Errors: Invalid with reason NotGuardable where the chart would render otherwise with it (a template prints all
/// values, a schema allows no other keys, a random value); those of reading charts, Io, Process. Thread: core's.
[[nodiscard]] Task<Result<std::shared_ptr<GuardedChart>>> guardChart(
    RenderingPtr rendering, Revision expected, GuardProof proof, WorkerPool* pool, Clock* clock);

} // namespace pilothouse
