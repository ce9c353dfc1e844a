// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/async/worker_pool.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/config/credentials.h"
#include "core/kube/mode_gate.h"
#include "core/net/http_engine.h"

#include <QObject>
#include <QSet>
#include <QStringList>
#include <QUrlQuery>

#include <memory>

namespace pilothouse {

/// One server seen with one context's credentials: adds base path, credentials, Accept and User-Agent; answers a 401 by
/// one refresh and one replay (AU1); turns Kubernetes Status bodies into Error; refuses what the mode forbids.
///
/// Errors: Forbidden with reason ReadOnly, before anything leaves; those of HttpEngine and Credentials; Unauthorized,
/// Forbidden (detail: the server's words), NotFound, Conflict, Gone (reason Expired), Invalid, RateLimited,
/// ServerError; Protocol for an answer that is no Kubernetes (AP3: HTML). Thread: core's. Lifetime: outlives its tasks
/// and streams.
class ApiClient final : public QObject {
    Q_OBJECT
public:
    struct Services {
        HttpEngine& http;
        WorkerPool& pool;
        Clock& clock;
    };
    ApiClient(Services services, QUrl server, std::unique_ptr<Credentials> credentials, QObject* parent = nullptr);
    ~ApiClient() override;
    Q_DISABLE_COPY_MOVE(ApiClient)

    /// What to ask for. `accept` empty: application/json. An empty path, or one with `..` in it, is refused (Invalid).
    struct Call {
        QByteArray method = "GET";
        QString path; ///< `/api/v1/namespaces/shop/secrets`, percent-encoded (ApiResource::path)
        QUrlQuery query;
        QByteArray accept;
        QByteArray contentType;
        QByteArray body;
        std::chrono::milliseconds deadline{32'000};
    };
    /// Whether the mode lets it leave now. Asked again by itself before anything leaves: this is for telling early.
    /// Errors: Forbidden with reason ReadOnly or Troubleshooting; Invalid with reason UnsafePath.
    [[nodiscard]] Result<void> check(const Call& call) const;
    /// The body of a 2xx answer.
    [[nodiscard]] Task<Result<QByteArray>> get(QString path, QUrlQuery query = {}, QByteArray accept = {});
    [[nodiscard]] Task<Result<HttpResponse>> send(Call call);
    /// A watch or another stream, credentials already in. The 401 of a stream is the owner's to refresh: refresh()
    /// below.
    struct OpenStream {
        std::unique_ptr<HttpStream> stream; ///< not started
        quint64 generation = 0; ///< of the credentials that went in
    };
    [[nodiscard]] Task<Result<OpenStream>> open(Call call);
    /// A WebSocket (exec, attach, a forwarded connection) whose handshake is done; paused until its owner resumes it. A
    /// refused handshake is an error as in send(), a 401 too. Besides: Protocol with reason NoSubprotocol.
    [[nodiscard]] Task<Result<std::unique_ptr<WebSocket>>> openSocket(Call call, QByteArrayList protocols);
    /// After a 401 with credentials of @p generation; 0: of the last ones used. However many ask, one refresh.
    [[nodiscard]] Task<Result<void>> refreshCredentials(quint64 generation = 0);

    [[nodiscard]] Credentials& credentials() const { return *m_credentials; }
    [[nodiscard]] Services services() const { return m_services; }
    [[nodiscard]] const QUrl& server() const { return m_server; }

    /// Who judges what may leave: the one choke point for requests (PS8). Null, as it is from the start: only reading,
    /// and questions that change nothing (POST to self*reviews, dryRun=All). Outlives this client.
    void setGate(const ModeGate* gate) { m_gate = gate; }

Q_SIGNALS:
    /// The time of every answer: the proof of life that data age is counted from.
    void answered();
    /// A `Warning: 299` header, unescaped text as it came, each text once.
    void warned(const QString& text);

private:
    struct Prepared {
        HttpRequest request;
        quint64 generation = 0;
    };
    [[nodiscard]] Task<Result<Prepared>> prepare(Call call);
    [[nodiscard]] HttpRequest makeRequest(const Call& call, const RequestCredentials& credentials) const;
    [[nodiscard]] Task<Result<std::unique_ptr<WebSocket>>> shakeHands(
        HttpRequest request, QByteArrayList protocols, QString subject);
    void noteAnswer(int status, const HttpHeaders& headers);

    Services m_services;
    QUrl m_server;
    std::unique_ptr<Credentials> m_credentials;
    quint64 m_lastGeneration = 0;
    QSet<QString> m_warnings; ///< told already
    const ModeGate* m_gate = nullptr;
};

/// Turns a non-2xx answer into an Error (exposed for streams and tests).
/// @param subject what was asked: `list secrets in namespace shop`
[[nodiscard]] Error errorFromAnswer(const HttpResponse& response, const QString& subject);

} // namespace pilothouse
