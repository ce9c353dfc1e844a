// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/release_plan.h"

namespace pilothouse::demo {

/// The chart as it is inside a record: metadata, lock, templates, values, schema, files. Subcharts are not stored.
json::object chartJson(const Release& release, const Revision& revision);

/// `config`: what the user set over the chart's defaults.
json::object userValues(const Release& release, const Revision& revision);

std::string chartNotes(const Release& release, const Revision& revision);

} // namespace pilothouse::demo
