// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/manifest_diff.h"

#include <QJsonObject>

namespace pilothouse::ctl {

/// A difference as one JSON object: objects with their hunks, headline, counts. Masked as it is.
[[nodiscard]] QJsonObject diffJson(const ManifestDiff& diff, int from, int to);

} // namespace pilothouse::ctl
