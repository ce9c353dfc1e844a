// SPDX-License-Identifier: Apache-2.0
#include "core/helm/workload_watch.h"

#include "core/async/parallel.h"
#include "core/async/sleep.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPodRound = 5s;
constexpr auto kFirstPodRound = 500ms; // a rollout changes its Deployment several times in a row
constexpr size_t kPodsAtOnce = 4;
constexpr size_t kPodQuestions = 24; ///< in one round
constexpr int kPodsLookedAt = 20;

const ApiResource& resourceOf(WorkloadRef::Kind kind) {
    switch (kind) {
    case WorkloadRef::Kind::StatefulSet:
        return builtin::statefulSets();
    case WorkloadRef::Kind::DaemonSet:
        return builtin::daemonSets();
    default:
        return builtin::deployments();
    }
}

/// matchLabels as a label selector; matchExpressions only narrow it, and are left out.
QByteArray selectorOf(const QJsonObject& object) {
    const QJsonObject labels = object["spec"_L1]["selector"_L1]["matchLabels"_L1].toObject();
    QStringList terms;
    for (auto label = labels.begin(); label != labels.end(); ++label) {
        terms += label.key() + u'=' + label.value().toString();
    }
    return terms.join(u',').toUtf8();
}

/// Order of badness, worst last.
int badness(HealthState state) {
    switch (state) {
    case HealthState::Failed:
        return 4;
    case HealthState::NotFound:
        return 3;
    case HealthState::InProgress:
        return 2;
    case HealthState::Terminating:
        return 1;
    default:
        return 0;
    }
}

/// Items of a typed list name neither (protocol: 2.3).
void nameKind(QJsonObject& object, const GroupVersionKind& kind) {
    if (!object.contains("kind"_L1)) {
        object.insert("kind"_L1, kind.kind);
        object.insert("apiVersion"_L1, kind.apiVersion());
    }
}

} // namespace

WorkloadFeed::WorkloadFeed(ApiClient& client, QObject* parent)
    : QObject(parent)
    , m_client(client) { }

WorkloadFeed::~WorkloadFeed() = default;

void WorkloadFeed::start(const QStringList& namespaces) {
    m_scope.cancelAll();
    for (const auto& source : m_sources) {
        source->reflector->disconnect(this);
        source->reflector->stop();
        source->reflector->deleteLater();
    }
    m_sources.clear();
    m_entries.clear();
    m_refs.clear();
    m_unready.clear();
    m_round.clear();
    m_batches.clear();
    m_isDraining = m_isAskingPods = false;
    m_mayAskPods = true;
    for (const QString& nameSpace : namespaces.isEmpty() ? QStringList{QString()} : namespaces) {
        for (const auto kind :
            {WorkloadRef::Kind::Deployment, WorkloadRef::Kind::StatefulSet, WorkloadRef::Kind::DaemonSet}) {
            add(kind, nameSpace);
        }
    }
    for (const auto& source : m_sources) {
        source->reflector->start();
    }
}

void WorkloadFeed::add(WorkloadRef::Kind kind, const QString& nameSpace) {
    auto owned = std::make_unique<Source>();
    Source* source = owned.get();
    source->kind = kind;
    source->reflector = new Reflector(
        m_client, Reflector::Target{resourceOf(kind), nameSpace, {}, {}, Reflector::Content::Full}, this);
    connect(source->reflector, &Reflector::upserted, this,
        [this, source](const std::vector<RawObject>& objects) { enqueue({source, objects, {}, false}); });
    connect(source->reflector, &Reflector::removed, this,
        [this, source](const std::vector<Uid>& uids) { enqueue({source, {}, uids, false}); });
    connect(source->reflector, &Reflector::synced, this, [this, source] { enqueue({source, {}, {}, true}); });
    m_sources.push_back(std::move(owned));
}

void WorkloadFeed::wake() {
    for (const auto& source : m_sources) {
        source->reflector->wake();
    }
}

bool WorkloadFeed::isKnown(const QString& nameSpace) const {
    const auto covers = [&nameSpace](const auto& source) {
        const QString& own = source->reflector->target().nameSpace;
        return own.isEmpty() || own == nameSpace;
    };
    return std::ranges::any_of(m_sources, covers) && std::ranges::all_of(m_sources, [&covers](const auto& source) {
        return !covers(source) || source->hasSynced;
    });
}

const WorkloadFeed::Health* WorkloadFeed::find(const WorkloadRef& ref) const {
    const auto found = m_entries.constFind(ref);
    return found == m_entries.cend() ? nullptr : &found->health;
}

// --- Objects in, a few words kept

void WorkloadFeed::enqueue(Batch batch) {
    m_batches.push_back(std::move(batch));
    if (!std::exchange(m_isDraining, true)) {
        m_scope.launch(drain());
    }
}

Task<void> WorkloadFeed::drain() {
    while (!m_batches.empty()) {
        const auto batch = std::make_shared<const Batch>(std::move(m_batches.front()));
        m_batches.pop_front();
        std::vector<Parsed> parsed;
        if (!batch->upserted.empty()) {
            parsed = co_await m_client.services().pool.run(
                [batch] { return parse(batch->upserted, batch->source->kind); });
        }
        apply(*batch, std::move(parsed));
    }
    m_isDraining = false;
}

