// SPDX-License-Identifier: Apache-2.0
#include "core/session/workspace.h"

#include "core/async/task_scope.h"
#include "core/config/connection_fingerprint.h"
#include "core/config/exec_trust.h"
#include "core/config/kubeconfig_watcher.h"

#include <QCoreApplication>
#include <QEvent>

#include <map>

namespace pilothouse {

using namespace Qt::StringLiterals;

class Workspace::Private {
public:
    Private(Options options, std::shared_ptr<Clock> clock)
        : m_options(std::move(options))
        , m_clock(std::move(clock))
        , m_http(*m_clock, m_options.trace)
        , m_trust(std::make_shared<ExecTrust>(m_options.trustFile))
        , m_kubeconfig(loadKubeconfig(m_options.source)) { }

    Options m_options;
    std::shared_ptr<Clock> m_clock;
    WorkerPool m_pool;
    HttpEngine m_http;
    std::shared_ptr<ExecTrust> m_trust;
    Kubeconfig m_kubeconfig;
    std::map<ContextId, std::unique_ptr<ClusterSession>> m_sessions; // after what they use: go first
    std::unique_ptr<KubeconfigWatcher> m_watcher;
    TaskScope m_scope;
};

namespace {

Task<Kubeconfig> reload(WorkerPool* pool, KubeconfigSource source) {
    co_return co_await pool->run([source] { return loadKubeconfig(source); });
}

/// Two contexts are the same to a running session when nothing it connects with differs. Secrets are compared too: a
/// rotated token in the file needs a new session.
bool isSameConnection(const Kubeconfig& a, const Kubeconfig& b, const ContextId& id) {
    const ContextEntry* ca = a.context(id);
    const ContextEntry* cb = b.context(id);
    if (!ca || !cb || ca->cluster != cb->cluster || ca->user != cb->user || ca->nameSpace != cb->nameSpace) {
        return false;
    }
    return connectionFingerprint(a.clusters.value(ca->cluster), a.users.value(ca->user))
        == connectionFingerprint(b.clusters.value(cb->cluster), b.users.value(cb->user));
}

} // namespace

Workspace::Workspace(Options options, std::shared_ptr<Clock> clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(options), std::move(clock))) {
    watchFiles();
}

void Workspace::watchFiles() {
    if (d->m_options.watchFiles) {
        d->m_watcher = std::make_unique<KubeconfigWatcher>(*d->m_clock, d->m_kubeconfig.files);
        connect(d->m_watcher.get(), &KubeconfigWatcher::changed, this, &Workspace::reread);
    }
}

void Workspace::reread() {
    d->m_scope.cancelAll();
    d->m_scope.launch<Kubeconfig>(
        reload(&d->m_pool, d->m_options.source), [this](Kubeconfig fresh) { adopt(std::move(fresh)); });
}

void Workspace::setSource(KubeconfigSource source) {
    d->m_options.source = std::move(source);
    d->m_scope.cancelAll();
    d->m_scope.launch<Kubeconfig>(reload(&d->m_pool, d->m_options.source), [this](Kubeconfig fresh) {
        adopt(std::move(fresh));
        watchFiles();
    });
}

Workspace::~Workspace() {
    d->m_sessions.clear();
    // Watches let go of their streams with deleteLater: those still use the engine and the clock, so they go first.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void Workspace::adopt(Kubeconfig fresh) {
    // A file caught half-written or deleted gives no contexts: what was read before stays in force (KC10).
    if (fresh.contexts.empty() && !fresh.problems.empty() && !d->m_kubeconfig.contexts.empty()) {
        fresh.contexts = d->m_kubeconfig.contexts;
        fresh.clusters = d->m_kubeconfig.clusters;
        fresh.users = d->m_kubeconfig.users;
    }
    std::vector<ContextId> closing;
    for (const auto& [id, session] : d->m_sessions) {
        if (!isSameConnection(d->m_kubeconfig, fresh, id)) {
            closing.push_back(id);
        }
    }
    d->m_kubeconfig = std::move(fresh);
    for (const ContextId& id : closing) {
        closeSession(id);
    }
    Q_EMIT kubeconfigChanged(std::make_shared<const Kubeconfig>(d->m_kubeconfig));
}

const Kubeconfig& Workspace::kubeconfig() const {
    return d->m_kubeconfig;
}

Result<ClusterSession*> Workspace::session(const ContextId& id) {
    if (ClusterSession* open = findSession(id)) {
        return open;
    }
    auto made = makeSession(id);
    if (!made) {
        return std::unexpected(made.error());
    }
    ClusterSession* session = made->get();
    session->client().setGate(&session->modes());
    d->m_sessions.emplace(id, std::move(*made));
    listenTo(*session, id);
    session->modes().setRules(d->m_options.rules);
    session->start(d->m_options.feed);
    return session;
}

