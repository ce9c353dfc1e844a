// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_prediction.h"

#include "core/change/live_view.h"
#include "core/diff/normaliser.h"
#include "core/diff/object_header.h"
#include "core/kube/api_client.h"
#include "core/kube/strategic_merge.h"
#include "core/yaml/document_splitter.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kFieldManager = "helm"_L1; ///< of both majors, whatever the program is called

Error about(const ManifestKey& key, Error error) {
    error.subject = objectLabel(key);
    return withRefusalWord(std::move(error));
}

Error problem(const ManifestKey& key, ErrorCode code, QString detail, QString reason) {
    return fail(code, objectLabel(key), std::move(detail), std::move(reason)).error();
}

GroupVersionKind kindOf(const ChangeObject& object) {
    return GroupVersionKind::fromApiVersion(object.apiVersion, object.key.kind);
}

QString namespaceOf(const ChangeObject& object, const ApiResource& resource) {
    return resource.scope == ResourceScope::Namespaced ? object.key.nameSpace : QString();
}

/// Found: the object. Missing: it is not there. Unknown: it could not be read, `error` says why.
struct LiveAnswer {
    enum class State { Found, Missing, Unknown } state = State::Unknown;
    YamlValue object;
    std::optional<Error> error;
    std::optional<ApiResource> resource;
};

LiveAnswer unknownKind(const PredictionScene& scene, const ChangeObject& object) {
    const GroupVersionKind kind = kindOf(object);
    const bool isComing = std::ranges::any_of(scene.coming.kinds,
        [&kind](const GroupVersionKind& known) { return known.group == kind.group && known.kind == kind.kind; });
    if (isComing) {
        return {.state = LiveAnswer::State::Missing, .object = {}, .error = {}, .resource = {}};
    }
    const QString detail = u"the server has no kind %1 in %2"_s.arg(kind.kind, kind.apiVersion());
    return {.state = LiveAnswer::State::Unknown,
        .object = {},
        .error = problem(object.key, ErrorCode::NotFound, detail, u"NoSuchKind"_s),
        .resource = {}};
}

Task<LiveAnswer> readLive(PredictionScenePtr scene, ChangeObject object) {
    if (!object.isReadable) {
        co_return LiveAnswer{.state = LiveAnswer::State::Unknown,
            .object = {},
            .error = problem(object.key, ErrorCode::Parse, u"the document can't be read"_s, u"Unreadable"_s),
            .resource = {}};
    }
    const ApiResource* const resource = scene->catalog->find(kindOf(object));
    if (!resource) {
        co_return unknownKind(*scene, object);
    }
    LiveAnswer answer{.state = LiveAnswer::State::Missing, .object = {}, .error = {}, .resource = *resource};
    if (const LiveObjects::Object* known = scene->live ? scene->live->find(object) : nullptr) {
        if (*known) {
            answer.state = LiveAnswer::State::Found;
            answer.object = **known;
        }
        co_return answer;
    }
    auto live = co_await readObject(*scene->client, *resource, namespaceOf(object, *resource), object.key.name);
    if (live) {
        answer.state = LiveAnswer::State::Found;
        answer.object = std::move(*live);
    } else if (live.error().code != ErrorCode::NotFound) {
        answer.state = LiveAnswer::State::Unknown;
        answer.error = about(object.key, live.error());
        co_return answer;
    }
    if (scene->live) {
        scene->live->keep(object,
            answer.state == LiveAnswer::State::Found ? LiveObjects::Object(answer.object) : LiveObjects::Object());
    }
    co_return answer;
}

YamlValue cleanOrNothing(const YamlValue& object, const YamlValue& wanted) {
    return object.isNull() ? YamlValue() : cleanObject(object, wanted);
}

ObjectWrite writeOf(const PredictionScene& scene, const ChangeObject& object, const ApiResource& resource) {
    ObjectWrite write;
    write.resource = resource;
    write.nameSpace = namespaceOf(object, resource);
    write.name = object.key.name;
    write.body = asHelmSends(object, scene.rendering->request.release, resource.scope);
    write.fieldManager = kFieldManager;
    write.force = scene.rendering->request.options.forceConflicts;
    if (scene.rendering->helm.major >= 4) {
        write.fieldValidation = u"Strict"_s;
    }
    return write;
}

/// What helm's client-side patch is made of; the same rules applied here say what it asks for where the server refuses.
struct ClientPatch {
    PatchFormat format = PatchFormat::Strategic;
    YamlValue patch;
    YamlValue applied;
};

