// SPDX-License-Identifier: Apache-2.0
#include "core/helm/release_feed.h"

#include "core/helm/body_loader.h"
#include "core/helm/feed_sources.h"
#include "core/helm/record_store.h"
#include "core/helm/release_decoder.h"
#include "core/helm/release_index.h"
#include "core/helm/release_readiness.h"
#include "core/helm/workload_watch.h"

#include <QPointer>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Phase = FeedState::Phase;

namespace {

constexpr Clock::Duration kTellEvery{100};

Task<Result<ReleaseRecordPtr>> failedRecord(Error error) {
    co_return std::unexpected(std::move(error));
}

bool isSameForPeople(const FeedState& a, const FeedState& b) {
    return a.phase == b.phase && a.isComplete == b.isComplete && a.rows == b.rows && a.bodiesLoaded == b.bodiesLoaded
        && a.error == b.error && a.configMapError == b.configMapError && a.namespaces == b.namespaces;
}

} // namespace

class ReleaseFeed::Private {
public:
    Private(ReleaseFeed& feed, ApiClient& client)
        : q(feed)
        , m_client(client)
        , m_sources(client)
        , m_loader(client, [this](const ReleaseKey& key) { onBody(key); })
        , m_store(std::make_shared<RecordStore>(client))
        , m_workloads(client) { }
    Q_DISABLE_COPY_MOVE(Private)

    void listen();
    void start(QStringList namespaces, Bodies bodies, const QString& release);
    void wake();
    [[nodiscard]] FeedState state() const;
    [[nodiscard]] ReleaseSummary summary(const ReleaseKey& key) const;

    ReleaseFeed& q;
    ApiClient& m_client;
    ReleaseIndex m_index;
    FeedSources m_sources;
    BodyLoader m_loader;
    std::shared_ptr<RecordStore> m_store;
    WorkloadFeed m_workloads;
    ReleaseReadiness m_readiness;

private:
    void onUpserted(StorageDriver driver, const std::vector<RawObject>& objects);
    void onRemoved(const std::vector<Uid>& uids);
    void onSources();
    void onBody(const ReleaseKey& key);
    void onWorkloads(const std::vector<WorkloadRef>& refs);
    void touch(const ReleaseKey& key);
    void tellSoon();
    void tell();
    void askForBodies();
    void fillBody(ReleaseSummary& summary) const;
    [[nodiscard]] ReleaseDelta takeDelta();

    QStringList m_namespaces;
    Bodies m_bodies = Bodies::Loaded;
    QSet<ReleaseKey> m_dirty;
    QSet<ReleaseKey> m_dirtyRevisions;
    QSet<ReleaseKey> m_told; ///< those the listeners have
    bool m_isResetDue = true;
    bool m_isTellDue = false;
    Clock::Steady m_lastTold{};
    FeedState m_toldState;
    std::unique_ptr<Timer> m_timer;
};

void ReleaseFeed::Private::listen() {
    connect(&m_sources, &FeedSources::upserted, &q,
        [this](StorageDriver driver, const std::vector<RawObject>& objects) { onUpserted(driver, objects); });
    connect(&m_sources, &FeedSources::removed, &q, [this](const std::vector<Uid>& uids) { onRemoved(uids); });
    connect(&m_sources, &FeedSources::stateChanged, &q, [this] { onSources(); });
    connect(
        &m_workloads, &WorkloadFeed::changed, &q, [this](const std::vector<WorkloadRef>& refs) { onWorkloads(refs); });
    connect(&m_workloads, &WorkloadFeed::known, &q, [this] {
        for (const ReleaseKey& key : m_index.keys()) {
            m_dirty.insert(key);
        }
        tellSoon();
    });
}

void ReleaseFeed::Private::start(QStringList namespaces, Bodies bodies, const QString& release) {
    m_bodies = bodies;
    m_loader.clear();
    m_index.clear();
    m_readiness.clear();
    m_dirty.clear();
    m_dirtyRevisions.clear();
    m_isResetDue = true;
    m_lastTold = {};
    if (m_workloads.isStarted()) {
        m_workloads.start(namespaces);
    }
    m_namespaces = std::move(namespaces);
    m_sources.start(m_namespaces, release);
}

void ReleaseFeed::Private::wake() {
    m_sources.wake();
    m_loader.wake();
    m_workloads.wake();
}

// --- What comes in

