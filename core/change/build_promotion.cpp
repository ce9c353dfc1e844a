// SPDX-License-Identifier: Apache-2.0
#include "core/change/build_promotion.h"

#include "core/change/build_version.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString textAt(const YamlValue& tree, const QStringList& keys) {
    const YamlValue* value = &tree;
    for (const QString& key : keys) {
        value = &(*value)[key];
    }
    return value->text();
}

QString digestOf(const QString& image) {
    const qsizetype at = image.indexOf(u'@');
    return at < 0 ? QString() : image.sliced(at + 1);
}

/// What of @p image the value stood for in the other one: its tag, its digest, or all of it. Empty: nothing.
QString partLike(const QString& value, const QString& image, const QString& other) {
    const ImageUse use{{}, {}, {}, image};
    const ImageUse otherUse{{}, {}, {}, other};
    if (value.isEmpty() || image.isEmpty()) {
        return {};
    }
    if (value == image) {
        return other;
    }
    if (value == digestOf(image)) {
        return digestOf(other);
    }
    return value == use.tag() ? otherUse.tag() : QString();
}

/// What the first side runs where the value @p kept of the second side reaches; empty: it reaches no container.
QString wantedFor(const ServiceBuild& build, const QString& own, const QString& kept) {
    for (const BuildFact& fact : build.facts) {
        if (fact.source != BuildFact::Source::Image || fact.from.isEmpty()) {
            continue;
        }
        if (!partLike(own, fact.from, fact.from).isEmpty()) {
            return own;
        }
        if (const QString wanted = partLike(kept, fact.to, fact.from); !wanted.isEmpty()) {
            return wanted;
        }
    }
    return {};
}

/// The service a value belongs to: the subchart it is set for, else the one whose image it names.
std::optional<BuildValue> buildValue(
    const ReleaseComparison& comparison, const QStringList& keys, const QString& own, const QString& kept) {
    const auto make = [&](const ServiceBuild& build) -> std::optional<BuildValue> {
        const QString wanted = wantedFor(build, own, kept);
        if (wanted.isEmpty() || wanted == kept) {
            return std::nullopt;
        }
        return BuildValue{build.service, keys, keys.join(u'.'), wanted, kept, build.verdict != BuildVerdict::Same};
    };
    const auto named = std::ranges::find(comparison.builds, keys.constFirst(), &ServiceBuild::service);
    if (named != comparison.builds.end()) {
        return make(*named);
    }
    for (const ServiceBuild& build : comparison.builds) {
        if (auto value = make(build)) {
            return value;
        }
    }
    return std::nullopt;
}

YamlValue withValue(const YamlValue& tree, const QStringList& keys, const QString& text) {
    if (keys.isEmpty()) {
        return YamlValue::string(text);
    }
    YamlValue::Map entries = tree.entries();
    const auto found = std::ranges::find(entries, keys.constFirst(), &YamlValue::Map::value_type::first);
    if (found != entries.end()) {
        found->second = withValue(found->second, keys.sliced(1), text);
    } else {
        entries.emplace_back(keys.constFirst(), withValue(YamlValue(), keys.sliced(1), text));
    }
    return YamlValue(std::move(entries));
}

bool isRemote(const std::optional<ChartSource>& source) {
    return source && (source->kind == ChartSource::Kind::Repository || source->kind == ChartSource::Kind::Oci);
}

ProposedChart atVersion(ChartSource source, const QString& version) {
    source.version = version;
    return {ProposedChart::By::Version, std::move(source)};
}

} // namespace

std::vector<BuildValue> buildValues(const ReleaseComparison& comparison) {
    std::vector<BuildValue> values;
    for (const ValueDifference& row : comparison.values) {
        if (row.isHidden || row.keys.isEmpty() || !isImageKey(row.keys.constLast())) {
            continue;
        }
        const QString own = textAt(comparison.from.record->userValues, row.keys);
        const QString kept = textAt(comparison.to.record->userValues, row.keys);
        if (auto value = buildValue(comparison, row.keys, own, kept)) {
            values.push_back(std::move(*value));
        }
    }
    return values;
}

YamlValue withBuildValues(const YamlValue& values, const std::vector<BuildValue>& taken) {
    YamlValue result = values;
    for (const BuildValue& value : taken) {
        result = withValue(result, value.keys, value.wanted);
    }
    return result;
}

ProposedChart proposedChart(const ReleaseComparison& comparison, const std::optional<ChartSource>& rememberedFrom,
    const std::optional<ChartSource>& rememberedTo) {
    using By = ProposedChart::By;
    const ChartInfo& from = comparison.from.record->chart;
    const ChartInfo& to = comparison.to.record->chart;
    const bool hasSubcharts = !from.dependencies.empty();
    // An umbrella's own version says nothing of what is in it (U5).
    if (from.label() == to.label() && !hasSubcharts) {
        return {By::Unchanged, rememberedTo.value_or(ChartSource{ChartSource::Kind::Record, {}, {}, {}})};
    }
    if (isRemote(rememberedTo)) {
        return atVersion(*rememberedTo, from.version);
    }
    if (isRemote(rememberedFrom)) {
        return atVersion(*rememberedFrom, from.version);
    }
    if (rememberedFrom && rememberedFrom->kind != ChartSource::Kind::Record) {
        return {By::Place, *rememberedFrom};
    }
    return {hasSubcharts ? By::None : By::Rebuild, {}};
}

ChangeRequest promotionRequest(
    const ReleaseComparison& comparison, const std::vector<BuildValue>& taken, const ChartSource& chart) {
    ChangeRequest request;
    request.context = comparison.to.place.context;
    request.release = comparison.to.place.release;
    request.kind = ChangeKind::Upgrade;
    request.chart = chart;
    const YamlValue values = withBuildValues(comparison.to.record->userValues, taken);
    const bool isEmpty = values.isNull() || (values.isMap() && values.entries().empty());
    request.values = isEmpty ? QByteArray() : toYaml(values);
    return request;
}

} // namespace pilothouse
