// SPDX-License-Identifier: Apache-2.0
#include "core/session/log_follow_private.h"

#include "core/async/sleep.h"
#include "core/session/cluster_session.h"
#include "core/session/release_pods.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPauseAbove = 8LL * 1024 * 1024; // delivered and not taken
constexpr qint64 kResumeBelow = kPauseAbove / 2;
constexpr Clock::Duration kResolveAgain{5000};

using Targets = std::vector<PodTarget>;

Task<Result<ReleaseRecordPtr>> newestRecord(ReleaseFeed* feed, ReleaseKey key, Revision revision) {
    co_return co_await feed->record(std::move(key), revision);
}

Task<Targets> targetsOfRecord(WorkerPool* pool, ReleaseRecordPtr record) {
    co_return co_await pool->run([record = std::move(record)] { return podTargetsOf(*record); });
}

Task<void> rest(Clock* clock, Clock::Duration delay) {
    co_await sleepFor(*clock, delay);
}

Task<Result<Targets>> targetsOfScope(ApiClient* client, PodScope scope) {
    co_return co_await podTargetsOf(*client, std::move(scope));
}

} // namespace

LogFollow::Private::Private(LogFollow* follow, ClusterSession& connected, LogRequest wanted)
    : q(follow)
    , session(&connected)
    , clock(connected.client().services().clock)
    , request(std::move(wanted))
    , batcher(clock, [this](const LogBatchPtr& batch) { deliver(batch); }) { }

LogFollow::Private::~Private() = default;

void LogFollow::Private::resolve() {
    if (!session) {
        return;
    }
    if (!watch) {
        watch = std::make_unique<PodWatch>(session->client(), request.scope.nameSpace);
        connect(watch.get(), &PodWatch::changed, q, [this](const PodFacts& pod) { onPod(pod); });
        connect(watch.get(), &PodWatch::gone, q, [this](const Uid& uid) { onGone(uid); });
        connect(watch.get(), &PodWatch::stateChanged, q, [this] { noteStatus(); });
    }
    if (release()) {
        ReleaseFeed& feed = session->releases();
        feed.disconnect(q); // resolved again
        connect(&feed, &ReleaseFeed::changed, q, [this] { onReleases(); });
        // Of this release only: a feed that is being read tells of every one of thousands.
        connect(&feed, &ReleaseFeed::revisionsChanged, q, [this](const ReleaseKey& key) {
            if (key.name == release()->name && key.nameSpace == request.scope.nameSpace) {
                onReleases();
            }
        });
        onReleases();
        return;
    }
    scope.launch<Result<Targets>>(targetsOfScope(&session->client(), request.scope),
        [this](const Result<Targets>& targets) { takeTargets(targets); });
}

void LogFollow::Private::takeTargets(const Result<Targets>& targets) {
    if (targets) {
        hasTargets = true;
        watch->setTargets(*targets);
        noteStatus();
        return;
    }
    const bool isFinal = targets.error().code == ErrorCode::Forbidden || targets.error().code == ErrorCode::NotFound
        || targets.error().code == ErrorCode::Invalid;
    if (hasTargets) { // a newer revision that can't be read: its workloads are those known so far
        return;
    }
    if (isFinal) {
        fail(targets.error());
        return;
    }
    status.error = targets.error();
    noteStatus();
    scope.launch(rest(&clock, kResolveAgain), [this] { resolve(); });
}

/// The release's newest revision decides which workloads are meant; the others date its pods.
void LogFollow::Private::onReleases() {
    ReleaseFeed& feed = session->releases();
    const auto rows = feed.snapshot();
    const auto found = std::ranges::find_if(rows, [this](const ReleaseSummary& row) {
        return row.newest.key.name == release()->name && row.newest.key.nameSpace == request.scope.nameSpace;
    });
    if (found == rows.end()) {
        status.error = feed.state().error; // why it is not known yet
        noteStatus();
        if (feed.state().phase == FeedState::Phase::Live && feed.state().isComplete && newest == Revision::None) {
            fail(pilothouse::fail(
                ErrorCode::NotFound, podScopeText(request.scope), u"there is no release of that name"_s)
                    .error());
        }
        return;
    }
    revisions = feed.revisions(found->newest.key);
    if (found->newest.revision == newest) {
        return;
    }
    const bool isFirst = newest == Revision::None;
    newest = found->newest.revision;
    if (!isFirst) {
        batcher.addNotice(
            {.kind = LogNotice::Kind::Revision, .source = {}, .detail = {}, .revision = newest, .error = {}});
    }
    const Revision wanted = newest;
    scope.launch<Result<ReleaseRecordPtr>>(
        newestRecord(&feed, found->newest.key, wanted), [this](const Result<ReleaseRecordPtr>& record) {
            if (!record) {
                takeTargets(std::unexpected(record.error()));
                return;
            }
            scope.launch<Targets>(targetsOfRecord(&session->client().services().pool, *record),
                [this](const Targets& targets) { takeTargets(targets); });
        });
}

