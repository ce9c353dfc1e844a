// SPDX-License-Identifier: Apache-2.0
#include "core/session/cluster_session.h"

#include "core/async/sleep.h"
#include "core/async/task_scope.h"
#include "core/kube/merge_keys.h"

#include <QJsonDocument>

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// While something is down, one small GET finds out when the server is back: 1 s, then 2, then every 3 s.
constexpr std::array<Clock::Duration, 3> kProbeDelays = {1000ms, 2000ms, 3000ms};
/// While all is well, quiet watches say nothing for a minute: this keeps the age of the data below amber (10 s).
constexpr Clock::Duration kHeartbeat = 7000ms;
/// A server that has just started refuses for seconds what it granted before: so many refusals may pass.
constexpr size_t kEarlyRefusals = 6;
constexpr int kHelpRounds = 10;
/// A probe that takes longer has failed.
constexpr Clock::Duration kProbeDeadline = 5000ms;
/// How often the time of the last answer is told, at most.
constexpr Clock::Duration kAliveTick = 500ms;

Task<Result<QString>> readVersion(ApiClient* client) {
    ApiClient::Call call;
    call.path = u"/version"_s;
    call.deadline = kProbeDeadline;
    auto answer = co_await client->send(std::move(call));
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    const QJsonDocument document = QJsonDocument::fromJson(answer->body);
    if (!document.isObject() || !document[u"gitVersion"_s].isString()) {
        co_return fail(ErrorCode::Protocol, u"/version"_s, u"the answer has no gitVersion"_s, u"NotKubernetes"_s);
    }
    co_return document[u"gitVersion"_s].toString();
}

bool isDown(const Error& error) {
    switch (error.code) {
    case ErrorCode::Unreachable:
    case ErrorCode::Timeout:
    case ErrorCode::ServerError:
    case ErrorCode::RateLimited:
    case ErrorCode::Protocol:
        return true;
    default:
        return false;
    }
}

} // namespace

class ClusterSession::Private {
public:
    Private(ClusterSession* session, ContextEntry context, std::unique_ptr<ApiClient> client)
        : q(session)
        , m_context(std::move(context))
        , m_client(std::move(client))
        , m_modes(m_context.id, m_client->services().clock)
        , m_feed(*m_client)
        , m_mergeSchemas(*m_client) {
        m_client->setGate(&m_modes);
    }

    Clock& clock() const { return m_client->services().clock; }
    Task<void> watchOver();
    bool helpFeed(bool wasAway);
    Task<void> askWho();
    void onFeedState(const FeedState& state);
    void fallBackToNamespaces();
    Task<void> startByNamespace();
    void setState(ConnectionStatus::State state, std::optional<Error> error);
    void setFailure(const Error& error);
    void onAnswered();
    void restartProber();
    void emitStatus() { Q_EMIT q->statusChanged(m_status); }

    ClusterSession* q;
    ContextEntry m_context;
    std::unique_ptr<ApiClient> m_client;
    ModeKeeper m_modes;
    ReleaseFeed m_feed;
    MergeSchemas m_mergeSchemas;
    ConnectionStatus m_status;
    std::shared_ptr<const ApiCatalog> m_catalog;
    QStringList m_knownNamespaces;
    bool m_byNamespace = false;
    bool m_hasBeenLive = false;
    size_t m_probeRound = 0;
    int m_helpRound = 0;
    std::unique_ptr<Timer> m_aliveTick;
    TaskId m_prober = TaskId::None;
    TaskScope m_scope;
};

