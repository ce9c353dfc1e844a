// SPDX-License-Identifier: Apache-2.0
#include "core/helm/history.h"

#include <QHash>
#include <QSet>

namespace pilothouse {

namespace {

/// Source of the rules: helm pkg/chart/common/util/coalesce.go, CoalesceValues (4.3.1). 3.22.0 has the same, but for
/// nulls of the chart's own defaults: they stay (seen with both on real clusters).

/// Helm 4: nulls of the chart's own defaults never reach the result.
YamlValue withoutNulls(const YamlValue& value) {
    if (!value.isMap()) {
        return value;
    }
    YamlValue::Map kept;
    for (const auto& [key, inner] : value.entries()) {
        if (!inner.isNull()) {
            kept.emplace_back(key, withoutNulls(inner));
        }
    }
    return YamlValue(std::move(kept));
}

/// @param user authoritative; a null in it removes what the chart has under that key
YamlValue mergeTables(const YamlValue& user, const YamlValue& chart) {
    QHash<QString, const YamlValue*> defaults;
    for (const auto& [key, value] : chart.entries()) {
        defaults.insert(key, &value);
    }
    YamlValue::Map merged;
    QSet<QString> taken;
    for (const auto& [key, value] : user.entries()) {
        taken.insert(key);
        const YamlValue* inChart = defaults.value(key, nullptr);
        if (!inChart) {
            merged.emplace_back(key, value); // also a null: it deletes nothing and stays
        } else if (value.isMap() && inChart->isMap()) {
            merged.emplace_back(key, mergeTables(value, *inChart));
        } else if (!value.isNull()) {
            merged.emplace_back(key, value);
        }
    }
    for (const auto& [key, value] : chart.entries()) {
        if (!taken.contains(key)) {
            merged.emplace_back(key, value);
        }
    }
    return YamlValue(std::move(merged));
}

} // namespace

YamlValue mergedValues(const ReleaseRecord& record) {
    // At the top a null of the user's removes also a null default, so those are dropped only after.
    QSet<QString> inChart;
    for (const auto& [key, value] : record.chartValues.entries()) {
        inChart.insert(key);
    }
    const bool keepsNulls = record.applyMethod.isEmpty(); // only Helm 4 writes how it applied
    QSet<QString> removed;
    YamlValue::Map user;
    for (const auto& [key, value] : record.userValues.entries()) {
        if (value.isNull() && inChart.contains(key)) {
            removed.insert(key);
        } else {
            user.emplace_back(key, value);
        }
    }
    YamlValue::Map chart;
    for (const auto& [key, value] : record.chartValues.entries()) {
        if (!removed.contains(key) && (keepsNulls || !value.isNull())) {
            chart.emplace_back(key, keepsNulls ? value : withoutNulls(value));
        }
    }
    return mergeTables(YamlValue(std::move(user)), YamlValue(std::move(chart)));
}

} // namespace pilothouse
