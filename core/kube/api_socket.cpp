// SPDX-License-Identifier: Apache-2.0
#include "core/kube/api_client.h"

#include "core/async/completion.h"
#include "core/kube/request_path.h"

namespace pilothouse {

namespace {

using Handshake = Completion<std::optional<Error>>; ///< nothing: it is open

Handshake begin(WebSocket* socket) {
    Handshake over;
    const auto completer = std::make_shared<Handshake::Completer>(over.completer());
    // From an event of its own: who waits may do with the socket what it likes.
    const auto tell = [socket, completer](std::optional<Error> error) {
        QMetaObject::invokeMethod(
            socket, [completer, error = std::move(error)] { completer->complete(error); }, Qt::QueuedConnection);
    };
    QObject::connect(socket, &WebSocket::opened, socket, [socket, tell] {
        socket->pause();
        tell({});
    });
    QObject::connect(socket, &WebSocket::closed, socket, tell);
    socket->start();
    return over;
}

} // namespace

Task<Result<std::unique_ptr<WebSocket>>> ApiClient::shakeHands(
    HttpRequest request, QByteArrayList protocols, QString subject) {
    auto socket = m_services.http.webSocket(std::move(request), std::move(protocols));
    auto error = co_await begin(socket.get());
    if (const HttpResponse* const refusal = socket->refusal()) {
        noteAnswer(refusal->status, refusal->headers);
        co_return std::unexpected(errorFromAnswer(*refusal, subject));
    }
    if (error) {
        error->subject = subject;
        co_return std::unexpected(std::move(*error));
    }
    Q_EMIT answered();
    co_return std::move(socket);
}

Task<Result<std::unique_ptr<WebSocket>>> ApiClient::openSocket(Call call, QByteArrayList protocols) {
    const QString subject = describeRequest(call.method, call.path, call.query);
    // Forwards, and v4 on older servers, are answered by the container runtime, which refuses any other Accept with 406
    // (seen on containerd 1.7).
    if (call.accept.isEmpty()) {
        call.accept = QByteArrayLiteral("*/*");
    }
    auto prepared = co_await prepare(call);
    if (!prepared) {
        co_return std::unexpected(std::move(prepared.error()));
    }
    auto socket = co_await shakeHands(std::move(prepared->request), protocols, subject);
    if (socket || socket.error().httpStatus != 401) {
        co_return socket;
    }
    auto renewed = co_await m_credentials->refresh(prepared->generation);
    if (!renewed) {
        co_return std::unexpected(std::move(renewed.error()));
    }
    if (renewed->generation == prepared->generation) {
        co_return socket; // the same credentials would get the same answer (AU1)
    }
    m_lastGeneration = renewed->generation;
    if (auto allowed = check(call); !allowed) {
        co_return std::unexpected(std::move(allowed.error()));
    }
    co_return co_await shakeHands(makeRequest(call, *renewed), std::move(protocols), subject);
}

} // namespace pilothouse
