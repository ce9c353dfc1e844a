// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/forwards_wiring.h"

#include "core/settings/settings_store.h"
#include "ui/forwards/forwards_tab.h"
#include "ui/shell/dock_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_host.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kDefinitions = u"forwards";
constexpr auto kTab = "forwards"_L1;

} // namespace

ForwardsWiring::ForwardsWiring(ui::CoreAccess& core, SettingsStore& settings, const QString& stateFolder)
    : m_settings(settings)
    , m_gateway(ui::coreForwardGateway(core, stateFolder, settings.value(kDefinitions).toArray())) {
    connect(m_gateway.get(), &ui::ForwardGateway::definitionsChanged, this,
        [this](const QJsonArray& definitions) { m_settings.setValue(kDefinitions, definitions); });
}

ForwardsWiring::~ForwardsWiring() = default;

void ForwardsWiring::attach(ui::MainWindow& window) {
    window.dock().registerTab(kTab,
        {.title = ui::ForwardsTab::tr("Forwards"),
            .icon = u"arrow-left-right"_s,
            .make = [this, &window](QWidget* parent) -> QWidget* {
                m_tab = new ui::ForwardsTab(*m_gateway, window.host(), parent);
                return m_tab;
            }});
}

void ForwardsWiring::propose(ui::MainWindow& window, const ui::PodTools::Forward& forward) {
    window.dock().open(kTab);
    if (m_tab) {
        m_tab->propose(forward);
    }
}

} // namespace pilothouse