Result<ClientPatch> clientPatch(
    const PredictionScene& scene, const ChangeObject& object, const YamlValue& live, const YamlValue& modified) {
    // An object that is adopted was in no manifest: helm takes the new one for the old.
    const YamlValue& original = object.base.isNull() ? modified : object.base;
    if (!isStrategic(object.key)) {
        // Between the manifests only: what is live plays no part (helm pkg/kube/client.go).
        YamlValue patch = mergePatch(original, modified);
        YamlValue applied = applyMergePatch(live, patch);
        return ClientPatch{PatchFormat::Merge, std::move(patch), std::move(applied)};
    }
    MergeSchemaPtr schema = scene.schemas.value(object.apiVersion, MergeSchema::builtIn());
    if (!schema->knows(kindOf(object))) {
        schema = MergeSchema::builtIn();
    }
    const MergeContext context{*schema, schema->rootOf(kindOf(object))};
    auto patch = threeWayMergePatch(original, modified, live, context);
    if (!patch) {
        return std::unexpected(std::move(patch.error()));
    }
    auto applied = applyStrategicPatch(live, *patch, context);
    if (!applied) {
        return std::unexpected(std::move(applied.error()));
    }
    return ClientPatch{PatchFormat::Strategic, std::move(*patch), std::move(*applied)};
}

Task<ObjectStates> predictCreation(PredictionScenePtr scene, ChangeObject object, std::optional<ApiResource> resource) {
    ObjectStates states;
    states.to = cleanObject(object.wanted, object.wanted);
    if (!resource) { // a custom resource whose kind comes with this change: nobody can be asked
        co_return states;
    }
    ObjectWrite write = writeOf(*scene, object, *resource);
    Result<YamlValue> answer;
    if (scene->method == WriteMethod::ClientSide) {
        answer = co_await createObject(*scene->client, std::move(write));
    } else {
        answer = co_await patchObject(*scene->client, PatchFormat::Apply, std::move(write));
    }
    if (answer) {
        states.to = cleanObject(withoutInventions(*answer, object.wanted), object.wanted);
        co_return states;
    }
    const bool namespaceComes = scene->coming.nameSpaces.contains(object.key.nameSpace);
    if (answer.error().code != ErrorCode::NotFound || !namespaceComes) {
        states.problems.push_back(about(object.key, answer.error()));
    }
    co_return states;
}

Task<ObjectStates> predictPatch(PredictionScenePtr scene, ChangeObject object, LiveAnswer live) {
    ObjectStates states;
    states.from = cleanObject(live.object, object.wanted);
    ObjectWrite write = writeOf(*scene, object, *live.resource);
    auto local = clientPatch(*scene, object, live.object, write.body);
    if (!local) {
        states.to = cleanObject(object.wanted, object.wanted);
        states.problems.push_back(about(object.key, local.error()));
        co_return states;
    }
    states.to = cleanObject(local->applied, object.wanted);
    PatchFormat format = PatchFormat::Apply;
    if (scene->method != WriteMethod::ServerSide) {
        if (local->patch.entries().empty()) { // helm sends nothing either
            co_return states;
        }
        format = local->format;
        write.body = local->patch;
        write.fieldValidation.clear(); // helm's patches say nothing of it
    }
    auto answer = co_await patchObject(*scene->client, format, std::move(write));
    if (answer) {
        states.to = cleanObject(*answer, object.wanted);
    } else {
        states.problems.push_back(about(object.key, answer.error()));
    }
    co_return states;
}

/// Helm checks who owns what it did not know of (pkg/action/validate.go).
std::optional<Error> ownershipProblem(const PredictionScene& scene, const ChangeObject& object, const YamlValue& live) {
    const ChangeRequest& request = scene.rendering->request;
    const bool isNew = object.base.isNull() && request.kind != ChangeKind::Rollback;
    if (!isNew || request.options.takeOwnership || isOwnedBy(live, request.release)) {
        return {};
    }
    const QString owner = live.at({u"metadata", u"annotations", u"meta.helm.sh/release-name"}).text();
    const QString detail = owner.isEmpty() ? u"it exists and belongs to no release"_s
                                           : u"it exists and belongs to the release %1"_s.arg(owner.left(128));
    return problem(object.key, ErrorCode::Conflict, detail, u"NotOwned"_s);
}

} // namespace

