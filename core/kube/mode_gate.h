// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QString>

#include <optional>

namespace pilothouse {

/// How far one may go in a place, from nothing but looking to changing it (design: environments and modes).
enum class Mode {
    ReadOnly,
    Troubleshooting, ///< exec, attach, port-forward, debug containers too
    ChangesOpen,
};
[[nodiscard]] QString modeWord(Mode mode); ///< `ReadOnly`, for audit and JSON

/// What something would do to a cluster.
enum class Reach {
    Read, ///< GET, questions about oneself, dry runs
    Troubleshoot, ///< goes into a container or through a tunnel; leaves no change of its own in the cluster's objects
    Change,
};

/// Says what may be done where, now. The one judge for requests (ApiClient) and for processes (HelmProcess): whoever
/// lets something leave this program asks it at that moment (PS8). Thread: core's.
class ModeGate {
public:
    virtual ~ModeGate() = default;
    /// @param nameSpace empty: something that belongs to no namespace
    [[nodiscard]] virtual Mode modeOf(QStringView nameSpace) const = 0;
    /// Why changes are locked whatever the mode (another cluster or user behind the context: NS3); nothing: they are
    /// not.
    [[nodiscard]] virtual std::optional<Error> lockedBecause() const { return {}; }

    /// Errors: Forbidden with reason ReadOnly, Troubleshooting or that of lockedBecause().
    /// @param subject what was to be done: `patch deployments.apps/web in namespace shop`
    [[nodiscard]] Result<void> allow(Reach reach, QStringView nameSpace, const QString& subject) const;

protected:
    ModeGate() = default;
    ModeGate(const ModeGate&) = default;
    ModeGate& operator=(const ModeGate&) = default;
};

} // namespace pilothouse
