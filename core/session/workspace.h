// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/worker_pool.h"
#include "core/config/environment_rules.h"
#include "core/config/kubeconfig.h"
#include "core/net/http_trace.h"
#include "core/session/cluster_session.h"

#include <QObject>

#include <memory>

namespace pilothouse {

class ExecTrust;

/// Everything core holds for one run of the program: kubeconfig, its contexts, a session for each that was opened.
/// Thread: core's (pilothousectl and tests: the main one).
class Workspace final : public QObject {
    Q_OBJECT
public:
    struct Options {
        KubeconfigSource source;
        QString trustFile; ///< where trusted credential plugins are remembered
        std::shared_ptr<HttpTrace> trace; ///< may be null
        bool watchFiles = true;
        ClusterSession::Feed feed = ClusterSession::Feed::Started; ///< of every session
        EnvironmentRules rules = {}; ///< what is production and what is not
    };
    Workspace(Options options, std::shared_ptr<Clock> clock, QObject* parent = nullptr);
    ~Workspace() override;
    Q_DISABLE_COPY_MOVE(Workspace)

    [[nodiscard]] const Kubeconfig& kubeconfig() const;
    /// Other files from now on, read on the pool; kubeconfigChanged tells when they have been.
    void setSource(KubeconfigSource source);
    /// The session of a context, made and started if there is none yet. Errors: NotFound, the entry's own problem.
    [[nodiscard]] Result<ClusterSession*> session(const ContextId& id);
    /// A session of the caller's own, not started, its client read-only: for work that goes on although the context's
    /// own session is closed (KC10). Errors: as session(). Must not outlive this object.
    [[nodiscard]] Result<std::unique_ptr<ClusterSession>> makeSession(const ContextId& id) const;
    /// The session, if there is one.
    [[nodiscard]] ClusterSession* findSession(const ContextId& id) const;
    void closeSession(const ContextId& id);
    /// Remembers that the context's credential plugin, exactly as it is now, may run, and reconnects.
    [[nodiscard]] Result<void> trustPlugin(const ContextId& id);
    /// What the context would run to get credentials; nothing where it runs nothing.
    [[nodiscard]] std::optional<ExecIdentity> pluginOf(const ContextId& id) const;
    [[nodiscard]] bool isPluginTrusted(const ContextId& id) const;
    [[nodiscard]] const ExecTrust& trust() const;
    [[nodiscard]] const EnvironmentRules& environmentRules() const;
    /// Other rules from now on, in every session.
    void setEnvironmentRules(EnvironmentRules rules);
    [[nodiscard]] HttpEngine& http() const;
    [[nodiscard]] WorkerPool& pool() const;
    [[nodiscard]] Clock& clock() const;

Q_SIGNALS:
    /// Files changed on disk and were read again; sessions of contexts whose entries changed have been closed (KC10).
    void kubeconfigChanged(const std::shared_ptr<const pilothouse::Kubeconfig>& kubeconfig);
    void sessionClosed(const pilothouse::ContextId& id);
    /// What the sessions say, with the context's name: one place to listen for the whole program.
    void statusChanged(const pilothouse::ContextId& id, const pilothouse::ConnectionStatus& status);
    void releasesChanged(const pilothouse::ContextId& id, const std::shared_ptr<const pilothouse::ReleaseDelta>& delta);
    void feedStateChanged(const pilothouse::ContextId& id, const pilothouse::FeedState& state);
    void revisionsChanged(const pilothouse::ContextId& id, const pilothouse::ReleaseKey& key);
    /// Told once when a session is made, then at every change.
    void modesChanged(const pilothouse::ContextId& id, const std::shared_ptr<const pilothouse::ModeTable>& modes);

private:
    void adopt(Kubeconfig fresh);
    void reread();
    void watchFiles();
    void listenTo(ClusterSession& session, const ContextId& id);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
