// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/change/object_steps.h"

namespace pilothouse {

/// A pod on a node, by its metadata.
struct NodePod {
    ObjectRef ref;
    Uid uid;
    bool isDaemons = false; ///< of a DaemonSet, which puts it there again whatever the node says
    bool isMirror = false; ///< of the node's own files: the API can't end it
};
/// Errors: those of ApiClient.
[[nodiscard]] Task<Result<std::vector<NodePod>>> podsOnNode(ApiClient* client, QString node);

/// The wishes of a drain: its nodes, then every pod on them. Errors: those of ApiClient.
[[nodiscard]] Task<Result<std::vector<ObjectWish>>> drainWishes(ApiClient* client, std::vector<ObjectWish> nodes);

/// Tries the eviction of one pod as a dry run. What a drain leaves where it is, is Nothing; what it may not take is
/// Blocked; what a budget holds as of now is Evict with the word Budget. Source: kubectl pkg/drain/filters.go.
[[nodiscard]] Task<Result<LookedObject>> lookAtEviction(ApiClient* client, ObjectWish wish, LookedObject looked);

/// What there is to know before the pods go.
[[nodiscard]] std::vector<ObjectCheck> drainChecks(const std::vector<LookedObject>& looked);

} // namespace pilothouse
