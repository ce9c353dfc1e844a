// SPDX-License-Identifier: Apache-2.0
#include "core/change/owner_checks.h"

#include "core/async/parallel.h"
#include "core/helm/record_facts.h"
#include "core/kube/objects.h"

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Level = PlanCheck::Level;
using Topic = PlanCheck::Topic;

namespace {

struct OwnerKind {
    QLatin1StringView group;
    QLatin1StringView kind;
    QLatin1StringView owner;
};
constexpr std::array kOwnerKinds = {
    OwnerKind{"helm.toolkit.fluxcd.io"_L1, "HelmRelease"_L1, "Flux"_L1},
    OwnerKind{"argoproj.io"_L1, "Application"_L1, "ArgoCd"_L1},
    OwnerKind{"helm.cattle.io"_L1, "HelmChart"_L1, "HelmChart"_L1},
    OwnerKind{"app.alauda.io"_L1, "HelmRequest"_L1, "HelmRequest"_L1},
    OwnerKind{"choerodon.io"_L1, "C7NHelmRelease"_L1, "C7NHelmRelease"_L1},
};

QString textOr(const QJsonObject& object, QLatin1StringView key, const QString& otherwise) {
    const QString text = object.value(key).toString();
    return text.isEmpty() ? otherwise : text;
}

struct Listing {
    OwnerKind kind;
    Result<std::vector<QJsonObject>> objects;
};

/// Of all namespaces, else of the release's own.
Task<Listing> list(ApiClient* client, std::shared_ptr<const ApiCatalog> catalog, OwnerKind kind, QString nameSpace) {
    const ApiResource* resource = catalog->find({.group = kind.group, .version = {}, .kind = kind.kind});
    Listing listing{.kind = kind, .objects = std::vector<QJsonObject>()};
    if (!resource || !resource->can(u"list")) {
        co_return listing;
    }
    listing.objects = co_await listObjects(*client, *resource, {});
    if (!listing.objects && listing.objects.error().code == ErrorCode::Forbidden) {
        listing.objects = co_await listObjects(*client, *resource, nameSpace);
    }
    co_return listing;
}

PlanCheck ownerCheck(const QString& word, const QString& subject, const QString& detail) {
    return {.level = Level::Warning, .topic = Topic::Owner, .word = word, .subject = subject, .detail = detail};
}

} // namespace

bool deploysRelease(const QJsonObject& object, const QString& kind, const ReleaseKey& release) {
    const QJsonObject metadata = object.value("metadata"_L1).toObject();
    const QJsonObject spec = object.value("spec"_L1).toObject();
    const QString name = metadata.value("name"_L1).toString();
    const QString own = metadata.value("namespace"_L1).toString();
    if (kind == "HelmRelease"_L1) {
        const QString target = spec.value("targetNamespace"_L1).toString();
        const QString made = target.isEmpty() ? name : target + u'-' + name;
        const QString space = target.isEmpty() ? own : target;
        return textOr(spec, "releaseName"_L1, made) == release.name
            && (space == release.nameSpace || textOr(spec, "storageNamespace"_L1, own) == release.nameSpace);
    }
    if (kind == "Application"_L1) {
        const QJsonObject helm = spec.value("source"_L1).toObject().value("helm"_L1).toObject();
        const QString space = spec.value("destination"_L1).toObject().value("namespace"_L1).toString();
        return textOr(helm, "releaseName"_L1, name) == release.name && space == release.nameSpace;
    }
    if (kind == "HelmChart"_L1) {
        return name == release.name && textOr(spec, "targetNamespace"_L1, own) == release.nameSpace;
    }
    if (kind == "HelmRequest"_L1) {
        return textOr(spec, "releaseName"_L1, name) == release.name
            && textOr(spec, "namespace"_L1, own) == release.nameSpace;
    }
    return name == release.name && own == release.nameSpace;
}

PlanChecks ownerRecordChecks(const PlanFacts& facts, const OwnerRules& rules) {
    PlanChecks checks;
    const Rendering& rendering = *facts.rendering;
    const QString release = rendering.request.release.name;
    if (rendering.newest && !facts.revisions.empty()) {
        const QString owner = factsOf(*rendering.newest, facts.revisions.front()).owner;
        if (!owner.isEmpty()) {
            checks.push_back(ownerCheck(owner, release, u"its record carries the mark of this controller"_s));
        }
    }
    for (const OwnerRule& rule : ownerRulesFor(rules, rendering.request.context, rendering.request.release)) {
        const bool isGit = rule.kind == OwnerRule::Kind::Git;
        checks.push_back(ownerCheck(isGit ? u"GitOwner"_s : u"PipelineOwner"_s, rule.name,
            isGit ? u"what is not in Git too is brought back from there"_s
                  : u"its next run brings its own version back"_s));
    }
    return checks;
}

Task<PlanChecks> ownerResourceChecks(ApiClient* client, std::shared_ptr<const ApiCatalog> catalog, ReleaseKey release) {
    const auto listings = co_await inParallel<Listing>(kOwnerKinds.size(), kOwnerKinds.size(),
        [client, catalog, &release](size_t i) { return list(client, catalog, kOwnerKinds.at(i), release.nameSpace); });
    PlanChecks checks;
    for (const Listing& listing : listings) {
        if (!listing.objects) {
            checks.push_back({.level = Level::Fine,
                .topic = Topic::Owner,
                .word = u"ListForbidden"_s,
                .subject = listing.kind.kind,
                .detail = describe(listing.objects.error())});
            continue;
        }
        for (const QJsonObject& object : *listing.objects) {
            if (deploysRelease(object, listing.kind.kind, release)) {
                const QJsonObject metadata = object.value("metadata"_L1).toObject();
                checks.push_back(ownerCheck(listing.kind.owner,
                    u"%1 %2/%3"_s.arg(listing.kind.kind, metadata.value("namespace"_L1).toString(),
                        metadata.value("name"_L1).toString()),
                    u"it deploys this release and takes back what it did not do itself"_s));
            }
        }
    }
    co_return checks;
}

} // namespace pilothouse
