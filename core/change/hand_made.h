// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QStringList>

namespace pilothouse {

/// For objects without managedFields: true for what no API server fills in by itself, so that somebody must have:
/// labels, annotations, data, environment, containers, replicas other than one.
/// @param keys path of the field without list positions; the field itself last
[[nodiscard]] bool isHandMade(const QStringList& keys, const YamlValue& value);

/// Maps that several writers share entry by entry (labels, data): who made the map says nothing about its entries.
[[nodiscard]] bool isSharedMap(const QStringList& keys);

} // namespace pilothouse
