// SPDX-License-Identifier: Apache-2.0
#include "core/kube/pod_watch.h"

#include "core/kube/forward_target.h"
#include "core/kube/objects.h"
#include "core/kube/reflector.h"

#include <QJsonDocument>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using Targets = std::vector<PodTarget>;

ApiResource namedResource(const QString& group, const QString& kind, const QString& plural) {
    ApiResource resource;
    resource.kind = {.group = group, .version = u"v1"_s, .kind = kind};
    resource.plural = plural;
    return resource;
}

std::optional<ApiResource> resourceOf(const GroupVersionKind& kind) {
    const ApiResource services = namedResource({}, u"Service"_s, u"services"_s);
    const ApiResource cronJobs = namedResource(u"batch"_s, u"CronJob"_s, u"cronjobs"_s);
    for (const ApiResource& resource : {builtin::deployments(), builtin::statefulSets(), builtin::daemonSets(),
             builtin::replicaSets(), builtin::jobs(), services, cronJobs}) {
        if (resource.kind.group == kind.group && resource.kind.kind == kind.kind) {
            return resource;
        }
    }
    return {};
}

Result<Targets> selected(const QJsonObject& labelSelector, const PodScope& scope) {
    const QString text = selectorText(labelSelector);
    if (text.isEmpty()) {
        return fail(ErrorCode::Invalid, podScopeText(scope), u"it selects no pods"_s, u"NoPods"_s);
    }
    return Targets{{.labelSelector = text, .fieldSelector = {}}};
}

/// Pods belong to jobs, jobs to the CronJob.
Task<Result<Targets>> targetsOfCronJob(ApiClient* client, PodScope scope, QJsonObject cronJob) {
    const auto jobs = co_await listObjects(*client, builtin::jobs(), scope.nameSpace);
    if (!jobs) {
        co_return std::unexpected(jobs.error());
    }
    const QString uid = cronJob["metadata"_L1]["uid"_L1].toString();
    Targets targets;
    for (const QJsonObject& job : *jobs) {
        const auto owners = job["metadata"_L1]["ownerReferences"_L1].toArray();
        const bool isOurs = std::ranges::any_of(
            owners, [&uid](const QJsonValue& owner) { return owner["uid"_L1].toString() == uid; });
        const QString text = selectorText(job["spec"_L1]["selector"_L1].toObject());
        if (isOurs && !text.isEmpty()) {
            targets.push_back({.labelSelector = text, .fieldSelector = {}});
        }
    }
    co_return targets;
}

Task<Result<Targets>> targetsOfWorkload(ApiClient* client, PodScope scope, PodScope::Workload workload) {
    const auto resource = resourceOf(workload.kind);
    if (!resource) {
        co_return fail(ErrorCode::Invalid, podScopeText(scope),
            u"a %1 has no pods whose log could be read"_s.arg(workload.kind.kind), u"NoPods"_s);
    }
    const auto object = co_await getObject(*client, *resource, scope.nameSpace, workload.name);
    if (!object) {
        co_return std::unexpected(object.error());
    }
    if (workload.kind.kind == "CronJob"_L1) {
        co_return co_await targetsOfCronJob(client, scope, *object);
    }
    const QJsonValue selector = (*object)["spec"_L1]["selector"_L1];
    const bool isService = workload.kind.kind == "Service"_L1;
    co_return selected(isService ? QJsonObject{{u"matchLabels"_s, selector}} : selector.toObject(), scope);
}

} // namespace

Task<Result<std::vector<PodTarget>>> podTargetsOf(ApiClient& client, PodScope scope) {
    if (const auto* const pod = std::get_if<PodScope::Pod>(&scope.what)) {
        // A list of one that is not there is empty: asked by name, the server says so.
        const auto there = co_await getObject(client, builtin::pods(), scope.nameSpace, pod->name);
        if (!there) {
            co_return std::unexpected(there.error());
        }
        co_return Targets{{.labelSelector = {}, .fieldSelector = u"metadata.name="_s + pod->name}};
    }
    if (const auto* const selector = std::get_if<PodScope::Selector>(&scope.what)) {
        co_return Targets{{.labelSelector = selector->labels, .fieldSelector = {}}};
    }
    if (const auto* const workload = std::get_if<PodScope::Workload>(&scope.what)) {
        co_return co_await targetsOfWorkload(&client, scope, *workload);
    }
    co_return Targets();
}

PodWatch::PodWatch(ApiClient& client, QString nameSpace, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_nameSpace(std::move(nameSpace)) { }

PodWatch::~PodWatch() = default;

void PodWatch::setTargets(const std::vector<PodTarget>& targets) {
    for (const PodTarget& target : targets) {
        if (std::ranges::none_of(m_sources, [&](const auto& source) { return source->target == target; })) {
            addSource(target);
        }
    }
    for (auto it = m_sources.begin(); it != m_sources.end();) {
        if (std::ranges::find(targets, (*it)->target) != targets.end()) {
            ++it;
            continue;
        }
        const std::unique_ptr<Source> source = std::move(*it);
        it = m_sources.erase(it);
        drop(*source);
    }
}

void PodWatch::addSource(const PodTarget& target) {
    auto made = std::make_unique<Source>();
    Source* const source = made.get();
    source->target = target;
    Reflector::Target what;
    what.resource = builtin::pods();
    what.nameSpace = m_nameSpace;
    what.labelSelector = target.labelSelector;
    what.fieldSelector = target.fieldSelector;
    source->reflector = std::make_unique<Reflector>(m_client, what);
    Reflector* const reflector = source->reflector.get();
    connect(reflector, &Reflector::upserted, this, [this, reflector](const std::vector<RawObject>& objects) {
        for (const RawObject& object : objects) {
            QList<const Reflector*>& seen = m_pods[object.uid];
            if (!seen.contains(reflector)) {
                seen.append(reflector);
            }
            Q_EMIT changed(podFactsOf(QJsonDocument::fromJson(object.json).object()));
        }
    });
    connect(reflector, &Reflector::removed, this, [this, reflector](const std::vector<Uid>& uids) {
        for (const Uid& uid : uids) {
            forget(uid, reflector);
        }
    });
    connect(reflector, &Reflector::synced, this, [this, source] {
        source->isSynced = true;
        Q_EMIT stateChanged();
    });
    connect(reflector, &Reflector::stateChanged, this, [this] { Q_EMIT stateChanged(); });
    m_sources.push_back(std::move(made));
    reflector->start();
}

void PodWatch::drop(Source& source) {
    Reflector* const reflector = source.reflector.release();
    reflector->disconnect(this);
    reflector->stop();
    reflector->deleteLater();
    for (const Uid& uid : m_pods.keys()) {
        forget(uid, reflector);
    }
}

void PodWatch::forget(const Uid& uid, const Reflector* reflector) {
    const auto found = m_pods.find(uid);
    if (found == m_pods.end() || !found->removeOne(reflector) || !found->isEmpty()) {
        return;
    }
    m_pods.erase(found);
    Q_EMIT gone(uid);
}

void PodWatch::wake() {
    for (const auto& source : m_sources) {
        source->reflector->wake();
    }
}

bool PodWatch::isSynced() const {
    return std::ranges::all_of(m_sources, [](const auto& source) { return source->isSynced; });
}

std::optional<Error> PodWatch::error() const {
    for (const auto& source : m_sources) {
        if (!source->isSynced && source->reflector->lastError()) {
            return source->reflector->lastError();
        }
    }
    return {};
}

} // namespace pilothouse
