// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_request.h"
#include "core/helm/chart_files.h"
#include "core/helm/helm_reading.h"
#include "core/kube/api_client.h"

#include <vector>

namespace pilothouse {

/// A chart on this machine, with what is known of it without rendering.
struct LocalChart {
    QString path; ///< absolute: folder or .tgz
    ChartPackage package;
};

/// What it takes to get one.
struct ChartFetch {
    ChartSource source;
    ReleaseRecordPtr newest; ///< Record: what it is rebuilt from
    ReleaseKey release;
    ApiClient* client = nullptr;
    std::shared_ptr<const RepositoryLogin> login; ///< null: helm's own settings serve
    HelmReading pull; ///< Repository, Oci: helm, environment and root; chart and destination are filled in
    QString folder; ///< where pulled and rebuilt ones are kept, 0700
};

/// Brings the chart to this machine: as it is (Folder, Archive), by `helm pull` (Repository, Oci), or rebuilt from the
/// newest record. Errors: NotFound (reason NoChart), Process (helm's words), Io; those of loadChart and
/// keepRecordChart.
[[nodiscard]] Task<Result<LocalChart>> fetchChart(ChartFetch fetch);

/// As ChartPackage::digest, of what lies there now. Thread: any.
[[nodiscard]] Result<QByteArray> chartDigestOf(const QString& path);

/// Removes pulled and rebuilt charts nobody has used for a week.
void sweepCharts(const QString& folder);

} // namespace pilothouse
