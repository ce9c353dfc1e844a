// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/change/prepare_plan.h"

#include <functional>
#include <memory>

namespace pilothouse::ui {

class CoreAccess;

/// What a person wants a namespace to have. A value; the token is shared, never copied.
struct PrepareWish {
    ContextId context;
    QString nameSpace;
    bool createNamespace = false;
    QString pullSecret; ///< empty: none
    QString dockerConfig; ///< file to take the logins from; empty: registry, user and token
    QStringList registries;
    QString user;
    std::shared_ptr<const Secret> token;
    bool replaceLogins = false;
    QString serviceAccount; ///< empty: none
    QString reason;
};

/// What the page asks core for; answers come in the GUI thread, later. An interface, so that tests answer. Keep a
/// handle as long as its answer is wanted: dropping it cancels. Thread: GUI.
class PrepareGateway {
public:
    template <typename T> using Answer = std::function<void(Result<T>)>;

    virtual ~PrepareGateway() = default;
    PrepareGateway() = default;
    Q_DISABLE_COPY_MOVE(PrepareGateway)

    /// Reads the docker configuration, looks and tries; changes nothing.
    [[nodiscard]] virtual CallHandle plan(const PrepareWish& wish, Answer<PreparePlanPtr> answer) = 0;
    [[nodiscard]] virtual CallHandle carryOut(
        const PreparePlanPtr& plan, const QString& typed, Answer<PrepareReport> answer)
        = 0;
};

/// The one that asks the Preparer, which lives in the core thread.
/// @param stateFolder where the audit is, and what is known of clusters; @param core outlives it
[[nodiscard]] std::unique_ptr<PrepareGateway> corePrepareGateway(CoreAccess& core, QString stateFolder);

} // namespace pilothouse::ui