void ReleaseFeed::Private::onUpserted(StorageDriver driver, const std::vector<RawObject>& objects) {
    for (const RawObject& object : objects) {
        auto meta = recordMetaFromJson(object.json, driver);
        if (!meta) {
            if (const auto left = m_index.remove(object.uid)) {
                touch(*left); // it was a record until somebody took its labels
            }
            continue;
        }
        meta->uid = object.uid; // the reflector's own strings: one copy for both
        meta->resourceVersion = object.resourceVersion;
        for (const ReleaseKey& key : m_index.put(std::move(*meta))) {
            touch(key);
        }
    }
    if (m_isResetDue && m_index.size() > 0) {
        tell(); // the first rows wait for nothing
    } else {
        tellSoon();
    }
}

void ReleaseFeed::Private::onRemoved(const std::vector<Uid>& uids) {
    for (const Uid& uid : uids) {
        if (const auto key = m_index.remove(uid)) {
            touch(*key);
        }
    }
    tellSoon();
}

void ReleaseFeed::Private::touch(const ReleaseKey& key) {
    m_dirty.insert(key);
    m_dirtyRevisions.insert(key);
    tellSoon();
}

void ReleaseFeed::Private::onSources() {
    const FeedState now = state();
    if (m_toldState.phase == Phase::Stale && now.phase == Phase::Live) {
        m_loader.wake(); // what could not be fetched meanwhile
    }
    if (m_sources.isListComplete()) {
        askForBodies(); // of what the last pages brought: else older ones of theirs would start now
    }
    m_loader.setListComplete(m_sources.isListComplete());
    const bool isFirstAnswer = m_isResetDue && now.phase != Phase::Connecting;
    const bool isJustComplete = now.isComplete && !m_toldState.isComplete;
    if (isFirstAnswer || isJustComplete) {
        tell(); // an empty cluster is an answer too; who waits for the whole list need not wait for the next round
    } else {
        tellSoon();
    }
}

void ReleaseFeed::Private::onBody(const ReleaseKey& key) {
    if (const auto* body = m_loader.find(key); body && body->state == ReleaseSummary::BodyState::Loaded) {
        m_readiness.set(key, body->facts.workloads);
    }
    m_dirty.insert(key);
    tellSoon();
}

void ReleaseFeed::Private::onWorkloads(const std::vector<WorkloadRef>& refs) {
    for (const WorkloadRef& ref : refs) {
        for (const ReleaseKey& key : m_readiness.releasesOf(ref)) {
            m_dirty.insert(key);
        }
    }
    tellSoon();
}

// --- What goes out

void ReleaseFeed::Private::tellSoon() {
    if (std::exchange(m_isTellDue, true)) {
        return;
    }
    Clock& clock = m_client.services().clock;
    const auto since = std::chrono::duration_cast<Clock::Duration>(clock.steadyNow() - m_lastTold);
    const auto delay = m_lastTold == Clock::Steady{} || since >= kTellEvery ? Clock::Duration(0) : kTellEvery - since;
    m_timer = clock.after(delay, [this] { tell(); });
}

/// Once a release, not once a record of its history.
void ReleaseFeed::Private::askForBodies() {
    if (m_bodies == Bodies::Left) {
        return;
    }
    for (const ReleaseKey& key : std::as_const(m_dirtyRevisions)) {
        if (const auto newest = m_index.newest(key)) {
            m_loader.want(*newest);
        } else {
            m_loader.forget(key);
            m_readiness.forget(key);
        }
    }
    m_loader.pump();
}

void ReleaseFeed::Private::tell() {
    m_isTellDue = false;
    m_lastTold = m_client.services().clock.steadyNow();
    askForBodies();
    const auto revisions = std::exchange(m_dirtyRevisions, {});
    const FeedState now = state();
    const bool areWorkloadsDue = m_bodies == Bodies::Loaded && !m_workloads.isStarted();
    if (areWorkloadsDue && now.phase == Phase::Live && now.isComplete) {
        m_workloads.start(m_namespaces); // only now: rows come first
    }
    const bool isStateNew = !isSameForPeople(now, m_toldState);
    const bool isReset = m_isResetDue && now.phase != Phase::Connecting;
    const QPointer<ReleaseFeed> alive(&q); // a listener may end us from an event loop of its own (tests)
    if (isReset || (!m_isResetDue && !m_dirty.isEmpty())) {
        Q_EMIT q.changed(std::make_shared<const ReleaseDelta>(takeDelta()));
    }
    if (alive && isStateNew) {
        m_toldState = now;
        Q_EMIT q.stateChanged(now);
    }
    for (const ReleaseKey& key : revisions) {
        if (alive) {
            Q_EMIT q.revisionsChanged(key);
        }
    }
}

