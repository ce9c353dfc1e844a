// SPDX-License-Identifier: Apache-2.0
#include "core/kube/exec_session.h"

#include "core/async/task_scope.h"
#include "core/kube/api_client.h"
#include "core/kube/channel_protocol.h"
#include "core/kube/kubectl_exec.h"
#include "core/kube/resource.h"
#include "core/net/web_socket.h"

#include <QPointer>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxUntaken = qsizetype{256} * 1024;
constexpr qsizetype kMaxWaitingInput = qsizetype{64} * 1024;
constexpr qsizetype kMaxPiece = qsizetype{32} * 1024; // client-go's buffers
constexpr qsizetype kMaxStatus = qsizetype{64} * 1024;
constexpr Clock::Duration kResizePause{50};
constexpr int kMaxCells = 1000;

} // namespace

class ExecSession::Private {
public:
    Private(ExecSession& session, ApiClient& apiClient, ExecRequest execRequest)
        : q(session)
        , client(apiClient)
        , request(std::move(execRequest)) { }

    [[nodiscard]] ApiClient::Call call() const;
    void take(std::unique_ptr<WebSocket> opened);
    void refused(Error error);
    void takeKubectl(const std::shared_ptr<const KubectlWay>& way);
    void onMessage(const QByteArray& bytes);
    void onOutput(Channel channel, const QByteArray& bytes);
    void onClosed(const std::optional<Error>& error);
    void readOn();
    void sendSize();
    void end(const ExecEnd& how);

    ExecSession& q;
    ApiClient& client;
    ExecRequest request;
    State state = State::Idle;
    std::unique_ptr<WebSocket> socket;
    KubectlFinder findKubectl;
    std::unique_ptr<KubectlExec> kubectl; ///< instead of the socket
    qsizetype untaken = 0;
    bool isReading = false;
    bool wantsToWrite = false;
    bool isInputClosed = false;
    bool isClosing = false;
    QByteArray status;
    bool isSizeNew = false;
    std::unique_ptr<Timer> sizeTimer;
    TaskScope scope; ///< goes first
};

ExecSession::ExecSession(ApiClient& client, ExecRequest request, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, client, std::move(request))) { }

ExecSession::~ExecSession() = default;

void ExecSession::start() {
    if (d->state != State::Idle) {
        return;
    }
    d->state = State::Connecting;
    d->scope.launch<Result<std::unique_ptr<WebSocket>>>(d->client.openSocket(d->call(), {channel::kV5, channel::kV4}),
        [this](Result<std::unique_ptr<WebSocket>> socket) {
            if (socket) {
                d->take(std::move(*socket));
            } else {
                d->refused(withExecWord(std::move(socket.error())));
            }
        });
}

ApiClient::Call ExecSession::Private::call() const {
    ApiClient::Call call;
    call.path = builtin::pods().path(request.nameSpace, request.pod, request.command.isEmpty() ? u"attach" : u"exec");
    call.query = execQuery(request);
    return call;
}

void ExecSession::setKubectlFinder(KubectlFinder finder) {
    d->findKubectl = std::move(finder);
}

bool ExecSession::isThroughKubectl() const {
    return d->kubectl != nullptr;
}

void ExecSession::Private::refused(Error error) {
    if (error.reason == "NeedsGet"_L1 && findKubectl && client.check(call())) {
        if (const auto way = findKubectl()) {
            takeKubectl(*way);
            return;
        }
    }
    end({.exitCode = {}, .error = std::move(error)});
}

void ExecSession::Private::takeKubectl(const std::shared_ptr<const KubectlWay>& way) {
    kubectl = std::make_unique<KubectlExec>(way, request);
    QObject::connect(kubectl.get(), &KubectlExec::output, &q,
        [this](Channel channel, const QByteArray& bytes) { onOutput(channel, bytes); });
    QObject::connect(kubectl.get(), &KubectlExec::writable, &q, [this] {
        if (std::exchange(wantsToWrite, false)) {
            Q_EMIT q.writable();
        }
    });
    QObject::connect(kubectl.get(), &KubectlExec::ended, &q, [this](const ExecEnd& how) { end(how); });
    if (auto started = kubectl->start(); !started) {
        end({.exitCode = {}, .error = std::move(started.error())});
        return;
    }
    state = State::Open;
    isReading = true;
    Q_EMIT q.opened();
}

void ExecSession::Private::take(std::unique_ptr<WebSocket> opened) {
    socket = std::move(opened);
    QObject::connect(socket.get(), &WebSocket::message, &q, [this](const QByteArray& bytes) { onMessage(bytes); });
    QObject::connect(
        socket.get(), &WebSocket::closed, &q, [this](const std::optional<Error>& error) { onClosed(error); });
    QObject::connect(socket.get(), &WebSocket::drained, &q, [this] {
        if (std::exchange(wantsToWrite, false)) {
            Q_EMIT q.writable();
        }
    });
    state = State::Open;
    if (request.tty) {
        sendSize(); // before the program's first look at its terminal
    }
    const QPointer<ExecSession> alive(&q);
    Q_EMIT q.opened();
    if (alive) {
        readOn();
    }
}

