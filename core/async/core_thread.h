// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/base/error.h"

#include <QMutex>
#include <QObject>
#include <QPointer>
#include <QThread>

#include <functional>
#include <memory>

namespace pilothouse {

namespace detail {
/// One call from the window's side into core: whichever side goes first clears its half under the lock.
struct CallState {
    QMutex mutex;
    QObject* receiver = nullptr; ///< in the caller's thread; null once the caller lost interest
    TaskId task = TaskId::None; ///< core thread only
};
} // namespace detail

/// Keeps a call alive; dropping it cancels the call, and its callback is never called. Movable, default is "no call".
class CallHandle {
public:
    CallHandle() = default;
    CallHandle(CallHandle&& other) noexcept = default;
    CallHandle& operator=(CallHandle&& other) noexcept;
    ~CallHandle();
    CallHandle(const CallHandle&) = delete;
    CallHandle& operator=(const CallHandle&) = delete;

    [[nodiscard]] bool isActive() const;
    void cancel();

private:
    friend class CoreThread;
    std::unique_ptr<QObject> m_receiver;
    std::shared_ptr<detail::CallState> m_state;
    std::function<void(std::shared_ptr<detail::CallState>)> m_cancelInCore;
};

/// The one thread in which core's objects live: curl, feeds, stores, all single-threaded, no mutex. The window never
/// waits for it; it sends work in with call() and post() and hears back through queued callbacks and signals.
///
/// Core objects assume no particular thread: tests and pilothousectl run them all on the main one, and then need no
/// CoreThread at all.
class CoreThread {
public:
    CoreThread();
    /// Runs what was set with setTeardown() in the core thread, cancels all calls, and joins.
    ~CoreThread();
    Q_DISABLE_COPY_MOVE(CoreThread)

    /// Lives in the core thread; the context for objects and connections that belong there.
    [[nodiscard]] QObject* context() const { return m_context; }

    /// Runs @p function in the core thread, soon, in order. Any thread.
    void post(std::function<void()> function);

    /// Runs @p function in the core thread and waits for it (start and end of the program only). Not from core.
    void runAndWait(std::function<void()> function);

    /// Called once, in the core thread, before it ends: destroy core's objects here.
    void setTeardown(std::function<void()> teardown) { m_teardown = std::move(teardown); }

    /// Starts make() as a task in the core thread and hands its result to @p done in the calling thread, queued.
    /// @param make called in the core thread; a plain function that returns a Task (not a capturing coroutine)
    /// @return keep it as long as the answer is wanted
    template <typename T> [[nodiscard]] CallHandle call(std::function<Task<T>()> make, std::function<void(T)> done) {
        auto handle = newHandle();
        auto state = handle.m_state;
        post([this, state, make = std::move(make), done = std::move(done)]() mutable {
            if (!m_scope || isDropped(*state)) {
                return;
            }
            const TaskId id = m_scope->launch<T>(make(), [state, done = std::move(done)](T value) mutable {
                deliver(state, [done = std::move(done), value = std::make_shared<T>(std::move(value))] {
                    done(std::move(*value));
                });
            });
            state->task = id;
        });
        return handle;
    }

private:
    CallHandle newHandle();
    static bool isDropped(detail::CallState& state);
    static void deliver(const std::shared_ptr<detail::CallState>& state, std::function<void()> callback);

    QThread m_thread;
    QObject* m_context = nullptr;
    std::unique_ptr<TaskScope> m_scope; ///< core thread only
    std::function<void()> m_teardown;
};

} // namespace pilothouse
