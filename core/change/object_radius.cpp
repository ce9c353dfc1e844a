// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_radius.h"

#include "core/change/object_drain.h"

#include "core/async/parallel.h"
#include "core/kube/object_reader.h"
#include "core/kube/objects.h"

#include <QJsonDocument>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Level = ObjectCheck::Level;

namespace {

constexpr size_t kParallel = 16;
constexpr int kMaxPages = 10; ///< of 2,000: more than that of one kind in a namespace is said to be incomplete
constexpr auto kPageSize = "2000"_L1;
constexpr QByteArrayView kMetadataOnly = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,"
                                         "application/json";

using Catalog = std::shared_ptr<const ApiCatalog>;
using Looked = std::shared_ptr<const std::vector<LookedObject>>;
using Owned = std::vector<OwnedObject>;

/// Objects of one kind in one namespace, by their metadata.
struct KindListing {
    Owned objects;
    bool isWhole = true;
};

std::vector<Uid> ownersOf(const QByteArray& json) {
    std::vector<Uid> owners;
    const QJsonArray references
        = QJsonDocument::fromJson(json).object().value("metadata"_L1).toObject().value("ownerReferences"_L1).toArray();
    for (const QJsonValue& reference : references) {
        owners.emplace_back(reference.toObject().value("uid"_L1).toString());
    }
    return owners;
}

struct ReadPage {
    Owned objects;
    QString more;
};

Result<ReadPage> readPage(const QByteArray& body, const GroupVersionKind& kind) {
    auto page = readListPage(body, kind.kind);
    if (!page) {
        return std::unexpected(page.error());
    }
    ReadPage read{.objects = {}, .more = page->continueToken};
    for (const RawObject& raw : page->items) {
        read.objects.push_back({.ref = {.kind = kind, .nameSpace = raw.nameSpace, .name = raw.name},
            .uid = raw.uid,
            .owners = ownersOf(raw.json)});
    }
    return read;
}

Task<KindListing> listKind(ApiClient* client, ApiResource resource, QString nameSpace, QUrlQuery query) {
    KindListing listing;
    QString more;
    for (int page = 0; page < kMaxPages; ++page) {
        QUrlQuery asked = query;
        asked.addQueryItem(u"limit"_s, kPageSize);
        if (!more.isEmpty()) {
            asked.addQueryItem(u"continue"_s, more);
        }
        auto body = co_await client->get(resource.path(nameSpace), asked, kMetadataOnly.toByteArray());
        if (!body) {
            listing.isWhole = body.error().code == ErrorCode::NotFound;
            co_return listing;
        }
        auto read = co_await client->services().pool.run(
            [text = std::move(*body), kind = resource.kind] { return readPage(text, kind); });
        if (!read) {
            listing.isWhole = false;
            co_return listing;
        }
        std::ranges::move(read->objects, std::back_inserter(listing.objects));
        more = read->more;
        if (more.isEmpty()) {
            co_return listing;
        }
    }
    listing.isWhole = false;
    co_return listing;
}

/// Kinds that come and go by themselves and tell nobody anything.
bool isCounted(const ApiResource& resource) {
    static constexpr std::array kLeftOut
        = {"Event"_L1, "Lease"_L1, "PodMetrics"_L1, "EndpointSlice"_L1, "Endpoints"_L1, "LocalSubjectAccessReview"_L1};
    return resource.scope == ResourceScope::Namespaced && resource.isPreferredVersion && resource.can(u"list")
        && !std::ranges::contains(kLeftOut, resource.kind.kind);
}

Task<KindListing> listNamespace(ApiClient* client, Catalog catalog, QString nameSpace) {
    std::vector<ApiResource> kinds;
    QSet<QString> known;
    for (const ApiResource& resource : catalog->resources) {
        if (isCounted(resource) && !known.contains(resource.groupResource())) {
            known.insert(resource.groupResource());
            kinds.push_back(resource);
        }
    }
    auto listings = co_await inParallel<KindListing>(
        kinds.size(), kParallel, [&](size_t i) { return listKind(client, kinds[i], nameSpace, {}); });
    KindListing all;
    QSet<Uid> seen; // one object may be listed under two groups
    for (KindListing& one : listings) {
        all.isWhole = all.isWhole && one.isWhole;
        for (OwnedObject& object : one.objects) {
            if (!seen.contains(object.uid)) {
                seen.insert(object.uid);
                all.objects.push_back(std::move(object));
            }
        }
    }
    co_return all;
}

ObjectCheck counted(Level level, const QString& word, const QString& subject, qsizetype count) {
    return {.level = level, .word = word, .subject = subject, .detail = {}, .count = static_cast<int>(count)};
}

/// `12 Pod, 3 Deployment`, most first.
QString kindsOf(const Owned& objects) {
    QMap<QString, int> counts;
    for (const OwnedObject& object : objects) {
        ++counts[object.ref.kind.kind];
    }
    QStringList kinds = counts.keys();
    std::ranges::stable_sort(kinds, std::greater(), [&counts](const QString& kind) { return counts.value(kind); });
    QStringList words;
    for (const QString& kind : kinds) {
        words += u"%1 %2"_s.arg(counts.value(kind)).arg(kind);
    }
    return words.join(u", "_s);
}

bool isKind(const ObjectRef& ref, QLatin1StringView group, QLatin1StringView kind) {
    return ref.kind.kind == kind && ref.kind.group == group;
}

Task<BlastRadius> namespaceRadius(ApiClient* client, Catalog catalog, ObjectRef ref) {
    BlastRadius radius;
    const KindListing all = co_await listNamespace(client, catalog, ref.name);
    ObjectCheck goes = counted(Level::Grave, u"NamespaceGoes"_s, ref.name, static_cast<qsizetype>(all.objects.size()));
    goes.detail = kindsOf(all.objects);
    radius.checks.push_back(goes);
    if (!all.isWhole) {
        radius.checks.push_back(counted(Level::Warning, u"ListIncomplete"_s, ref.name, 0));
    }
    co_return radius;
}

Task<BlastRadius> kindRadius(ApiClient* client, LookedObject looked) {
    const YamlValue& spec = looked.live[u"spec"];
    ApiResource custom;
    custom.kind = {.group = spec[u"group"].text(), .version = {}, .kind = spec.at({u"names", u"kind"}).text()};
    custom.plural = spec.at({u"names", u"plural"}).text();
    for (const YamlValue& version : spec[u"versions"].items()) {
        if (version[u"served"].text() == "true"_L1) {
            custom.kind.version = version[u"name"].text();
        }
    }
    BlastRadius radius;
    if (custom.kind.version.isEmpty()) {
        co_return radius;
    }
    const KindListing listing = co_await listKind(client, custom, {}, {});
    radius.checks.push_back(
        counted(Level::Grave, u"KindGoes"_s, custom.kind.kind, static_cast<qsizetype>(listing.objects.size())));
    if (!listing.isWhole) {
        radius.checks.push_back(counted(Level::Warning, u"ListIncomplete"_s, custom.kind.kind, 0));
    }
    co_return radius;
}

/// Of what is deleted in one namespace.
Task<BlastRadius> ownedRadius(
    ApiClient* client, Catalog catalog, QString nameSpace, std::vector<Uid> gone, Propagation propagation) {
    BlastRadius radius;
    const KindListing all = co_await listNamespace(client, catalog, nameSpace);
    radius.dependents = dependentsOf(gone, all.objects);
    const auto pods
        = std::ranges::count_if(radius.dependents, [](const Dependent& one) { return isKind(one.ref, {}, "Pod"_L1); });
    if (propagation != Propagation::Orphan && pods > 0) {
        radius.checks.push_back(counted(Level::Grave, u"PodsGo"_s, nameSpace, pods));
    }
    const auto others = static_cast<qsizetype>(radius.dependents.size()) - pods;
    if (propagation != Propagation::Orphan && others > 0) {
        radius.checks.push_back(counted(Level::Warning, u"ObjectsGo"_s, nameSpace, others));
    }
    if (!all.isWhole) {
        radius.checks.push_back(counted(Level::Warning, u"ListIncomplete"_s, nameSpace, 0));
    }
    co_return radius;
}

/// Who else sets the replicas of what is scaled.
Task<BlastRadius> scaleRadius(ApiClient* client, Catalog catalog, ObjectRef ref) {
    BlastRadius radius;
    const ApiResource* scalers = catalog->findByWord(u"horizontalpodautoscalers.autoscaling");
    if (!scalers) {
        co_return radius;
    }
    const auto listed = co_await listObjects(*client, *scalers, ref.nameSpace);
    if (!listed) {
        co_return radius;
    }
    for (const QJsonObject& scaler : *listed) {
        const QJsonObject target = scaler.value("spec"_L1).toObject().value("scaleTargetRef"_L1).toObject();
        if (target.value("kind"_L1).toString() == ref.kind.kind && target.value("name"_L1).toString() == ref.name) {
            radius.checks.push_back(counted(Level::Warning, u"Autoscaled"_s,
                scaler.value("metadata"_L1).toObject().value("name"_L1).toString(), 0));
        }
    }
    co_return radius;
}

Task<BlastRadius> nodeRadius(ApiClient* client, Catalog catalog, Looked looked, bool isDrain) {
    BlastRadius radius;
    QSet<QString> leaving;
    for (const LookedObject& one : *looked) {
        if (!isNode(one.step.ref)) {
            continue; // a pod of a drain
        }
        leaving.insert(one.step.ref.name);
        if (isDrain) {
            continue;
        }
        QUrlQuery query;
        query.addQueryItem(u"fieldSelector"_s, u"spec.nodeName="_s + one.step.ref.name);
        const KindListing pods = co_await listKind(client, builtin::pods(), {}, query);
        radius.checks.push_back(
            counted(Level::Fine, u"PodsOnNode"_s, one.step.ref.name, static_cast<qsizetype>(pods.objects.size())));
    }
    const ApiResource* nodes = catalog->find({.group = {}, .version = u"v1"_s, .kind = u"Node"_s});
    if (!nodes) {
        co_return radius;
    }
    const auto listed = co_await listObjects(*client, *nodes, {});
    if (!listed) {
        co_return radius;
    }
    const bool hasOther = std::ranges::any_of(*listed, [&leaving](const QJsonObject& node) {
        return !leaving.contains(node.value("metadata"_L1).toObject().value("name"_L1).toString())
            && !node.value("spec"_L1).toObject().value("unschedulable"_L1).toBool();
    });
    if (!hasOther) {
        radius.checks.push_back(counted(Level::Grave, u"LastNode"_s, {}, 0));
    }
    co_return radius;
}

void append(BlastRadius& all, BlastRadius more) {
    std::ranges::move(more.dependents, std::back_inserter(all.dependents));
    std::ranges::move(more.checks, std::back_inserter(all.checks));
}

/// Nothing names a pod as its owner but claims of its own volumes.
bool canOwn(const ObjectRef& ref) {
    static constexpr std::array kOwnNothing = {"Pod"_L1, "ConfigMap"_L1, "Secret"_L1, "Event"_L1, "Node"_L1};
    return !ref.nameSpace.isEmpty() && !std::ranges::contains(kOwnNothing, ref.kind.kind);
}

Task<BlastRadius> deleteRadius(ApiClient* client, Catalog catalog, ObjectRequestPtr request, Looked looked) {
    BlastRadius radius;
    QMap<QString, std::vector<Uid>> owners; // by namespace
    for (const LookedObject& one : *looked) {
        const ObjectRef& ref = one.step.ref;
        if (one.step.effect != ObjectStep::Effect::Delete) {
            continue;
        }
        if (isKind(ref, {}, "Namespace"_L1)) {
            append(radius, co_await namespaceRadius(client, catalog, ref));
        } else if (isKind(ref, "apiextensions.k8s.io"_L1, "CustomResourceDefinition"_L1)) {
            append(radius, co_await kindRadius(client, one));
        } else if (canOwn(ref)) {
            owners[ref.nameSpace].push_back(one.step.uid);
        }
    }
    for (auto it = owners.begin(); it != owners.end(); ++it) {
        append(radius, co_await ownedRadius(client, catalog, it.key(), it.value(), request->propagation));
    }
    co_return radius;
}

} // namespace

Task<BlastRadius> blastRadiusOf(ApiClient* client, Catalog catalog, ObjectRequestPtr request, Looked looked) {
    BlastRadius radius;
    if (request->verb == ObjectVerb::Delete) {
        radius = co_await deleteRadius(client, catalog, request, looked);
    } else if (request->verb == ObjectVerb::Cordon || request->verb == ObjectVerb::Drain) {
        radius = co_await nodeRadius(client, catalog, looked, request->verb == ObjectVerb::Drain);
    } else if (request->verb == ObjectVerb::Scale) {
        for (const LookedObject& one : *looked) {
            append(radius, co_await scaleRadius(client, catalog, one.step.ref));
        }
    }
    if (request->verb == ObjectVerb::Drain) {
        std::ranges::move(drainChecks(*looked), std::back_inserter(radius.checks));
    } else {
        for (const LookedObject& one : *looked) {
            std::ranges::move(objectChecks(*request, one), std::back_inserter(radius.checks));
        }
    }
    std::ranges::stable_sort(radius.checks, std::greater(), &ObjectCheck::level);
    co_return radius;
}

} // namespace pilothouse
