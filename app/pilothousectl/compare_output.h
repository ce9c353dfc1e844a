// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothousectl/options.h"

#include "core/change/release_comparison.h"

namespace pilothouse::ctl {

/// Builds, values and manifests of the two sides; secrets are hidden.
void writeComparison(Format format, const ReleaseComparison& comparison);

} // namespace pilothouse::ctl
