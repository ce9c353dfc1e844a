// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"

namespace pilothouse::demo {

/// RFC 7386.
void applyMergePatch(json::object& target, const json::object& patch);

/// RFC 6902: add, remove, replace, test, copy, move. Errors: Invalid (422) as the server says it.
ApiResult<void> applyJsonPatch(json::value& target, const json::array& operations);

/// Strategic merge: lists of objects are merged by the key Kubernetes knows for that field ($patch,
/// $deleteFromPrimitiveList and $setElementOrder included); other lists are replaced. protocol: kubectl
/// update-api-object-kubectl-patch
void applyStrategicMergePatch(json::object& target, const json::object& patch);

/// Server-side apply without field ownership: what is set is merged, lists by key; nothing is removed.
void applyServerSide(json::object& target, const json::object& applied);

} // namespace pilothouse::demo
