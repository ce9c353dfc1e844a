// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/build_promotion.h"
#include "ui/theme/tokens.h"

#include <QString>

namespace pilothouse::ui {

/// A verdict as people read it, with its sign; never by colour alone.
struct VerdictLook {
    QString text; ///< `same build`
    QString icon; ///< Lucide name
    ColorToken tone = ColorToken::TextSecond;
};
[[nodiscard]] VerdictLook verdictLook(const ServiceBuild& build);

/// What the verdict stands on: `commit ca3b6`, `image tags only; a guess`.
[[nodiscard]] QString evidenceText(const ServiceBuild& build);

/// One line over the table: `4 of 12 services differ`.
[[nodiscard]] QString summaryText(const ReleaseComparison& comparison);

/// Every version and image that was compared, for the tooltip. Plain text.
[[nodiscard]] QString factsText(const ServiceBuild& build);

/// Where the chart would come from.
[[nodiscard]] QString chartText(const ProposedChart& chart, const ReleaseComparison& comparison);

/// `stg`, else the context's short name; with the namespace where both sides share the context.
[[nodiscard]] QString sideName(const ReleasePlace& side, const ReleasePlace& other, const Environment& environment);

} // namespace pilothouse::ui
