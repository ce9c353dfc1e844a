// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"
#include "core/change/schema_check.h"
#include "core/change/values_table.h"
#include "ui/theme/tokens.h"

#include <QByteArray>

#include <memory>

namespace pilothouse::ui {

/// What can be said of the values in the editor without helm: against the chart's schema, of texts that YAML reads as
/// something else, and key by key between the old chart's defaults, mine and the new chart's.
struct ValuesReview {
    std::vector<ValuesFinding> findings;
    QString notChecked; ///< why the schema was not (wholly) looked at; machine word
    std::vector<ValueRow> rows;
};
using ValuesReviewPtr = std::shared_ptr<const ValuesReview>;

/// @param deployed null: none; @param rendering of an earlier text of the same chart, null: none yet
/// Thread: any (a pool's).
[[nodiscard]] ValuesReviewPtr reviewValues(
    const QByteArray& values, const ReleaseRecordPtr& deployed, const RenderingPtr& rendering);

/// A finding in words, for the line it is about.
[[nodiscard]] QString findingText(const ValuesFinding& finding);
/// What a row means, and in which tone.
[[nodiscard]] QString verdictText(ValueVerdict verdict);
[[nodiscard]] ColorToken verdictTone(ValueVerdict verdict);
/// Worth a look when the chart moves.
[[nodiscard]] bool isNotable(ValueVerdict verdict);

} // namespace pilothouse::ui