/// The newest revision whose record was there when the pod was made: what made the pod.
Revision LogFollow::Private::revisionOf(const PodFacts& pod) const {
    for (const RecordMeta& meta : revisions) {
        if (meta.created <= pod.created) {
            return meta.revision;
        }
    }
    return revisions.empty() ? Revision::None : revisions.back().revision;
}

bool LogFollow::Private::isWanted(const ContainerFacts& container) const {
    if (!request.containers.isEmpty()) {
        return request.containers.contains(container.name);
    }
    switch (container.kind) {
    case ContainerKind::Init:
        return request.withInit;
    case ContainerKind::Ephemeral:
        return request.withEphemeral;
    default:
        return true;
    }
}

void LogFollow::Private::onPod(const PodFacts& pod) {
    pods.insert(pod.uid, pod);
    for (const ContainerFacts& container : pod.containers) {
        const auto known = std::ranges::find_if(sources, [&](const auto& entry) {
            return entry.second->about.uid == pod.uid && entry.second->about.container == container.name;
        });
        if (known != sources.end()) {
            Source& source = *known->second;
            const bool isNews = source.facts != container;
            source.facts = container;
            if (isNews && source.stream) {
                source.stream->wake();
            }
            consider(source);
            continue;
        }
        if (!isWanted(container)) {
            continue;
        }
        LogSource about{.id = ++lastId,
            .pod = pod.name,
            .uid = pod.uid,
            .container = container.name,
            .kind = container.kind,
            .revision = revisionOf(pod)};
        batcher.addSource(about);
        auto made = std::make_unique<Source>(this, std::move(about));
        made->facts = container;
        Source& source = *made;
        sources.emplace(source.about.id, std::move(made));
        consider(source);
    }
    noteStatus();
}

/// Opens its log where there is something to read that has not been read.
void LogFollow::Private::consider(Source& source) {
    if (source.stream || source.isQueued || !source.isChosen || source.isGone) {
        return;
    }
    if (!source.facts.hasRun()) {
        if (!source.facts.waiting.isEmpty() && source.facts.waiting != source.saidWaiting) {
            source.saidWaiting = source.facts.waiting;
            source.takeNotice(
                {.kind = LogNotice::Kind::Waiting, .source = {}, .detail = source.saidWaiting, .error = {}});
        }
        return;
    }
    if (!source.endedRun.isEmpty() && (source.endedRun == source.facts.runId || !request.follow)) {
        return;
    }
    if (openCount >= request.maxStreams) {
        source.isQueued = true;
        queue.push_back(source.about.id);
        return;
    }
    begin(source);
}

void LogFollow::Private::begin(Source& source) {
    const bool isAgain = !source.endedRun.isEmpty();
    source.takeNotice({.kind = isAgain ? LogNotice::Kind::Restarted : LogNotice::Kind::Joined,
        .source = {},
        .detail = {},
        .revision = source.about.revision,
        .error = {}});
    LogStreamRequest wanted{.nameSpace = request.scope.nameSpace,
        .pod = source.about.pod,
        .container = source.about.container,
        .previous = request.previous,
        .follow = request.follow,
        .since = isAgain ? std::nullopt : request.since,
        .tail = isAgain ? std::nullopt : request.tail,
        .runId = source.facts.runId};
    source.stream = std::make_unique<LogStream>(session->client(), std::move(wanted), source);
    ++openCount;
    connect(source.stream.get(), &LogStream::ended, q,
        [this, &source](const std::optional<Error>& error) { onEnded(source, error); });
    if (isPaused) {
        source.stream->pause();
    }
    source.stream->start();
}

void LogFollow::Private::onEnded(Source& source, const std::optional<Error>& error) {
    source.stream.release()->deleteLater(); // we are inside its signal
    --openCount;
    source.endedRun = source.facts.runId.isEmpty() ? u"-"_s : source.facts.runId;
    source.hasFailed = error.has_value();
    if (error && !failure) {
        failure = error;
    }
    sayLeft(source);
    beginQueued();
    if (!request.follow && openCount == 0 && queue.empty()) {
        tellStatus(); // somebody waits for the end
    } else {
        noteStatus();
    }
}

