// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/pull_secret.h"

#include <QCommandLineParser>

namespace pilothouse::ctl {

/// What the command line says about preparing a namespace. No token is ever in it: argv can be read by everybody.
struct PrepareFlags {
    bool create = false;
    QString pullSecret;
    QStringList registries;
    QString user;
    QString tokenFile; ///< `-`: standard input
    QString dockerConfig;
    bool replace = false;
    QString serviceAccount;
};

void addPrepareFlags(QCommandLineParser& parser);
[[nodiscard]] PrepareFlags readPrepareFlags(const QCommandLineParser& parser);

/// From the docker configuration, or registry, user and token. None where neither was said. Errors: Invalid (both,
/// half of one), Io, those of readDockerConfig.
[[nodiscard]] Result<RegistryLogins> readLogins(const PrepareFlags& flags);

} // namespace pilothouse::ctl
