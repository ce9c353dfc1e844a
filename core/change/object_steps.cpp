// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_steps.h"

#include "core/change/live_view.h"
#include "core/change/object_drain.h"
#include "core/kube/api_client.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QRegularExpression>

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using StepEffect = ObjectStep::Effect;

namespace {

constexpr auto kFieldManager = "pilothouse"_L1;
constexpr auto kStrict = "Strict"_L1;

YamlValue number(qint64 value) {
    return YamlValue(YamlValue::Scalar{.text = QString::number(value), .isString = false});
}

YamlValue boolean(bool value) {
    return YamlValue(YamlValue::Scalar{.text = value ? u"true"_s : u"false"_s, .isString = false});
}

ObjectWrite writeOf(const ApiResource& resource, const ObjectRef& ref, YamlValue body) {
    return {.resource = resource,
        .nameSpace = ref.nameSpace,
        .name = ref.name,
        .body = std::move(body),
        .effect = Effect::DryRun,
        .fieldManager = kFieldManager,
        .fieldValidation = kStrict};
}

/// A patch that holds for this very object as it was seen.
YamlValue patchOf(const YamlValue& live, std::span<const QString> path, YamlValue value) {
    YamlValue patch = withValue({}, path, std::move(value));
    for (const QString& field : {u"uid"_s, u"resourceVersion"_s}) {
        patch = withValue(patch, std::array{u"metadata"_s, field}, live.at({u"metadata", field}));
    }
    return patch;
}

void noteLive(LookedObject& looked, YamlValue live) {
    const YamlValue& metadata = live[u"metadata"];
    looked.step.uid = Uid(metadata[u"uid"].text());
    looked.step.version = ResourceVersion(metadata[u"resourceVersion"].text());
    looked.step.generation = metadata[u"generation"].text().toLongLong();
    looked.from = editable(live);
    if (looked.step.generation == 0) {
        looked.step.shape = QCryptographicHash::hash(toJson(looked.from), QCryptographicHash::Sha256);
    }
    looked.live = std::move(live);
}

Task<Result<LookedObject>> tried(ApiClient* client, LookedObject looked) {
    const auto answer = co_await sendCall(client, looked.call, Effect::DryRun);
    if (answer) {
        looked.step.wasTried = true;
        looked.to = answer->isNull() ? YamlValue() : editable(*answer);
        co_return looked;
    }
    const Error error = withRefusalWord(answer.error());
    if (!isRefusal(error)) {
        co_return std::unexpected(error);
    }
    if (error.reason == "NoDryRun"_L1) { // a webhook that can't try: it may work, nobody knows
        looked.step.word = error.reason;
        looked.step.detail = error.detail;
        co_return looked;
    }
    co_return blocked(
        std::move(looked), error.reason.isEmpty() ? errorCodeName(error.code) : error.reason, error.detail);
}

Task<Result<LookedObject>> lookAtScale(
    ApiClient* client, ApiResource resource, ObjectRequestPtr request, LookedObject looked) {
    const ObjectRef ref = looked.step.ref;
    const auto body = co_await client->get(resource.path(ref.nameSpace, ref.name, u"scale"));
    const auto scale = body ? loadJson(*body, ref.name) : Result<YamlValue>(std::unexpected(body.error()));
    if (!scale) {
        if (scale.error().code == ErrorCode::NotFound) {
            co_return blocked(std::move(looked), u"NotScalable"_s, u"%1 has no replicas to scale"_s.arg(ref.kind.kind));
        }
        co_return isRefusal(scale.error())
            ? Result<LookedObject>(blocked(std::move(looked), u"Forbidden"_s, scale.error().detail))
            : Result<LookedObject>(std::unexpected(scale.error()));
    }
    looked.step.before = QString::number(scale->at({u"spec", u"replicas"}).text().toLongLong());
    looked.step.after = QString::number(request->replicas);
    if (looked.step.before == looked.step.after) {
        co_return asItIs(std::move(looked), u"Equal"_s);
    }
    looked.step.effect = StepEffect::Change;
    looked.call.kind = ObjectCall::Kind::Merge;
    looked.call.write
        = writeOf(resource, ref, patchOf(*scale, std::array{u"spec"_s, u"replicas"_s}, number(request->replicas)));
    looked.call.write.subresource = u"scale"_s;
    const YamlValue from = looked.from;
    auto done = co_await tried(client, std::move(looked));
    if (done) {
        done->to = from; // the answer is a Scale, not the object
    }
    co_return done;
}

bool isRestartable(const GroupVersionKind& kind) {
    static constexpr std::array kKinds = {"Deployment"_L1, "StatefulSet"_L1, "DaemonSet"_L1};
    return kind.group == "apps"_L1 && std::ranges::contains(kKinds, kind.kind);
}

Task<Result<LookedObject>> lookAtRestart(ApiClient* client, ApiResource resource, LookedObject looked) {
    const ObjectRef ref = looked.step.ref;
    if (!isRestartable(ref.kind)) {
        co_return blocked(
            std::move(looked), u"NotRestartable"_s, u"only Deployments, StatefulSets and DaemonSets roll out anew"_s);
    }
    // As kubectl: polymorphichelpers/objectrestarter.go.
    const std::array path
        = {u"spec"_s, u"template"_s, u"metadata"_s, u"annotations"_s, u"kubectl.kubernetes.io/restartedAt"_s};
    const QString now = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    looked.step.effect = StepEffect::Change;
    looked.call.kind = ObjectCall::Kind::Merge;
    looked.call.write = writeOf(resource, ref, patchOf(looked.live, path, YamlValue::string(now)));
    co_return co_await tried(client, std::move(looked));
}

Task<Result<LookedObject>> lookAtCordon(ApiClient* client, ApiResource resource, ObjectVerb verb, LookedObject looked) {
    const ObjectRef ref = looked.step.ref;
    if (ref.kind.kind != "Node"_L1 || !ref.kind.group.isEmpty()) {
        co_return blocked(std::move(looked), u"NotANode"_s, u"only nodes are cordoned"_s);
    }
    const bool wanted = verb == ObjectVerb::Cordon;
    const bool is = looked.live.at({u"spec", u"unschedulable"}).text() == "true"_L1;
    if (is == wanted) {
        co_return asItIs(std::move(looked), u"Equal"_s);
    }
    looked.step.effect = StepEffect::Change;
    looked.call.kind = ObjectCall::Kind::Merge;
    looked.call.write
        = writeOf(resource, ref, patchOf(looked.live, std::array{u"spec"_s, u"unschedulable"_s}, boolean(wanted)));
    co_return co_await tried(client, std::move(looked));
}

Task<Result<LookedObject>> lookAtDelete(
    ApiClient* client, ApiResource resource, Propagation propagation, LookedObject looked) {
    if (!looked.live.at({u"metadata", u"deletionTimestamp"}).isNull()) {
        co_return asItIs(std::move(looked), u"Terminating"_s);
    }
    const ObjectStep& step = looked.step;
    looked.call.kind = ObjectCall::Kind::Delete;
    looked.call.removal = {.resource = resource,
        .nameSpace = step.ref.nameSpace,
        .name = step.ref.name,
        .uid = step.uid,
        .resourceVersion = step.version,
        .propagation = propagation,
        .effect = Effect::DryRun};
    looked.step.effect = StepEffect::Delete;
    auto done = co_await tried(client, std::move(looked));
    if (done) {
        done->to = {};
    }
    co_return done;
}

/// An object that was opened and edited: as a whole, if nobody else changed what can be edited.
Task<Result<LookedObject>> lookAtEdit(ApiClient* client, ObjectWish wish, LookedObject looked) {
    const OpenedObject& opened = *wish.request->opened;
    if (looked.live.isNull() || looked.step.uid != opened.uid) {
        co_return blocked(
            std::move(looked), u"OtherObject"_s, u"it is gone, or another object of this name since it was opened"_s);
    }
    const YamlValue before = editable(opened.object);
    if (looked.step.version != opened.resourceVersion && !(before == looked.from)) {
        looked.opened = before;
        co_return blocked(std::move(looked), u"Conflict"_s, u"somebody changed it since it was opened"_s);
    }
    const auto edited = withoutMasks(wish.written.object, opened.object);
    if (!edited) {
        co_return blocked(
            std::move(looked), edited.error().reason, u"%1: %2"_s.arg(edited.error().subject, edited.error().detail));
    }
    looked.step.effect = StepEffect::Change;
    looked.call.kind = ObjectCall::Kind::Replace;
    looked.call.write = writeOf(wish.written.resource, looked.step.ref, forReplace(*edited, looked.live));
    auto done = co_await tried(client, std::move(looked));
    const bool isSame = done && done->step.wasTried && done->to == done->from;
    co_return isSame ? Result<LookedObject>(asItIs(std::move(*done), u"Equal"_s)) : std::move(done);
}

/// Fields this program created or replaced have another entry in managedFields (operation Update) than those it
/// applies: the server calls that a conflict too (protocol: structured-merge-diff).
bool isOwnConflict(const QString& detail) {
    static const QRegularExpression kWith(u"conflicts? with \"([^\"]*)\""_s);
    bool hasOwn = false;
    auto matches = kWith.globalMatch(detail);
    while (matches.hasNext()) {
        if (matches.next().captured(1) != kFieldManager) {
            return false;
        }
        hasOwn = true;
    }
    return hasOwn;
}

/// YAML that was written by hand: made where there is none, else applied (server-side).
Task<Result<LookedObject>> lookAtApply(ApiClient* client, ObjectWish wish, LookedObject looked) {
    const YamlValue& text = wish.written.object;
    if (hasMask(text)) {
        co_return blocked(std::move(looked), u"MaskedValue"_s, u"a value in it is hidden: the real one is needed"_s);
    }
    const QString version = text.at({u"metadata", u"resourceVersion"}).text();
    if (!looked.live.isNull() && !version.isEmpty() && version != looked.step.version.value()) {
        co_return blocked(std::move(looked), u"Conflict"_s, u"somebody changed it since this text was read"_s);
    }
    const bool isNew = looked.live.isNull();
    looked.step.effect = isNew ? StepEffect::Create : StepEffect::Change;
    looked.call.kind = isNew ? ObjectCall::Kind::Create : ObjectCall::Kind::Apply;
    looked.call.write = writeOf(wish.written.resource, looked.step.ref, editable(text));
    looked.call.write.force = wish.request->takeOver;
    if (isNew && wish.isPlaceComing) {
        looked.to = editable(text);
        co_return looked;
    }
    const LookedObject asked = looked;
    auto done = co_await tried(client, std::move(looked));
    if (done && done->step.word == "Conflict"_L1 && isOwnConflict(done->step.detail)) {
        LookedObject again = asked;
        again.call.write.force = true; // what this program wrote by a plain write before
        done = co_await tried(client, std::move(again));
    }
    if (done && isNew && done->step.wasTried) {
        done->to = withoutInventions(done->to, text);
    } else if (done && done->to.isNull()) {
        done->to = editable(text);
    }
    const bool isSame = done && !isNew && done->step.wasTried && done->to == done->from;
    co_return isSame ? Result<LookedObject>(asItIs(std::move(*done), u"Equal"_s)) : std::move(done);
}

/// Whether what is there is what was meant.
std::optional<LookedObject> notThere(const ObjectWish& wish, const LookedObject& looked) {
    if (looked.live.isNull()) {
        const bool isToGo = wish.verb == ObjectVerb::Delete || wish.verb == ObjectVerb::Drain;
        return isToGo ? asItIs(looked, u"Gone"_s) : blocked(looked, u"NotFound"_s, u"it is not there any more"_s);
    }
    if (!wish.target.uid.isEmpty() && wish.target.uid != looked.step.uid) {
        return blocked(looked, u"OtherObject"_s, u"it was deleted; this is another object of its name"_s);
    }
    return {};
}

Task<Result<LookedObject>> lookAtTarget(ApiClient* client, ApiResource resource, ObjectWish wish, LookedObject looked) {
    if (auto none = notThere(wish, looked)) {
        co_return std::move(*none);
    }
    switch (wish.verb) {
    case ObjectVerb::Scale:
        co_return co_await lookAtScale(client, std::move(resource), wish.request, std::move(looked));
    case ObjectVerb::Restart:
        co_return co_await lookAtRestart(client, std::move(resource), std::move(looked));
    case ObjectVerb::Delete:
        co_return co_await lookAtDelete(client, std::move(resource), wish.request->propagation, std::move(looked));
    case ObjectVerb::Cordon:
    case ObjectVerb::Uncordon:
        co_return co_await lookAtCordon(client, std::move(resource), wish.verb, std::move(looked));
    case ObjectVerb::Drain: // a pod of the node
        co_return co_await lookAtEviction(client, std::move(wish), std::move(looked));
    case ObjectVerb::Apply:
        break;
    }
    co_return looked;
}

} // namespace

