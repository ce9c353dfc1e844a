// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/terminal_wiring.h"

#include "core/settings/settings_store.h"
#include "core/settings/tool_settings.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/shell/dock_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_host.h"
#include "ui/terminal/terminal_tab.h"
#include "ui/terminal/terminal_view.h"
#include "ui/terminal/terminal_words.h"

#include <QPointer>
#include <QProcessEnvironment>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString tabId(const ui::PodTools::Terminal& terminal) {
    return QStringList{u"terminal"_s, QString::number(static_cast<int>(terminal.kind)), terminal.context.value(),
        terminal.nameSpace, terminal.pod, terminal.container}
        .join(u'/');
}

std::vector<std::pair<QString, QString>> ownVariables() {
    std::vector<std::pair<QString, QString>> variables;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys()) {
        variables.emplace_back(name, environment.value(name));
    }
    return variables;
}

} // namespace

/// Brings a word from the core thread into the window there is then; lives as long as either side knows it.
class TerminalWiring::Herald final : public QObject {
public:
    QPointer<ui::MainWindow> window; ///< GUI thread only
};

TerminalWiring::TerminalWiring(
    ui::CoreAccess& core, ui::Contexts& contexts, SettingsStore& settings, const QString& stateFolder)
    : m_core(core)
    , m_contexts(contexts)
    , m_settings(settings)
    , m_herald(new Herald, [](Herald* herald) { herald->deleteLater(); })
    , m_gateway(ui::coreTerminalGateway(core,
          {.stateFolder = stateFolder,
              .variables = ownVariables(),
              .leftBehind = [herald = m_herald](const ContextId& context, const DebugPlace& place, const Error& error) {
                  QMetaObject::invokeMethod(herald.get(), [herald, context, place, error] {
                      if (herald->window) {
                          herald->window->say(ui::leftBehindSentence(context, place, error));
                      }
                  });
              }})) { }

TerminalWiring::~TerminalWiring() = default;

void TerminalWiring::open(ui::MainWindow& window, const ui::PodTools::Terminal& terminal) {
    m_herald->window = &window;
    window.dock().openTemporary(tabId(terminal),
        {.title = ui::terminalTitle(terminal),
            .icon = u"square-terminal"_s,
            .make = [this, &window, terminal](QWidget* parent) { return makeTab(window, terminal, parent); },
            .isKept = false});
}

QWidget* TerminalWiring::makeTab(ui::MainWindow& window, const ui::PodTools::Terminal& terminal, QWidget* parent) {
    const auto mode = [this](const ContextId& context, const QString& nameSpace) {
        return ui::placeMode(m_contexts.find(context), nameSpace, m_core.clock().steadyNow());
    };
    const TerminalSettings settings = terminalSettingsIn(m_settings);
    auto* tab = new ui::TerminalTab(terminal,
        {.presenter = {.gateway = *m_gateway,
             .mode = mode,
             .offersClipboard = settings.offersClipboard,
             .scrollback = settings.scrollback,
             .pasteRule = [this] { return terminalSettingsIn(m_settings).paste; }},
            .navigation = window.host(),
            .zoom = settings.zoom},
        parent);
    connect(tab, &ui::TerminalTab::zoomChanged, this, [this](int zoom) {
        TerminalSettings changed = terminalSettingsIn(m_settings);
        changed.zoom = zoom;
        keepSettings(m_settings, changed);
    });
    connect(&m_settings, &SettingsStore::changed, tab, [this, tab](const QString& path) {
        if (isTerminalSetting(path)) {
            tab->view().setZoom(terminalSettingsIn(m_settings).zoom);
        }
    });
    connect(&m_contexts, &ui::Contexts::itemChanged, tab, &ui::TerminalTab::modesMoved);
    return tab;
}

} // namespace pilothouse