Result<std::unique_ptr<ClusterSession>> Workspace::makeSession(const ContextId& id) const {
    const ContextEntry* context = d->m_kubeconfig.context(id);
    const QString subject = u"context \"%1\""_s.arg(id.value());
    if (!context) {
        return fail(ErrorCode::NotFound, subject, u"no kubeconfig file defines it"_s, u"NoSuchContext"_s);
    }
    if (context->problem) {
        return std::unexpected(*context->problem);
    }
    const ClusterEntry cluster = d->m_kubeconfig.clusters.value(context->cluster);
    const UserEntry user = d->m_kubeconfig.users.value(context->user);
    for (const auto& problem : {cluster.problem, user.problem}) {
        if (problem) {
            return std::unexpected(*problem);
        }
    }
    auto url = serverUrl(cluster);
    if (!url) {
        return std::unexpected(url.error());
    }
    ApiClient::Services services{.http = d->m_http, .pool = d->m_pool, .clock = *d->m_clock};
    auto client = std::make_unique<ApiClient>(
        services, *url, makeCredentials(cluster, user, id.value(), d->m_trust, *d->m_clock));
    auto made = std::make_unique<ClusterSession>(*context, std::move(client));
    made->client().setGate(nullptr);
    return made;
}

void Workspace::listenTo(ClusterSession& session, const ContextId& id) {
    connect(&session, &ClusterSession::statusChanged, this,
        [this, id](const ConnectionStatus& status) { Q_EMIT statusChanged(id, status); });
    connect(&session.modes(), &ModeKeeper::changed, this,
        [this, id](const std::shared_ptr<const ModeTable>& modes) { Q_EMIT modesChanged(id, modes); });
    ReleaseFeed& feed = session.releases();
    connect(&feed, &ReleaseFeed::changed, this,
        [this, id](const std::shared_ptr<const ReleaseDelta>& delta) { Q_EMIT releasesChanged(id, delta); });
    connect(&feed, &ReleaseFeed::stateChanged, this,
        [this, id](const FeedState& state) { Q_EMIT feedStateChanged(id, state); });
    connect(&feed, &ReleaseFeed::revisionsChanged, this,
        [this, id](const ReleaseKey& key) { Q_EMIT revisionsChanged(id, key); });
}

ClusterSession* Workspace::findSession(const ContextId& id) const {
    const auto found = d->m_sessions.find(id);
    return found == d->m_sessions.end() ? nullptr : found->second.get();
}

void Workspace::closeSession(const ContextId& id) {
    if (d->m_sessions.erase(id) > 0) {
        Q_EMIT sessionClosed(id);
    }
}

Result<void> Workspace::trustPlugin(const ContextId& id) {
    const auto identity = pluginOf(id);
    if (!identity) {
        return fail(
            ErrorCode::NotFound, u"context \"%1\""_s.arg(id.value()), u"it runs no credential plugin"_s, u"NoPlugin"_s);
    }
    if (auto kept = d->m_trust->trust(*identity); !kept) {
        return kept;
    }
    if (ClusterSession* open = findSession(id)) {
        open->reconnect();
    }
    return {};
}

std::optional<ExecIdentity> Workspace::pluginOf(const ContextId& id) const {
    const ContextEntry* context = d->m_kubeconfig.context(id);
    const auto user = context ? d->m_kubeconfig.users.constFind(context->user) : d->m_kubeconfig.users.constEnd();
    if (user == d->m_kubeconfig.users.constEnd() || !user->exec) {
        return {};
    }
    return identify(*user->exec);
}

bool Workspace::isPluginTrusted(const ContextId& id) const {
    const auto identity = pluginOf(id);
    return identity && d->m_trust->isTrusted(*identity);
}

const EnvironmentRules& Workspace::environmentRules() const {
    return d->m_options.rules;
}

void Workspace::setEnvironmentRules(EnvironmentRules rules) {
    d->m_options.rules = rules;
    for (const auto& [id, session] : d->m_sessions) {
        session->modes().setRules(rules);
    }
}

const ExecTrust& Workspace::trust() const {
    return *d->m_trust;
}
HttpEngine& Workspace::http() const {
    return d->m_http;
}
WorkerPool& Workspace::pool() const {
    return d->m_pool;
}
Clock& Workspace::clock() const {
    return *d->m_clock;
}

} // namespace pilothouse