LookedObject blocked(LookedObject looked, const QString& word, const QString& detail) {
    looked.step.effect = StepEffect::Blocked;
    looked.step.word = word;
    looked.step.detail = detail;
    looked.call = {};
    return looked;
}

LookedObject asItIs(LookedObject looked, const QString& word) {
    looked.step.effect = StepEffect::Nothing;
    looked.step.word = word;
    looked.call = {};
    return looked;
}

bool isRefusal(const Error& error) {
    return error.httpStatus >= 400 && error.httpStatus < 500 && error.code != ErrorCode::Unauthorized
        && error.code != ErrorCode::RateLimited;
}

Result<std::vector<ObjectWish>> wishesOf(
    const ObjectRequestPtr& request, const std::shared_ptr<const ApiCatalog>& catalog) {
    std::vector<ObjectWish> wishes;
    if (request->verb != ObjectVerb::Apply) {
        for (const ObjectTarget& target : request->targets) {
            wishes.push_back({.request = request,
                .target = target,
                .written = {},
                .catalog = catalog,
                .verb = request->verb == ObjectVerb::Drain ? ObjectVerb::Cordon : request->verb});
        }
        return wishes;
    }
    auto objects = readObjects(request->text, request->nameSpace, *catalog);
    if (!objects) {
        return std::unexpected(std::move(objects.error()));
    }
    const bool isOther = request->opened && (objects->size() != 1 || objects->front().ref != request->opened->ref);
    if (isOther) {
        return fail(ErrorCode::Invalid, objectLabel(request->opened->ref),
            u"the text names another object; create it instead"_s, u"OtherName"_s);
    }
    QStringList coming;
    for (WrittenObject& written : *objects) {
        if (written.ref.kind.kind == "Namespace"_L1 && written.ref.kind.group.isEmpty()) {
            coming += written.ref.name;
        }
        const bool isComing = coming.contains(written.ref.nameSpace);
        wishes.push_back({.request = request,
            .target = {.ref = written.ref, .uid = {}},
            .written = std::move(written),
            .catalog = catalog,
            .isPlaceComing = isComing});
    }
    return wishes;
}

