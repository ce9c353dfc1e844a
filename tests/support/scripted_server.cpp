// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_server.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

#include <sys/socket.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

QByteArray ScriptedRequest::header(const QByteArray& lowerName) const {
    for (const auto& [name, value] : headers) {
        if (name == lowerName) {
            return value;
        }
    }
    return {};
}

ScriptedServer::ScriptedServer(Handler handler)
    : m_handler(std::move(handler))
    , m_server(std::make_unique<QTcpServer>()) {
    listen();
}

ScriptedServer::ScriptedServer(Handler handler, const Tls& tls)
    : m_handler(std::move(handler))
    , m_isTls(true) {
    auto server = std::make_unique<QSslServer>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(tls.certificate.certificatePem()));
    configuration.setPrivateKey(QSslKey(tls.certificate.keyPem(), QSsl::Ec));
    configuration.setProtocol(tls.protocol);
    configuration.setPeerVerifyMode(tls.clientCaPem.isEmpty() ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    if (!tls.clientCaPem.isEmpty()) {
        configuration.setCaCertificates({QSslCertificate(tls.clientCaPem)});
    }
    server->setSslConfiguration(configuration);
    m_server = std::move(server);
    listen();
}

ScriptedServer::~ScriptedServer() = default;

void ScriptedServer::listen() {
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket* const socket = m_server->nextPendingConnection()) {
            accept(socket);
        }
    });
    const bool isListening = m_server->listen(QHostAddress::LocalHost);
    Q_ASSERT(isListening);
    Q_UNUSED(isListening);
}

void ScriptedServer::accept(QTcpSocket* socket) {
    ++m_connections;
    ++m_open;
    const auto buffer = std::make_shared<QByteArray>();
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer] { read(socket, *buffer); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        --m_open;
        socket->deleteLater();
    });
    if (socket->bytesAvailable() > 0) {
        read(socket, *buffer);
    }
}

void ScriptedServer::read(QTcpSocket* socket, QByteArray& buffer) {
    buffer += socket->readAll();
    for (qsizetype end = buffer.indexOf("\r\n\r\n"); end >= 0; end = buffer.indexOf("\r\n\r\n")) {
        ScriptedRequest request;
        const QList<QByteArray> lines = buffer.first(end).replace("\r\n", "\n").split('\n');
        const QList<QByteArray> words = lines.first().split(' ');
        request.method = words.value(0);
        request.target = words.value(1);
        for (const QByteArray& line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.append({line.first(colon).toLower(), line.sliced(colon + 1).trimmed()});
        }
        const qsizetype length = request.header("content-length").toLongLong();
        if (buffer.size() < end + 4 + length) {
            return;
        }
        request.body = buffer.sliced(end + 4, length);
        buffer.remove(0, end + 4 + length);
        m_requests.append(request);
        if (!request.header("upgrade").isEmpty()) {
            disconnect(socket, &QTcpSocket::readyRead, this, nullptr); // what follows is the handler's
            m_handler(request, socket);
            return;
        }
        m_handler(request, socket);
    }
}

QUrl ScriptedServer::url(const QString& pathAndQuery) const {
    const QString scheme = m_isTls ? u"https"_s : u"http"_s;
    return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(scheme).arg(port()).arg(pathAndQuery));
}

QByteArray ScriptedServer::answer(int status, const QByteArray& body, const QByteArray& headerLines) {
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n" + headerLines + "\r\n" + body;
}

ScriptedServer::Handler ScriptedServer::always(const QByteArray& bytes) {
    return [bytes](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) { socket->write(bytes); };
}

void ScriptedServer::reset(QTcpSocket* socket) {
    const linger now{.l_onoff = 1, .l_linger = 0};
    setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket->abort();
}

} // namespace pilothouse
