// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/application.h"
#include "app/pilothouse/measure.h"
#include "app/pilothouse/options.h"
#include "app/pilothouse/tour.h"

#include "ui/shell/main_window.h"

#include <QApplication>
#include <QTemporaryDir>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdio>
#include <optional>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

#ifdef NDEBUG
/// Tokens and decoded records are in this process: no core file of it, and no other process may read its memory.
void protectMemory() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}
#endif

} // namespace

int main(int argc, char** argv) {
#ifdef NDEBUG
    protectMemory();
#endif
    QApplication app(argc, argv);
    QApplication::setApplicationName(u"pilothouse"_s);
    QApplication::setApplicationDisplayName(u"Pilothouse"_s);
    QApplication::setApplicationVersion(QStringLiteral(PILOTHOUSE_VERSION));
    QApplication::setDesktopFileName(u"pilothouse"_s);
    auto options = parseAppOptions(QApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "pilothouse: %s\n", qPrintable(describe(options.error())));
        return 1;
    }
    // A tour shows the program as it comes, and leaves the user's own settings and audit alone.
    std::optional<QTemporaryDir> tourSettings;
    if (!options->tourFolder.isEmpty() && options->configFolder.isEmpty()) {
        tourSettings.emplace();
        options->configFolder = tourSettings->path();
    }
    Application application(app, *options);
    std::unique_ptr<Measure> measure;
    if (!options->measureFile.isEmpty()) {
        measure = std::make_unique<Measure>(options->measureFile, application.core());
        if (options->quitWhenComplete) {
            QObject::connect(measure.get(), &Measure::finished, &app, &QApplication::quit);
        }
    }
    application.start();
    if (measure) {
        measure->watch(application.window());
    }
    std::unique_ptr<Tour> tour;
    if (!options->tourFolder.isEmpty()) {
        tour = std::make_unique<Tour>(application, options->tourFolder);
        QObject::connect(tour.get(), &Tour::finished, &app, &QApplication::exit);
        tour->start();
    }
    return QApplication::exec();
}