Task<Result<LookedObject>> lookAtObject(ApiClient* client, ObjectWish wish) {
    LookedObject looked;
    looked.step.ref = wish.target.ref;
    const ApiResource* found = wish.catalog->find(looked.step.ref.kind);
    if (!found) {
        co_return blocked(std::move(looked), u"NoSuchKind"_s,
            u"the server has no kind %1 in %2"_s.arg(wish.target.ref.kind.kind, wish.target.ref.kind.apiVersion()));
    }
    const bool isApply = wish.verb == ObjectVerb::Apply;
    const ApiResource resource = isApply ? wish.written.resource : *found;
    auto live = co_await readObject(*client, resource, looked.step.ref.nameSpace, looked.step.ref.name);
    if (live) {
        noteLive(looked, std::move(*live));
    } else if (live.error().code != ErrorCode::NotFound) {
        if (!isRefusal(live.error())) {
            co_return std::unexpected(live.error());
        }
        co_return blocked(std::move(looked), u"Forbidden"_s, live.error().detail);
    }
    if (isApply && wish.request->opened) {
        co_return co_await lookAtEdit(client, std::move(wish), std::move(looked));
    }
    if (isApply) { // it may be new
        co_return co_await lookAtApply(client, std::move(wish), std::move(looked));
    }
    co_return co_await lookAtTarget(client, resource, std::move(wish), std::move(looked));
}

Task<Result<YamlValue>> sendCall(ApiClient* client, ObjectCall call, Effect effect) {
    call.write.effect = effect;
    call.removal.effect = effect;
    switch (call.kind) {
    case ObjectCall::Kind::Create:
        co_return co_await createObject(*client, std::move(call.write));
    case ObjectCall::Kind::Replace:
        co_return co_await replaceObject(*client, std::move(call.write));
    case ObjectCall::Kind::Merge:
        co_return co_await patchObject(*client, PatchFormat::Merge, std::move(call.write));
    case ObjectCall::Kind::Apply:
        co_return co_await patchObject(*client, PatchFormat::Apply, std::move(call.write));
    case ObjectCall::Kind::Delete: {
        const auto removed = co_await deleteObject(*client, std::move(call.removal));
        co_return removed ? Result<YamlValue>(YamlValue()) : Result<YamlValue>(std::unexpected(removed.error()));
    }
    case ObjectCall::Kind::None:
        break;
    }
    co_return YamlValue();
}

} // namespace pilothouse
