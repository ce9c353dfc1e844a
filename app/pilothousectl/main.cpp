// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/options.h"
#include "app/pilothousectl/output.h"

#include "core/async/task_scope.h"
#include "core/session/environment_settings.h"
#include "core/settings/settings_store.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <sys/resource.h>

#include <csignal>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Tokens and release bodies pass through this process: no core file of them is left anywhere.
void forbidCoreDumps() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

int run(QCoreApplication& app, ctl::Options options) {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/pilothouse"_s;
    SettingsStore settings(folder + u"/settings.json"_s);
    if (const auto loaded = settings.load(); !loaded) {
        ctl::writeError(loaded.error());
    }
    options.owners = ownerRulesIn(settings);
    Workspace workspace({.source = KubeconfigSource::fromEnvironment(options.kubeconfig),
                            .trustFile = folder + u"/trusted-plugins.json"_s,
                            .trace = {},
                            .watchFiles = false,
                            .feed = ClusterSession::Feed::OnDemand,
                            .rules = EnvironmentRules(environmentRulesIn(settings))},
        std::make_shared<SystemClock>());
    int exitCode = ctl::kExitError;
    TaskScope scope;
    QMetaObject::invokeMethod(
        &app,
        [&] {
            scope.launch<Result<int>>(ctl::runCommand(&workspace, options), [&](Result<int> result) {
                if (result) {
                    exitCode = *result;
                } else {
                    ctl::writeError(result.error());
                }
                QCoreApplication::exit(exitCode);
            });
        },
        Qt::QueuedConnection);
    return app.exec();
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_DFL); // `| head` ends us quietly
    forbidCoreDumps();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"pilothousectl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PILOTHOUSE_VERSION));
    const QStringList arguments = QCoreApplication::arguments();
    const qsizetype dashes = arguments.indexOf(u"--"_s); // after them come another program's words
    const QStringList ours = dashes < 0 ? arguments : arguments.first(dashes);
    if (arguments.size() < 2 || ours.contains(u"--help"_s) || ours.contains(u"-h"_s)) {
        ctl::write(ctl::usage().toUtf8());
        return arguments.size() < 2 ? ctl::kExitError : ctl::kExitSame;
    }
    if (ours.contains(u"--version"_s)) {
        ctl::write("pilothousectl " PILOTHOUSE_VERSION "\n");
        return ctl::kExitSame;
    }
    const auto options = ctl::parseOptions(arguments);
    if (!options) {
        ctl::writeError(options.error());
        return ctl::kExitError;
    }
    return run(app, *options);
}
