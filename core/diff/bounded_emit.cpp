// SPDX-License-Identifier: Apache-2.0
#include "core/diff/bounded_emit.h"

namespace pilothouse {

namespace {

constexpr qsizetype kMaxEmitted = 32 * 1024 * 1024;

/// Subtracts what @p value will take about from @p budget; false once it is used up. As deep as the loader allows.
bool spend(const YamlValue& value, qsizetype& budget, int depth) {
    budget -= value.text().size() + 2 * depth + 4;
    for (const auto& [key, entry] : value.entries()) {
        budget -= key.size();
        if (budget < 0 || !spend(entry, budget, depth + 1)) {
            return false;
        }
    }
    for (const YamlValue& item : value.items()) {
        if (budget < 0 || !spend(item, budget, depth + 1)) {
            return false;
        }
    }
    return budget >= 0;
}

} // namespace

std::optional<QByteArray> emitBounded(const YamlValue& value) {
    qsizetype budget = kMaxEmitted;
    if (!spend(value, budget, 0)) {
        return std::nullopt;
    }
    return toYaml(value, KeyOrder::Kept);
}

} // namespace pilothouse
