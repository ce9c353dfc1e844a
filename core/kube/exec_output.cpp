// SPDX-License-Identifier: Apache-2.0
#include "core/kube/exec_output.h"

#include "core/async/completion.h"
#include "core/kube/api_client.h"
#include "core/kube/channel_protocol.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using Over = Completion<ExecOutput>;

/// Collects; owned by the task that waits.
class Collector final : public QObject {
public:
    Collector(ApiClient& client, ExecRequest request, ByteSize limit, std::chrono::milliseconds deadline)
        : m_session(client, std::move(request))
        , m_limit(limit.bytes) {
        connect(&m_session, &ExecSession::output, this, &Collector::take);
        connect(&m_session, &ExecSession::ended, this, [this](const ExecEnd& end) {
            m_output.end = end;
            finish();
        });
        m_timer = client.services().clock.after(deadline, [this] {
            m_output.end.error = fail(ErrorCode::Timeout, execSubject(m_session.request()),
                u"the program did not end in time"_s, u"Deadline"_s)
                                     .error();
            finish();
        });
    }

    Over run() {
        Over over;
        m_completer = over.completer();
        m_session.start();
        return over;
    }

private:
    void take(ExecSession::Channel channel, const QByteArray& bytes) {
        m_session.taken(bytes.size());
        QByteArray& to = channel == ExecSession::Channel::Output ? m_output.output : m_output.errors;
        const qsizetype room = m_limit - m_output.output.size() - m_output.errors.size();
        to += QByteArrayView(bytes).first(qMin<qsizetype>(room, bytes.size()));
        if (bytes.size() > room) {
            m_output.wasCut = true;
            m_session.close();
        }
    }

    /// From an event of its own: the task that waits destroys us.
    void finish() {
        QMetaObject::invokeMethod(this, [this] { m_completer.complete(std::move(m_output)); }, Qt::QueuedConnection);
    }

    ExecSession m_session;
    qint64 m_limit;
    ExecOutput m_output;
    Over::Completer m_completer;
    std::unique_ptr<Timer> m_timer;
};

Task<ExecOutput> collect(ApiClient* client, ExecRequest request, ByteSize limit, std::chrono::milliseconds deadline) {
    const auto collector = std::make_unique<Collector>(*client, std::move(request), limit, deadline);
    co_return co_await collector->run();
}

} // namespace

Task<ExecOutput> execOutput(
    ApiClient& client, ExecRequest request, ByteSize limit, std::chrono::milliseconds deadline) {
    request.tty = false;
    request.stdIn = false;
    return collect(&client, std::move(request), limit, deadline);
}

} // namespace pilothouse
