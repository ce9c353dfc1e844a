// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/change/change_plan.h"
#include "core/change/change_run.h"

#include <atomic>
#include <functional>
#include <memory>

namespace pilothouse {

class ChangeDesk;

/// One release of several that are to be changed.
struct BatchChoice {
    ChangeRequest request;
    bool isHidden = false; ///< marked, but the filter does not show it now (PS3)
};

/// One change of a batch: what was looked at, and how it went.
struct BatchStep {
    enum class Progress {
        Waiting,
        Running,
        Succeeded,
        Failed, ///< refused, failed, cancelled, or its outcome is not known
        NotBegun, ///< one before it failed, or a person said stop
    };
    ChangeRequest request;
    bool isHidden = false;
    ChangeDiffPtr diff; ///< null: see error
    ChangePlanPtr plan;
    std::optional<Error> error; ///< of looking, or of beginning
    Progress progress = Progress::Waiting;
    RunStatusPtr run; ///< once begun
};
[[nodiscard]] QString batchProgressWord(BatchStep::Progress progress); ///< `NotBegun`, for JSON

/// Several changes, looked at together, carried out in order. Immutable once told.
struct BatchPlan {
    std::vector<BatchStep> steps; ///< in the order in which they are carried out
    ManifestDiff sum; ///< all differences as one; services are named `release/service`
    /// Something could not be looked at, or a check of one plan says no: nothing is begun.
    [[nodiscard]] bool isBlocked() const;
    /// Steps as they are to be listed: those the filter hides first (PS3).
    [[nodiscard]] std::vector<const BatchStep*> listed() const;
    /// What must be typed: `context/3` for three changes in a protected place, one context after the other; of a single
    /// change its plan's. Empty: nothing.
    [[nodiscard]] QString confirmation() const;
    [[nodiscard]] bool hasSucceeded() const;
};
using BatchPlanPtr = std::shared_ptr<const BatchPlan>;

/// The same with its steps in that order, without those that are not named. Nothing is looked at anew: no plan of a
/// batch stands on another one.
[[nodiscard]] BatchPlanPtr arranged(const BatchPlan& plan, const std::vector<ReleaseKey>& order);

/// Asks a batch to begin no further change; the one that runs ends as it ends. Thread: any.
class BatchStop {
public:
    void ask() { m_isAsked = true; }
    [[nodiscard]] bool isAsked() const { return m_isAsked; }

private:
    std::atomic_bool m_isAsked = false;
};

/// What a batch asks of the one way in. An interface, so that tests can play a desk.
class BatchDesk {
public:
    BatchDesk() = default;
    virtual ~BatchDesk() = default;
    Q_DISABLE_COPY_MOVE(BatchDesk)
    [[nodiscard]] virtual Task<Result<RenderingPtr>> render(ChangeRequest request) = 0;
    [[nodiscard]] virtual Task<Result<ChangeDiffPtr>> compare(RenderingPtr rendering, DiffBase base) = 0;
    [[nodiscard]] virtual Task<Result<ChangePlanPtr>> plan(RenderingPtr rendering) = 0;
    [[nodiscard]] virtual Task<Result<QString>> begin(ChangePlanPtr plan, QString typed) = 0;
    /// Waits for the end. @param told of every change until then; may be empty
    [[nodiscard]] virtual Task<RunStatusPtr> end(QString id, std::function<void(RunStatusPtr)> told) = 0;
};
/// @param desk outlives it
[[nodiscard]] std::shared_ptr<BatchDesk> batchDesk(ChangeDesk& desk);

/// Renders, compares and plans all, four at a time. What goes wrong with one is in its step. Errors: Invalid with
/// reason Empty, Twice (the same release is in it a second time), TooMany.
/// @param looked told how many have been looked at, after each; may be empty
[[nodiscard]] Task<Result<BatchPlanPtr>> planBatch(std::shared_ptr<BatchDesk> desk, std::vector<BatchChoice> choices,
    DiffBase base, std::function<void(int)> looked = {});

/// Carries them out one after the other and stops at the first that does not succeed; the desk audits each. Dropping
/// the task begins no further one; the helm that runs goes on.
/// @param typed what the person typed where confirmation() asks for it
/// @param told after every step and whenever a run says something new; may be empty
/// @param stop looked at before each step; null: nobody stops it
/// Errors: Invalid with reason Blocked or NotConfirmed: nothing was begun.
[[nodiscard]] Task<Result<BatchPlanPtr>> runBatch(std::shared_ptr<BatchDesk> desk, BatchPlanPtr plan, QString typed,
    std::function<void(BatchPlanPtr)> told, std::shared_ptr<const BatchStop> stop = {});

} // namespace pilothouse
