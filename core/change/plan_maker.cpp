// SPDX-License-Identifier: Apache-2.0
#include "core/change/plan_maker.h"

#include "core/change/access_checks.h"
#include "core/change/change_call.h"
#include "core/change/live_marks.h"
#include "core/change/owner_checks.h"
#include "core/change/release_reading.h"
#include "core/kube/objects.h"

#include <QCryptographicHash>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Level = PlanCheck::Level;
using Topic = PlanCheck::Topic;

namespace {

using Catalog = std::shared_ptr<const ApiCatalog>;

void append(PlanChecks& to, PlanChecks more) {
    std::ranges::move(more, std::back_inserter(to));
}

Fingerprint fingerprintOf(
    const Rendering& rendering, const ClusterIdentity& identity, const std::vector<RecordMeta>& revisions) {
    Fingerprint print;
    print.clusterUid = identity.clusterUid;
    print.user = identity.user;
    if (!revisions.empty()) {
        print.newest = revisions.front().revision;
        print.newestUid = revisions.front().uid;
        print.newestVersion = revisions.front().resourceVersion;
    }
    print.chartDigest = rendering.chartDigest;
    print.valuesDigest = QCryptographicHash::hash(rendering.request.values, QCryptographicHash::Sha256);
    print.helmPath = rendering.helm.path;
    print.helmVersion = rendering.helm.version;
    return print;
}

/// Objects the change brings that the record does not have.
std::vector<ManifestObject> addedObjects(const Rendering& rendering) {
    const QString nameSpace = rendering.request.release.nameSpace;
    const Manifest before = parseManifest(rendering.base ? rendering.base->manifest : QByteArray(), nameSpace);
    std::vector<ManifestObject> added;
    for (ManifestObject& object : parseManifest(rendering.manifest, nameSpace).objects) {
        if (!std::ranges::contains(before.objects, object.key, &ManifestObject::key)) {
            added.push_back(std::move(object));
        }
    }
    return added;
}

bool carriesMarks(const ManifestObject& object) {
    const QString& kind = object.key.kind;
    return kind == "Deployment"_L1 || kind == "StatefulSet"_L1 || kind == "DaemonSet"_L1 || kind == "Service"_L1
        || kind == "ConfigMap"_L1;
}

Task<PlanChecks> liveChecks(ApiClient* client, Catalog catalog, RenderingPtr rendering) {
    constexpr size_t kMarked = 24;
    std::vector<ManifestObject> objects = addedObjects(*rendering);
    std::vector<ManifestKey> added;
    added.reserve(objects.size());
    for (const ManifestObject& object : objects) {
        added.push_back(object.key);
    }
    size_t marked = 0;
    const QByteArray before = rendering->base ? rendering->base->manifest : QByteArray();
    for (ManifestObject& object : parseManifest(before, rendering->request.release.nameSpace).objects) {
        if (marked < kMarked && carriesMarks(object)) {
            objects.push_back(std::move(object));
            ++marked;
        }
    }
    const auto marks = co_await readLiveMarks(client, std::move(catalog), std::move(objects));
    const bool creates
        = rendering->request.kind == ChangeKind::Install || rendering->request.kind == ChangeKind::Upgrade;
    PlanChecks checks;
    if (creates) {
        append(checks, existingObjectChecks(rendering->request, added, marks));
    }
    append(checks, ownerMarkChecks(marks));
    co_return checks;
}

Task<PlanChecks> namespaceChecks(ApiClient* client, RenderingPtr rendering) {
    PlanChecks checks;
    const ChangeRequest& request = rendering->request;
    if (request.kind == ChangeKind::Install) {
        const auto found = co_await client->get(builtin::namespaces().path({}, request.release.nameSpace));
        const bool isMissing = !found && found.error().code == ErrorCode::NotFound;
        if (isMissing) {
            checks.push_back({.level = request.options.createNamespace ? Level::Fine : Level::Blocker,
                .topic = Topic::Exists,
                .word = request.options.createNamespace ? u"NamespaceMade"_s : u"NamespaceMissing"_s,
                .subject = request.release.nameSpace,
                .detail = u"the namespace does not exist"_s});
        }
    }
    co_return checks;
}

/// What the dry run was refused (PS7).
PlanChecks predictionChecks(const ChangeDiffPtr& prediction, bool takesOwnership) {
    PlanChecks checks;
    for (const Error& problem : prediction ? prediction->problems : std::vector<Error>()) {
        PlanCheck check{.level = Level::Warning,
            .topic = Topic::Access,
            .word = problem.reason,
            .subject = problem.subject,
            .detail = problem.detail};
        if (problem.reason == "ImmutableField"_L1) {
            check.level = Level::Blocker;
            check.topic = Topic::Immutable;
        } else if (problem.reason == "Conflict"_L1) {
            check.level = Level::Blocker;
            check.topic = Topic::Conflict;
        } else if (problem.reason == "AdmissionDenied"_L1) {
            check.level = Level::Blocker;
        } else if (problem.reason == "NotOwned"_L1) {
            check.level = takesOwnership ? Level::Warning : Level::Blocker;
            check.topic = Topic::Exists;
        } else if (problem.reason == "NoSuchKind"_L1 || problem.reason == "Forbidden"_L1) {
            continue; // the access checks say it
        }
        checks.push_back(std::move(check));
    }
    return checks;
}

/// The dry run says the same as the guess from the diff, and better.
void dropGuesses(PlanChecks& checks) {
    const auto isSaid = [&checks](const PlanCheck& guess, PlanCheck::Topic topic) {
        return std::ranges::any_of(checks, [&](const PlanCheck& check) {
            return &check != &guess && check.topic == topic && check.level == Level::Blocker
                && check.subject == guess.subject;
        });
    };
    PlanChecks kept;
    for (const PlanCheck& check : checks) {
        const bool isGuess = check.topic == Topic::Immutable && check.level == Level::Warning;
        if (!isGuess || !isSaid(check, Topic::Immutable)) {
            kept.push_back(check);
        }
    }
    checks = std::move(kept);
}

Task<PlanChecks> clusterChecks(std::shared_ptr<ClusterSession> session, PlanInput input, PlanFacts facts) {
    ApiClient* client = &session->client();
    PlanChecks checks;
    const auto catalog = co_await session->catalog();
    if (!catalog) {
        checks.push_back({.level = Level::Warning,
            .topic = Topic::Access,
            .word = u"NoCatalog"_s,
            .subject = {},
            .detail = describe(catalog.error())});
        append(checks, helmChecks(facts));
        co_return checks;
    }
    facts.serverVersion = (*catalog)->serverVersion;
    append(checks, helmChecks(facts));
    append(checks, co_await accessChecks(client, *catalog, input.rendering));
    append(checks, co_await liveChecks(client, *catalog, input.rendering));
    append(checks, co_await ownerResourceChecks(client, *catalog, input.rendering->request.release));
    append(checks, co_await namespaceChecks(client, input.rendering));
    co_return checks;
}

int rank(const PlanCheck& check) {
    return check.level == Level::Blocker ? 0 : check.level == Level::Warning ? 1 : 2;
}

} // namespace

