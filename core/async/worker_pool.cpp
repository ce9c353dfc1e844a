// SPDX-License-Identifier: Apache-2.0
#include "core/async/worker_pool.h"

namespace pilothouse {

WorkerPool::WorkerPool(int threads) {
    m_threads.setMaxThreadCount(qMax(1, threads));
}

WorkerPool::~WorkerPool() {
    m_threads.clear();
    m_threads.waitForDone();
}

void WorkerPool::start(const std::shared_ptr<Link>& link, std::function<void()> work) {
    m_threads.start([link, work = std::move(work)]() mutable {
        {
            const QMutexLocker lock(&link->mutex);
            if (!link->receiver) {
                return;
            }
        }
        work();
        work = nullptr; // what the function captured goes on this thread, before the coroutine may free its twins
        const QMutexLocker lock(&link->mutex);
        if (link->receiver) {
            QMetaObject::invokeMethod(
                link->receiver,
                [link] {
                    const auto resume = std::exchange(link->resume, nullptr);
                    if (resume) {
                        resume();
                    }
                },
                Qt::QueuedConnection);
        }
    });
}

void WorkerPool::detach(Link& link) {
    const QMutexLocker lock(&link.mutex);
    link.receiver = nullptr;
}

} // namespace pilothouse
