// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/manifest_diff.h"
#include "core/yaml/yaml_loader.h"

#include <QHash>

namespace pilothouse {

/// Gathers what moved, object by object: images of workloads, then charts by their label. An umbrella chart's own
/// version never moves, so images and subcharts are what a revision is about (U5). Thread: any, one at a time.
class HeadlineBuilder {
public:
    explicit HeadlineBuilder(QString releaseName)
        : m_releaseName(std::move(releaseName)) { }

    /// Looks at an object that is on both sides.
    /// @param source the `# Source:` line, which names the subchart
    void add(const ObjectDiff& diff, const QString& source, const YamlValue& from, const YamlValue& to);

    /// Moves in the order they were seen, images first; one per service and pair of versions, at most 200. A chart
    /// whose workload's image moved is not told twice.
    [[nodiscard]] std::vector<HeadlineMove> take();

private:
    struct ChartMove {
        HeadlineMove move;
        bool onlyLabels = true;
    };
    void addImages(const ObjectDiff& diff, const YamlValue& from, const YamlValue& to);
    void addChart(const ObjectDiff& diff, const QString& source, const YamlValue& from, const YamlValue& to);
    [[nodiscard]] QString serviceName(const QString& workload) const;

    QString m_releaseName;
    std::vector<HeadlineMove> m_images;
    std::vector<ChartMove> m_charts;
    QHash<QString, size_t> m_chartPositions; ///< by service, from and to
};

/// Tag of an image, its digest where it has no tag; `latest` where it says neither.
[[nodiscard]] QString imageTag(const QString& image);

} // namespace pilothouse
