// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/kube/object_change.h"

#include <QCommandLineParser>

#include <optional>

namespace pilothouse::ctl {

/// What the command line says about a change of single objects.
struct ObjectFlags {
    std::optional<int> replicas; ///< scale
    Propagation cascade = Propagation::Background; ///< delete
    bool unmanaged = false; ///< drain: pods that nobody makes anew
    bool localData = false; ///< drain: what is in emptyDir volumes
};

void addObjectFlags(QCommandLineParser& parser);
/// Errors: Invalid, with what would be right.
[[nodiscard]] Result<ObjectFlags> readObjectFlags(const QCommandLineParser& parser);

} // namespace pilothouse::ctl
