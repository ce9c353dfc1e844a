// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_drain.h"

#include "core/kube/api_client.h"
#include "core/kube/object_reader.h"
#include "core/kube/pod_eviction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using StepEffect = ObjectStep::Effect;

namespace {

constexpr int kMaxPages = 20; ///< of 500: no kubelet takes that many
constexpr QByteArrayView kMetadataOnly = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,"
                                         "application/json";
constexpr auto kMirror = "kubernetes.io/config.mirror"_L1;
constexpr auto kBudget = "DisruptionBudget"_L1;

NodePod nodePod(const RawObject& raw) {
    NodePod pod{.ref = {.kind = builtin::pods().kind, .nameSpace = raw.nameSpace, .name = raw.name}, .uid = raw.uid};
    const QJsonObject metadata = QJsonDocument::fromJson(raw.json).object().value("metadata"_L1).toObject();
    for (const QJsonValue& owner : metadata.value("ownerReferences"_L1).toArray()) {
        const bool isController = owner["controller"_L1].toBool();
        pod.isDaemons = pod.isDaemons || (isController && owner["kind"_L1].toString() == "DaemonSet"_L1);
    }
    pod.isMirror = metadata.value("annotations"_L1).toObject().contains(kMirror);
    return pod;
}

/// The one that makes it anew when it goes; Null: nobody.
const YamlValue& controllerOf(const YamlValue& pod) {
    static const YamlValue kNone;
    const auto& owners = pod.at({u"metadata", u"ownerReferences"}).items();
    const auto found
        = std::ranges::find_if(owners, [](const YamlValue& owner) { return owner[u"controller"].text() == "true"_L1; });
    return found == owners.end() ? kNone : *found;
}

bool isFinished(const YamlValue& pod) {
    const QString phase = pod.at({u"status", u"phase"}).text();
    return phase == "Succeeded"_L1 || phase == "Failed"_L1;
}

bool hasLocalData(const YamlValue& pod) {
    return std::ranges::any_of(
        pod.at({u"spec", u"volumes"}).items(), [](const YamlValue& volume) { return volume.contains(u"emptyDir"); });
}

/// What the pod itself says against it; its effect is Evict where nothing does.
LookedObject judged(LookedObject looked, const DrainOptions& options) {
    const YamlValue& pod = looked.live;
    if (!pod.at({u"metadata", u"deletionTimestamp"}).isNull()) {
        return asItIs(std::move(looked), u"Terminating"_s);
    }
    if (pod.at({u"metadata", u"annotations"}).contains(kMirror.toString())) {
        return asItIs(std::move(looked), u"MirrorPod"_s);
    }
    const YamlValue& controller = controllerOf(pod);
    if (controller[u"kind"].text() == "DaemonSet"_L1 && !isFinished(pod)) {
        return asItIs(std::move(looked), u"DaemonSetPod"_s);
    }
    if (controller.isNull() && !isFinished(pod) && !options.unmanaged) {
        return blocked(std::move(looked), u"Unmanaged"_s, u"nobody makes it anew when it goes"_s);
    }
    if (hasLocalData(pod) && !isFinished(pod) && !options.localData) {
        return blocked(std::move(looked), u"LocalData"_s, u"what it keeps in an emptyDir volume goes with it"_s);
    }
    looked.step.effect = StepEffect::Evict;
    return looked;
}

Result<std::vector<NodePod>> readPods(const QByteArray& body, QString& more) {
    auto page = readListPage(body, u"pods"_s);
    if (!page) {
        return std::unexpected(page.error());
    }
    more = page->continueToken;
    std::vector<NodePod> pods;
    std::ranges::transform(page->items, std::back_inserter(pods), nodePod);
    return pods;
}

ObjectCheck check(ObjectCheck::Level level, const QString& word, const LookedObject& looked) {
    return {.level = level, .word = word, .subject = objectLabel(looked.step.ref), .detail = looked.step.detail};
}

} // namespace

