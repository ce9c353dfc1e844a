// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/chart_tree.h"
#include "core/helm/release_types.h"

namespace pilothouse {

/// The chart a release record was made from, as files: Chart.yaml, values.yaml (without its comments, which no record
/// has), values.schema.json, templates and other files. Subcharts are in no record (protocol: 3.2), so a chart that has
/// some can't be rebuilt.
/// @param objectJson the whole Secret or ConfigMap
/// Errors: Invalid with reason Subcharts, NoTemplates, UnsafeName, TooLarge, TooManyFiles; Parse. Thread: any (pool).
[[nodiscard]] Result<ChartFiles> rebuildChart(
    const QByteArray& objectJson, const RecordMeta& meta, const ChartLimits& limits = {});

/// Writes a chart's files into a new folder, 0700. Errors: Io (subject: the file; also where the folder exists),
/// Invalid with reason UnsafeName. Thread: any (pool).
[[nodiscard]] Result<void> writeChart(const ChartFiles& files, const QString& folder);

} // namespace pilothouse
