// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/completion.h"
#include "core/async/task.h"
#include "core/async/task_scope.h"

#include <functional>
#include <vector>

namespace pilothouse {

namespace detail {

template <typename T> struct ParallelState {
    std::function<Task<T>(size_t)> make;
    std::vector<std::optional<T>> results;
    size_t next = 0;
    typename Completion<bool>::Completer completer;
};

template <typename T> Task<void> parallelLane(std::shared_ptr<ParallelState<T>> state) {
    while (state->next < state->results.size()) {
        const size_t index = state->next++;
        state->results[index].emplace(co_await state->make(index));
    }
}

} // namespace detail

/// Runs make(0) … make(count-1), at most @p limit at a time, and returns all results in order. A failure stops nothing:
/// results are values. Destroying the awaiting task cancels all of them.
/// @param make called once an index, in order; a plain function that returns a task (not a coroutine with captures).
template <typename T> Task<std::vector<T>> inParallel(size_t count, size_t limit, std::function<Task<T>(size_t)> make) {
    auto state = std::make_shared<detail::ParallelState<T>>();
    state->make = std::move(make);
    state->results.resize(count);
    Completion<bool> allDone;
    state->completer = allDone.completer();
    size_t lanes = std::min(std::max<size_t>(limit, 1), count);
    auto running = std::make_shared<size_t>(lanes);
    TaskScope scope; // after what its lanes use: goes first
    for (size_t lane = 0; lane < lanes; ++lane) {
        scope.launch(detail::parallelLane(state), [state, running] {
            if (--*running == 0) {
                state->completer.complete(true);
            }
        });
    }
    if (lanes > 0) {
        co_await std::move(allDone);
    }
    std::vector<T> results;
    results.reserve(count);
    for (auto& result : state->results) {
        results.push_back(std::move(*result));
    }
    co_return results;
}

} // namespace pilothouse