Task<Result<std::vector<NodePod>>> podsOnNode(ApiClient* client, QString node) {
    std::vector<NodePod> pods;
    QString more;
    for (int page = 0; page < kMaxPages; ++page) {
        QUrlQuery query;
        query.addQueryItem(u"fieldSelector"_s, u"spec.nodeName="_s + node);
        query.addQueryItem(u"limit"_s, u"500"_s);
        if (!more.isEmpty()) {
            query.addQueryItem(u"continue"_s, more);
        }
        const auto body = co_await client->get(builtin::pods().path(), query, kMetadataOnly.toByteArray());
        if (!body) {
            co_return std::unexpected(body.error());
        }
        auto read = readPods(*body, more);
        if (!read) {
            co_return read;
        }
        std::ranges::move(*read, std::back_inserter(pods));
        if (more.isEmpty()) {
            co_return pods;
        }
    }
    co_return fail(ErrorCode::Protocol, u"pods on "_s + node, u"the list has no end"_s, u"TooMany"_s);
}

Task<Result<std::vector<ObjectWish>>> drainWishes(ApiClient* client, std::vector<ObjectWish> nodes) {
    std::vector<ObjectWish> wishes = nodes;
    for (const ObjectWish& node : nodes) {
        const auto pods = co_await podsOnNode(client, node.target.ref.name);
        if (!pods) {
            co_return std::unexpected(pods.error());
        }
        for (const NodePod& pod : *pods) {
            wishes.push_back({.request = node.request,
                .target = {.ref = pod.ref, .uid = pod.uid},
                .written = {},
                .catalog = node.catalog,
                .verb = ObjectVerb::Drain});
        }
    }
    co_return wishes;
}

Task<Result<LookedObject>> lookAtEviction(ApiClient* client, ObjectWish wish, LookedObject looked) {
    looked = judged(std::move(looked), wish.request->drain);
    if (looked.step.effect != StepEffect::Evict) {
        co_return looked;
    }
    const auto answer = co_await evictPod(*client,
        {.nameSpace = looked.step.ref.nameSpace,
            .name = looked.step.ref.name,
            .uid = looked.step.uid,
            .effect = Effect::DryRun});
    if (answer) {
        looked.step.wasTried = true;
        co_return looked;
    }
    const Error& error = answer.error();
    if (error.reason == kBudget) { // holds now; it may go when another pod is ready
        looked.step.word = u"Budget"_s;
        looked.step.detail = error.detail;
        co_return looked;
    }
    if (error.code == ErrorCode::NotFound) {
        co_return asItIs(std::move(looked), u"Gone"_s);
    }
    if (error.httpStatus == 500 && error.detail.contains("more than one PodDisruptionBudget"_L1)) {
        co_return blocked(std::move(looked), u"ManyBudgets"_s, error.detail);
    }
    if (!isRefusal(error)) {
        co_return std::unexpected(error);
    }
    const Error refused = withRefusalWord(error);
    co_return blocked(
        std::move(looked), refused.reason.isEmpty() ? errorCodeName(refused.code) : refused.reason, refused.detail);
}

std::vector<ObjectCheck> drainChecks(const std::vector<LookedObject>& looked) {
    using Level = ObjectCheck::Level;
    std::vector<ObjectCheck> checks;
    ObjectCheck evicted{.level = Level::Warning, .word = u"PodsEvicted"_s, .subject = {}, .detail = {}};
    for (const LookedObject& one : looked) {
        if (one.step.effect != StepEffect::Evict) {
            continue;
        }
        ++evicted.count;
        if (one.step.word == "Budget"_L1) {
            checks.push_back(check(Level::Warning, u"BudgetHolds"_s, one));
        }
        if (controllerOf(one.live).isNull() && !isFinished(one.live)) {
            checks.push_back(check(Level::Grave, u"NotMadeAnew"_s, one));
        }
        if (hasLocalData(one.live) && !isFinished(one.live)) {
            checks.push_back(check(Level::Grave, u"LocalDataGoes"_s, one));
        }
    }
    if (evicted.count > 0) {
        checks.insert(checks.begin(), evicted);
    }
    return checks;
}

} // namespace pilothouse
