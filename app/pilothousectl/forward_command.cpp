// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/output.h"
#include "app/pilothousectl/own_terminal.h"
#include "app/pilothousectl/tool_session.h"

#include "core/async/completion.h"
#include "core/kube/port_forward.h"

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

/// `8080`, `9000:8080`, `:http` (a free local port), as kubectl takes them.
Result<ForwardRequest> requestFrom(const PodScope& scope, const QString& ports) {
    ForwardRequest request;
    request.target = scope;
    request.remotePort = ports.section(u':', -1);
    const QString local = ports.contains(u':') ? ports.section(u':', 0, 0) : ports;
    bool isNumber = false;
    request.localPort = local.toInt(&isNumber);
    if (!isNumber) {
        request.localPort = 0; // a name says nothing about a port here
    }
    const bool isWrong = request.remotePort.isEmpty() || ports.count(u':') > 1 || request.localPort < 0
        || request.localPort > 65535 || (!local.isEmpty() && ports.contains(u':') && !isNumber);
    if (isWrong) {
        return fail(ErrorCode::Invalid, u"port-forward "_s + ports, u"it must be PORT, LOCAL:REMOTE or :REMOTE"_s);
    }
    return request;
}

/// Forwards until Ctrl-C, or until one of them can't go on.
class ForwardRun final : public QObject {
public:
    ForwardRun(ApiClient& client, const std::vector<ForwardRequest>& requests)
        : m_terminal(OwnTerminal::Input::Ignored) {
        for (const ForwardRequest& request : requests) {
            m_forwards.push_back(std::make_unique<PortForward>(client, request));
            connect(m_forwards.back().get(), &PortForward::changed, this,
                [this, at = m_forwards.size() - 1](const ForwardStatus& status) { onChanged(at, status); });
        }
        m_told.resize(requests.size());
        connect(&m_terminal, &OwnTerminal::interrupted, this, [this] { finish({}); });
    }

    Task<Result<void>> end() {
        Completion<Result<void>> over;
        m_completer = over.completer();
        for (const auto& forward : m_forwards) {
            forward->start();
        }
        co_return co_await std::move(over);
    }
    [[nodiscard]] qint64 bytesSent() const { return sum(&ForwardStatus::bytesSent); }
    [[nodiscard]] qint64 bytesReceived() const { return sum(&ForwardStatus::bytesReceived); }

private:
    [[nodiscard]] qint64 sum(qint64 ForwardStatus::* count) const {
        qint64 all = 0;
        for (const auto& forward : m_forwards) {
            all += forward->status().*count;
        }
        return all;
    }

    void onChanged(size_t at, const ForwardStatus& status) {
        if (status.state == ForwardStatus::State::Failed) {
            finish(std::unexpected(*status.lastError));
            return;
        }
        ForwardStatus& told = m_told[at];
        if (told.state != status.state || told.pod != status.pod) {
            tellState(*m_forwards[at], status);
        }
        if (status.lastError && told.lastError != status.lastError) {
            writeNote(describe(*status.lastError));
        }
        told = status;
    }

    static void tellState(const PortForward& forward, const ForwardStatus& status) {
        if (status.state == ForwardStatus::State::Listening) {
            writeNote(u"forwarding 127.0.0.1:%1 to port %2 of pod %3"_s.arg(status.localPort)
                    .arg(status.remotePort)
                    .arg(status.pod));
        } else if (status.state == ForwardStatus::State::Waiting) {
            writeNote(u"no pod of %1 is ready; waiting"_s.arg(podScopeText(forward.request().target)));
        } else if (status.state == ForwardStatus::State::Unreachable) {
            writeNote(u"the server can't be asked; trying again"_s);
        }
    }

    void finish(Result<void> result) {
        // From an event of its own: the task that waits destroys us.
        QMetaObject::invokeMethod(
            this, [this, result = std::move(result)] { m_completer.complete(result); }, Qt::QueuedConnection);
    }

    OwnTerminal m_terminal;
    std::vector<std::unique_ptr<PortForward>> m_forwards;
    std::vector<ForwardStatus> m_told;
    Completion<Result<void>>::Completer m_completer;
};

Result<std::vector<ForwardRequest>> requestsFrom(const Options& options, const QString& nameSpace) {
    if (options.arguments.size() < 2) {
        return fail(
            ErrorCode::Invalid, u"port-forward"_s, u"say to what, and which ports: port-forward svc/web 8080:80"_s);
    }
    const auto scope = podScopeFrom(options.arguments.first(), nameSpace);
    if (!scope) {
        return std::unexpected(scope.error());
    }
    std::vector<ForwardRequest> requests;
    for (const QString& ports : options.arguments.sliced(1)) {
        auto request = requestFrom(*scope, ports);
        if (!request) {
            return std::unexpected(request.error());
        }
        requests.push_back(std::move(*request));
    }
    return requests;
}

} // namespace

Task<Result<int>> runPortForward(Workspace* workspace, Options options) {
    ToolSession tools(*workspace, options);
    const auto session = tools.session();
    if (!session) {
        co_return std::unexpected(session.error());
    }
    const QString nameSpace = namespaceOf(**session, options);
    const auto requests = requestsFrom(options, nameSpace);
    if (!requests) {
        co_return std::unexpected(requests.error());
    }
    const auto record = tools.begin({.kind = ToolUse::Kind::PortForward,
        .context = options.context,
        .nameSpace = nameSpace,
        .target = podScopeText(requests->front().target),
        .container = {},
        .image = {},
        .command = {},
        .ports = options.arguments.sliced(1).join(u' '),
        .reason = options.change.reason});
    if (!record) {
        co_return std::unexpected(record.error());
    }
    const auto run = std::make_unique<ForwardRun>((*session)->client(), *requests);
    const auto ended = co_await run->end();
    (*record)->close(ended ? u"Ended"_s : u"Failed"_s,
        {{u"bytesSent"_s, run->bytesSent()}, {u"bytesReceived"_s, run->bytesReceived()}});
    if (!ended) {
        co_return std::unexpected(ended.error());
    }
    co_return kExitSame;
}

} // namespace pilothouse::ctl
