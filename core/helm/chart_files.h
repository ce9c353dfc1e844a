// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/chart_tree.h"
#include "core/helm/release_types.h"

#include <QStringList>

#include <optional>

namespace pilothouse {

/// A chart read from a folder or a .tgz, without helm. Nothing of it is run or rendered. Immutable once made.
struct ChartPackage {
    ChartInfo info; ///< versions of dependencies as Chart.lock has them
    QString type; ///< `application`, `library`
    QByteArray valuesText; ///< values.yaml byte for byte, comments and all; empty: none
    /// Defaults as helm coalesces them: the chart's own over its subcharts', each under its alias or name. Conditions
    /// are left alone, globals stay where they are written.
    YamlValue values;
    QByteArray schema; ///< values.schema.json; empty: none
    std::vector<QByteArray> crds; ///< files of `crds/`, subcharts' too
    QStringList missing; ///< dependencies that are declared and not in `charts/`: `helm dependency build` gets them
    QByteArray digest; ///< chartDigest() of all files (CH7)
    qsizetype fileCount = 0;
};

/// Reads a folder, or a file that is an archive.
/// Errors: as readChartFolder and readChartArchive; Invalid with reason NoChart (no Chart.yaml, or one without name or
/// version); Parse (Chart.yaml or values.yaml, with file:line:column). Thread: any (pool).
[[nodiscard]] Result<ChartPackage> loadChart(const QString& path, const ChartLimits& limits = {});
/// From files already read.
/// @param name what to call it in errors
[[nodiscard]] Result<ChartPackage> chartFromFiles(
    const ChartFiles& files, const QString& name, const ChartLimits& limits = {});

/// The user's values over defaults, as helm merges them: maps entry by entry, a null takes a default away.
[[nodiscard]] YamlValue coalesceValues(const YamlValue& over, const YamlValue& defaults);

} // namespace pilothouse
