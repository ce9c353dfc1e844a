// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/diff/release_diff.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/badge.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace pilothouse::ui {

/// The one place that puts a diff's facts into the user's language. Names from the cluster come out escaped.

[[nodiscard]] QString sectionTitle(DiffSection section);
/// Lucide name and tone of an entry's sign in the outline.
[[nodiscard]] QString entryIcon(const DiffEntry& entry);
[[nodiscard]] ColorToken entryTone(const DiffEntry& entry);
/// `Deployment`, or "Values", "Notes".
[[nodiscard]] QString entryKind(const DiffEntry& entry);
/// `shop/storefront-sniffer · Deployment · apps/v1`, as its header in the diff says it.
[[nodiscard]] QString entryHeader(const DiffEntry& entry);

/// What to stop at, worst first: "immutable", "port", "1 key" …
[[nodiscard]] QList<BadgeSpec> riskBadges(const ObjectDiff& diff);
/// A sentence for each risk, and each key of a Secret that moved; for the tooltip.
[[nodiscard]] QString riskSentences(const ObjectDiff& diff);

/// One part of the headline: the service in bold, what became of it beside.
struct HeadlinePart {
    QString name; ///< may be empty
    QString text;
    friend bool operator==(const HeadlinePart&, const HeadlinePart&) = default;
};
[[nodiscard]] QList<HeadlinePart> headlineParts(const ReleaseDiff& diff);
/// The headline with whole versions, a line a service.
[[nodiscard]] QString headlineDetail(const ReleaseDiff& diff);
/// "3 changed, 1 added, 46 with label changes only".
[[nodiscard]] QString countWords(const ReleaseDiff& diff);

/// `61a65` and `ca3b6` of `v0.2.2-61a65` and `v0.2.3-ca3b6`: the commit says it where every build has one (U7c). Whole
/// where they have none, or the same.
[[nodiscard]] std::pair<QString, QString> shortVersions(const QString& from, const QString& to);

/// "3 min", "2 d" since @p then; empty where it is not known.
[[nodiscard]] QString ageWords(const QDateTime& then, const QDateTime& now);

} // namespace pilothouse::ui
