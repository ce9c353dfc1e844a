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

/// Pods belong to jobs, jobs to the CronJob. By name: one that is made again under its name goes on.
bool isJobOf(const QJsonObject& job, const QString& cronJob) {
    const auto owners = job["metadata"_L1]["ownerReferences"_L1].toArray();
    return std::ranges::any_of(owners, [&cronJob](const QJsonValue& owner) {
        return owner["kind"_L1].toString() == "CronJob"_L1 && owner["name"_L1].toString() == cronJob;
    });
}

/// The label every pod of a job has; its old name is the one that all servers know (batch/v1, JobNameLabel).
QString selectorOfJobs(const QMap<Uid, QString>& names) {
    return names.isEmpty() ? QString() : u"job-name in (%1)"_s.arg(QStringList(names.values()).join(u','));
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
        co_return Targets{{.labelSelector = {}, .fieldSelector = {}, .cronJob = workload.name}};
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
    m_targets = targets;
    std::erase_if(m_jobs, [&](const auto& jobs) {
        return std::ranges::find(targets, jobs->cronJob, &PodTarget::cronJob) == targets.end();
    });
    for (const PodTarget& target : targets) {
        const bool isKnown
            = std::ranges::any_of(m_jobs, [&](const auto& jobs) { return jobs->cronJob == target.cronJob; });
        if (!target.cronJob.isEmpty() && !isKnown) {
            watchJobs(target.cronJob);
        }
    }
    resetSources();
}

void PodWatch::watchJobs(const QString& cronJob) {
    auto made = std::make_unique<Jobs>();
    Jobs* const jobs = made.get();
    jobs->cronJob = cronJob;
    Reflector::Target what;
    what.resource = builtin::jobs();
    what.nameSpace = m_nameSpace;
    jobs->reflector = std::make_unique<Reflector>(m_client, what);
    connect(jobs->reflector.get(), &Reflector::upserted, this, [this, jobs](const std::vector<RawObject>& objects) {
        const auto before = jobs->names.size();
        for (const RawObject& object : objects) {
            const QJsonObject job = QJsonDocument::fromJson(object.json).object();
            if (isJobOf(job, jobs->cronJob)) {
                jobs->names.insert(object.uid, job["metadata"_L1]["name"_L1].toString());
            }
        }
        if (jobs->names.size() != before) {
            resetSources();
        }
    });
    connect(jobs->reflector.get(), &Reflector::removed, this, [this, jobs](const std::vector<Uid>& uids) {
        const auto before = jobs->names.size();
        for (const Uid& uid : uids) {
            jobs->names.remove(uid);
        }
        if (jobs->names.size() != before) {
            resetSources();
        }
    });
    connect(jobs->reflector.get(), &Reflector::synced, this, [this, jobs] {
        jobs->isSynced = true;
        Q_EMIT stateChanged();
    });
    connect(jobs->reflector.get(), &Reflector::stateChanged, this, [this] { Q_EMIT stateChanged(); });
    m_jobs.push_back(std::move(made));
    jobs->reflector->start();
}

/// What is asked for now: the targets as they were given, for a CronJob the pods of its jobs.
void PodWatch::resetSources() {
    Targets targets;
    for (const PodTarget& target : m_targets) {
        if (target.cronJob.isEmpty()) {
            targets.push_back(target);
        }
    }
    for (const auto& jobs : m_jobs) {
        if (const QString selector = selectorOfJobs(jobs->names); !selector.isEmpty()) {
            targets.push_back({.labelSelector = selector, .fieldSelector = {}});
        }
    }
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
    for (const auto& jobs : m_jobs) {
        jobs->reflector->wake();
    }
    for (const auto& source : m_sources) {
        source->reflector->wake();
    }
}

bool PodWatch::isSynced() const {
    const auto hasBeenRead = [](const auto& source) { return source->isSynced; };
    return std::ranges::all_of(m_jobs, hasBeenRead) && std::ranges::all_of(m_sources, hasBeenRead);
}

std::optional<Error> PodWatch::error() const {
    for (const auto& jobs : m_jobs) {
        if (!jobs->isSynced && jobs->reflector->lastError()) {
            return jobs->reflector->lastError();
        }
    }
    for (const auto& source : m_sources) {
        if (!source->isSynced && source->reflector->lastError()) {
            return source->reflector->lastError();
        }
    }
    return {};
}

} // namespace pilothouse
