// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"

#include <QtTypes>

#include <functional>
#include <memory>
#include <unordered_map>

namespace pilothouse {

/// Names one launched task within its scope; 0 names none.
enum class TaskId : quint64 { None = 0 };

/// Runs tasks and owns them. Make it a member of the object the tasks work for, **declared last**: when the owner goes,
/// the scope goes first, every unfinished task is destroyed, and its awaiters take their transfers and timers back.
///
/// Thread: one, the owner's. Completion callbacks run in it, after the task's frame has been left; a callback may
/// destroy the scope. A task that needs no waiting ends (and calls back) inside launch().
/// A task must not destroy its own scope from inside its body: use deleteLater on the owner.
class TaskScope {
public:
    TaskScope();
    ~TaskScope();
    Q_DISABLE_COPY_MOVE(TaskScope)

    /// Starts @p task now. @p done gets its result, unless the task is cancelled first.
    template <typename T> TaskId launch(Task<T> task, std::function<void(T)> done) {
        auto result = std::make_shared<std::optional<T>>();
        return start(drive(std::move(task), result), [result, done = std::move(done)] {
            if (done) {
                done(std::move(**result));
            }
        });
    }
    TaskId launch(Task<void> task, std::function<void()> done = {});

    /// Destroys the task, if it still runs; its callback is never called. Not from inside the task itself.
    void cancel(TaskId id);
    void cancelAll();
    [[nodiscard]] bool isIdle() const { return m_running.empty(); }

private:
    struct Node;
    class Root {
    public:
        struct promise_type;
        using Handle = std::coroutine_handle<promise_type>;
        explicit Root(Handle handle)
            : m_handle(handle) { }
        Root(Root&& other) noexcept
            : m_handle(std::exchange(other.m_handle, {})) { }
        ~Root() {
            if (m_handle) {
                m_handle.destroy();
            }
        }
        Root& operator=(Root&&) = delete;
        Root(const Root&) = delete;
        Root& operator=(const Root&) = delete;
        [[nodiscard]] Handle handle() const { return m_handle; }

    private:
        Handle m_handle;
    };

    template <typename T> static Root drive(Task<T> task, std::shared_ptr<std::optional<T>> out) {
        out->emplace(co_await std::move(task));
    }
    static Root driveVoid(Task<void> task);
    TaskId start(Root root, std::function<void()> done);
    void finished(TaskId id);

    std::unordered_map<quint64, std::unique_ptr<Node>> m_running;
    quint64 m_lastId = 0;
};

struct TaskScope::Root::promise_type {
    TaskScope* scope = nullptr;
    TaskId id = TaskId::None;

    struct FinalAwaiter {
        bool await_ready() const noexcept { return false; }
        void await_suspend(Handle self) const noexcept {
            // Destroys this frame; nothing of it is touched after.
            const promise_type promise = self.promise();
            promise.scope->finished(promise.id);
        }
        void await_resume() const noexcept { }
    };
    Root get_return_object() { return Root(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    FinalAwaiter final_suspend() noexcept { return {}; }
    void return_void() noexcept { }
    void unhandled_exception() noexcept { std::terminate(); }
};

} // namespace pilothouse
