// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/environment_rules.h"
#include "core/config/kubeconfig.h"
#include "core/session/cluster_session.h"

#include <QObject>

#include <memory>
#include <vector>

namespace pilothouse::ui {

class CoreAccess;

/// One context as the rail, the top bar and the status line show it.
struct ContextItem {
    ContextId id;
    QString nameSpace; ///< its own; `default` where the file names none
    Environment environment;
    ConnectionStatus status;
    FeedState feed;
    /// What core enforces here, as of the last change; null while no session runs.
    std::shared_ptr<const ModeTable> modes;
    std::optional<Error> problem; ///< of its entry in the file
    bool isOpen = false; ///< a session runs
};

/// The contexts of the window's side: kept from what core says. Which is current is the window's, never kubeconfig's.
/// Thread: GUI.
class Contexts final : public QObject {
    Q_OBJECT
public:
    Contexts(CoreAccess& core, EnvironmentRules rules, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Contexts)

    [[nodiscard]] const std::vector<ContextItem>& items() const { return m_items; }
    /// Null where there is none of that name.
    [[nodiscard]] const ContextItem* find(const ContextId& id) const;
    [[nodiscard]] const std::vector<Error>& problems() const { return m_problems; }
    [[nodiscard]] const QStringList& files() const { return m_files; }
    /// True once kubeconfig has been read.
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

    /// Opens a session, if there is none.
    void open(const ContextId& id);

    [[nodiscard]] const EnvironmentRules& rules() const { return m_rules; }
    /// Other rules from now on, here and where core enforces them.
    void setRules(EnvironmentRules rules);
    /// Of a context and one of its namespaces; empty: of the context.
    [[nodiscard]] Environment environmentOf(const ContextId& id, const QString& nameSpace = {}) const;

Q_SIGNALS:
    void listChanged();
    void itemChanged(const pilothouse::ContextId& id);

private:
    void adopt(const Kubeconfig& kubeconfig);
    ContextItem* item(const ContextId& id);

    CoreAccess& m_core;
    EnvironmentRules m_rules;
    std::vector<ContextItem> m_items;
    std::vector<Error> m_problems;
    QStringList m_files;
    bool m_isLoaded = false;
};

} // namespace pilothouse::ui
