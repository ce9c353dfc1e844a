// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/helm/chart_tree.h"

#include <QString>

namespace pilothouse {

/// The files of a chart: a folder, or an archive. Errors: as readChartFolder and readChartArchive, Io. Thread: any.
[[nodiscard]] Result<ChartFiles> chartFilesOf(const QString& path);
/// Writes files into the folder @p chart; those of a folder @p from keep their times, since helm 4 keeps them in the
/// record. Errors: Io; Invalid with reason UnsafeName.
[[nodiscard]] Result<void> writeChart(const ChartFiles& files, const QString& from, const QString& chart);
[[nodiscard]] Result<void> writeChartFile(const QString& path, const QByteArray& data);

/// True where a template prints the number of the revision: `helm template` would call it the first one. Subcharts that
/// are still packed are not looked into.
[[nodiscard]] bool countsRevisions(const ChartFiles& files);
/// The files with @p revision in their templates instead of `.Release.Revision`, as helm will render them.
[[nodiscard]] ChartFiles withRevision(ChartFiles files, Revision revision);

} // namespace pilothouse
