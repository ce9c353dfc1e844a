// SPDX-License-Identifier: Apache-2.0
#include "core/async/core_thread.h"

namespace pilothouse {

CallHandle& CallHandle::operator=(CallHandle&& other) noexcept {
    if (this != &other) {
        cancel();
        m_receiver = std::move(other.m_receiver);
        m_state = std::move(other.m_state);
        m_cancelInCore = std::move(other.m_cancelInCore);
    }
    return *this;
}

CallHandle::~CallHandle() {
    cancel();
}

bool CallHandle::isActive() const {
    if (!m_state) {
        return false;
    }
    const QMutexLocker lock(&m_state->mutex);
    return m_state->receiver != nullptr;
}

void CallHandle::cancel() {
    const auto state = std::exchange(m_state, nullptr);
    if (!state) {
        return;
    }
    {
        const QMutexLocker lock(&state->mutex);
        if (!std::exchange(state->receiver, nullptr)) {
            m_receiver.release()->deleteLater(); // answered: we may be inside its own event
            return;
        }
    }
    m_receiver.reset();
    m_cancelInCore(state);
}

CoreThread::CoreThread()
    : m_context(new QObject)
    , m_scope(std::make_unique<TaskScope>()) {
    m_thread.setObjectName(QStringLiteral("core"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

CoreThread::~CoreThread() {
    runAndWait([this] {
        m_scope.reset();
        if (m_teardown) {
            m_teardown();
        }
    });
    m_context->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

void CoreThread::post(std::function<void()> function) {
    QMetaObject::invokeMethod(m_context, std::move(function), Qt::QueuedConnection);
}

void CoreThread::runAndWait(std::function<void()> function) {
    Q_ASSERT(QThread::currentThread() != &m_thread);
    QMetaObject::invokeMethod(m_context, std::move(function), Qt::BlockingQueuedConnection);
}

CallHandle CoreThread::newHandle() {
    CallHandle handle;
    handle.m_receiver = std::make_unique<QObject>();
    handle.m_state = std::make_shared<detail::CallState>();
    handle.m_state->receiver = handle.m_receiver.get();
    handle.m_cancelInCore = [this](std::shared_ptr<detail::CallState> state) {
        post([this, state = std::move(state)] {
            if (m_scope) {
                m_scope->cancel(state->task);
            }
        });
    };
    return handle;
}

bool CoreThread::isDropped(detail::CallState& state) {
    const QMutexLocker lock(&state.mutex);
    return state.receiver == nullptr;
}

void CoreThread::deliver(const std::shared_ptr<detail::CallState>& state, std::function<void()> callback) {
    const QMutexLocker lock(&state->mutex);
    if (!state->receiver) {
        return;
    }
    QMetaObject::invokeMethod(
        state->receiver,
        [state, callback = std::move(callback)] {
            {
                const QMutexLocker relock(&state->mutex);
                if (!std::exchange(state->receiver, nullptr)) {
                    return; // dropped between the answer and now
                }
            }
            callback();
        },
        Qt::QueuedConnection);
}

} // namespace pilothouse
