// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/completion.h"
#include "core/async/task_scope.h"
#include "core/change/change_plan.h"

#include <functional>
#include <memory>
#include <vector>

namespace pilothouse {

/// The prediction of one rendering, made once however many want it: the difference and the plan ask at the same time.
/// It goes on as long as one of them waits. Thread: core.
class SharedPrediction final {
public:
    using Found = std::function<void(ObjectDiff)>;
    using Make = std::function<Task<Result<ChangeDiffPtr>>(Found)>;

    explicit SharedPrediction(RenderingPtr rendering)
        : m_rendering(std::move(rendering)) { }
    Q_DISABLE_COPY_MOVE(SharedPrediction)
    ~SharedPrediction() = default;

    [[nodiscard]] const RenderingPtr& rendering() const { return m_rendering; }
    [[nodiscard]] bool isOver() const { return m_result.has_value(); }
    /// Once, before anybody waits. What @p make has captured lives as long as this object.
    void start(Make make);
    /// @param found told of each object from now on, while the task lives; may be empty
    [[nodiscard]] static Task<Result<ChangeDiffPtr>> wait(std::shared_ptr<SharedPrediction> prediction, Found found);

private:
    void tell(const ObjectDiff& object) const;
    void onDone(Result<ChangeDiffPtr> result);

    RenderingPtr m_rendering;
    std::optional<Result<ChangeDiffPtr>> m_result;
    std::vector<std::weak_ptr<const Found>> m_tellers; ///< each lives with its waiting task
    std::vector<Completion<Result<ChangeDiffPtr>>::Completer> m_waiting;
    Make m_make;
    TaskScope m_scope;
};

} // namespace pilothouse
