// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothousectl/change_flags.h"

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QStringList>

namespace pilothouse::ctl {

enum class Format { Text, Json, Yaml, Patch };

/// What the command line asks for.
struct Options {
    QString command;
    QStringList arguments; ///< after the command
    QString kubeconfig;
    ContextId context;
    QString nameSpace;
    ContextId with; ///< compare: the other context
    QString withNamespace; ///< compare: only there; empty: wherever its counterpart is
    bool allNamespaces = false;
    bool allValues = false;
    bool showSecrets = false;
    bool yes = false;
    Revision revision = Revision::None; ///< None: the newest
    Format format = Format::Text;
    ChangeFlags change;
};

/// Errors: Invalid, with what is wrong and what would be right.
[[nodiscard]] Result<Options> parseOptions(const QStringList& arguments);
[[nodiscard]] QString usage();

} // namespace pilothouse::ctl
