// SPDX-License-Identifier: Apache-2.0
#include "core/change/live_marks.h"

#include "core/async/parallel.h"
#include "core/kube/json_text.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Level = PlanCheck::Level;
using Topic = PlanCheck::Topic;

namespace {

constexpr size_t kParallel = 16;
constexpr size_t kMaxObjects = 200;
const QByteArray kMetadataOnly
    = QByteArrayLiteral("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json");

QMap<QString, QString> textMap(const QJsonObject& object) {
    QMap<QString, QString> map;
    for (auto it = object.begin(); it != object.end(); ++it) {
        map.insert(it.key(), it.value().toString());
    }
    return map;
}

Task<std::optional<LiveMark>> readOne(
    ApiClient* client, std::shared_ptr<const ApiCatalog> catalog, ManifestObject object) {
    const ApiResource* resource = catalog->find(GroupVersionKind::fromApiVersion(object.apiVersion, object.key.kind));
    if (!resource) {
        co_return std::nullopt;
    }
    const bool isNamespaced = resource->scope == ResourceScope::Namespaced;
    const QString path = resource->path(isNamespaced ? object.key.nameSpace : QString(), object.key.name);
    const auto answer = co_await client->get(path, {}, kMetadataOnly);
    LiveMark mark;
    mark.key = object.key;
    if (!answer) {
        co_return answer.error().code == ErrorCode::NotFound ? std::optional(mark) : std::nullopt;
    }
    const auto json = parseJsonObject(*answer, objectWord(object.key));
    if (!json) {
        co_return std::nullopt;
    }
    const QJsonObject metadata = json->value("metadata"_L1).toObject();
    mark.exists = true;
    mark.labels = textMap(metadata.value("labels"_L1).toObject());
    mark.annotations = textMap(metadata.value("annotations"_L1).toObject());
    for (const QJsonValue& entry : metadata.value("managedFields"_L1).toArray()) {
        mark.managers += entry.toObject().value("manager"_L1).toString();
    }
    co_return mark;
}

struct OwnerMark {
    QLatin1StringView key;
    QLatin1StringView owner;
};
/// Labels and annotations controllers put on what they deploy (protocol: 7).
constexpr std::array kOwnerMarks = {
    OwnerMark{"argocd.argoproj.io/tracking-id"_L1, "ArgoCd"_L1},
    OwnerMark{"argocd.argoproj.io/instance"_L1, "ArgoCd"_L1},
    OwnerMark{"helm.toolkit.fluxcd.io/name"_L1, "Flux"_L1},
    OwnerMark{"kustomize.toolkit.fluxcd.io/name"_L1, "Flux"_L1},
    OwnerMark{"objectset.rio.cattle.io/owner-name"_L1, "HelmChart"_L1},
    OwnerMark{"choerodon.io/release"_L1, "C7NHelmRelease"_L1},
};
constexpr std::array kManagers = {
    OwnerMark{"argocd-controller"_L1, "ArgoCd"_L1},
    OwnerMark{"argocd-application-controller"_L1, "ArgoCd"_L1},
    OwnerMark{"helm-controller"_L1, "Flux"_L1},
    OwnerMark{"kustomize-controller"_L1, "Flux"_L1},
};

struct FoundOwner {
    QString owner;
    QString detail;
};

std::optional<FoundOwner> ownerOf(const LiveMark& mark) {
    for (const OwnerMark& known : kOwnerMarks) {
        const QString value = mark.annotations.value(known.key, mark.labels.value(known.key));
        if (!value.isEmpty()) {
            return FoundOwner{known.owner, u"%1: %2"_s.arg(known.key, value)};
        }
    }
    for (const OwnerMark& known : kManagers) {
        if (mark.managers.contains(known.key)) {
            return FoundOwner{known.owner, u"fields are managed by %1"_s.arg(known.key)};
        }
    }
    return {};
}

} // namespace

Task<std::vector<LiveMark>> readLiveMarks(
    ApiClient* client, std::shared_ptr<const ApiCatalog> catalog, std::vector<ManifestObject> objects) {
    if (objects.size() > kMaxObjects) {
        objects.resize(kMaxObjects);
    }
    auto read = co_await inParallel<std::optional<LiveMark>>(objects.size(), kParallel,
        [client, catalog, &objects](size_t index) { return readOne(client, catalog, objects[index]); });
    std::vector<LiveMark> marks;
    for (auto& mark : read) {
        if (mark) {
            marks.push_back(std::move(*mark));
        }
    }
    co_return marks;
}

PlanChecks existingObjectChecks(
    const ChangeRequest& request, const std::vector<ManifestKey>& added, const std::vector<LiveMark>& marks) {
    PlanChecks checks;
    for (const LiveMark& mark : marks) {
        if (!mark.exists || !std::ranges::contains(added, mark.key)) {
            continue;
        }
        const QString owner = mark.annotations.value(u"meta.helm.sh/release-name"_s);
        const QString ownerSpace = mark.annotations.value(u"meta.helm.sh/release-namespace"_s);
        if (owner == request.release.name && ownerSpace == request.release.nameSpace) {
            continue; // left by an earlier try of the same release: helm takes it up
        }
        const bool isTaken = request.options.takeOwnership;
        const QString whose = owner.isEmpty() ? u"it is no release's"_s
                                              : u"it belongs to release %1 in namespace %2"_s.arg(owner, ownerSpace);
        checks.push_back({.level = isTaken ? Level::Warning : Level::Blocker,
            .topic = Topic::Exists,
            .word = isTaken ? u"TakenOver"_s : u"ObjectExists"_s,
            .subject = objectWord(mark.key),
            .detail = whose});
    }
    return checks;
}

PlanChecks ownerMarkChecks(const std::vector<LiveMark>& marks) {
    PlanChecks checks;
    QStringList seen;
    for (const LiveMark& mark : marks) {
        const auto found = ownerOf(mark);
        if (found && !seen.contains(found->owner)) {
            seen += found->owner;
            checks.push_back({.level = Level::Warning,
                .topic = Topic::Owner,
                .word = found->owner,
                .subject = objectWord(mark.key),
                .detail = found->detail});
        }
    }
    return checks;
}

} // namespace pilothouse
