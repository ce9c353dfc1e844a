// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace pilothouse {

/// What moving from one chart to another means for one value (PS4).
enum class ValueVerdict {
    Unchanged, ///< a default, the same in both
    DefaultMoved, ///< a default that changes, and so does what is deployed
    DefaultMovedUnderOverride, ///< the default changed, mine hides it
    DefaultVanished, ///< the new chart has it no more; I had left it alone
    KeyVanished, ///< the new chart has it no more, so mine may do nothing
    OverrideNowEqual, ///< mine says what the new default says anyway
    Overridden, ///< mine differs, the default stayed
    OnlyMine, ///< in neither chart's defaults
    Added, ///< new in the new chart
};
[[nodiscard]] QString valueVerdictWord(ValueVerdict verdict); ///< `KeyVanished`, for JSON

/// One value of three: the old chart's default, mine, the new chart's default. A null of mine is a value: it takes the
/// default away.
struct ValueRow {
    QStringList keys;
    QString path; ///< `image.tag`, `nodeSelector["example.com/disk"]`
    std::optional<YamlValue> oldDefault;
    std::optional<YamlValue> mine;
    std::optional<YamlValue> newDefault;
    ValueVerdict verdict = ValueVerdict::Unchanged;
    bool isSensitive = false; ///< its key says it is a secret: shown masked
};

/// Rows of all values in path order; maps are gone into, lists are values. Bounded by the trees, which the loader
/// bounds. Thread: any.
[[nodiscard]] std::vector<ValueRow> valuesTable(
    const YamlValue& oldDefaults, const YamlValue& mine, const YamlValue& newDefaults);

} // namespace pilothouse
