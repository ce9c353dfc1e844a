// SPDX-License-Identifier: Apache-2.0
#include "core/change/prediction.h"

#include "core/change/object_prediction.h"
#include "core/change/release_reading.h"

#include "core/async/parallel.h"
#include "core/session/cluster_session.h"

#include <QSet>

#include <algorithm>
#include <span>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kParallel = 32;
constexpr size_t kSchemasParallel = 8;

using Objects = std::vector<ChangeObject>;
using ObjectsPtr = std::shared_ptr<const Objects>;
using Found = std::function<void(ObjectDiff)>;

/// Tells of single objects where the whole takes its time; comparing each by itself and then all together is work done
/// twice.
struct Teller {
    Found found;
    Clock::Steady from{};
    std::vector<ChangeObject> heldObjects = {}; ///< known before it is time to tell
    std::vector<ObjectStates> heldStates = {};
};

DiffOptions optionsOf(const Rendering& rendering) {
    DiffOptions options;
    options.releaseName = rendering.request.release.name;
    return options;
}

void appendDocument(QByteArray& text, const QString& source, const YamlValue& object) {
    if (object.isNull()) {
        return;
    }
    text += "---\n";
    if (!source.isEmpty()) {
        text += "# Source: " + source.toUtf8() + '\n';
    }
    text += toYaml(object);
}

/// Of one or many objects: their states as manifests, compared like any others. What is the same is only counted.
ManifestDiff diffStates(std::span<const ChangeObject> objects, std::span<const ObjectStates> states,
    const QString& nameSpace, const DiffOptions& options) {
    QByteArray from;
    QByteArray to;
    int same = 0;
    for (size_t i = 0; i < objects.size(); ++i) {
        if (states[i].from == states[i].to) {
            same += states[i].from.isNull() ? 0 : 1;
            continue;
        }
        appendDocument(from, objects[i].source, states[i].from);
        appendDocument(to, objects[i].source, states[i].to);
    }
    ManifestDiff diff
        = diffManifests(parseManifest(std::move(from), nameSpace), parseManifest(std::move(to), nameSpace), options);
    diff.unchanged += same;
    return diff;
}

/// Puts the changed ones first, so that what matters is known first.
void sortByInterest(Objects& objects) {
    std::ranges::stable_sort(objects, {}, [](const ChangeObject& object) { return object.differs ? 0 : 1; });
}

Task<MergeSchemaPtr> schemaOf(MergeSchemas* schemas, QString apiVersion) {
    co_return co_await schemas->of(std::move(apiVersion));
}

Task<QHash<QString, MergeSchemaPtr>> schemasOf(ClusterSession* session, ObjectsPtr objects) {
    QSet<QString> versions;
    for (const ChangeObject& object : *objects) {
        if (isStrategic(object.key) && !object.wanted.isNull()) {
            versions.insert(object.apiVersion);
        }
    }
    const QStringList wanted(versions.begin(), versions.end());
    MergeSchemas* const schemas = &session->mergeSchemas();
    const auto found = co_await inParallel<MergeSchemaPtr>(static_cast<size_t>(wanted.size()), kSchemasParallel,
        [&](size_t i) { return schemaOf(schemas, wanted[static_cast<qsizetype>(i)]); });
    QHash<QString, MergeSchemaPtr> result;
    for (size_t i = 0; i < found.size(); ++i) {
        result.insert(wanted[static_cast<qsizetype>(i)], found[i]);
    }
    co_return result;
}

/// The record that says how helm 4 will write: the newest; for a rollback, the one that is gone back to.
Task<QString> applyMethodLookedAt(ApiClient* client, RenderingPtr rendering) {
    const ChangeRequest& request = rendering->request;
    const QString newest = rendering->newest ? rendering->newest->applyMethod : QString();
    if (request.kind != ChangeKind::Rollback || rendering->helm.major < 4) {
        co_return newest;
    }
    const auto revisions = co_await readRevisions(client, request.release);
    if (!revisions) {
        co_return newest;
    }
    const auto target = std::ranges::find(*revisions, request.target, &RecordMeta::revision);
    if (target == revisions->end()) {
        co_return newest;
    }
    const auto record = co_await readRecord(client, *target);
    co_return record ? (*record)->applyMethod : newest;
}

ChangeDiffPtr makeDiff(
    DiffBase base, const Objects& objects, const std::vector<ObjectStates>& states, const Rendering& rendering) {
    auto result = std::make_shared<ChangeDiff>();
    result->base = base;
    result->diff = diffStates(objects, states, rendering.request.release.nameSpace, optionsOf(rendering));
    for (const ObjectStates& state : states) {
        result->problems.insert(result->problems.end(), state.problems.begin(), state.problems.end());
    }
    return result;
}

