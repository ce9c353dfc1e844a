// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/object_store.h"
#include "app/demo/resource_types.h"

namespace pilothouse::demo {

/// columnDefinitions of a kind's Table, as `kubectl get` shows them; priority 0 are the narrow columns.
/// protocol: kubernetes pkg/printers/internalversion/printers.go
json::array tableColumns(const ResourceType& type);

/// The cells of one object, in the order of tableColumns. Ages are as of now.
json::array tableCells(const ResourceType& type, const StoredObject& object);

} // namespace pilothouse::demo
