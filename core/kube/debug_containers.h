// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"
#include "core/base/ids.h"

#include <QString>
#include <QStringList>

namespace pilothouse {

class ApiClient;

inline constexpr auto kDefaultDebugImage = "busybox:1.37";
/// What marks the pods we made, so that they can be found and removed.
inline constexpr auto kDebugPodLabel = "pilothouse/debug";

/// A container to look around with.
struct DebugRequest {
    QString nameSpace;
    QString pod; ///< of a node shell: empty
    QString node; ///< of a node shell
    QString targetContainer; ///< whose processes are seen; empty: only the pod's network is shared
    QString image; ///< empty: kDefaultDebugImage
    QStringList command; ///< empty: `sh`
};

/// Where to attach.
struct DebugPlace {
    QString nameSpace;
    QString pod;
    QString container;
    bool isOwnPod = false; ///< made by us; to be removed with removeDebugPod()
    Uid uid = {}; ///< of a pod of ours: only that one is removed
};

/// Adds an ephemeral container to a running pod and waits until it runs, two minutes at most; attach to it then. It
/// stays in the pod until the pod goes: Kubernetes has no way to remove one (protocol 2.11).
/// Errors: NotFound with reason NoEphemeralContainers (an old server: a debug pod is the way), those of the server;
/// Process with reason ImageProblem or Ended, and the kubelet's words. Reach: Troubleshoot.
[[nodiscard]] Task<Result<DebugPlace>> addDebugContainer(ApiClient& client, DebugRequest request);

/// Makes a pod of its own beside the pod: same namespace, same node, same account's defaults; waits until it runs.
/// It ends by itself after four hours. Errors: as above. Reach: Change, because it makes an object.
[[nodiscard]] Task<Result<DebugPlace>> addDebugPod(ApiClient& client, DebugRequest request);

/// A privileged pod on a node whose shell is the node's own (nsenter into its first process). Reach: Change.
[[nodiscard]] Task<Result<DebugPlace>> addNodeShell(ApiClient& client, DebugRequest request);

/// The first half of the two above: the pod is there, and maybe does not run yet. Whoever may be interrupted keeps the
/// place before waiting. Errors: those of the server.
[[nodiscard]] Task<Result<DebugPlace>> createDebugPod(ApiClient& client, DebugRequest request);
[[nodiscard]] Task<Result<DebugPlace>> createNodeShell(ApiClient& client, DebugRequest request);
/// The second half: until it runs, two minutes at most. What does not start is not removed here.
[[nodiscard]] Task<Result<DebugPlace>> waitForDebugPlace(ApiClient& client, DebugPlace place);

/// Removes a pod of ours, told by its uid where that is known; one that is gone already is fine.
[[nodiscard]] Task<Result<void>> removeDebugPod(ApiClient& client, DebugPlace place);

} // namespace pilothouse
