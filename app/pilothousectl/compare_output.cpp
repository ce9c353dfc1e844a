// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/compare_output.h"

#include "app/pilothousectl/diff_output.h"
#include "app/pilothousectl/output.h"

#include <algorithm>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

QString sideName(const ComparedRelease& side) {
    return u"%1 %2/%3 revision %4"_s.arg(side.place.context.value(), side.place.release.nameSpace,
        side.place.release.name, QString::number(number(side.record->revision)));
}

/// Verdict and what it stands on, in words: a guess says so.
QString verdictText(const ServiceBuild& build) {
    const QString by
        = build.evidence == BuildEvidence::None ? QString() : u" ("_s + buildEvidenceWord(build.evidence) + u')';
    switch (build.verdict) {
    case BuildVerdict::Same:
        return u"same build"_s + by;
    case BuildVerdict::Newer:
        return u"newer"_s + (build.evidence == BuildEvidence::Number ? u"?"_s : QString()) + by;
    case BuildVerdict::Older:
        return u"older"_s + (build.evidence == BuildEvidence::Number ? u"?"_s : QString()) + by;
    case BuildVerdict::Different:
        return u"different, order unknown"_s + by;
    case BuildVerdict::OnlyFrom:
        return u"only in the first"_s;
    case BuildVerdict::OnlyTo:
        return u"only in the second"_s;
    case BuildVerdict::Unknown:
        break;
    }
    return u"unknown"_s + by;
}

QString orDash(const QString& text) {
    return text.isEmpty() ? u"-"_s : text;
}

TextTable buildsTable(const ReleaseComparison& comparison) {
    TextTable table;
    table.header
        = {u"SERVICE"_s, comparison.from.place.context.value(), comparison.to.place.context.value(), u"BUILD"_s};
    if (comparison.from.place.context == comparison.to.place.context) {
        table.header[1] = comparison.from.place.release.nameSpace;
        table.header[2] = comparison.to.place.release.nameSpace;
    }
    for (const ServiceBuild& build : comparison.builds) {
        table.rows.push_back(
            {build.service, orDash(build.from.shownVersion()), orDash(build.to.shownVersion()), verdictText(build)});
    }
    return table;
}

TextTable valuesTable(const std::vector<ValueDifference>& values) {
    TextTable table;
    table.header = {u"VALUE"_s, u"FIRST"_s, u"SECOND"_s};
    using Kind = ValueDifference::Kind;
    for (const ValueDifference& row : values) {
        table.rows.push_back(
            {row.path, row.kind == Kind::OnlyTo ? u"-"_s : row.from, row.kind == Kind::OnlyFrom ? u"-"_s : row.to});
    }
    return table;
}

void writeText(const ReleaseComparison& comparison) {
    write(u"--- %1\n+++ %2\n\n"_s.arg(sideName(comparison.from), sideName(comparison.to)).toUtf8());
    write(buildsTable(comparison).text());
    const auto writeValues = [](const QString& title, const std::vector<ValueDifference>& values) {
        write(u"\n%1: %2\n"_s.arg(title, values.empty() ? u"the same"_s : u"%1 differ"_s.arg(values.size())).toUtf8());
        if (!values.empty()) {
            write(valuesTable(values).text());
        }
    };
    writeValues(u"values set by hand"_s, comparison.values);
    if (comparison.merged.size() != comparison.values.size()) {
        writeValues(u"values with the chart's defaults"_s, comparison.merged);
    }
    const ManifestDiff& diff = comparison.manifest;
    write(u"\nmanifests: %1 differ, %2 in labels only, %3 are the same"_s
            .arg(static_cast<qsizetype>(diff.objects.size()) - diff.labelsOnlyCount)
            .arg(diff.labelsOnlyCount)
            .arg(diff.unchanged)
            .toUtf8());
    write(comparison.renamedPlaces > 0
            ? u"; the first's namespace and name read as the second's in %1 places\n"_s.arg(comparison.renamedPlaces)
                  .toUtf8()
            : QByteArray("\n"));
    write(toUnifiedText(diff, sideName(comparison.from), sideName(comparison.to)));
}

QJsonObject sideJson(const ComparedRelease& side) {
    return {{u"context"_s, side.place.context.value()}, {u"namespace"_s, side.place.release.nameSpace},
        {u"release"_s, side.place.release.name}, {u"revision"_s, number(side.record->revision)},
        {u"chart"_s, side.record->chart.label()}};
}

QJsonObject buildSideJson(const BuildSide& side) {
    return {{u"version"_s, side.shownVersion()}, {u"chart"_s, side.chartVersion}, {u"label"_s, side.chartLabel},
        {u"commit"_s, side.commit}, {u"images"_s, QJsonArray::fromStringList(side.images)}};
}

QString factSource(BuildFact::Source source) {
    return source == BuildFact::Source::Chart ? u"chart"_s
        : source == BuildFact::Source::Image  ? u"image"_s
                                              : u"chartLabel"_s;
}

QJsonObject buildJson(const ServiceBuild& build) {
    QJsonArray facts;
    for (const BuildFact& fact : build.facts) {
        facts += QJsonObject{{u"source"_s, factSource(fact.source)}, {u"name"_s, fact.name}, {u"from"_s, fact.from},
            {u"to"_s, fact.to}, {u"verdict"_s, buildVerdictWord(fact.verdict)},
            {u"evidence"_s, buildEvidenceWord(fact.evidence)}};
    }
    return {{u"service"_s, build.service}, {u"from"_s, buildSideJson(build.from)}, {u"to"_s, buildSideJson(build.to)},
        {u"verdict"_s, buildVerdictWord(build.verdict)}, {u"evidence"_s, buildEvidenceWord(build.evidence)},
        {u"facts"_s, facts}};
}

QJsonArray valuesJson(const std::vector<ValueDifference>& values) {
    using Kind = ValueDifference::Kind;
    QJsonArray rows;
    for (const ValueDifference& row : values) {
        const QString kind = row.kind == Kind::OnlyFrom ? u"onlyFrom"_s
            : row.kind == Kind::OnlyTo                  ? u"onlyTo"_s
                                                        : u"changed"_s;
        rows += QJsonObject{{u"path"_s, row.path}, {u"keys"_s, QJsonArray::fromStringList(row.keys)}, {u"kind"_s, kind},
            {u"from"_s, row.from}, {u"to"_s, row.to}, {u"hidden"_s, row.isHidden}};
    }
    return rows;
}

} // namespace

void writeComparison(Format format, const ReleaseComparison& comparison) {
    if (format == Format::Text) {
        writeText(comparison);
        return;
    }
    QJsonArray builds;
    for (const ServiceBuild& build : comparison.builds) {
        builds += buildJson(build);
    }
    writeAs(format,
        QJsonObject{{u"from"_s, sideJson(comparison.from)}, {u"to"_s, sideJson(comparison.to)},
            {u"verdict"_s, buildVerdictWord(comparison.verdict)}, {u"same"_s, comparison.isSame()},
            {u"builds"_s, builds}, {u"values"_s, valuesJson(comparison.values)},
            {u"mergedValues"_s, valuesJson(comparison.merged)}, {u"renamedPlaces"_s, comparison.renamedPlaces},
            {u"manifest"_s,
                diffJson(comparison.manifest, number(comparison.from.record->revision),
                    number(comparison.to.record->revision))}},
        {});
}

} // namespace pilothouse::ctl
