// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/field_changes.h"

namespace pilothouse {

/// True for changes that come with every build and change nothing that runs: chart and version labels, checksum
/// annotations, what helm, kubectl and controllers write themselves, and the certificates charts make anew at every
/// rendering for webhooks. In metadata and in pod templates alike; the same label in a selector is no noise.
[[nodiscard]] bool isNoise(const FieldChange& change, const FieldContext& context);

/// True for `helm.sh/chart`, `app.kubernetes.io/version`, `chart`, `heritage`, `app.kubernetes.io/managed-by`.
[[nodiscard]] bool isNoiseLabel(QStringView key);
[[nodiscard]] bool isNoiseAnnotation(QStringView key);

} // namespace pilothouse
