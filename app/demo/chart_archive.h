// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace pilothouse::demo {

/// A file of a chart: its path inside the chart's folder and its text.
struct ChartFile {
    std::string path;
    std::string text;
};
using ChartFiles = std::vector<ChartFile>;

/// Writes a chart as a folder. Throws std::system_error, std::filesystem::filesystem_error.
void writeChartFolder(const std::string& folder, const ChartFiles& files);

/// A chart as helm packages it: a gzipped tar with everything below @p name. Paths up to 99 bytes.
std::string packedChart(const std::string& name, const ChartFiles& files);

} // namespace pilothouse::demo
