// SPDX-License-Identifier: Apache-2.0
#include "core/session/live_objects.h"

#include "core/async/parallel.h"
#include "core/diff/manifest_diff.h"
#include "core/kube/api_client.h"
#include "core/kube/objects.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kParallel = 16;

using Catalog = std::shared_ptr<const ApiCatalog>;
using Objects = std::vector<QJsonObject>;

QString metaText(const QJsonObject& object, QLatin1StringView field) {
    return object.value("metadata"_L1).toObject().value(field).toString();
}

ObjectRef refOf(const QJsonObject& object, const ApiResource& resource) {
    return {.kind = resource.kind, .nameSpace = metaText(object, "namespace"_L1), .name = metaText(object, "name"_L1)};
}

/// The manifest's own word for the version wins: the server may serve several.
ObjectRef refOf(const ManifestObject& object) {
    return {.kind = GroupVersionKind::fromApiVersion(object.apiVersion, object.key.kind),
        .nameSpace = object.key.nameSpace,
        .name = object.key.name};
}

Task<LiveObject> readOne(ApiClient* client, Catalog catalog, ObjectRef ref) {
    LiveObject live;
    live.ref = ref;
    const ApiResource* resource = catalog->find(ref.kind);
    if (!resource) {
        live.error = fail(ErrorCode::NotFound, ref.kind.kind + u' ' + ref.name,
            u"the server has no kind %1 in %2"_s.arg(ref.kind.kind, ref.kind.apiVersion()), u"NoSuchKind"_s)
                         .error();
        co_return live;
    }
    if (resource->scope == ResourceScope::Cluster) {
        live.ref.nameSpace.clear();
    }
    auto object = co_await getObject(*client, *resource, live.ref.nameSpace, ref.name);
    if (object) {
        live.uid = Uid(metaText(*object, "uid"_L1));
        live.health = healthOf(*object);
        live.object = std::move(*object);
    } else if (object.error().code == ErrorCode::NotFound) {
        live.health
            = {.state = HealthState::NotFound, .reason = u"NotFound"_s, .message = u"it is not in the cluster"_s};
    } else {
        live.error = object.error();
    }
    co_return live;
}

/// `a=b,c=d` of a workload's spec.selector.matchLabels; empty where it has none that a list can use.
QString selectorOf(const QJsonObject& workload) {
    const QJsonObject labels
        = workload.value("spec"_L1).toObject().value("selector"_L1).toObject().value("matchLabels"_L1).toObject();
    QStringList parts;
    for (auto it = labels.begin(); it != labels.end(); ++it) {
        parts += it.key() + u'=' + it.value().toString();
    }
    return parts.join(u',');
}

bool hasPods(const QString& kind) {
    return kind == "Deployment"_L1 || kind == "StatefulSet"_L1 || kind == "DaemonSet"_L1 || kind == "Job"_L1;
}

bool isOwnedBy(const QJsonObject& object, const Uid& owner) {
    const QJsonArray owners = object.value("metadata"_L1).toObject().value("ownerReferences"_L1).toArray();
    return std::ranges::any_of(
        owners, [&](const QJsonValue& value) { return value.toObject().value("uid"_L1).toString() == owner.value(); });
}

struct Followers {
    Objects replicaSets;
    Objects pods;
};

Task<Followers> readFollowers(ApiClient* client, QString kind, QString nameSpace, QString selector) {
    Followers followers;
    if (selector.isEmpty()) {
        co_return followers;
    }
    if (kind == "Deployment"_L1) {
        auto sets = co_await listObjects(*client, builtin::replicaSets(), nameSpace, selector);
        followers.replicaSets = sets ? std::move(*sets) : Objects();
    }
    auto pods = co_await listObjects(*client, builtin::pods(), nameSpace, selector);
    followers.pods = pods ? std::move(*pods) : Objects();
    co_return followers;
}

LiveObject follower(const QJsonObject& object, const ApiResource& resource, int ownerIndex) {
    LiveObject live;
    live.ref = refOf(object, resource);
    live.uid = Uid(metaText(object, "uid"_L1));
    live.health = healthOf(object);
    live.object = object;
    live.isInManifest = false;
    live.ownerIndex = ownerIndex;
    return live;
}

bool isEmptyReplicaSet(const QJsonObject& object) {
    return object.value("spec"_L1).toObject().value("replicas"_L1).toInt() == 0
        && object.value("status"_L1).toObject().value("replicas"_L1).toInt() == 0;
}

void appendPods(std::vector<LiveObject>& out, const Objects& pods, const Uid& owner, int ownerIndex) {
    for (const QJsonObject& pod : pods) {
        if (isOwnedBy(pod, owner)) {
            out.push_back(follower(pod, builtin::pods(), ownerIndex));
        }
    }
}

void appendWithFollowers(std::vector<LiveObject>& out, LiveObject live, const Followers& followers) {
    const auto index = static_cast<int>(out.size());
    const Uid uid = live.uid;
    out.push_back(std::move(live));
    if (uid.isEmpty()) {
        return;
    }
    for (const QJsonObject& set : followers.replicaSets) {
        if (!isOwnedBy(set, uid) || isEmptyReplicaSet(set)) {
            continue;
        }
        const auto setIndex = static_cast<int>(out.size());
        out.push_back(follower(set, builtin::replicaSets(), index));
        appendPods(out, followers.pods, Uid(metaText(set, "uid"_L1)), setIndex);
    }
    appendPods(out, followers.pods, uid, index);
}

} // namespace

Task<Result<std::vector<LiveObject>>> readLiveObjects(ApiClient& client, Catalog catalog, ReleaseRecordPtr record) {
    const Manifest manifest = parseManifest(record->manifest, record->nameSpace);
    std::vector<ObjectRef> refs;
    for (const ManifestObject& object : manifest.objects) {
        if (object.isReadable) {
            refs.push_back(refOf(object));
        }
    }
    ApiClient* const api = &client;
    auto lives = co_await inParallel<LiveObject>(
        refs.size(), kParallel, [&](size_t i) { return readOne(api, catalog, refs[i]); });
    auto followers = co_await inParallel<Followers>(lives.size(), kParallel, [&](size_t i) {
        const LiveObject& live = lives[i];
        return readFollowers(api, live.ref.kind.kind, live.ref.nameSpace,
            hasPods(live.ref.kind.kind) ? selectorOf(live.object) : QString());
    });
    std::vector<LiveObject> out;
    for (size_t i = 0; i < lives.size(); ++i) {
        appendWithFollowers(out, std::move(lives[i]), followers[i]);
    }
    co_return out;
}

} // namespace pilothouse