std::vector<WorkloadFeed::Parsed> WorkloadFeed::parse(const std::vector<RawObject>& objects, WorkloadRef::Kind kind) {
    std::vector<Parsed> parsed;
    parsed.reserve(objects.size());
    for (const RawObject& raw : objects) {
        QJsonObject object = QJsonDocument::fromJson(raw.json).object();
        nameKind(object, resourceOf(kind).kind);
        const ObjectHealth health = healthOf(object);
        const bool isReady = health.state == HealthState::Current;
        Health kept{health.state, health.ready, health.desired, {}, {}};
        if (!isReady) {
            kept.reason = u"%1/%2 ready"_s.arg(health.ready).arg(health.desired);
            kept.message = health.message;
        }
        if (health.state == HealthState::Failed && !health.reason.isEmpty()) {
            kept.reason = health.reason;
        }
        parsed.push_back(
            {raw.uid, {kind, raw.nameSpace, raw.name}, std::move(kept), isReady ? QByteArray() : selectorOf(object)});
    }
    return parsed;
}

void WorkloadFeed::apply(const Batch& batch, std::vector<Parsed> parsed) {
    std::vector<WorkloadRef> touched;
    for (const Uid& uid : batch.removed) {
        if (const auto ref = m_refs.constFind(uid); ref != m_refs.cend()) {
            touched.push_back(*ref);
            m_entries.remove(*ref);
            m_unready.remove(*ref);
            m_refs.erase(ref);
        }
    }
    for (Parsed& object : parsed) {
        touched.push_back(object.ref);
        put(std::move(object));
    }
    if (!touched.empty()) {
        Q_EMIT changed(touched);
    }
    if (batch.isSync && !std::exchange(batch.source->hasSynced, true)) {
        Q_EMIT known();
    }
    if (!m_unready.isEmpty() && m_mayAskPods && !std::exchange(m_isAskingPods, true)) {
        m_scope.launch(askPods());
    }
}

void WorkloadFeed::put(Parsed parsed) {
    m_refs.insert(parsed.uid, parsed.ref);
    Entry& entry = m_entries[parsed.ref];
    entry.health = std::move(parsed.health);
    entry.selector = std::move(parsed.selector);
    if (entry.health.state == HealthState::Current) {
        entry.podReason.clear();
        entry.podMessage.clear();
        m_unready.remove(parsed.ref);
        return;
    }
    m_unready.insert(parsed.ref);
    if (!entry.podReason.isEmpty()) {
        entry.health.reason = entry.podReason; // until the pods are asked again
        entry.health.message = entry.podMessage;
    }
}

// --- Why it is not ready: the pods know

Task<void> WorkloadFeed::askPods() {
    co_await sleepFor(m_client.services().clock, kFirstPodRound);
    while (!m_unready.isEmpty() && m_mayAskPods) {
        const std::vector<WorkloadRef> refs = nextUnready();
        std::vector<QByteArray> selectors;
        std::ranges::transform(refs, std::back_inserter(selectors),
            [this](const WorkloadRef& ref) { return m_entries.value(ref).selector; });
        auto pods = co_await inParallel<Result<Health>>(
            refs.size(), kPodsAtOnce, [client = &m_client, refs, selectors](size_t i) {
                return worstPod(client, refs[i].nameSpace, selectors[i]);
            });
        for (size_t i = 0; i < refs.size(); ++i) {
            takePod(refs[i], pods[i]);
        }
        co_await sleepFor(m_client.services().clock, kPodRound);
    }
    m_isAskingPods = false;
}

std::vector<WorkloadRef> WorkloadFeed::nextUnready() {
    if (m_round.empty()) {
        m_round.assign(m_unready.cbegin(), m_unready.cend());
    }
    std::vector<WorkloadRef> refs;
    while (!m_round.empty() && refs.size() < kPodQuestions) {
        const WorkloadRef ref = m_round.front();
        m_round.pop_front();
        if (m_unready.contains(ref) && !m_entries.value(ref).selector.isEmpty()) {
            refs.push_back(ref);
        }
    }
    return refs;
}

Task<Result<WorkloadFeed::Health>> WorkloadFeed::worstPod(ApiClient* client, QString nameSpace, QByteArray selector) {
    QUrlQuery query;
    query.addQueryItem(u"labelSelector"_s, QString::fromUtf8(selector));
    query.addQueryItem(u"limit"_s, QString::number(kPodsLookedAt));
    auto answer = co_await client->get(builtin::pods().path(nameSpace), query);
    if (!answer) {
        co_return std::unexpected(std::move(answer.error()));
    }
    Health worst;
    for (const QJsonValue& item : QJsonDocument::fromJson(*answer).object()["items"_L1].toArray()) {
        QJsonObject pod = item.toObject();
        nameKind(pod, builtin::pods().kind);
        const ObjectHealth health = healthOf(pod);
        if (badness(health.state) > badness(worst.state)) {
            const bool saysNothing
                = health.state == HealthState::InProgress && health.reason.startsWith("Pod"_L1); // PodPending
            worst
                = {health.state, health.ready, health.desired, saysNothing ? QString() : health.reason, health.message};
        }
    }
    co_return worst;
}

void WorkloadFeed::takePod(const WorkloadRef& ref, const Result<Health>& pod) {
    if (!pod) {
        m_mayAskPods = m_mayAskPods && pod.error().code != ErrorCode::Forbidden;
        return;
    }
    const auto entry = m_entries.find(ref);
    if (entry == m_entries.end() || !m_unready.contains(ref) || entry->podReason == pod->reason) {
        return;
    }
    entry->podReason = pod->reason;
    entry->podMessage = pod->message;
    entry->health.reason
        = pod->reason.isEmpty() ? u"%1/%2 ready"_s.arg(entry->health.ready).arg(entry->health.desired) : pod->reason;
    entry->health.message = pod->message;
    Q_EMIT changed({ref});
}

} // namespace pilothouse
