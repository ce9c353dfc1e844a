// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothousectl/options.h"

#include "core/change/audit.h"
#include "core/change/change_desk.h"
#include "core/change/change_plan.h"
#include "core/change/change_run.h"

#include <QJsonObject>

namespace pilothouse::ctl {

/// A plan for people (what it does, the diff, the checks, the command) or as one JSON object.
void writePlan(Format format, const ChangePlan& plan, const ChangeDiff& shown);
/// Only the difference, as `diff` shows it.
void writeChangeDiff(Format format, const Rendering& rendering, const ChangeDiff& shown);
/// The helm that is used, those there are, and the names of the variables it gets and does not get.
/// The exact patch from the manifest helm merges from to the planned one: not masked, so only where it was asked for.
/// Errors: Invalid where the base is no manifest (Live, Predicted).
[[nodiscard]] Result<QByteArray> exactPatch(const Rendering& rendering, DiffBase base);
void writeHelm(Format format, const Result<HelmProgram>& chosen, const std::vector<HelmProgram>& found,
    const ChangeDesk::Places& places);
/// How an operation ended.
void writeRun(Format format, const RunStatus& run);
/// One line to standard error while it runs: phase, record, what is not ready.
[[nodiscard]] QString progressLine(const RunStatus& run);
void writeAudit(Format format, const AuditLog::Reading& reading);

/// True where it would change something, as exit code 2 says.
[[nodiscard]] bool changesSomething(const ChangePlan& plan, const ChangeDiff& shown);

} // namespace pilothouse::ctl