ReleaseDelta ReleaseFeed::Private::takeDelta() {
    ReleaseDelta delta;
    delta.isReset = std::exchange(m_isResetDue, false);
    if (delta.isReset) {
        m_told.clear();
        const auto keys = m_index.keys();
        m_dirty = QSet<ReleaseKey>(keys.begin(), keys.end());
    }
    delta.upserted.reserve(static_cast<size_t>(m_dirty.size()));
    for (const ReleaseKey& key : std::as_const(m_dirty)) {
        if (m_index.contains(key)) {
            delta.upserted.push_back(summary(key));
            m_told.insert(key);
        } else if (m_told.remove(key)) {
            delta.removed.push_back(key);
        }
    }
    m_dirty.clear();
    return delta;
}

ReleaseSummary ReleaseFeed::Private::summary(const ReleaseKey& key) const {
    ReleaseSummary summary;
    summary.newest = m_index.newest(key).value_or(RecordMeta{});
    summary.deployedRevision = m_index.deployedRevision(key);
    summary.revisionCount = m_index.revisionCount(key);
    summary.updated = summary.newest.modified;
    summary.owner = ownerFromLabels(summary.newest.labels);
    fillBody(summary);
    return summary;
}

void ReleaseFeed::Private::fillBody(ReleaseSummary& summary) const {
    const auto* body = m_loader.find(summary.newest.key);
    if (!body || body->meta.uid != summary.newest.uid) {
        return;
    }
    const RecordFacts& facts = body->facts;
    summary.bodyState = body->state;
    summary.bodyError = body->error;
    summary.chartName = facts.chartName;
    summary.chartVersion = facts.chartVersion;
    summary.appVersion = facts.appVersion;
    summary.description = facts.description;
    summary.updatedText = facts.updatedText;
    summary.applyMethod = facts.applyMethod;
    summary.searchWords = facts.searchWords;
    if (facts.updated.isValid()) {
        summary.updated = facts.updated;
    }
    if (!facts.owner.isEmpty()) {
        summary.owner = facts.owner;
    }
    if (body->state == ReleaseSummary::BodyState::Loaded && summary.newest.status != ReleaseStatus::Uninstalled) {
        ReleaseReadiness::fill(summary, facts.workloads, m_workloads);
    }
}

FeedState ReleaseFeed::Private::state() const {
    FeedState state;
    m_sources.describe(state);
    state.rows = static_cast<int>(m_index.size());
    state.bodiesLoaded = m_loader.loadedCount();
    state.isComplete
        = m_sources.isListComplete() && m_dirtyRevisions.isEmpty() && m_loader.isIdle() && state.phase != Phase::Failed;
    state.namespaces = m_namespaces;
    return state;
}

// --- The feed

ReleaseFeed::ReleaseFeed(ApiClient& client, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, client)) {
    d->listen();
}

ReleaseFeed::~ReleaseFeed() = default;

void ReleaseFeed::start(QStringList namespaces, Bodies bodies, QString release) {
    d->start(std::move(namespaces), bodies, release);
}

void ReleaseFeed::wake() {
    d->wake();
}

void ReleaseFeed::prioritise(std::vector<ReleaseKey> keys) {
    d->m_loader.prioritise(keys);
}

WorkerPool& ReleaseFeed::workers() const {
    return d->m_client.services().pool;
}

FeedState ReleaseFeed::state() const {
    return d->state();
}

std::vector<ReleaseSummary> ReleaseFeed::snapshot() const {
    std::vector<ReleaseSummary> rows;
    for (const ReleaseKey& key : d->m_index.keys()) {
        rows.push_back(d->summary(key));
    }
    return rows;
}

std::vector<RecordMeta> ReleaseFeed::revisions(const ReleaseKey& key) const {
    return d->m_index.revisions(key);
}

Task<Result<ReleaseRecordPtr>> ReleaseFeed::record(ReleaseKey key, Revision revision) {
    auto meta = d->m_index.find(key, revision);
    if (!meta) {
        const QString subject = u"release %1/%2 revision %3"_s.arg(key.nameSpace, key.name).arg(number(revision));
        return failedRecord(fail(ErrorCode::NotFound, subject, u"there is no such record"_s).error());
    }
    return RecordStore::read(d->m_store, std::move(*meta));
}

} // namespace pilothouse
