// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/releases/revision_facts.h"

#include <QString>
#include <QStringList>

namespace pilothouse::ui {

/// What a revision is about, in two short lines: "sniffer 0.2.3-ca3b6" and "+ web-neo a47e8". An umbrella chart's own
/// version never moves, so subcharts and images are what tells revisions apart (U5).
struct RevisionLines {
    QString what; ///< mono
    QString extra; ///< may be empty
};
[[nodiscard]] RevisionLines revisionLines(const RevisionFacts& facts);

/// All moves of a revision, a line each: `sniffer 0.2.2-61a65 → 0.2.3-ca3b6`.
[[nodiscard]] QStringList moveLines(const std::vector<HistoryEntry::Move>& moves);
/// `Upgrade "x" failed: timed out waiting` without what every such line begins with.
[[nodiscard]] QString shortDescription(const QString& description);

} // namespace pilothouse::ui
