// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_request.h"
#include "core/change/release_comparison.h"

#include <optional>

namespace pilothouse {

/// A value of the second side that names a build, and what it would have to say to run the first side's.
struct BuildValue {
    QString service;
    QStringList keys;
    QString path; ///< `sniffer.image.tag`
    QString wanted; ///< what the first side runs
    QString kept; ///< what the second side has; empty: it sets none
    bool isNeeded = true; ///< false: the service is of one build already, only the numbers differ
};

/// In path order. Only what names images (`tag`, `digest` …) and reaches a container; everything else stays the second
/// side's own. Thread: any.
[[nodiscard]] std::vector<BuildValue> buildValues(const ReleaseComparison& comparison);

/// @p values with these set; maps that are missing are made.
[[nodiscard]] YamlValue withBuildValues(const YamlValue& values, const std::vector<BuildValue>& taken);

/// Where the first side's chart can be had for the second.
struct ProposedChart {
    enum class By {
        Unchanged, ///< both are of one chart version
        Version, ///< a repository that is known, at the first side's version
        Place, ///< the folder or archive the first side was deployed from
        Rebuild, ///< out of the first side's record
        None, ///< it has subcharts, which are in no record: a person has to say
    };
    By by = By::None;
    ChartSource source; ///< with Rebuild: once it was rebuilt; with Unchanged: as remembered, else the record
};
/// @param rememberedFrom, rememberedTo where each was deployed from here before; nothing: not known
[[nodiscard]] ProposedChart proposedChart(const ReleaseComparison& comparison,
    const std::optional<ChartSource>& rememberedFrom, const std::optional<ChartSource>& rememberedTo);

/// The upgrade of the second side: its own values, the taken ones changed.
[[nodiscard]] ChangeRequest promotionRequest(
    const ReleaseComparison& comparison, const std::vector<BuildValue>& taken, const ChartSource& chart);

} // namespace pilothouse
