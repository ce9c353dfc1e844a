// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/pod_wiring.h"

#include "app/pilothouse/forwards_wiring.h"
#include "app/pilothouse/logs_wiring.h"
#include "app/pilothouse/terminal_wiring.h"

#include "ui/shell/dock_area.h"
#include "ui/shell/main_window.h"

namespace pilothouse {

PodWiring::PodWiring(Services services, QObject* parent)
    : PodTools(parent)
    , m_logs(std::make_unique<LogsWiring>(LogsWiring::Parts{.theme = services.theme,
          .core = services.core,
          .contexts = services.contexts,
          .settings = services.settings,
          .stateFolder = services.stateFolder}))
    , m_terminals(
          std::make_unique<TerminalWiring>(services.core, services.contexts, services.settings, services.stateFolder))
    , m_forwards(std::make_unique<ForwardsWiring>(services.core, services.settings, services.stateFolder)) { }

PodWiring::~PodWiring() = default;

void PodWiring::attach(ui::MainWindow& window) {
    m_window = &window;
    m_forwards->attach(window);
}

void PodWiring::openLogs(const Logs& logs) {
    if (m_window) {
        m_window->dock().openTemporary(LogsWiring::tabId(logs), m_logs->tab(logs));
    }
}

void PodWiring::openTerminal(const Terminal& terminal) {
    if (m_window) {
        m_terminals->open(*m_window, terminal);
    }
}

void PodWiring::openForward(const Forward& forward) {
    if (m_window) {
        m_forwards->propose(*m_window, forward);
    }
}

} // namespace pilothouse
