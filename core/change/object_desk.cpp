// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_desk.h"

#include "core/change/object_drain.h"
#include "core/change/object_radius.h"
#include "core/async/parallel.h"

#include <QUuid>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kParallel = 8;

using Looked = std::shared_ptr<const std::vector<LookedObject>>;

void appendDocument(QByteArray& text, const YamlValue& object) {
    if (!object.isNull()) {
        text += "---\n" + toYaml(object);
    }
}

/// Both sides of all steps that change something, compared like any manifests.
ManifestDiff diffOf(const std::vector<LookedObject>& looked) {
    QByteArray from;
    QByteArray to;
    for (const LookedObject& one : looked) {
        const bool hasText
            = one.step.effect == ObjectStep::Effect::Create || one.step.effect == ObjectStep::Effect::Change;
        if (hasText && !one.to.isNull()) {
            appendDocument(from, one.from);
            appendDocument(to, one.to);
        }
    }
    return diffManifests(parseManifest(std::move(from), {}), parseManifest(std::move(to), {}));
}

/// What somebody else did since the object was opened.
ManifestDiff othersOf(const std::vector<LookedObject>& looked) {
    QByteArray from;
    QByteArray to;
    for (const LookedObject& one : looked) {
        if (!one.opened.isNull()) {
            appendDocument(from, one.opened);
            appendDocument(to, one.from);
        }
    }
    return diffManifests(parseManifest(std::move(from), {}), parseManifest(std::move(to), {}));
}

struct Diffs {
    ManifestDiff diff;
    ManifestDiff others;
};

Task<Result<LookedObject>> lookAt(ApiClient* client, const std::vector<ObjectWish>* wishes, size_t i) {
    return lookAtObject(client, (*wishes)[i]);
}

} // namespace

ObjectDesk::ObjectDesk(Workspace& workspace, AuditLog& audit, QString identities)
    : m_guard(workspace, audit, std::move(identities), ChangeGuard::Catalog::Needed) {
} // no step is seen without kinds

Task<Result<OpenedObjectPtr>> ObjectDesk::open(ContextId context, ObjectRef ref) {
    const auto connection = m_guard.connect(context);
    if (!connection) {
        co_return std::unexpected(connection.error());
    }
    const auto catalog = co_await (*connection)->session->catalog();
    if (!catalog) {
        co_return std::unexpected(catalog.error());
    }
    const ApiResource* resource = (*catalog)->find(ref.kind);
    if (!resource) {
        co_return fail(ErrorCode::NotFound, objectLabel(ref), u"the server has no such kind"_s, u"NoSuchKind"_s);
    }
    auto object = co_await readObject((*connection)->client(), *resource, ref.nameSpace, ref.name);
    if (!object) {
        co_return std::unexpected(std::move(object.error()));
    }
    auto opened = std::make_shared<OpenedObject>();
    opened->context = context;
    opened->ref = ref;
    opened->ref.kind = resource->kind;
    opened->uid = Uid(object->at({u"metadata", u"uid"}).text());
    opened->resourceVersion = ResourceVersion(object->at({u"metadata", u"resourceVersion"}).text());
    opened->text = editableText(*object);
    opened->object = std::move(*object);
    co_return OpenedObjectPtr(std::move(opened));
}

Task<Result<std::vector<LookedObject>>> ObjectDesk::lookAtAll(
    GuardedConnectionPtr connection, std::shared_ptr<const std::vector<ObjectWish>> wishes) {
    ApiClient* const client = &connection->client();
    auto answers = co_await inParallel<Result<LookedObject>>(
        wishes->size(), kParallel, [client, wishes](size_t i) { return lookAt(client, wishes.get(), i); });
    std::vector<LookedObject> looked;
    for (Result<LookedObject>& answer : answers) {
        if (!answer) {
            co_return std::unexpected(std::move(answer.error()));
        }
        looked.push_back(std::move(*answer));
    }
    co_return looked;
}

Task<Result<ObjectPlanPtr>> ObjectDesk::plan(ObjectRequestPtr request) {
    if (const auto checked = checkObjectRequest(*request); !checked) {
        co_return std::unexpected(checked.error());
    }
    const auto connection = m_guard.connect(request->context);
    if (!connection) {
        co_return std::unexpected(connection.error());
    }
    const auto identity = co_await m_guard.identify(*connection, request->context);
    if (!identity) {
        co_return std::unexpected(identity.error());
    }
    auto wishes = wishesOf(request, (*connection)->catalog);
    if (!wishes) {
        co_return std::unexpected(std::move(wishes.error()));
    }
    if (request->verb == ObjectVerb::Drain) {
        wishes = co_await drainWishes(&(*connection)->client(), std::move(*wishes));
        if (!wishes) {
            co_return std::unexpected(std::move(wishes.error()));
        }
    }
    auto looked = co_await lookAtAll(*connection, std::make_shared<const std::vector<ObjectWish>>(std::move(*wishes)));
    if (!looked) {
        co_return std::unexpected(std::move(looked.error()));
    }
    auto plan = std::make_shared<ObjectPlan>();
    plan->id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    plan->request = request;
    plan->identity = *identity;
    plan->connection = (*connection)->fingerprint;
    co_return co_await finish(*connection, std::move(plan), std::move(*looked));
}

Task<Result<ObjectPlanPtr>> ObjectDesk::finish(
    GuardedConnectionPtr connection, std::shared_ptr<ObjectPlan> plan, std::vector<LookedObject> looked) {
    const auto all = std::make_shared<const std::vector<LookedObject>>(std::move(looked));
    for (const LookedObject& one : *all) {
        plan->steps.push_back(one.step);
    }
    auto radius = co_await blastRadiusOf(&connection->client(), connection->catalog, plan->request, all);
    plan->dependents = std::move(radius.dependents);
    plan->checks = std::move(radius.checks);
    auto diffs = co_await m_guard.workspace().pool().run(
        [all] { return Diffs{.diff = diffOf(*all), .others = othersOf(*all)}; });
    plan->diff = std::move(diffs.diff);
    plan->others = std::move(diffs.others);
    plan->commands = kubectlLines(*plan->request, plan->steps);
    if (const auto judged = judgeMode(*plan); !judged) {
        co_return std::unexpected(judged.error());
    }
    co_return ObjectPlanPtr(std::move(plan));
}

/// What the mode says of it now, and whether the name must be typed.
Result<void> ObjectDesk::judgeMode(ObjectPlan& plan) const {
    const GuardedPlan guarded = guardedPlanOf(plan);
    auto verdict = m_guard.judge(guarded.context, guarded.agreement);
    if (!verdict) {
        return std::unexpected(verdict.error());
    }
    plan.locked = std::move(verdict->locked);
    const bool mustBeTyped = verdict->isProtected || guarded.agreement.mustBeTyped;
    plan.confirmation = mustBeTyped ? guarded.agreement.confirmation : QString();
    return {};
}

} // namespace pilothouse