QStringList namespacesTouched(const Rendering& rendering) {
    const QString own = rendering.request.release.nameSpace;
    QStringList all;
    for (const QByteArray& manifest : {rendering.manifest, rendering.base ? rendering.base->manifest : QByteArray()}) {
        for (const ManifestObject& object : parseManifest(manifest, own).objects) {
            if (!object.key.nameSpace.isEmpty() && object.key.nameSpace != own) {
                all += object.key.nameSpace;
            }
        }
    }
    all.removeDuplicates();
    all.sort();
    all.prepend(own);
    return all;
}

Task<Result<Fingerprint>> readFingerprint(std::shared_ptr<ClusterSession> session, RenderingPtr rendering) {
    const auto identity = co_await readIdentity(&session->client());
    if (!identity) {
        co_return std::unexpected(identity.error());
    }
    const auto revisions = co_await readRevisions(&session->client(), rendering->request.release);
    if (!revisions) {
        co_return std::unexpected(revisions.error());
    }
    co_return fingerprintOf(*rendering, *identity, *revisions);
}

Task<Result<ChangePlanPtr>> makePlan(PlanInput input) {
    auto revisions = co_await readRevisions(&input.session->client(), input.rendering->request.release);
    if (!revisions) {
        co_return std::unexpected(revisions.error());
    }
    const PlanFacts facts{.rendering = input.rendering,
        .revisions = *revisions,
        .againstRecord = input.againstRecord,
        .serverVersion = {}};
    auto plan = std::make_shared<ChangePlan>();
    plan->id = input.id;
    plan->rendering = input.rendering;
    plan->againstRecord = input.againstRecord;
    plan->fingerprint = fingerprintOf(*input.rendering, input.identity, *revisions);
    plan->confirmation = input.confirmation;
    const auto command = commandFor(*input.rendering);
    if (command) {
        plan->command = *command;
    } else {
        plan->checks.push_back({.level = Level::Blocker,
            .topic = Topic::HelmVersion,
            .word = command.error().reason,
            .subject = command.error().subject,
            .detail = command.error().detail});
    }
    append(plan->checks, input.known);
    append(plan->checks, recordChecks(facts));
    append(plan->checks, historyChecks(facts));
    append(plan->checks, leftoverChecks(facts));
    append(plan->checks, valuesChecks(facts));
    append(plan->checks, diffChecks(facts));
    append(plan->checks, ownerRecordChecks(facts, input.owners));
    append(plan->checks, predictionChecks(input.prediction, input.rendering->request.options.takeOwnership));
    append(plan->checks, co_await clusterChecks(input.session, input, facts));
    dropGuesses(plan->checks);
    std::ranges::stable_sort(plan->checks, {}, rank);
    co_return plan;
}

} // namespace pilothouse