Task<ObjectStates> predictAndTell(PredictionScenePtr scene, ChangeObject object, std::shared_ptr<Teller> teller) {
    const ObjectStates states = co_await predictedStates(scene, object);
    if (!teller->found || states.from == states.to) {
        co_return states;
    }
    teller->heldObjects.push_back(object);
    teller->heldStates.push_back(states);
    const ApiClient::Services& services = scene->client->services();
    if (services.clock.steadyNow() < teller->from) {
        co_return states;
    }
    const RenderingPtr rendering = scene->rendering;
    ManifestDiff diff = co_await services.pool.run(
        [objects = std::exchange(teller->heldObjects, {}), held = std::exchange(teller->heldStates, {}), rendering] {
            return diffStates(objects, held, rendering->request.release.nameSpace, optionsOf(*rendering));
        });
    for (ObjectDiff& one : diff.objects) {
        teller->found(std::move(one));
    }
    co_return states;
}

Task<Result<std::shared_ptr<PredictionScene>>> sceneOf(ClusterSession* session, RenderingPtr rendering) {
    auto catalog = co_await session->catalog();
    if (!catalog) {
        co_return std::unexpected(std::move(catalog.error()));
    }
    auto scene = std::make_shared<PredictionScene>();
    scene->client = &session->client();
    scene->catalog = std::move(*catalog);
    scene->rendering = std::move(rendering);
    co_return scene;
}

/// Large manifests take some ten milliseconds to read.
Task<std::shared_ptr<Objects>> readObjects(ApiClient* client, RenderingPtr rendering) {
    co_return co_await client->services().pool.run(
        [rendering] { return std::make_shared<Objects>(changeObjects(*rendering)); });
}

/// A kind the session's catalog does not know may have come since: asked once more.
Task<void> lookAgain(std::shared_ptr<PredictionScene> scene, ObjectsPtr objects) {
    const bool knowsAll = std::ranges::all_of(*objects, [&scene](const ChangeObject& object) {
        return !object.isReadable
            || scene->catalog->find(GroupVersionKind::fromApiVersion(object.apiVersion, object.key.kind));
    });
    if (knowsAll) {
        co_return;
    }
    auto catalog = co_await discover(*scene->client);
    if (catalog) {
        scene->catalog = std::make_shared<const ApiCatalog>(std::move(*catalog));
    }
}

Task<ChangeDiffPtr> finish(ApiClient* client, DiffBase base, ObjectsPtr objects,
    std::shared_ptr<const std::vector<ObjectStates>> states, RenderingPtr rendering) {
    co_return co_await client->services().pool.run([=] { return makeDiff(base, *objects, *states, *rendering); });
}

Task<Result<ChangeDiffPtr>> compare(ClusterSession* session, RenderingPtr rendering, LiveObjectsPtr live) {
    auto scene = co_await sceneOf(session, rendering);
    if (!scene) {
        co_return std::unexpected(std::move(scene.error()));
    }
    (*scene)->live = std::move(live);
    const auto objects = co_await readObjects((*scene)->client, rendering);
    (*scene)->coming = comingWith(*rendering, *objects);
    co_await lookAgain(*scene, objects);
    const PredictionScenePtr shared = *scene;
    auto states = co_await inParallel<ObjectStates>(
        objects->size(), kParallel, [&](size_t i) { return liveStates(shared, (*objects)[i]); });
    co_return co_await finish(shared->client, DiffBase::Live, objects,
        std::make_shared<const std::vector<ObjectStates>>(std::move(states)), rendering);
}

Task<Result<ChangeDiffPtr>> predict(ClusterSession* session, RenderingPtr rendering, Found found, LiveObjectsPtr live) {
    auto scene = co_await sceneOf(session, rendering);
    if (!scene) {
        co_return std::unexpected(std::move(scene.error()));
    }
    (*scene)->live = std::move(live);
    const auto teller = std::make_shared<Teller>(
        Teller{.found = std::move(found), .from = (*scene)->client->services().clock.steadyNow() + kTellAfter});
    const auto objects = co_await readObjects((*scene)->client, rendering);
    sortByInterest(*objects);
    (*scene)->coming = comingWith(*rendering, *objects);
    co_await lookAgain(*scene, objects);
    const QString lookedAt = co_await applyMethodLookedAt((*scene)->client, rendering);
    (*scene)->method = writeMethodOf(*rendering, lookedAt);
    if ((*scene)->method != WriteMethod::ServerSide) {
        (*scene)->schemas = co_await schemasOf(session, objects);
    }
    const PredictionScenePtr shared = *scene;
    auto states = co_await inParallel<ObjectStates>(
        objects->size(), kParallel, [&](size_t i) { return predictAndTell(shared, (*objects)[i], teller); });
    co_return co_await finish(shared->client, DiffBase::Predicted, objects,
        std::make_shared<const std::vector<ObjectStates>>(std::move(states)), rendering);
}

} // namespace

Task<Result<ChangeDiffPtr>> compareWithLive(ClusterSession& session, RenderingPtr rendering, LiveObjectsPtr live) {
    return compare(&session, std::move(rendering), std::move(live));
}

Task<Result<ChangeDiffPtr>> predictChange(
    ClusterSession& session, RenderingPtr rendering, std::function<void(ObjectDiff)> found, LiveObjectsPtr live) {
    return predict(&session, std::move(rendering), std::move(found), std::move(live));
}

} // namespace pilothouse
