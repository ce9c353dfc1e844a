// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/core_access.h"

namespace pilothouse::ui {

CoreAccess::CoreAccess(CoreThread& core, Workspace::Options options, std::shared_ptr<Clock> clock, QObject* parent)
    : QObject(parent)
    , m_core(core)
    , m_options(std::move(options))
    , m_trace(m_options.trace)
    , m_clock(std::move(clock)) { }

void CoreAccess::start() {
    m_core.post([this] {
        m_workspace = new Workspace(m_options, m_clock);
        relay(*m_workspace);
        Q_EMIT kubeconfigChanged(std::make_shared<const Kubeconfig>(m_workspace->kubeconfig()));
        for (const auto& function : std::exchange(m_waiting, {})) {
            function(*m_workspace);
        }
    });
}

CoreAccess::~CoreAccess() {
    m_core.runAndWait([this] {
        m_waiting.clear();
        delete std::exchange(m_workspace, nullptr);
    });
}

Error CoreAccess::notStarted() {
    return fail(ErrorCode::Invalid, {}, QStringLiteral("core was not started yet"), QStringLiteral("NotStarted"))
        .error();
}

/// Emitted from the core thread: receivers live in the GUI thread, so every connection to these signals is queued by
/// Qt.
void CoreAccess::relay(Workspace& workspace) {
    connect(&workspace, &Workspace::kubeconfigChanged, this, &CoreAccess::kubeconfigChanged, Qt::DirectConnection);
    connect(&workspace, &Workspace::sessionClosed, this, &CoreAccess::sessionClosed, Qt::DirectConnection);
    connect(&workspace, &Workspace::statusChanged, this, &CoreAccess::statusChanged, Qt::DirectConnection);
    connect(&workspace, &Workspace::releasesChanged, this, &CoreAccess::releasesChanged, Qt::DirectConnection);
    connect(&workspace, &Workspace::feedStateChanged, this, &CoreAccess::feedStateChanged, Qt::DirectConnection);
    connect(&workspace, &Workspace::revisionsChanged, this, &CoreAccess::revisionsChanged, Qt::DirectConnection);
    connect(&workspace, &Workspace::modesChanged, this, &CoreAccess::modesChanged, Qt::DirectConnection);
}

void CoreAccess::post(std::function<void(Workspace&)> function) {
    m_core.post([this, function = std::move(function)] {
        if (m_workspace) {
            function(*m_workspace);
        } else {
            m_waiting.push_back(function);
        }
    });
}

void CoreAccess::postSession(const ContextId& id, std::function<void(ClusterSession&)> function) {
    post([id, function = std::move(function)](Workspace& workspace) {
        if (ClusterSession* session = workspace.findSession(id)) {
            function(*session);
        }
    });
}

void CoreAccess::openKubeconfig(const KubeconfigSource& source) {
    post([source](Workspace& workspace) { workspace.setSource(source); });
}

void CoreAccess::openContext(const ContextId& id) {
    post([this, id](Workspace& workspace) {
        const auto session = workspace.session(id);
        if (!session) {
            Q_EMIT openFailed(id, session.error());
        } else {
            Q_EMIT statusChanged(id, (*session)->status());
        }
    });
}

void CoreAccess::reconnect(const ContextId& id) {
    post([this, id](Workspace& workspace) {
        if (ClusterSession* session = workspace.findSession(id)) {
            session->reconnect();
        } else {
            openContext(id);
        }
    });
}

void CoreAccess::trustPlugin(const ContextId& id) {
    post([this, id](Workspace& workspace) {
        if (const auto kept = workspace.trustPlugin(id); !kept) {
            Q_EMIT trustFailed(id, kept.error());
        }
    });
}

} // namespace pilothouse::ui
