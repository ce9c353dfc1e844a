// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <QStringList>

#include <span>
#include <vector>

namespace pilothouse {

/// Whether two environments run the same build of a service (U7c).
enum class BuildVerdict {
    Same,
    Newer, ///< the first side's is newer
    Older, ///< the first side's is older
    Different, ///< which is newer is not known
    Unknown, ///< nothing says it
    OnlyFrom, ///< the second side has no such service
    OnlyTo,
};
[[nodiscard]] QString buildVerdictWord(BuildVerdict verdict); ///< `Same`, for JSON

/// What the verdict stands on. A version's number alone never says "same": the same build is `v0.2.2-ca3b6` in stg and
/// `v0.2.3-ca3b6` in prd.
enum class BuildEvidence {
    None,
    Commit, ///< in the chart's version, its label, or an image's tag
    Digest,
    Tag, ///< one tag, or two, that name no commit
    Number, ///< the order of two tags that are numbers: a guess
    MovingTag, ///< `latest`: may be anything
    Name, ///< images of other names
    Mixed, ///< chart and images say different things
    History, ///< the other side ran it before
};
[[nodiscard]] QString buildEvidenceWord(BuildEvidence evidence);

/// One thing that was compared.
struct BuildFact {
    enum class Source { Chart, ChartLabel, Image } source = Source::Image;
    QString name; ///< `web/main`: workload and container; empty for the chart
    QString from; ///< version or image reference; empty: not there
    QString to;
    BuildVerdict verdict = BuildVerdict::Unknown;
    BuildEvidence evidence = BuildEvidence::None;
};

/// One service of one side.
struct BuildSide {
    QString chartVersion; ///< of the subchart, else of the release's chart
    QString chartLabel; ///< `helm.sh/chart` of its objects, where it says more
    QStringList images; ///< whole references, each once
    QString commit; ///< empty: none is named
    /// What stands for it in a table: the version that names the commit, else the image's tag, else the chart's
    /// version.
    [[nodiscard]] QString shownVersion() const;
};

/// A subchart, or a workload of a chart without subcharts: `sniffer`.
struct ServiceBuild {
    QString service;
    BuildSide from;
    BuildSide to;
    BuildVerdict verdict = BuildVerdict::Unknown;
    BuildEvidence evidence = BuildEvidence::None;
    std::vector<BuildFact> facts;
};

/// Service by service, in name order. Thread: any; parses both manifests.
[[nodiscard]] std::vector<ServiceBuild> compareBuilds(const ReleaseRecord& from, const ReleaseRecord& to);

/// Says which of two different builds is newer where a side's older records show that it ran the other's build before.
/// @param fromOlder, toOlder records before the compared ones; null ones are left out
void orderBuilds(std::vector<ServiceBuild>& builds, std::span<const ReleaseRecordPtr> fromOlder,
    std::span<const ReleaseRecordPtr> toOlder);

/// Same only where every service is; Different where one is not; else Unknown.
[[nodiscard]] BuildVerdict overallVerdict(const std::vector<ServiceBuild>& builds);

} // namespace pilothouse