void ExecSession::Private::onMessage(const QByteArray& bytes) {
    if (bytes.size() < 2) {
        return; // "the stream is there" comes as a message without content
    }
    switch (static_cast<quint8>(bytes.front())) {
    case channel::kStdout:
        onOutput(Channel::Output, bytes.sliced(1));
        break;
    case channel::kStderr:
        onOutput(Channel::Error, bytes.sliced(1));
        break;
    case channel::kStatus:
        status += QByteArrayView(bytes).sliced(1, std::min(bytes.size() - 1, kMaxStatus - status.size()));
        break;
    default:
        break; // client-go drops what it does not know, too (TE6)
    }
}

void ExecSession::Private::onOutput(Channel channel, const QByteArray& bytes) {
    untaken += bytes.size();
    if (untaken > kMaxUntaken - kMaxPiece && isReading) { // the next message has to fit
        isReading = false;
        if (kubectl) {
            kubectl->setReading(false);
        } else {
            socket->pause();
        }
    }
    Q_EMIT q.output(channel, bytes);
}

void ExecSession::Private::readOn() {
    if ((!socket && !kubectl) || isReading || untaken >= kMaxUntaken / 2) {
        return;
    }
    isReading = true;
    if (kubectl) {
        kubectl->setReading(true);
    } else {
        socket->resume();
    }
}

void ExecSession::Private::onClosed(const std::optional<Error>& error) {
    ExecEnd how;
    if (!status.isEmpty()) {
        how = execEndFromStatus(status, request); // what the server said counts, however the connection ended
    } else if (error) {
        how.error = error;
        how.error->subject = execSubject(request);
    } else if (!isClosing && !request.command.isEmpty()) {
        how.error = fail(ErrorCode::Protocol, execSubject(request),
            u"the server closed the connection and did not say how the program ended"_s, u"NoStatus"_s)
                        .error();
    }
    end(how);
}

void ExecSession::Private::end(const ExecEnd& how) {
    if (state == State::Ended) {
        return;
    }
    state = State::Ended;
    sizeTimer.reset();
    Q_EMIT q.ended(how);
}

qsizetype ExecSession::write(const QByteArray& bytes) {
    if (d->state != State::Open || d->isInputClosed || !d->request.stdIn) {
        return 0;
    }
    if (d->kubectl) {
        const qsizetype taken = d->kubectl->write(bytes);
        d->wantsToWrite = d->wantsToWrite || taken < bytes.size();
        return taken;
    }
    const qsizetype room = std::max<qsizetype>(0, kMaxWaitingInput - d->socket->pendingBytes());
    const qsizetype taken = std::min(room, bytes.size());
    for (qsizetype at = 0; at < taken; at += kMaxPiece) {
        d->socket->send(char(channel::kStdin) + bytes.sliced(at, std::min(kMaxPiece, taken - at)));
    }
    d->wantsToWrite = d->wantsToWrite || taken < bytes.size();
    return taken;
}

bool ExecSession::closeInput() {
    if (d->state != State::Open || (!d->kubectl && d->socket->protocol() != channel::kV5)) {
        return false;
    }
    if (std::exchange(d->isInputClosed, true)) {
        return true;
    }
    if (d->kubectl) {
        d->kubectl->closeInput();
    } else {
        d->socket->send(QByteArray{1, static_cast<char>(channel::kClose)} + char(channel::kStdin));
    }
    return true;
}

void ExecSession::resize(int columns, int rows) {
    columns = std::clamp(columns, 1, kMaxCells);
    rows = std::clamp(rows, 1, kMaxCells);
    if (columns == d->request.columns && rows == d->request.rows) {
        return;
    }
    d->request.columns = columns;
    d->request.rows = rows;
    if (d->state != State::Open || !d->request.tty) {
        return; // sent when it opens
    }
    if (d->sizeTimer) {
        d->isSizeNew = true;
    } else {
        d->sendSize();
    }
}

void ExecSession::Private::sendSize() {
    isSizeNew = false;
    const int columns = std::clamp(request.columns, 1, kMaxCells);
    const int rows = std::clamp(request.rows, 1, kMaxCells);
    if (kubectl) {
        kubectl->resize(columns, rows);
    } else {
        socket->send(resizeMessage(columns, rows));
    }
    sizeTimer = client.services().clock.after(kResizePause, [this] {
        // Not from inside the timer's own event.
        QMetaObject::invokeMethod(
            &q,
            [this] {
                sizeTimer.reset();
                if (isSizeNew && state == State::Open) {
                    sendSize();
                }
            },
            Qt::QueuedConnection);
    });
}

void ExecSession::taken(qsizetype bytes) {
    d->untaken = std::max<qsizetype>(0, d->untaken - bytes);
    d->readOn();
}

void ExecSession::close() {
    if (d->state == State::Connecting) {
        d->scope.cancelAll();
        d->end({});
    } else if (d->state == State::Open && !std::exchange(d->isClosing, true)) {
        if (d->kubectl) {
            d->kubectl->close();
        } else {
            d->socket->close();
        }
    }
}

ExecSession::State ExecSession::state() const {
    return d->state;
}

const ExecRequest& ExecSession::request() const {
    return d->request;
}

} // namespace pilothouse
