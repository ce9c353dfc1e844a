// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/demo_process.h"
#include "tests/support/workspace_options.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"

namespace pilothouse::ui {

/// The demo clusters, and what every part of the window stands on; open() and close() around each test function, so
/// that no session outlives it.
class DemoScene {
public:
    static constexpr int kPatience = 20'000; ///< ms until a cluster that answers must have answered

    /// @return false: the demo clusters did not start
    [[nodiscard]] bool start() {
        m_facts = m_demo.start();
        return m_facts.contains(QStringLiteral("kubeconfig"));
    }
    void open(ClusterSession::Feed feed = ClusterSession::Feed::OnDemand) {
        m_trace = std::make_shared<HttpTrace>();
        m_trace->setBodiesRecorded(true);
        m_thread = std::make_unique<CoreThread>();
        Workspace::Options options
            = workspaceOptions(m_facts.value(QStringLiteral("kubeconfig")), m_folder.path(), m_trace);
        options.feed = feed;
        m_core = std::make_unique<CoreAccess>(*m_thread, std::move(options), std::make_shared<SystemClock>());
        m_contexts = std::make_unique<Contexts>(*m_core, EnvironmentRules());
        m_core->start();
    }
    void close() {
        m_contexts.reset();
        m_core.reset();
        m_thread.reset();
    }

    /// Connects and waits until the context's modes are known.
    [[nodiscard]] bool connectTo(const ContextId& context) {
        const auto isLoaded = [this] { return m_contexts->isLoaded(); };
        if (!QTest::qWaitFor(isLoaded, kPatience)) {
            return false;
        }
        m_contexts->open(context);
        return QTest::qWaitFor([&] { return m_contexts->find(context)->modes != nullptr; }, kPatience);
    }
    /// Opens the whole context for half an hour and waits until the window knows.
    [[nodiscard]] bool openMode(const ContextId& context, Mode mode) {
        m_core->postSession(context, [mode](ClusterSession& session) {
            (void)session.modes().choose({}, mode, QStringLiteral("tests"), std::chrono::minutes(30));
        });
        const auto isOpen = [&] {
            const ContextItem* item = m_contexts->find(context);
            return item && item->modes
                && item->modes->modeOf(QStringLiteral("default"), m_core->clock().steadyNow()) == mode;
        };
        return QTest::qWaitFor(isOpen, kPatience);
    }

    [[nodiscard]] CoreAccess& core() const { return *m_core; }
    [[nodiscard]] Contexts& contexts() const { return *m_contexts; }
    [[nodiscard]] HttpTrace& trace() const { return *m_trace; }
    [[nodiscard]] QString file(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString stateFolder() const { return file(QStringLiteral("state")); }

private:
    DemoProcess m_demo;
    QTemporaryDir m_folder;
    QHash<QString, QString> m_facts;
    std::shared_ptr<HttpTrace> m_trace;
    std::unique_ptr<CoreThread> m_thread;
    std::unique_ptr<CoreAccess> m_core;
    std::unique_ptr<Contexts> m_contexts;
};

} // namespace pilothouse::ui
