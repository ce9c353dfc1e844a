// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/logs_gateway.h"

#include "ui/frame/core_access.h"

#include <QMutex>

namespace pilothouse::ui {

namespace {

/// What both threads share. The receiver is cleared, under the lock, before it dies; the follow is core's alone.
struct Link {
    QMutex mutex;
    LogsGateway* receiver = nullptr;
    quint64 number = 0; ///< of the reading that is wanted now
    std::unique_ptr<LogFollow> follow; ///< core thread only
};
using LinkPtr = std::shared_ptr<Link>;

bool isWanted(Link& link, quint64 number) {
    const QMutexLocker lock(&link.mutex);
    return link.receiver && link.number == number;
}

/// Has @p tell run in the GUI thread, unless the reading @p number is over by then.
void deliver(const LinkPtr& link, quint64 number, std::function<void(LogsGateway&)> tell) {
    const QMutexLocker lock(&link->mutex);
    if (!link->receiver || link->number != number) {
        return;
    }
    QMetaObject::invokeMethod(
        link->receiver,
        [link, number, tell = std::move(tell)] {
            if (link->number == number) { // only written in this thread
                tell(*link->receiver);
            }
        },
        Qt::QueuedConnection);
}

Task<Result<bool>> begin(LinkPtr link, quint64 number, ClusterSession* session, LogRequest request) {
    if (!isWanted(*link, number)) {
        co_return true;
    }
    link->follow = std::make_unique<LogFollow>(*session, std::move(request));
    LogFollow* follow = link->follow.get();
    // Direct, in the core thread; the follow keeps no link, or the two would keep each other.
    const std::weak_ptr<Link> weak = link;
    QObject::connect(follow, &LogFollow::batch, follow, [weak, number](const LogBatchPtr& batch) {
        if (const LinkPtr held = weak.lock()) {
            deliver(held, number, [batch](LogsGateway& to) { Q_EMIT to.batch(batch); });
        }
    });
    QObject::connect(follow, &LogFollow::statusChanged, follow, [weak, number](const LogFollowStatus& status) {
        if (const LinkPtr held = weak.lock()) {
            deliver(held, number, [status](LogsGateway& to) { Q_EMIT to.statusChanged(status); });
        }
    });
    follow->start();
    co_return true;
}

class CoreLogsGateway final : public LogsGateway {
public:
    CoreLogsGateway(CoreAccess& core, ContextId context)
        : m_core(core)
        , m_context(std::move(context)) {
        m_link->receiver = this;
    }
    ~CoreLogsGateway() override {
        {
            const QMutexLocker lock(&m_link->mutex);
            m_link->receiver = nullptr;
        }
        end();
    }
    Q_DISABLE_COPY_MOVE(CoreLogsGateway)

    void start(const LogRequest& request) override {
        end();
        const quint64 number = nextNumber();
        m_call = m_core.callSession<bool>(
            m_context,
            [link = m_link, number, request](
                ClusterSession& session) { return begin(link, number, &session, request); },
            [this](const Result<bool>& begun) {
                if (!begun) {
                    LogFollowStatus status;
                    status.state = LogFollowStatus::State::Failed;
                    status.error = begun.error();
                    Q_EMIT statusChanged(status);
                }
            });
    }
    void stop() override {
        nextNumber();
        m_call.cancel();
        end();
    }
    void choose(const QStringList& containers, bool withInit, bool withEphemeral) override {
        m_core.post([link = m_link, containers, withInit, withEphemeral](Workspace&) {
            if (link->follow) {
                link->follow->choose(containers, withInit, withEphemeral);
            }
        });
    }
    void taken(qint64 bytes) override {
        m_core.post([link = m_link, bytes, number = m_link->number](Workspace&) {
            // Not under the lock while it is told: what that lets go on delivers at once.
            if (link->follow && isWanted(*link, number)) {
                link->follow->taken(bytes); // a batch of an earlier reading counts for nobody
            }
        });
    }

private:
    quint64 nextNumber() {
        const QMutexLocker lock(&m_link->mutex);
        return ++m_link->number;
    }
    void end() {
        m_core.post([link = m_link](Workspace&) { link->follow.reset(); });
    }

    CoreAccess& m_core;
    ContextId m_context;
    LinkPtr m_link = std::make_shared<Link>();
    CallHandle m_call;
};

} // namespace

std::unique_ptr<LogsGateway> coreLogsGateway(CoreAccess& core, const ContextId& context) {
    return std::make_unique<CoreLogsGateway>(core, context);
}

} // namespace pilothouse::ui
