// SPDX-License-Identifier: Apache-2.0
#include "ui/change/batch_request.h"

#include "core/helm/release_types.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

bool isEmptyMap(const YamlValue& value) {
    return value.isNull() || (value.isMap() && value.entries().empty());
}

ChartSource chartOf(const BatchItem& item, const BatchCommon& common) {
    if (common.charts == BatchCommon::Charts::Same) {
        return common.chart;
    }
    ChartSource source = item.source.value_or(ChartSource{.kind = ChartSource::Kind::Record, .location = {}});
    const bool hasVersions = source.kind == ChartSource::Kind::Repository || source.kind == ChartSource::Kind::Oci;
    if (hasVersions && !common.version.isEmpty()) {
        source.version = common.version;
    }
    return source;
}

} // namespace

Result<YamlValue> commonValues(const QByteArray& text) {
    auto values = loadYaml(text, u"values for all"_s);
    if (values && !values->isNull() && !values->isMap()) {
        return fail(ErrorCode::Invalid, u"values for all"_s, u"it is no map of values"_s, u"NoMap"_s);
    }
    return values;
}

YamlValue overlaid(const YamlValue& values, const YamlValue& over) {
    if (!over.isMap() || !values.isMap()) {
        return over.isNull() && values.isMap() ? values : over;
    }
    YamlValue::Map merged = values.entries();
    for (const auto& [key, value] : over.entries()) {
        const auto found = std::ranges::find(merged, key, &YamlValue::Map::value_type::first);
        if (found == merged.end()) {
            merged.emplace_back(key, value);
        } else {
            found->second = value.isMap() ? overlaid(found->second, value) : value;
        }
    }
    return YamlValue(std::move(merged));
}

ChangeRequest requestFor(
    const ContextId& context, const BatchItem& item, const BatchCommon& common, const YamlValue& over) {
    ChangeRequest request;
    request.context = context;
    request.release = item.release;
    request.kind = ChangeKind::Upgrade;
    request.chart = chartOf(item, common);
    const YamlValue own = item.deployed ? item.deployed->userValues : YamlValue();
    const YamlValue values = isEmptyMap(over) ? own : own.isMap() ? overlaid(own, over) : over;
    request.values = isEmptyMap(values) ? QByteArray() : toYaml(values);
    request.options = common.options;
    request.reason = common.reason;
    return request;
}

} // namespace pilothouse::ui
