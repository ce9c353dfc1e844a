// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/compare_wiring.h"

#include "ui/change/change_memory.h"
#include "ui/compare/compare_page.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/releases/release_store.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_host.h"

#include <QDir>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// The releases of all open contexts, as their lists know them.
std::vector<ReleasePlace> placesIn(const ui::ReleaseStore& releases) {
    std::vector<ReleasePlace> places;
    for (const ui::ReleaseTableModel* model : releases.models()) {
        for (int row = 0; row < model->rowCount(); ++row) {
            places.push_back({model->context(), model->at(row).newest.key});
        }
    }
    return places;
}

} // namespace

CompareWiring::CompareWiring(ui::CoreAccess& core, ui::Contexts& contexts, const QString& stateFolder)
    : m_core(core)
    , m_contexts(contexts)
    , m_gateway(ui::coreCompareGateway(core, QDir(stateFolder).filePath(u"charts"_s)))
    , m_memory(std::make_unique<ui::ChangeMemory>(QDir(stateFolder).filePath(u"drafts"_s))) { }

CompareWiring::~CompareWiring() = default;

void CompareWiring::attach(ui::MainWindow& window, const ui::ReleaseStore& releases) {
    ui::PageHost& host = window.host();
    host.registerPage(ui::page::kCompare.toString(), [this, &host, &releases](QWidget* parent) {
        auto* page = new ui::ComparePage(
            {.presenter = {.gateway = *m_gateway,
                 .known = [&releases] { return placesIn(releases); },
                 .rules = [this] { return m_contexts.rules(); },
                 .rememberedChart
                 = [this](const ReleasePlace& place) { return m_memory->source(place.context, place.release); }},
                .navigation = host},
            parent);
        // A counterpart may be in a list that comes later than the page.
        connect(&m_core, &ui::CoreAccess::releasesChanged, page, &ui::ComparePage::releasesMoved, Qt::QueuedConnection);
        return page;
    });
}

} // namespace pilothouse
