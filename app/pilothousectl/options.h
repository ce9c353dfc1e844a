// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothousectl/change_flags.h"
#include "app/pilothousectl/log_flags.h"
#include "app/pilothousectl/object_flags.h"
#include "app/pilothousectl/prepare_flags.h"
#include "app/pilothousectl/tool_flags.h"

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/session/owner_rules.h"

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
    bool replaceFile = false; ///< export: over a file that is there
    Revision revision = Revision::None; ///< None: the newest
    Format format = Format::Text;
    ChangeFlags change;
    PrepareFlags prepare;
    LogFlags log;
    ToolFlags tool;
    ObjectFlags object;
    OwnerRules owners; ///< of the settings file
};

/// Errors: Invalid, with what is wrong and what would be right.
[[nodiscard]] Result<Options> parseOptions(const QStringList& arguments);
[[nodiscard]] QString usage();

} // namespace pilothouse::ctl
