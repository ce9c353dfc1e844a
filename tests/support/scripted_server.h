// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/test_certificate.h"

#include <QPointer>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <memory>

namespace pilothouse {

/// One request as it came over the wire.
struct ScriptedRequest {
    QByteArray method;
    QByteArray target;
    QList<QPair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray& lowerName) const;
};

/// An HTTP/1.1 server on loopback that does exactly what a test tells it, byte for byte. Thread: the test's, on its
/// event loop.
class ScriptedServer final : public QObject {
    Q_OBJECT
public:
    /// Answers one request by writing to the socket, later too: the socket is null once it is gone. After a request
    /// with an Upgrade header the socket's bytes are the handler's to read (ScriptedSocket).
    using Handler = std::function<void(const ScriptedRequest&, const QPointer<QTcpSocket>&)>;
    struct Tls {
        const TestCertificate& certificate;
        QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater;
        /// Set: a client certificate by this issuer is demanded.
        QByteArray clientCaPem = {};
    };

    explicit ScriptedServer(Handler handler);
    ScriptedServer(Handler handler, const Tls& tls);
    ~ScriptedServer() override;
    Q_DISABLE_COPY_MOVE(ScriptedServer)

    [[nodiscard]] QUrl url(const QString& pathAndQuery = QStringLiteral("/")) const;
    [[nodiscard]] quint16 port() const { return m_server->serverPort(); }
    [[nodiscard]] const QList<ScriptedRequest>& requests() const { return m_requests; }
    [[nodiscard]] int connections() const { return m_connections; } ///< made so far
    [[nodiscard]] int openConnections() const { return m_open; }

    /// A whole answer with Content-Length.
    [[nodiscard]] static QByteArray answer(int status, const QByteArray& body, const QByteArray& headerLines = {});
    /// A handler that always answers so.
    [[nodiscard]] static Handler always(const QByteArray& bytes);
    /// Closes with RST instead of FIN.
    static void reset(QTcpSocket* socket);

private:
    void listen();
    void accept(QTcpSocket* socket);
    void read(QTcpSocket* socket, QByteArray& buffer);

    Handler m_handler;
    std::unique_ptr<QTcpServer> m_server;
    QList<ScriptedRequest> m_requests;
    int m_connections = 0;
    int m_open = 0;
    bool m_isTls = false;
};

} // namespace pilothouse
