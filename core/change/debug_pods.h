// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/completion.h"
#include "core/async/task_scope.h"
#include "core/change/tool_audit.h"
#include "core/kube/debug_containers.h"

#include <functional>
#include <memory>
#include <vector>

namespace pilothouse {

/// What is typed before a pod is made in a protected place: `context/web-1`, `context/node/worker-2`.
[[nodiscard]] QString debugConfirmation(const ToolUse& use);

/// Makes what people look around from (containers in a pod, pods beside it, node shells) and removes the pods again.
/// Each is in the audit before it is begun; a pod's outcome is written when it is gone: Removed, or LeftBehind and why.
///
/// A creation is carried through: where nobody waits for it any more, what it made is removed at once. A pod is removed
/// by the connection it was made with and by its uid, also when the place has locked itself since: that leaves no more
/// behind than there was, and a kubeconfig rewritten meanwhile can't lead it elsewhere (KC10).
/// Thread: core's. Destroying this leaves what is there; finish() first.
class DebugPods final {
public:
    struct Wish {
        ToolUse use; ///< DebugContainer, DebugPod or NodeShell
        DebugRequest request;
        QString typed; ///< debugConfirmation(), where the place is protected and a pod is made
    };
    /// Told when a pod could not be removed. It ends by itself after four hours.
    using LeftBehind = std::function<void(const ContextId& context, const DebugPlace& place, const Error& error)>;

    /// @param workspace, audit outlive it
    DebugPods(Workspace& workspace, ToolAudit& audit, LeftBehind leftBehind);
    ~DebugPods();
    Q_DISABLE_COPY_MOVE(DebugPods)

    /// Errors: Forbidden with reason NotConfirmed; those of ToolAudit::begin, addDebugContainer and addDebugPod.
    [[nodiscard]] Task<Result<DebugPlace>> make(Wish wish);
    /// Nobody needs it any more. What is not ours is left alone.
    void remove(const ContextId& context, const DebugPlace& place);
    /// Removes everything; @p done when nothing is under way.
    void finish(std::function<void()> done);

private:
    struct Own;
    using OwnPtr = std::shared_ptr<Own>;
    [[nodiscard]] Result<void> confirm(const Wish& wish) const;
    [[nodiscard]] Result<OwnPtr> connect(const Wish& wish) const;
    void begin(const OwnPtr& own, DebugRequest request);
    void onCreated(const OwnPtr& own, const Result<DebugPlace>& place);
    void onRunning(const OwnPtr& own, const Result<DebugPlace>& place);
    void discard(const OwnPtr& own);
    void onRemoved(const OwnPtr& own, const Result<void>& removed);
    void forget(const OwnPtr& own);

    Workspace& m_workspace;
    ToolAudit& m_audit;
    LeftBehind m_leftBehind;
    std::vector<OwnPtr> m_own; ///< until they are gone
    std::function<void()> m_finished;
    TaskScope m_scope; ///< goes first
};

} // namespace pilothouse
