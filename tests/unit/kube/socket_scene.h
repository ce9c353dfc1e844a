// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/scripted_socket.h"
#include "tests/unit/kube/api_scene.h"

#include "core/net/http_trace.h"

namespace pilothouse {

class FixedGate final : public ModeGate {
public:
    Mode mode = Mode::Troubleshooting;
    [[nodiscard]] Mode modeOf(QStringView) const override { return mode; }
};

/// A client of a server that accepts WebSockets (or refuses them) and answers other requests by path.
struct SocketScene {
    QHash<QByteArray, QByteArray> answers; ///< whole answers, by path
    std::function<QByteArray(const ScriptedRequest&)> refuse; ///< a whole answer instead of a WebSocket
    std::function<void(ScriptedSocket*)> onPeer;
    QByteArray protocol = "v5.channel.k8s.io";
    QList<QPointer<ScriptedSocket>> peers;
    ScriptedServer server{[this](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
        const bool isSocket = !request.header("upgrade").isEmpty();
        const QByteArray refusal = isSocket && refuse ? refuse(request) : QByteArray();
        if (isSocket && refusal.isEmpty()) {
            peers.append(new ScriptedSocket(request, socket, protocol));
            if (onPeer) {
                onPeer(peers.last());
            }
            return;
        }
        socket->write(!refusal.isEmpty()
                ? refusal
                : answers.value(request.target.split('?').first(), ScriptedServer::answer(404, "404 page not found")));
    }};
    SystemClock systemClock;
    WorkerPool pool{1};
    std::shared_ptr<HttpTrace> trace = std::make_shared<HttpTrace>();
    HttpEngine http;
    CountingCredentials* credentials = new CountingCredentials;
    FixedGate gate;
    ApiClient client;

    explicit SocketScene(Clock* clock = nullptr)
        : http(clock ? *clock : systemClock, trace)
        , client({.http = http, .pool = pool, .clock = clock ? *clock : systemClock}, server.url(QString()),
              std::unique_ptr<Credentials>(credentials)) {
        client.setGate(&gate);
    }
    [[nodiscard]] ScriptedSocket* peer() const { return peers.isEmpty() ? nullptr : peers.last().data(); }
    void serve(const char* path, const QByteArray& body, int status = 200) {
        answers.insert(path, ApiScene::json(body, status));
    }
    [[nodiscard]] static QByteArray status(int code, const QByteArray& reason, const QByteArray& message) {
        return ApiScene::json(R"({"kind":"Status","status":"Failure","code":)" + QByteArray::number(code)
                + R"(,"reason":")" + reason + R"(","message":")" + message + "\"}",
            code);
    }
};

} // namespace pilothouse
