// SPDX-License-Identifier: Apache-2.0
// The page of pods on a real server, from the wire to the screen: live_table KUBECONFIG CONTEXT [SECONDS]. Prints as
// JSON when all rows were there, the longest time the GUI thread's loop did not turn, and the share of a core taken.
#include "tests/bench/bench_core.h"

#include "core/settings/settings_store.h"
#include "ui/resources/objects_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QApplication>
#include <QTextStream>

#include <cstdlib>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    if (argc < 3) {
        QTextStream(stderr) << "live_table KUBECONFIG CONTEXT [SECONDS]\n";
        return 2;
    }
    const int seconds = argc > 3 ? std::atoi(argv[3]) : 30;
    Theme theme(app);
    BenchCore core(QString::fromLocal8Bit(argv[1]));
    SettingsStore settings(core.folder.filePath(u"settings.json"_s));
    NoNavigation navigation;
    ObjectsPage page({.theme = theme, .core = core.access, .navigation = navigation, .settings = settings});
    page.resize(1280, 860);
    page.show();
    spin(500ms);
    Pulse pulse;
    pulse.begin();
    QElapsedTimer timer;
    timer.start();
    page.showPlace(placeOf(ContextId(QString::fromLocal8Bit(argv[2])), page::kPods));
    while (!page.isSettled() && timer.elapsed() < 60'000) {
        spin(5ms);
    }
    QJsonObject out{{u"rows"_s, page.table()->shownRows()}, {u"filledMs"_s, timer.elapsed()},
        {u"fillingStallMs"_s, pulse.longest()}};
    pulse.end();
    spin(3s);
    const double before = cpuSeconds();
    spin(std::chrono::seconds(seconds));
    out[u"cpuCores"_s] = (cpuSeconds() - before) / seconds;
    pulse.begin(); // its own millisecond ticks are no part of the CPU figure
    spin(std::chrono::seconds(seconds));
    out[u"stallMs"_s] = pulse.longest();
    out[u"peakRssMiB"_s] = peakMiB();
    tell(out);
    return 0;
}
