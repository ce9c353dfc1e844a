// SPDX-License-Identifier: Apache-2.0
#include "core/change/same_build.h"

#include "core/change/build_sides.h"
#include "core/change/build_version.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using Verdict = BuildVerdict;
using Evidence = BuildEvidence;

struct Judgement {
    Verdict verdict = Verdict::Unknown;
    Evidence evidence = Evidence::None;
};

struct Image {
    explicit Image(const QString& reference) {
        const ImageUse use{{}, {}, {}, reference};
        repository = use.repository();
        const qsizetype at = reference.indexOf(u'@');
        digest = at < 0 ? QString() : reference.sliced(at + 1);
        tag = use.tag() == digest ? QString() : use.tag();
    }
    /// `sniffer` of `registry.corp/shop/sniffer`: registries differ from environment to environment.
    [[nodiscard]] QString name() const { return repository.sliced(repository.lastIndexOf(u'/') + 1); }

    QString repository;
    QString digest;
    QString tag;
};

Judgement judgeTags(const QString& from, const QString& to) {
    const BuildVersion left = buildVersion(from);
    const BuildVersion right = buildVersion(to);
    if (!left.commit.isEmpty() && !right.commit.isEmpty()) {
        return {isSameCommit(left.commit, right.commit) ? Verdict::Same : Verdict::Different, Evidence::Commit};
    }
    if (isMovingTag(from) || isMovingTag(to)) {
        return {Verdict::Unknown, Evidence::MovingTag};
    }
    if (from == to) {
        return {Verdict::Same, Evidence::Tag};
    }
    if (left.commit.isEmpty() != right.commit.isEmpty()) {
        return {}; // `v1.9.0` may well be `v1.9.0-a47e8`
    }
    const auto order = compareNumbers(from, to);
    if (order && *order != std::strong_ordering::equal) {
        return {*order == std::strong_ordering::greater ? Verdict::Newer : Verdict::Older, Evidence::Number};
    }
    return {Verdict::Different, Evidence::Tag};
}

Judgement judgeImages(const QString& from, const QString& to) {
    const Image left(from);
    const Image right(to);
    if (!left.digest.isEmpty() && !right.digest.isEmpty()) {
        if (left.digest == right.digest) {
            return {Verdict::Same, Evidence::Digest};
        }
        // A registry that copies may write another manifest around the same layers: only one repository's word counts.
        if (left.repository == right.repository) {
            return {Verdict::Different, Evidence::Digest};
        }
    }
    if (left.name() != right.name()) {
        return {Verdict::Different, Evidence::Name};
    }
    return judgeTags(left.tag, right.tag);
}

/// Only commits count: numbers of charts go their own way in each environment.
Judgement judgeCharts(const QString& from, const QString& to) {
    const QString left = buildVersion(from).commit;
    const QString right = buildVersion(to).commit;
    if (left.isEmpty() || right.isEmpty()) {
        return {};
    }
    return {isSameCommit(left, right) ? Verdict::Same : Verdict::Different, Evidence::Commit};
}

/// How much a fact of the same verdict says.
int weight(Evidence evidence) {
    switch (evidence) {
    case Evidence::Digest:
        return 4;
    case Evidence::Commit:
        return 3;
    case Evidence::Tag:
    case Evidence::Name:
        return 2;
    case Evidence::Number:
        return 1;
    default:
        return 0;
    }
}

/// All images of a service together: one that differs decides; where some say nothing, the others do.
Judgement joinImages(const std::vector<BuildFact>& facts) {
    Judgement joined;
    for (const BuildFact& fact : facts) {
        const bool isOnOneSide = fact.verdict == Verdict::OnlyFrom || fact.verdict == Verdict::OnlyTo;
        if (fact.source != BuildFact::Source::Image || isOnOneSide) {
            continue;
        }
        const bool isFirst = joined.verdict == Verdict::Unknown;
        const bool overrules = joined.verdict == Verdict::Same && fact.verdict != Verdict::Same;
        if (fact.verdict == Verdict::Unknown) {
            joined.evidence = isFirst ? fact.evidence : joined.evidence;
        } else if (isFirst || overrules) {
            joined = {fact.verdict, fact.evidence};
        } else if (fact.verdict == joined.verdict && weight(fact.evidence) > weight(joined.evidence)) {
            joined.evidence = fact.evidence;
        } else if (fact.verdict != Verdict::Same && fact.verdict != joined.verdict) {
            joined = {Verdict::Different, Evidence::Tag}; // one newer, one older
        }
    }
    return joined;
}

Judgement judge(const std::vector<BuildFact>& facts) {
    const Judgement images = joinImages(facts);
    Judgement chart;
    for (const BuildFact& fact : facts) {
        if (fact.source != BuildFact::Source::Image && chart.verdict == Verdict::Unknown) {
            chart = {fact.verdict, fact.evidence};
        }
    }
    if (chart.verdict == Verdict::Unknown) {
        return images;
    }
    if (images.verdict == Verdict::Unknown || images.verdict == chart.verdict) {
        return weight(images.evidence) > weight(chart.evidence) && images.verdict == chart.verdict ? images : chart;
    }
    const bool bothDiffer = images.verdict != Verdict::Same && chart.verdict != Verdict::Same;
    return bothDiffer ? images : Judgement{Verdict::Different, Evidence::Mixed};
}

void addChartFact(std::vector<BuildFact>& facts, BuildFact::Source source, const QString& from, const QString& to) {
    if (!from.isEmpty() || !to.isEmpty()) {
        const Judgement judged = judgeCharts(from, to);
        facts.push_back({source, {}, from, to, judged.verdict, judged.evidence});
    }
}

