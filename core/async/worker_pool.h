// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMutex>
#include <QObject>
#include <QThreadPool>

#include <coroutine>
#include <functional>
#include <memory>
#include <optional>

namespace pilothouse {

/// Threads for work that would hold up an event loop: JSON, YAML, gzip, diff, search.
///
/// `auto parsed = co_await pool.run([bytes] { return parse(bytes); });` The function runs on a pool thread with its own
/// copies; the coroutine goes on in its own thread. A coroutine destroyed meanwhile is never resumed: a job that has
/// not begun is skipped, one under way runs out unheard. Functions must not touch objects of other threads. Lifetime:
/// outlives every awaiting task; the destructor waits for jobs under way.
class WorkerPool {
public:
    explicit WorkerPool(int threads = QThread::idealThreadCount());
    ~WorkerPool();
    Q_DISABLE_COPY_MOVE(WorkerPool)

    template <typename Function> class Awaiter;
    template <typename Function> [[nodiscard]] Awaiter<Function> run(Function function) {
        return Awaiter<Function>(*this, std::move(function));
    }

private:
    /// What a pool thread and the awaiting thread share. The receiver is cleared, under the lock, before it dies.
    struct Link {
        QMutex mutex;
        QObject* receiver = nullptr;
        std::function<void()> resume;
    };
    void start(const std::shared_ptr<Link>& link, std::function<void()> work);
    static void detach(Link& link);

    QThreadPool m_threads;
};

template <typename Function> class WorkerPool::Awaiter {
public:
    using Value = std::invoke_result_t<Function>;

    Awaiter(WorkerPool& pool, Function function)
        : m_pool(pool)
        , m_function(std::move(function)) { }
    ~Awaiter() {
        if (m_link) {
            detach(*m_link);
        }
    }
    Q_DISABLE_COPY_MOVE(Awaiter)

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) {
        m_receiver.emplace();
        m_value = std::make_shared<std::optional<Value>>();
        m_link = std::make_shared<Link>();
        m_link->receiver = &*m_receiver;
        m_link->resume = [waiter] { waiter.resume(); };
        m_pool.start(
            m_link, [function = std::move(m_function), value = m_value]() mutable { value->emplace(function()); });
    }
    Value await_resume() { return std::move(**m_value); }

private:
    WorkerPool& m_pool;
    Function m_function;
    std::optional<QObject> m_receiver;
    std::shared_ptr<std::optional<Value>> m_value;
    std::shared_ptr<Link> m_link;
};

} // namespace pilothouse
