// SPDX-License-Identifier: Apache-2.0
// The page of pods on a real server, from the wire to the screen: live_table KUBECONFIG CONTEXT [SECONDS]. Prints when
// all rows were there, the longest time the GUI thread's loop did not turn, and the share of a core the program took.
#include "core/settings/settings_store.h"
#include "tests/bench/pulse.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/frame/navigation.h"
#include "ui/resources/objects_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTextStream>

#include <cstdlib>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class NoNavigation final : public Navigation {
public:
    [[nodiscard]] Place current() const override { return {}; }
    void goTo(const Place&) override { }
    void replace(const Place&) override { }
    void back() override { }
    void forward() override { }
    void openDock(const QString&) override { }
};

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QTextStream out(stdout);
    if (argc < 3) {
        out << "live_table KUBECONFIG CONTEXT [SECONDS]\n";
        return 2;
    }
    Theme theme(app);
    const QTemporaryDir folder;
    CoreThread thread;
    CoreAccess core(thread,
        Workspace::Options{.source = KubeconfigSource::fromEnvironment(QString::fromLocal8Bit(argv[1])),
            .trustFile = folder.filePath(u"trust.json"_s),
            .trace = std::make_shared<HttpTrace>(),
            .watchFiles = false,
            .feed = ClusterSession::Feed::OnDemand},
        std::make_shared<SystemClock>());
    SettingsStore settings(folder.filePath(u"settings.json"_s));
    NoNavigation navigation;
    ObjectsPage page({.theme = theme, .core = core, .navigation = navigation, .settings = settings});
    page.resize(1280, 860);
    core.start();
    spin(1s);
    page.show();
    Pulse pulse;
    pulse.begin();
    QElapsedTimer timer;
    timer.start();
    page.showPlace(placeOf(ContextId(QString::fromLocal8Bit(argv[2])), page::kPods));
    while (!page.isSettled() && timer.elapsed() < 60'000) {
        spin(5ms);
    }
    out << page.table()->shownRows() << " rows after " << timer.elapsed() << " ms, longest stall " << pulse.longest()
        << " ms\n";
    pulse.end();
    spin(3s);
    const int seconds = argc > 3 ? std::atoi(argv[3]) : 30;
    const double before = cpuSeconds();
    spin(std::chrono::seconds(seconds));
    const double share = (cpuSeconds() - before) / seconds;
    pulse.begin(); // its own millisecond ticks are no part of the CPU figure
    spin(std::chrono::seconds(seconds));
    out << "over " << seconds << " s: " << QString::number(share * 100, 'f', 1) << " % of a core; over " << seconds
        << " s more: longest stall " << pulse.longest() << " ms\n";
    return 0;
}