void LogFollow::Private::beginQueued() {
    while (!queue.empty() && openCount < request.maxStreams && session) {
        Source& source = *sources.at(queue.front());
        queue.pop_front();
        source.isQueued = false;
        consider(source);
    }
}

void LogFollow::Private::onGone(const Uid& uid) {
    pods.remove(uid);
    for (const auto& [id, source] : sources) {
        if (source->about.uid == uid && !source->isGone) {
            source->isGone = true;
            if (source->stream) {
                source->stream->wake(); // what it still has is read first
            }
            sayLeft(*source);
        }
    }
    noteStatus();
}

void LogFollow::Private::sayLeft(Source& source) {
    if (source.isGone && !source.stream && !std::exchange(source.hasLeft, true)) {
        source.takeNotice({.kind = LogNotice::Kind::Left, .source = {}, .detail = {}, .error = {}});
    }
}

void LogFollow::Private::deliver(const LogBatchPtr& batch) {
    untaken += batch->bytes.size();
    if (untaken > kPauseAbove) {
        setPaused(true);
    }
    Q_EMIT q->batch(batch);
}

void LogFollow::Private::setPaused(bool isPausedNow) {
    if (std::exchange(isPaused, isPausedNow) == isPausedNow) {
        return;
    }
    for (const auto& [id, source] : sources) {
        if (source->stream && source->isChosen) {
            isPausedNow ? source->stream->pause() : source->stream->resume();
        }
    }
}

void LogFollow::Private::fail(Error error) {
    status.error = std::move(error);
    status.state = LogFollowStatus::State::Failed;
    batcher.flush();
    Q_EMIT q->statusChanged(status);
}

/// The prober saw the server again: nobody waits for a backoff of half a minute.
void LogFollow::Private::onConnection(bool isLiveNow) {
    if (std::exchange(isLive, isLiveNow) || !isLiveNow) {
        return;
    }
    for (const auto& [id, source] : sources) {
        if (source->stream) {
            source->stream->wake();
        }
    }
}

void LogFollow::Private::sessionGone() {
    session = nullptr;
    scope.cancelAll();
    for (const auto& [id, source] : sources) {
        source->stream.reset();
    }
    watch.reset();
    openCount = 0;
    fail(pilothouse::fail(ErrorCode::Cancelled, podScopeText(request.scope), u"the context was closed"_s).error());
}

void LogFollow::Private::choose() {
    for (const auto& [id, source] : sources) {
        const bool isChosen = isWanted(source->facts);
        if (std::exchange(source->isChosen, isChosen) == isChosen) {
            continue;
        }
        if (isChosen) {
            source->saidWaiting.clear();
            consider(*source);
        }
        if (source->stream) { // goes on from where it was when it is chosen again
            isChosen && !isPaused ? source->stream->resume() : source->stream->pause();
        }
    }
    std::erase_if(queue, [this](quint16 id) {
        Source& source = *sources.at(id);
        source.isQueued = source.isQueued && source.isChosen;
        return !source.isChosen;
    });
    const auto known = pods.values();
    for (const PodFacts& pod : known) {
        onPod(pod); // containers that were not wanted before
    }
    beginQueued();
    noteStatus();
}

LogFollow::LogFollow(ClusterSession& session, LogRequest request, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, session, std::move(request))) {
    d->request.follow = d->request.follow && !d->request.previous;
    connect(&session, &QObject::destroyed, this, [this] { d->sessionGone(); });
    connect(&session, &ClusterSession::statusChanged, this,
        [this](const ConnectionStatus& status) { d->onConnection(status.state == ConnectionStatus::State::Live); });
}

LogFollow::~LogFollow() = default;

void LogFollow::start() {
    d->status = {};
    d->failure.reset();
    d->resolve();
    d->noteStatus();
}

void LogFollow::taken(qint64 bytes) {
    d->untaken -= bytes;
    if (d->untaken < kResumeBelow) {
        d->setPaused(false);
    }
}

void LogFollow::choose(QStringList containers, bool withInit, bool withEphemeral) {
    d->request.containers = std::move(containers);
    d->request.withInit = withInit;
    d->request.withEphemeral = withEphemeral;
    d->choose();
}

const LogFollowStatus& LogFollow::status() const {
    return d->status;
}

} // namespace pilothouse
