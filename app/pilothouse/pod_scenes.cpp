// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/pod_scenes.h"

#include "app/pilothouse/application.h"
#include "app/pilothouse/pod_wiring.h"

#include "ui/frame/dock_tab.h"
#include "ui/logs/logs_tab.h"
#include "ui/resources/object_actions.h"
#include "ui/resources/object_change_sheet.h"
#include "ui/resources/objects_page.h"
#include "ui/resources/yaml_templates.h"
#include "ui/settings/tool_settings_form.h"
#include "ui/shell/dock_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_host.h"
#include "ui/terminal/terminal_tab.h"

#include <QScrollArea>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kNode = u"ip-10-0-13-201"; ///< of the demo clusters

/// What the scenes do, in the words of a user.
class PodHand {
public:
    PodHand(Application& application, ContextId context)
        : m_application(&application)
        , m_context(std::move(context)) { }

    void openLogs() const {
        m_application->pods().openLogs({.context = m_context,
            .scope = {.nameSpace = u"shop"_s, .what = PodScope::Release{u"storefront"_s}},
            .container = {},
            .previous = false});
    }
    void openShell() const {
        m_application->core().postSession(m_context, [](ClusterSession& session) {
            (void)session.modes().choose({}, Mode::ChangesOpen, u"hotfix PAY-1120"_s, std::chrono::minutes(15));
        });
        m_application->pods().openTerminal(
            {.context = m_context, .nameSpace = u"orders"_s, .pod = u"postgres-orders-0"_s, .container = {}});
    }
    void type(const QByteArray& text) const {
        if (auto* terminal = tab<ui::TerminalTab>()) {
            terminal->presenter().send(text);
        }
    }
    void overWindow() const { Q_EMIT dock().fullScreenRequested(); }
    void openForward() const {
        m_application->pods().openForward({.context = m_context,
            .target = {.nameSpace = u"shop"_s,
                .what
                = PodScope::Workload{{.group = {}, .version = u"v1"_s, .kind = u"Service"_s}, u"storefront-web-neo"_s}},
            .remotePort = u"80"_s});
    }
    /// The nodes' page, with a sheet that says what a drain of the last one would do.
    void drainNode() const {
        const auto* page = objects();
        auto* actions = page ? page->findChild<ui::ObjectActions*>() : nullptr;
        if (actions) {
            ObjectRequest request;
            request.context = m_context;
            request.verb = ObjectVerb::Drain;
            request.targets.push_back({.ref = {.kind = {.group = {}, .version = u"v1"_s, .kind = u"Node"_s},
                                           .nameSpace = {},
                                           .name = kNode.toString()},
                .uid = {}});
            Q_EMIT actions->changeWanted(request);
        }
    }
    [[nodiscard]] bool isPlanned() const {
        const auto* page = objects();
        return page && page->sheet() && page->sheet()->presenter().state() == ui::ObjectChangePresenter::State::Planned;
    }
    void createService() const {
        if (auto* page = objects()) {
            page->createFrom(ui::yamlTemplates(u"shop"_s).front().text);
        }
    }
    /// To what can be chosen for logs and terminals.
    void scrollSettings() const {
        const QWidget* page = m_application->window().host().currentPage();
        auto* area = page ? page->findChild<QScrollArea*>() : nullptr;
        auto* form = page ? page->findChild<ui::TerminalSettingsForm*>() : nullptr;
        if (area && form) {
            area->ensureWidgetVisible(form);
        }
    }
    void closeSheet() const {
        if (auto* page = objects()) {
            page->escape();
        }
    }
    void closeDock() const { dock().closeAll(); }
    [[nodiscard]] bool isDockSettled() const {
        const auto* shown = qobject_cast<ui::DockTabWidget*>(dock().currentTab());
        return !shown || shown->isSettled();
    }
    [[nodiscard]] bool hasLines(qint64 count) const {
        auto* logs = tab<ui::LogsTab>();
        return logs && logs->presenter().store().count() >= count;
    }

private:
    [[nodiscard]] ui::DockArea& dock() const { return m_application->window().dock(); }
    [[nodiscard]] ui::ObjectsPage* objects() const {
        return qobject_cast<ui::ObjectsPage*>(m_application->window().host().currentPage());
    }
    template <typename Tab> [[nodiscard]] Tab* tab() const { return qobject_cast<Tab*>(dock().currentTab()); }

    Application* m_application;
    ContextId m_context;
};

} // namespace

std::vector<TourScene> podScenes(Application& application, const ContextId& stg) {
    const PodHand hand(application, stg);
    constexpr qint64 kSomeLines = 300;
    const ui::Place pods = ui::placeOf(stg, ui::page::kPods);
    const auto settled = [hand] { return hand.isDockSettled(); };
    return {
        {.name = u"logs"_s,
            .place = pods,
            .steps = {[hand] { hand.openLogs(); }},
            // Never at rest: lines go on coming.
            .isReady = [hand] { return hand.hasLines(kSomeLines); }},
        {.name = u"logs-full"_s, .place = pods, .steps = {[hand] { hand.overWindow(); }}},
        {.name = u"terminal"_s,
            .place = pods,
            .steps = {[hand] {
                          hand.overWindow();
                          hand.closeDock();
                          hand.openShell();
                      },
                [hand] { hand.type("ls\rcolors\r"); }},
            .isReady = settled},
        {.name = u"terminal-full"_s,
            .place = pods,
            .steps = {[hand] {
                hand.overWindow();
                hand.type("top\r");
            }},
            .isReady = settled},
        {.name = u"forwards"_s,
            .place = pods,
            .steps = {[hand] {
                hand.overWindow();
                hand.closeDock();
                hand.openForward();
            }},
            .isReady = settled},
        {.name = u"pods-stg"_s, .place = pods, .steps = {[hand] { hand.closeDock(); }}},
        {.name = u"drain"_s,
            .place = ui::placeOf(stg, u"kind:nodes"_s),
            .steps = {[hand] { hand.drainNode(); }},
            .isReady = [hand] { return hand.isPlanned(); }},
        {.name = u"create"_s,
            .place = ui::placeOf(stg, u"kind:services"_s),
            .steps = {[hand] { hand.closeSheet(); }, [hand] { hand.createService(); }}},
        {.name = u"settings-tools"_s, .place = ui::placeOf(stg, ui::page::kSettings), .steps = {[hand] {
             hand.scrollSettings();
         }}},
    };
}

} // namespace pilothouse