/// The prober: asks for the version, tells how it went, waits, and asks again for as long as the session lives.
Task<void> ClusterSession::Private::watchOver() {
    for (;;) {
        auto version = co_await readVersion(m_client.get());
        if (version) {
            m_status.serverVersion = *version;
            m_probeRound = 0;
            m_hasBeenLive = true;
            const bool wasAway = m_status.state != ConnectionStatus::State::Live;
            setState(ConnectionStatus::State::Live, {});
            const bool isHelped = helpFeed(wasAway);
            co_await sleepFor(clock(), isHelped ? kProbeDelays[0] : kHeartbeat);
            continue;
        }
        setFailure(version.error());
        if (m_status.state == ConnectionStatus::State::NeedsTrust) {
            co_return; // goes on after an answer: reconnect()
        }
        const auto delay = kProbeDelays[std::min(m_probeRound++, kProbeDelays.size() - 1)];
        const bool isHopeless = !isDown(version.error()) && (!m_hasBeenLive || m_probeRound > kEarlyRefusals);
        co_await sleepFor(clock(), isHopeless ? Clock::Duration(30'000) : delay);
    }
}

/// A server that has just started answers this probe and may still drop what the feeds ask: they would wait out their
/// own backoff, up to 30 s. For some rounds they are woken until they are live.
bool ClusterSession::Private::helpFeed(bool wasAway) {
    const FeedState feed = m_feed.state();
    const bool isBad = feed.phase == FeedState::Phase::Stale || feed.phase == FeedState::Phase::Failed;
    const bool isBehind
        = (isBad && feed.error && isDown(*feed.error)) || (feed.configMapError && isDown(*feed.configMapError));
    m_helpRound = wasAway || !isBehind ? 0 : m_helpRound + 1;
    const bool isHelped = wasAway || (isBehind && m_helpRound <= kHelpRounds);
    if (isHelped) {
        m_feed.wake();
    }
    return isHelped;
}

Task<void> ClusterSession::Private::askWho() {
    auto who = co_await whoAmI(*m_client);
    if (who) {
        m_status.user = who->user;
        m_status.groups = who->groups;
        emitStatus();
    }
}

void ClusterSession::Private::setState(ConnectionStatus::State state, std::optional<Error> error) {
    if (m_status.state == state && m_status.error == error) {
        return;
    }
    m_status.state = state;
    m_status.error = std::move(error);
    m_status.askTrustFor.reset();
    emitStatus();
}

void ClusterSession::Private::setFailure(const Error& error) {
    if (error.reason == u"ExecUntrusted"_s) {
        m_status.state = ConnectionStatus::State::NeedsTrust;
        m_status.error = error;
        m_status.askTrustFor = m_client->credentials().plugin();
        emitStatus();
        return;
    }
    const bool wasUp = m_status.lastAlive != Clock::Steady{};
    setState(wasUp && isDown(error) ? ConnectionStatus::State::Stale : ConnectionStatus::State::Failed, error);
}

/// One timer for all answers: a busy watch must not make the window repaint its status line a thousand times.
void ClusterSession::Private::onAnswered() {
    m_status.lastAlive = clock().steadyNow();
    if (!m_aliveTick) {
        m_aliveTick = clock().after(kAliveTick, [this] {
            m_aliveTick.reset();
            emitStatus();
        });
    }
}

void ClusterSession::Private::onFeedState(const FeedState& state) {
    using Phase = FeedState::Phase;
    const bool bad = state.phase == Phase::Stale || state.phase == Phase::Failed;
    if (!bad || !state.error) {
        return;
    }
    if (state.error->code == ErrorCode::Forbidden && !m_byNamespace) {
        fallBackToNamespaces();
    } else if (isDown(*state.error) && m_status.state == ConnectionStatus::State::Live) {
        // A stream that broke is noticed before the next heartbeat: ask now.
        restartProber();
    }
}

void ClusterSession::Private::restartProber() {
    m_scope.cancel(m_prober);
    m_prober = m_scope.launch(watchOver());
}

/// An account without cluster-wide rights is served where it has some: the context's namespace and those it named (U4).
void ClusterSession::Private::fallBackToNamespaces() {
    m_byNamespace = true;
    m_scope.launch(startByNamespace());
}

Task<void> ClusterSession::Private::startByNamespace() {
    auto list = co_await q->namespaces();
    m_feed.start(list ? list->names : QStringList{m_context.nameSpace.isEmpty() ? u"default"_s : m_context.nameSpace});
}

ClusterSession::ClusterSession(ContextEntry context, std::unique_ptr<ApiClient> client, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(context), std::move(client))) {
    connect(d->m_client.get(), &ApiClient::answered, this, [this] { d->onAnswered(); });
    // Queued: a feed must not be restarted from inside its own signal.
    connect(
        &d->m_feed, &ReleaseFeed::stateChanged, this, [this](const FeedState& state) { d->onFeedState(state); },
        Qt::QueuedConnection);
}

ClusterSession::~ClusterSession() {
    // What others hung on this session (a terminal's exec) uses its client, so it goes first.
    qDeleteAll(findChildren<QObject*>(Qt::FindDirectChildrenOnly));
}

void ClusterSession::start(Feed feed) {
    d->setState(ConnectionStatus::State::Connecting, {});
    d->restartProber();
    d->m_scope.launch(d->askWho());
    if (feed == Feed::Started) {
        d->m_feed.start({});
    }
}

void ClusterSession::reconnect() {
    d->m_scope.cancelAll();
    d->m_client->credentials().resumeAfterFailures();
    d->m_catalog.reset();
    d->m_mergeSchemas.forget();
    d->m_probeRound = 0;
    d->setState(ConnectionStatus::State::Connecting, {});
    d->restartProber();
    d->m_scope.launch(d->askWho());
    if (d->m_byNamespace) {
        d->m_byNamespace = false;
        d->m_feed.start({});
    } else {
        d->m_feed.wake();
    }
}

const ContextEntry& ClusterSession::context() const {
    return d->m_context;
}
ConnectionStatus ClusterSession::status() const {
    return d->m_status;
}
ApiClient& ClusterSession::client() const {
    return *d->m_client;
}
ModeKeeper& ClusterSession::modes() const {
    return d->m_modes;
}
ReleaseFeed& ClusterSession::releases() const {
    return d->m_feed;
}

MergeSchemas& ClusterSession::mergeSchemas() const {
    return d->m_mergeSchemas;
}

Task<Result<std::shared_ptr<const ApiCatalog>>> ClusterSession::catalog() {
    if (!d->m_catalog) {
        auto found = co_await discover(*d->m_client);
        if (!found) {
            co_return std::unexpected(found.error());
        }
        d->m_catalog = std::make_shared<const ApiCatalog>(std::move(*found));
    }
    co_return d->m_catalog;
}

Task<Result<ClusterSession::NamespaceList>> ClusterSession::namespaces() {
    NamespaceList list;
    auto names = co_await listNamespaces(*d->m_client);
    if (names) {
        list.names = std::move(*names);
    } else if (names.error().code == ErrorCode::Forbidden) {
        list.listError = names.error();
        list.names = d->m_knownNamespaces;
        list.names.prepend(d->m_context.nameSpace.isEmpty() ? u"default"_s : d->m_context.nameSpace);
        list.names.removeDuplicates();
    } else {
        co_return std::unexpected(names.error());
    }
    co_return list;
}

void ClusterSession::setKnownNamespaces(QStringList names) {
    d->m_knownNamespaces = std::move(names);
    if (d->m_byNamespace) {
        d->m_scope.launch(d->startByNamespace());
    }
}

Task<Result<std::vector<LiveObject>>> ClusterSession::liveObjects(ReleaseRecordPtr record) {
    auto known = co_await catalog();
    if (!known) {
        co_return std::unexpected(known.error());
    }
    co_return co_await readLiveObjects(*d->m_client, *known, std::move(record));
}

} // namespace pilothouse
