// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/local_chart.h"

namespace pilothouse {

/// Errors: Invalid with reason BadChart (no Chart.yaml, larger than 256 MiB or 20,000 files), Io. Thread: any.
[[nodiscard]] Result<LocalChart> readChartFolder(const QString& path);
[[nodiscard]] Result<LocalChart> readChartArchive(const QString& path);

} // namespace pilothouse
