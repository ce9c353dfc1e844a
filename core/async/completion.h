// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <coroutine>
#include <functional>
#include <memory>
#include <optional>

namespace pilothouse {

/// The bridge from callbacks to coroutines: one side completes, the other awaits, once.
///
/// The producer keeps a Completer; the consumer does `co_await std::move(completion)`. A consumer that is destroyed
/// while it waits calls `onAbandoned`, so that the producer can take its work back.
/// Thread: one for both sides. complete() resumes the consumer directly: call it from an event of your own, never from
/// inside another library's callback.
template <typename T> class Completion {
    struct State {
        std::optional<T> value;
        std::coroutine_handle<> waiter;
        bool abandoned = false;
    };

public:
    class Completer {
    public:
        Completer() = default;
        /// Only the first value counts.
        void complete(T value) {
            const auto state = std::exchange(m_state, nullptr);
            if (!state || state->abandoned || state->value) {
                return;
            }
            state->value.emplace(std::move(value));
            if (const auto waiter = std::exchange(state->waiter, {})) {
                waiter.resume();
            }
        }
        [[nodiscard]] bool isAwaited() const { return m_state && !m_state->abandoned; }

    private:
        friend class Completion;
        explicit Completer(std::shared_ptr<State> state)
            : m_state(std::move(state)) { }
        std::shared_ptr<State> m_state;
    };

    explicit Completion(std::function<void()> onAbandoned = {})
        : m_state(std::make_shared<State>())
        , m_onAbandoned(std::move(onAbandoned)) { }
    Completion(Completion&&) noexcept = default;
    Completion& operator=(Completion&&) = delete;
    Completion(const Completion&) = delete;
    Completion& operator=(const Completion&) = delete;
    ~Completion() {
        if (m_state && !m_state->value) {
            m_state->abandoned = true;
            m_state->waiter = {};
            if (m_onAbandoned) {
                m_onAbandoned();
            }
        }
    }

    [[nodiscard]] Completer completer() const { return Completer(m_state); }
    void setOnAbandoned(std::function<void()> onAbandoned) { m_onAbandoned = std::move(onAbandoned); }

    bool await_ready() const noexcept { return m_state->value.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter) noexcept { m_state->waiter = waiter; }
    T await_resume() {
        T value = std::move(*m_state->value);
        return value;
    }

private:
    std::shared_ptr<State> m_state;
    std::function<void()> m_onAbandoned;
};

} // namespace pilothouse
