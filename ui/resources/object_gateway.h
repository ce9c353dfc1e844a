// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/change/object_plan.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace pilothouse::ui {

class CoreAccess;

/// What changing single objects asks core for; answers come in the GUI thread, later. An interface, so that tests
/// answer. Keep a handle as long as its answer is wanted: dropping it cancels. Thread: GUI.
class ObjectGateway {
public:
    template <typename T> using Answer = std::function<void(Result<T>)>;

    virtual ~ObjectGateway() = default;
    ObjectGateway() = default;
    Q_DISABLE_COPY_MOVE(ObjectGateway)

    /// For editing.
    [[nodiscard]] virtual CallHandle open(
        const ContextId& context, const ObjectRef& ref, Answer<OpenedObjectPtr> answer)
        = 0;
    /// Looks, tries and counts; changes nothing.
    [[nodiscard]] virtual CallHandle plan(const ObjectRequestPtr& request, Answer<ObjectPlanPtr> answer) = 0;
    /// @param progress how far it is, again and again; may be empty. Called until the answer, also after the handle is
    ///        dropped: it must know by itself whether somebody still listens.
    /// @param stop of a drain: nothing more is begun
    using Progress = std::function<void(const ObjectReport&)>;
    [[nodiscard]] virtual CallHandle carryOut(const ObjectPlanPtr& plan, const QString& typed, Progress progress,
        std::stop_token stop, Answer<ObjectReport> answer)
        = 0;
};

/// The one that asks the ObjectDesk, which lives in the core thread.
/// @param stateFolder where the audit is, and what is known of clusters; @param core outlives it
[[nodiscard]] std::unique_ptr<ObjectGateway> coreObjectGateway(CoreAccess& core, QString stateFolder);

} // namespace pilothouse::ui
