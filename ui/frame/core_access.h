// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/net/http_trace.h"
#include "core/session/workspace.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace pilothouse::ui {

/// The window's one door to core: sends work to the core thread, and tells in the GUI thread what core says.
///
/// `m_call = m_core.callSession<std::vector<HistoryEntry>>(id, [key](ClusterSession& s) { return
/// loadHistory(s.releases(), key); },
///      [this](auto history) { … });`
/// The first function runs in the core thread and must be a plain one that returns a Task; the second in the GUI
/// thread. Keep the handle as long as the answer is wanted.
class CoreAccess final : public QObject {
    Q_OBJECT
public:
    /// @p core outlives this object.
    CoreAccess(CoreThread& core, Workspace::Options options, std::shared_ptr<Clock> clock, QObject* parent = nullptr);
    ~CoreAccess() override;
    Q_DISABLE_COPY_MOVE(CoreAccess)

    /// Makes the Workspace in the core thread and reads kubeconfig there. Called once, when everybody who listens to
    /// the signals below is connected; the window is up while files are being read. What is posted before it waits for
    /// it, in order; what is called before it gets an error (Invalid, reason NotStarted).
    void start();

    template <typename T>
    [[nodiscard]] CallHandle call(
        std::function<Task<Result<T>>(Workspace&)> make, std::function<void(Result<T>)> done) {
        return m_core.call<Result<T>>(
            [this, make = std::move(make)] { return m_workspace ? make(*m_workspace) : failed<T>(notStarted()); },
            std::move(done));
    }
    /// The same with the context's session, opened if need be.
    template <typename T>
    [[nodiscard]] CallHandle callSession(const ContextId& id, std::function<Task<Result<T>>(ClusterSession&)> make,
        std::function<void(Result<T>)> done) {
        return call<T>(
            [id, make = std::move(make)](Workspace& workspace) {
                const auto session = workspace.session(id);
                return session ? make(**session) : failed<T>(session.error());
            },
            std::move(done));
    }
    /// Runs in the core thread, in order; no answer.
    void post(std::function<void(Workspace&)> function);
    void postSession(const ContextId& id, std::function<void(ClusterSession&)> function);

    /// Reads other kubeconfig files instead; sessions of contexts that are gone or changed are closed.
    void openKubeconfig(const KubeconfigSource& source);
    void openContext(const ContextId& id);
    void reconnect(const ContextId& id);
    /// Agrees to the context's credential plugin as it is now, and connects. Failure is told by trustFailed.
    void trustPlugin(const ContextId& id);

    [[nodiscard]] HttpTrace& trace() const { return *m_trace; }
    [[nodiscard]] Clock& clock() const { return *m_clock; }

Q_SIGNALS:
    void kubeconfigChanged(const std::shared_ptr<const pilothouse::Kubeconfig>& kubeconfig);
    /// Opening failed before there was a session to report it.
    void openFailed(const pilothouse::ContextId& id, const pilothouse::Error& error);
    void trustFailed(const pilothouse::ContextId& id, const pilothouse::Error& error);
    void sessionClosed(const pilothouse::ContextId& id);
    void statusChanged(const pilothouse::ContextId& id, const pilothouse::ConnectionStatus& status);
    void releasesChanged(const pilothouse::ContextId& id, const std::shared_ptr<const pilothouse::ReleaseDelta>& delta);
    void feedStateChanged(const pilothouse::ContextId& id, const pilothouse::FeedState& state);
    void revisionsChanged(const pilothouse::ContextId& id, const pilothouse::ReleaseKey& key);
    void modesChanged(const pilothouse::ContextId& id, const std::shared_ptr<const pilothouse::ModeTable>& modes);

private:
    template <typename T> static Task<Result<T>> failed(Error error) { co_return std::unexpected(std::move(error)); }
    [[nodiscard]] static Error notStarted();
    void relay(Workspace& workspace);

    CoreThread& m_core;
    Workspace::Options m_options;
    std::shared_ptr<HttpTrace> m_trace;
    std::shared_ptr<Clock> m_clock;
    Workspace* m_workspace = nullptr; ///< core thread only
    std::vector<std::function<void(Workspace&)>> m_waiting; ///< posted before there was a workspace; core thread only
};

} // namespace pilothouse::ui
