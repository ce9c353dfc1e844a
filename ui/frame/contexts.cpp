// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/contexts.h"

#include "ui/frame/core_access.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

Contexts::Contexts(CoreAccess& core, EnvironmentRules rules, QObject* parent)
    : QObject(parent)
    , m_core(core)
    , m_rules(std::move(rules)) {
    connect(&core, &CoreAccess::kubeconfigChanged, this,
        [this](const std::shared_ptr<const Kubeconfig>& kubeconfig) { adopt(*kubeconfig); });
    connect(&core, &CoreAccess::statusChanged, this, [this](const ContextId& id, const ConnectionStatus& status) {
        if (ContextItem* found = item(id)) {
            found->status = status;
            found->isOpen = true;
            Q_EMIT itemChanged(id);
        }
    });
    connect(&core, &CoreAccess::feedStateChanged, this, [this](const ContextId& id, const FeedState& state) {
        if (ContextItem* found = item(id)) {
            found->feed = state;
            Q_EMIT itemChanged(id);
        }
    });
    connect(&core, &CoreAccess::modesChanged, this,
        [this](const ContextId& id, const std::shared_ptr<const ModeTable>& modes) {
            if (ContextItem* found = item(id)) {
                found->modes = modes;
                Q_EMIT itemChanged(id);
            }
        });
    connect(&core, &CoreAccess::openFailed, this, [this](const ContextId& id, const Error& error) {
        if (ContextItem* found = item(id)) {
            found->status.state = ConnectionStatus::State::Failed;
            found->status.error = error;
            Q_EMIT itemChanged(id);
        }
    });
    connect(&core, &CoreAccess::sessionClosed, this, [this](const ContextId& id) {
        if (ContextItem* found = item(id)) {
            found->status = {};
            found->feed = {};
            found->modes.reset();
            found->isOpen = false;
            Q_EMIT itemChanged(id);
        }
    });
}

const ContextItem* Contexts::find(const ContextId& id) const {
    const auto found = std::ranges::find(m_items, id, &ContextItem::id);
    return found == m_items.end() ? nullptr : &*found;
}

ContextItem* Contexts::item(const ContextId& id) {
    const auto found = std::ranges::find(m_items, id, &ContextItem::id);
    return found == m_items.end() ? nullptr : &*found;
}

void Contexts::open(const ContextId& id) {
    const ContextItem* found = find(id);
    if (found && !found->isOpen && !found->problem) {
        m_core.openContext(id);
    }
}

void Contexts::setRules(EnvironmentRules rules) {
    m_rules = std::move(rules);
    m_core.post([rules = m_rules](Workspace& workspace) { workspace.setEnvironmentRules(rules); });
    for (ContextItem& entry : m_items) {
        entry.environment = m_rules.environmentOf(entry.id.value());
    }
    Q_EMIT listChanged();
}

Environment Contexts::environmentOf(const ContextId& id, const QString& nameSpace) const {
    return m_rules.environmentOf(id.value(), nameSpace);
}

void Contexts::adopt(const Kubeconfig& kubeconfig) {
    // What was said before core's Workspace was there has reached nobody: the rules of the settings file have to be in
    // force before the first session is opened, or a namespace that only they protect is open (U1b).
    m_core.post([rules = m_rules](Workspace& workspace) { workspace.setEnvironmentRules(rules); });
    std::vector<ContextItem> items;
    for (const ContextEntry& entry : kubeconfig.contexts) {
        ContextItem fresh;
        if (const ContextItem* known = find(entry.id)) {
            fresh = *known;
        }
        fresh.id = entry.id;
        fresh.nameSpace = entry.nameSpace.isEmpty() ? u"default"_s : entry.nameSpace;
        fresh.environment = m_rules.environmentOf(entry.id.value());
        fresh.problem = entry.problem;
        for (const auto& problem :
            {kubeconfig.clusters.value(entry.cluster).problem, kubeconfig.users.value(entry.user).problem}) {
            if (!fresh.problem && problem) {
                fresh.problem = problem;
            }
        }
        items.push_back(std::move(fresh));
    }
    m_items = std::move(items);
    m_problems = kubeconfig.problems;
    m_files = kubeconfig.files;
    m_isLoaded = true;
    Q_EMIT listChanged();
}

} // namespace pilothouse::ui
