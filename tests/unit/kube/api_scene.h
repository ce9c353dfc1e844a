// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/api_client.h"

#include "tests/support/awaiting.h"
#include "tests/support/scripted_server.h"

namespace pilothouse {

/// Token `t1`; every refresh that is really needed makes the next one.
class CountingCredentials final : public Credentials {
public:
    int refreshes = 0;
    bool canRefresh = true;
    quint64 generation = 1;

    Task<Result<RequestCredentials>> current() override { co_return make(); }
    Task<Result<RequestCredentials>> refresh(quint64 after) override {
        if (after == generation && canRefresh) {
            ++refreshes;
            ++generation;
        }
        co_return make();
    }
    void resumeAfterFailures() override { }
    [[nodiscard]] std::optional<ExecIdentity> plugin() const override { return {}; }

private:
    [[nodiscard]] RequestCredentials make() const {
        RequestCredentials credentials;
        credentials.headers.push_back({"Authorization", "Bearer t" + QByteArray::number(generation)});
        credentials.transport = m_transport;
        credentials.generation = generation;
        return credentials;
    }
    std::shared_ptr<const TransportSettings> m_transport = std::make_shared<TransportSettings>();
};

/// A client of a server that answers by path (without query); 404 for others.
struct ApiScene {
    QHash<QByteArray, QByteArray> answers; ///< whole answers
    std::function<QByteArray(const ScriptedRequest&)> decide; ///< goes first; empty: `answers`
    ScriptedServer server{[this](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
        QByteArray bytes = decide ? decide(request) : QByteArray();
        if (bytes.isEmpty()) {
            bytes = answers.value(request.target.split('?').first(),
                ScriptedServer::answer(404, "404 page not found", "Content-Type: text/plain\r\n"));
        }
        if (socket) {
            socket->write(bytes);
        }
    }};
    SystemClock clock;
    WorkerPool pool{1};
    HttpEngine http{clock, nullptr};
    CountingCredentials* credentials = new CountingCredentials;
    ApiClient client;

    explicit ApiScene(const QString& basePath = {})
        : client({.http = http, .pool = pool, .clock = clock}, server.url(basePath),
              std::unique_ptr<Credentials>(credentials)) { }

    static QByteArray json(const QByteArray& body, int status = 200) {
        return ScriptedServer::answer(status, body, "Content-Type: application/json\r\n");
    }
    void serve(const char* path, const QByteArray& body, int status = 200) { answers.insert(path, json(body, status)); }
    [[nodiscard]] QByteArrayList targets() const {
        QByteArrayList list;
        for (const ScriptedRequest& request : server.requests()) {
            list.append(request.target);
        }
        return list;
    }
};

} // namespace pilothouse
