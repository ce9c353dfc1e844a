// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/helm_folder.h"
#include "core/helm/helm_process.h"

#include <optional>

namespace pilothouse {

/// One process and no later one that got its number: pid and start time (field 22 of /proc/PID/stat).
struct ProcessMark {
    qint64 pid = 0;
    QByteArray start;
    [[nodiscard]] static ProcessMark of(qint64 pid); ///< start is empty where there is none
    [[nodiscard]] bool isAlive() const; ///< a zombie is not
    /// Sends to exactly this process; false where it is gone. @param reach with Group: to all it leads
    enum class Reach { Process, Group };
    [[nodiscard]] bool signal(int number, Reach reach = Reach::Process) const;
};

/// What a supervisor has left in its folder (app/supervisor/operation_folder.h).
struct HelmTraces {
    std::optional<ProcessMark> supervisor;
    std::optional<ProcessMark> helm;
    std::optional<HelmEnding> ending; ///< its last word
    [[nodiscard]] static HelmTraces read(const HelmFolder& folder);
};

/// Whether helm may still be started in a folder without `pid`. Never: this call has made sure of it, or the supervisor
/// that wanted to is gone; a helm that was not written down never runs.
enum class Prospect { MayStart, Never };
/// @param isOverdue true: nobody has claimed the folder for long, so claim it now and keep a late supervisor from
/// beginning
[[nodiscard]] Prospect prospectOf(const HelmFolder& folder, bool isOverdue);

} // namespace pilothouse
