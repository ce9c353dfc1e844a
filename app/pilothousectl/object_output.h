// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothousectl/options.h"

#include "core/change/object_plan.h"

namespace pilothouse::ctl {

/// A plan for people (what is done to which object, what goes along, the difference, the commands that do the same) or
/// as one JSON object.
void writeObjectPlan(Format format, const ObjectPlan& plan);
/// How it ended, object by object.
void writeObjectReport(Format format, const ObjectReport& report);
/// One line of it: `Pod shop/web-0: Ending`, with the reason where there is one.
[[nodiscard]] QString objectReportLine(const ObjectReport::Line& line);

} // namespace pilothouse::ctl
