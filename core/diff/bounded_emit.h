// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QByteArray>

#include <optional>

namespace pilothouse {

/// The tree as YAML, keys in file order; nullopt where that would be more than 32 MiB. The loader counts nodes, so a
/// few hundred thousand aliases of one long string still load, but must not be written out.
[[nodiscard]] std::optional<QByteArray> emitBounded(const YamlValue& value);

} // namespace pilothouse
