// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"

namespace pilothouse {

/// What the checks that ask nobody look at.
struct PlanFacts {
    RenderingPtr rendering;
    std::vector<RecordMeta> revisions; ///< as of now, newest first
    ChangeDiffPtr againstRecord; ///< may be null
    QString serverVersion; ///< `v1.34.4`; empty: not known
};

using PlanChecks = std::vector<PlanCheck>;

/// Pending, Stale, Exists: what the records say against it (RC1, RC3).
[[nodiscard]] PlanChecks recordChecks(const PlanFacts& facts);
/// Skew with the server, another major that wrote the record last, known faults of this helm.
[[nodiscard]] PlanChecks helmChecks(const PlanFacts& facts);
/// Storage and WayBack: how near the limit the record is, what is pruned, where one could go back to and what that does
/// not bring back (PS5).
[[nodiscard]] PlanChecks historyChecks(const PlanFacts& facts);
/// Leftover: what stays after an uninstall, and what dies with data in it (PS6).
[[nodiscard]] PlanChecks leftoverChecks(const PlanFacts& facts);
/// Override (the chart moves, a tag in the values holds the old image), Values (another context's: PS2).
[[nodiscard]] PlanChecks valuesChecks(const PlanFacts& facts);
/// Immutable: fields that can't change, named by the diff (PS7); the dry run knows more.
[[nodiscard]] PlanChecks diffChecks(const PlanFacts& facts);

/// `Deployment shop/web`.
[[nodiscard]] QString objectWord(const ManifestKey& key);
/// True where the document carries `helm.sh/resource-policy: keep`.
[[nodiscard]] bool isKept(QByteArrayView document);

} // namespace pilothouse
