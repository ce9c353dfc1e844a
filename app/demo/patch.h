// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"

namespace pilothouse::demo {

/// RFC 7386.
void applyMergePatch(json::object& target, const json::object& patch);

/// RFC 6902: add, remove, replace, test, copy, move. Errors: Invalid (422) as the server says it.
ApiResult<void> applyJsonPatch(json::value& target, const json::array& operations);

/// Strategic merge: lists are merged by the shape Kubernetes knows for that field of that kind, other lists are
/// replaced; $patch, $retainKeys, $deleteFromPrimitiveList and $setElementOrder are obeyed.
/// protocol: sig-api-machinery/strategic-merge-patch.md
void applyStrategicMergePatch(json::object& target, const json::object& patch);

} // namespace pilothouse::demo