WriteMethod writeMethodOf(const Rendering& rendering, const QString& lookedAt) {
    const ChangeOptions& options = rendering.request.options;
    if (rendering.helm.major < 4 || options.applyMethod == ApplyMethod::ClientSide) {
        return WriteMethod::ClientSide;
    }
    if (!rendering.newest) {
        return WriteMethod::ServerSide;
    }
    if (options.applyMethod == ApplyMethod::Auto && lookedAt != "ssa"_L1) {
        return WriteMethod::ClientSide;
    }
    return rendering.newest->applyMethod == "ssa"_L1 ? WriteMethod::ServerSide : WriteMethod::TakeOver;
}

bool isStrategic(const ManifestKey& key) {
    return isBuiltInGroup(key.group) && key.group != "apiextensions.k8s.io"_L1
        && key.group != "apiregistration.k8s.io"_L1;
}

Coming comingWith(const Rendering& rendering, const std::vector<ChangeObject>& objects) {
    Coming coming;
    const auto add = [&coming](const YamlValue& object) {
        const QString kind = object[u"kind"].text();
        if (kind == "CustomResourceDefinition"_L1) {
            const YamlValue& spec = object[u"spec"];
            coming.kinds.push_back({spec[u"group"].text(), {}, spec.at({u"names", u"kind"}).text()});
        } else if (kind == "Namespace"_L1) {
            coming.nameSpaces.append(object.at({u"metadata", u"name"}).text());
        }
    };
    if (rendering.request.options.createNamespace) {
        coming.nameSpaces.append(rendering.request.release.nameSpace);
    }
    for (const QByteArray& file : rendering.crds) {
        for (const DocumentSpan& span : splitDocuments(file)) {
            add(loadYaml(file.sliced(span.begin, span.end - span.begin), {}).value_or(YamlValue()));
        }
    }
    for (const ChangeObject& object : objects) {
        add(object.wanted);
    }
    return coming;
}

namespace {

/// What is there against what is wanted. Thread: any; some milliseconds for a large object.
ObjectStates compareStates(ChangeKind kind, const ChangeObject& object, const LiveAnswer& live) {
    ObjectStates states;
    states.from = cleanOrNothing(live.object, object.wanted);
    const bool stays = isKept(object, live.object, kind);
    if (stays) {
        states.to = states.from;
    } else if (live.state == LiveAnswer::State::Missing) {
        states.to = cleanOrNothing(object.wanted, object.wanted);
    } else if (!object.wanted.isNull()) {
        const DesiredObject desired{object.key.group, object.key.kind, object.wanted, object.base};
        states.to = desiredState(live.object, desired, *MergeSchema::builtIn());
        if (object.key.kind == "Secret"_L1 && object.key.group.isEmpty()) {
            states.from = foldSecret(states.from);
        }
    }
    return states;
}

} // namespace

Task<ObjectStates> liveStates(PredictionScenePtr scene, ChangeObject object) {
    LiveAnswer live = co_await readLive(scene, object);
    if (live.state == LiveAnswer::State::Unknown) {
        ObjectStates states;
        states.problems.push_back(std::move(*live.error));
        co_return states;
    }
    const ChangeKind kind = scene->rendering->request.kind;
    co_return co_await scene->client->services().pool.run(
        [kind, object = std::move(object), live = std::move(live)] { return compareStates(kind, object, live); });
}

Task<ObjectStates> predictedStates(PredictionScenePtr scene, ChangeObject object) {
    LiveAnswer live = co_await readLive(scene, object);
    ObjectStates states;
    if (live.state == LiveAnswer::State::Unknown) {
        states.problems.push_back(std::move(*live.error));
        co_return states;
    }
    const ChangeKind kind = scene->rendering->request.kind;
    if (object.wanted.isNull() || kind == ChangeKind::Uninstall || kind == ChangeKind::Test) {
        states.from = cleanOrNothing(live.object, object.wanted);
        const bool stays = !object.wanted.isNull() || isKept(object, live.object, kind);
        states.to = stays ? states.from : YamlValue();
        co_return states;
    }
    if (live.state == LiveAnswer::State::Missing) {
        co_return co_await predictCreation(std::move(scene), std::move(object), std::move(live.resource));
    }
    auto refusal = ownershipProblem(*scene, object, live.object);
    states = co_await predictPatch(std::move(scene), std::move(object), std::move(live));
    if (refusal) {
        states.problems.insert(states.problems.begin(), std::move(*refusal));
    }
    co_return states;
}

} // namespace pilothouse
