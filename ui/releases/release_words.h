// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"
#include "core/session/owner_rules.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/cell_roles.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace pilothouse::ui {

/// Sign and colour of a release's status; its word stays Helm's own.
struct StatusLook {
    QString icon; ///< Lucide name
    ColorToken tone = ColorToken::TextSecond;
};
[[nodiscard]] StatusLook statusLook(ReleaseStatus status);
/// Helm's word; what this version does not know is shown as it is stored.
[[nodiscard]] QString statusText(const RecordMeta& meta);

/// `12 s`, `3 min`, `5 h`, `14 d`; a time to come (clocks differ) is `0 s`. Empty for an invalid time.
[[nodiscard]] QString ageText(const QDateTime& then, const QDateTime& now);
/// `2026-11-21 12:04:31 UTC+8`: local, with the offset, for tooltips.
[[nodiscard]] QString exactTime(const QDateTime& time);

/// What the eye should stop at, worst first: stuck, failed, not ready, can't be pulled, owner, storage, broken record.
[[nodiscard]] QList<BadgeSpec> releaseMarks(const ReleaseSummary& release, const QDateTime& now);
/// That somebody else deploys it too, as the rules say: `pipeline`, `Git`; each once.
[[nodiscard]] QList<BadgeSpec> ownerMarks(const OwnerRules& owners);
/// Pending without a sign of life for more than ten minutes: its helm may be gone (who holds it can't be known).
[[nodiscard]] bool isStuck(const ReleaseSummary& release, const QDateTime& now);
/// Anything wrong: stuck, newest revision failed, workloads not ready, a record that can't be read.
[[nodiscard]] bool hasFault(const ReleaseSummary& release, const QDateTime& now);
/// Workloads of the release; total 0 while they are not known.
[[nodiscard]] Readiness readinessOf(const ReleaseSummary& release);

} // namespace pilothouse::ui
