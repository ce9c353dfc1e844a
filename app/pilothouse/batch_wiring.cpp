// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/batch_wiring.h"

#include "ui/frame/contexts.h"
#include "ui/releases/release_store.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_host.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

BatchWiring::BatchWiring(Parts parts)
    : m_parts(parts) {
    connect(&parts.contexts, &ui::Contexts::itemChanged, this, [this](const ContextId& context) {
        if (const auto known = m_presenters.find(context); known != m_presenters.end()) {
            known->second->modeChanged();
        }
    });
}

BatchWiring::~BatchWiring() = default;

ui::BatchPresenter& BatchWiring::presenterOf(const ContextId& context) {
    std::unique_ptr<ui::BatchPresenter>& kept = m_presenters[context];
    if (!kept) {
        kept = std::make_unique<ui::BatchPresenter>(context,
            ui::BatchPresenter::Services{.gateway = m_parts.gateway,
                .memory = m_parts.memory,
                .mode = [&contexts = m_parts.contexts, &clock = m_parts.clock](
                            const ContextId& id, const QString& nameSpace) {
                    return ui::placeMode(contexts.find(id), nameSpace, clock.steadyNow());
                }});
        const auto unmark = [this, context](const ReleaseKey& release) {
            m_parts.releases.model(context).setMarked({release}, false);
        };
        connect(kept.get(), &ui::BatchPresenter::takenOut, this, unmark);
        connect(kept.get(), &ui::BatchPresenter::succeeded, this, unmark);
    }
    return *kept;
}

void BatchWiring::attach(ui::MainWindow& window) {
    ui::PageHost& host = window.host();
    host.registerPage(u"batch:"_s, [this, &host](QWidget* parent) {
        m_page = new ui::BatchPage(
            {.gateway = m_parts.gateway,
                .navigation = host,
                .presenter = [this](const ContextId& id) -> ui::BatchPresenter& { return presenterOf(id); },
                .marked =
                    [this](const ContextId& id) {
                        std::vector<ui::BatchItem> items;
                        for (const ui::MarkedRelease& marked : m_parts.releases.marked(id)) {
                            items.push_back({.release = marked.release, .isHidden = marked.isHidden});
                        }
                        return items;
                    }},
            parent);
        return m_page.get();
    });
}

} // namespace pilothouse
