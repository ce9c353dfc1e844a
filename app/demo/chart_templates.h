// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/chart_archive.h"

namespace pilothouse::demo {

/// The templates every service of the house is deployed with. They render what object_builders.h makes, so that a
/// chart of the demo's folder and the records of its releases differ only where their values do.
ChartFiles serviceTemplates();

/// A schema for their values.
std::string serviceSchema();

} // namespace pilothouse::demo