void addImageFacts(std::vector<BuildFact>& facts, const ServiceFacts& from, const ServiceFacts& to) {
    for (const auto& [place, image] : from.images.asKeyValueRange()) {
        const QString other = to.images.value(place);
        const Judgement judged = other.isEmpty() ? Judgement{Verdict::OnlyFrom, {}} : judgeImages(image, other);
        facts.push_back({BuildFact::Source::Image, place, image, other, judged.verdict, judged.evidence});
    }
    for (const auto& [place, image] : to.images.asKeyValueRange()) {
        if (!from.images.contains(place)) {
            facts.push_back({BuildFact::Source::Image, place, {}, image, Verdict::OnlyTo, Evidence::None});
        }
    }
}

ServiceBuild compareService(const ServiceFacts& from, const ServiceFacts& to) {
    ServiceBuild build;
    build.from = buildSide(from);
    build.to = buildSide(to);
    addChartFact(build.facts, BuildFact::Source::Chart, from.chartVersion, to.chartVersion);
    addChartFact(build.facts, BuildFact::Source::ChartLabel, from.chartLabel, to.chartLabel);
    addImageFacts(build.facts, from, to);
    const Judgement judged = judge(build.facts);
    build.verdict = judged.verdict;
    build.evidence = judged.evidence;
    return build;
}

/// What older records say of their services, read once for all of them.
std::vector<QMap<QString, ServiceFacts>> factsOf(std::span<const ReleaseRecordPtr> records) {
    std::vector<QMap<QString, ServiceFacts>> all;
    for (const ReleaseRecordPtr& record : records) {
        if (record) {
            all.push_back(serviceFacts(*record));
        }
    }
    return all;
}

bool ranBefore(const std::vector<QMap<QString, ServiceFacts>>& older, const QString& service, const QString& commit) {
    return std::ranges::any_of(older, [&](const QMap<QString, ServiceFacts>& facts) {
        auto found = facts.constFind(service);
        found = found == facts.cend() ? facts.constFind(QString()) : found; // the one called like its release
        return found != facts.cend() && isSameCommit(buildSide(*found).commit, commit);
    });
}

} // namespace

std::vector<ServiceBuild> compareBuilds(const ReleaseRecord& from, const ReleaseRecord& to) {
    const QMap<QString, ServiceFacts> left = serviceFacts(from);
    const QMap<QString, ServiceFacts> right = serviceFacts(to);
    QStringList names = left.keys();
    for (const QString& name : right.keys()) {
        if (!left.contains(name)) {
            names += name;
        }
    }
    names.sort();
    std::vector<ServiceBuild> builds;
    for (const QString& name : names) {
        ServiceBuild build;
        if (left.contains(name) && right.contains(name)) {
            build = compareService(left[name], right[name]);
        } else if (left.contains(name)) {
            build.from = buildSide(left[name]);
            build.verdict = Verdict::OnlyFrom;
        } else {
            build.to = buildSide(right[name]);
            build.verdict = Verdict::OnlyTo;
        }
        build.service = name.isEmpty() ? to.name : name;
        builds.push_back(std::move(build));
    }
    return builds;
}

void orderBuilds(std::vector<ServiceBuild>& builds, std::span<const ReleaseRecordPtr> fromOlder,
    std::span<const ReleaseRecordPtr> toOlder) {
    const auto fromFacts = factsOf(fromOlder);
    const auto toFacts = factsOf(toOlder);
    for (ServiceBuild& build : builds) {
        const bool isOpen = build.verdict == Verdict::Different && build.evidence == Evidence::Commit;
        if (!isOpen || build.from.commit.isEmpty() || build.to.commit.isEmpty()) {
            continue;
        }
        const bool fromRanTo = ranBefore(fromFacts, build.service, build.to.commit);
        const bool toRanFrom = ranBefore(toFacts, build.service, build.from.commit);
        if (fromRanTo != toRanFrom) { // both: one of them was rolled back
            build.verdict = fromRanTo ? Verdict::Newer : Verdict::Older;
            build.evidence = Evidence::History;
        }
    }
}

BuildVerdict overallVerdict(const std::vector<ServiceBuild>& builds) {
    const auto is = [](std::initializer_list<Verdict> verdicts) {
        return [verdicts](const ServiceBuild& build) { return std::ranges::contains(verdicts, build.verdict); };
    };
    if (!builds.empty() && std::ranges::all_of(builds, is({Verdict::Same}))) {
        return Verdict::Same;
    }
    return builds.empty() || std::ranges::all_of(builds, is({Verdict::Same, Verdict::Unknown})) ? Verdict::Unknown
                                                                                                : Verdict::Different;
}

QString buildVerdictWord(BuildVerdict verdict) {
    switch (verdict) {
    case Verdict::Same:
        return u"Same"_s;
    case Verdict::Newer:
        return u"Newer"_s;
    case Verdict::Older:
        return u"Older"_s;
    case Verdict::Different:
        return u"Different"_s;
    case Verdict::OnlyFrom:
        return u"OnlyFrom"_s;
    case Verdict::OnlyTo:
        return u"OnlyTo"_s;
    case Verdict::Unknown:
        break;
    }
    return u"Unknown"_s;
}

QString buildEvidenceWord(BuildEvidence evidence) {
    switch (evidence) {
    case Evidence::Commit:
        return u"Commit"_s;
    case Evidence::Digest:
        return u"Digest"_s;
    case Evidence::Tag:
        return u"Tag"_s;
    case Evidence::Number:
        return u"Number"_s;
    case Evidence::MovingTag:
        return u"MovingTag"_s;
    case Evidence::Name:
        return u"Name"_s;
    case Evidence::Mixed:
        return u"Mixed"_s;
    case Evidence::History:
        return u"History"_s;
    case Evidence::None:
        break;
    }
    return u"None"_s;
}

} // namespace pilothouse
