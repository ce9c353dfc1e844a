// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace pilothouse {

template <typename T = void> class Task;

namespace detail {

/// Shared by all promises: who waits for this coroutine, and whether it waits yet.
///
/// A child is resumed from inside the parent's await_suspend, which then answers "did it end at once?". If it did, the
/// parent never suspends, so 10^6 immediate awaits in a loop need no stack (symmetric transfer does: g++ 14 makes tail
/// calls of it only when optimising, and never under sanitizers).
class PromiseBase {
public:
    std::suspend_always initial_suspend() noexcept { return {}; }

    struct FinalAwaiter {
        bool await_ready() const noexcept { return false; }
        template <typename Promise> void await_suspend(std::coroutine_handle<Promise> self) const noexcept {
            PromiseBase& promise = self.promise();
            promise.m_done = true;
            if (promise.m_parentWaits) {
                // The parent may destroy this frame before resume() returns: nothing of it is touched after.
                promise.m_parent.resume();
            }
        }
        void await_resume() const noexcept { }
    };
    FinalAwaiter final_suspend() noexcept { return {}; }
    /// Core code reports failures as Result; an exception that gets here is a bug or bad_alloc.
    void unhandled_exception() noexcept { std::terminate(); }

    std::coroutine_handle<> m_parent;
    bool m_parentWaits = false;
    bool m_done = false;
};

template <typename T> class Promise final : public PromiseBase {
public:
    Task<T> get_return_object();
    template <typename U> void return_value(U&& value) { m_value.emplace(std::forward<U>(value)); }
    T take() { return std::move(*m_value); }

private:
    std::optional<T> m_value;
};

template <> class Promise<void> final : public PromiseBase {
public:
    Task<void> get_return_object();
    void return_void() noexcept { }
    void take() noexcept { }
};

} // namespace detail

/// A lazy one-shot computation: it starts when it is awaited (or launched in a TaskScope) and is owned by whoever holds
/// it. Destroying a Task that waits destroys its frame, and with it everything it awaits: that is how cancelling works,
/// so every awaiter's destructor takes its request back.
///
/// Rules: parameters by value; no capturing lambda as coroutine; a member coroutine may use `this` only when the
/// TaskScope that runs it is a member of the same object, declared last.
/// Thread: a task runs wholly in the thread that started it.
template <typename T> class [[nodiscard]] Task {
public:
    using promise_type = detail::Promise<T>;
    using Handle = std::coroutine_handle<promise_type>;
    using value_type = T;

    Task() = default;
    explicit Task(Handle handle) noexcept
        : m_handle(handle) { }
    Task(Task&& other) noexcept
        : m_handle(std::exchange(other.m_handle, {})) { }
    Task& operator=(Task&& other) noexcept {
        if (this != &other) {
            destroy();
            m_handle = std::exchange(other.m_handle, {});
        }
        return *this;
    }
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;
    ~Task() { destroy(); }

    [[nodiscard]] bool isValid() const { return static_cast<bool>(m_handle); }

    class Awaiter {
    public:
        explicit Awaiter(Handle handle)
            : m_handle(handle) { }
        bool await_ready() const noexcept { return false; }
        bool await_suspend(std::coroutine_handle<> parent) {
            auto& promise = m_handle.promise();
            promise.m_parent = parent;
            m_handle.resume();
            if (promise.m_done) {
                return false;
            }
            promise.m_parentWaits = true;
            return true;
        }
        T await_resume() { return m_handle.promise().take(); }

    private:
        Handle m_handle;
    };
    Awaiter operator co_await() && {
        Q_ASSERT(m_handle);
        return Awaiter(m_handle);
    }
    Awaiter operator co_await() & {
        Q_ASSERT(m_handle);
        return Awaiter(m_handle);
    }

private:
    void destroy() {
        if (m_handle) {
            std::exchange(m_handle, {}).destroy();
        }
    }

    Handle m_handle;
};

namespace detail {
template <typename T> Task<T> Promise<T>::get_return_object() {
    return Task<T>(std::coroutine_handle<Promise<T>>::from_promise(*this));
}
inline Task<void> Promise<void>::get_return_object() {
    return Task<void>(std::coroutine_handle<Promise<void>>::from_promise(*this));
}
} // namespace detail

} // namespace pilothouse
