// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/pod_scenes.h"

#include "app/pilothouse/application.h"
#include "app/pilothouse/pod_wiring.h"

#include "ui/frame/dock_tab.h"
#include "ui/logs/logs_tab.h"
#include "ui/shell/dock_area.h"
#include "ui/shell/main_window.h"
#include "ui/terminal/terminal_tab.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

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
    };
}

} // namespace pilothouse
