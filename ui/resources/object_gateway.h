// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/change/object_plan.h"

#include <functional>
#include <memory>

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
    [[nodiscard]] virtual CallHandle carryOut(
        const ObjectPlanPtr& plan, const QString& typed, Answer<ObjectReport> answer)
        = 0;
};

/// The one that asks the ObjectDesk, which lives in the core thread.
/// @param stateFolder where the audit is, and what is known of clusters; @param core outlives it
[[nodiscard]] std::unique_ptr<ObjectGateway> coreObjectGateway(CoreAccess& core, QString stateFolder);

} // namespace pilothouse::ui
