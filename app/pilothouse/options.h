// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QStringList>

namespace pilothouse {

/// The command line of the window.
struct AppOptions {
    QString kubeconfig; ///< empty: as kubectl looks for it
    ContextId context; ///< empty: the one of last time
    QString configFolder; ///< empty: the user's own (tests and the tour have one of their own)
    QString language; ///< `en`, `zh_CN`; empty: the system's
    QString measureFile; ///< --measure: figures as one JSON object
    bool quitWhenComplete = false;
    QString tourFolder; ///< --tour: pictures of every screen
};

/// Errors: Invalid. `--help` and `--version` print and end the program.
[[nodiscard]] Result<AppOptions> parseAppOptions(const QStringList& arguments);

} // namespace pilothouse
