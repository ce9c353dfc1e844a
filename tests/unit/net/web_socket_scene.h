// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/net/http_engine.h"
#include "core/net/http_trace.h"
#include "tests/support/awaiting.h"
#include "tests/support/scripted_socket.h"

namespace pilothouse {

inline constexpr auto kSocketProtocol = "v5.channel.k8s.io";

/// A server that accepts every WebSocket, and the client's side of one.
struct WebSocketScene {
    explicit WebSocketScene(Clock& clock, const QByteArray& protocol = kSocketProtocol)
        : server([this, protocol](const ScriptedRequest& request, const QPointer<QTcpSocket>& connection) {
            peer = new ScriptedSocket(request, connection, protocol);
        })
        , engine(clock, trace) {
        open();
    }
    WebSocketScene(Clock& clock, ScriptedServer::Handler handler)
        : server(std::move(handler))
        , engine(clock, trace) {
        open();
    }
    void open() {
        HttpRequest request;
        request.url = server.url(QStringLiteral("/api/v1/namespaces/shop/pods/web/exec?command=sh"));
        request.headers.push_back({"Authorization", "Bearer hidden"});
        socket = engine.webSocket(request, {kSocketProtocol, "v4.channel.k8s.io"});
        QObject::connect(socket.get(), &WebSocket::opened, socket.get(), [this](const QByteArray& protocol) {
            events += QStringLiteral("opened");
            chosen = protocol;
        });
        QObject::connect(socket.get(), &WebSocket::message, socket.get(), [this](const QByteArray& bytes) {
            messages += bytes;
            bytesReceived += bytes.size();
        });
        QObject::connect(socket.get(), &WebSocket::drained, socket.get(), [this] { ++drains; });
        QObject::connect(socket.get(), &WebSocket::closed, socket.get(), [this](const std::optional<Error>& why) {
            events += QStringLiteral("closed");
            error = why;
        });
    }
    void start() {
        socket->start();
        QTRY_COMPARE(socket->state(), WebSocket::State::Open);
    }
    [[nodiscard]] QString reason() const { return error ? error->reason : QStringLiteral("none"); }

    std::shared_ptr<HttpTrace> trace = std::make_shared<HttpTrace>();
    QPointer<ScriptedSocket> peer;
    ScriptedServer server;
    HttpEngine engine;
    std::unique_ptr<WebSocket> socket;
    QStringList events;
    QByteArray chosen;
    QByteArrayList messages;
    qint64 bytesReceived = 0;
    int drains = 0;
    std::optional<Error> error;
};

} // namespace pilothouse
