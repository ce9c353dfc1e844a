// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_http2.h"

#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QtEndian>

namespace pilothouse {

namespace {

enum FrameType : quint8 { Data = 0, Headers = 1, ResetStream = 3, Settings = 4, Ping = 6, GoAway = 7 };

constexpr quint8 kEndStream = 0x1;
constexpr quint8 kAck = 0x1;
constexpr quint8 kEndHeaders = 0x4;
constexpr quint32 kRefusedStream = 0x7;
constexpr quint32 kNoError = 0x0;
constexpr qsizetype kFrameHeader = 9;
constexpr QByteArrayView kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

QByteArray number(quint32 value) {
    QByteArray bytes(sizeof value, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

void send(const QPointer<QTcpSocket>& socket, quint8 type, quint8 flags, quint32 stream, const QByteArray& payload) {
    if (socket) {
        QByteArray frame = number(static_cast<quint32>(payload.size())).sliced(1);
        frame += static_cast<char>(type);
        frame += static_cast<char>(flags);
        socket->write(frame + number(stream) + payload);
    }
}

} // namespace

ScriptedHttp2::ScriptedHttp2(Handler handler, const TestCertificate& certificate)
    : m_handler(std::move(handler)) {
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(certificate.certificatePem()));
    configuration.setPrivateKey(QSslKey(certificate.keyPem(), QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setAllowedNextProtocols({QByteArrayLiteral("h2")});
    m_server.setSslConfiguration(configuration);
    connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket* const socket = m_server.nextPendingConnection()) {
            accept(socket);
        }
    });
    const bool isListening = m_server.listen(QHostAddress::LocalHost);
    Q_ASSERT(isListening);
    Q_UNUSED(isListening);
}

ScriptedHttp2::~ScriptedHttp2() = default;

QUrl ScriptedHttp2::url(const QString& path) const {
    return QUrl(QStringLiteral("https://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(path));
}

void ScriptedHttp2::accept(QTcpSocket* socket) {
    const int connection = ++m_connections;
    const auto buffer = std::make_shared<QByteArray>();
    connect(socket, &QTcpSocket::readyRead, this,
        [this, socket, connection, buffer] { read(socket, connection, *buffer); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    send(socket, Settings, 0, 0, {});
    if (socket->bytesAvailable() > 0) {
        read(socket, connection, *buffer);
    }
}

void ScriptedHttp2::read(QTcpSocket* socket, int connection, QByteArray& buffer) {
    buffer += socket->readAll();
    if (buffer.startsWith(kPreface)) {
        buffer.remove(0, kPreface.size());
    }
    while (buffer.size() >= kFrameHeader && !kPreface.startsWith(QByteArrayView(buffer).first(3))) {
        const auto length = static_cast<qsizetype>(qFromBigEndian<quint32>(buffer.constData()) >> 8);
        if (buffer.size() < kFrameHeader + length) {
            return;
        }
        const auto type = static_cast<quint8>(buffer[3]);
        const auto flags = static_cast<quint8>(buffer[4]);
        const quint32 id = qFromBigEndian<quint32>(buffer.constData() + 5);
        const QByteArray payload = buffer.sliced(kFrameHeader, length);
        buffer.remove(0, kFrameHeader + length);
        if ((type == Settings || type == Ping) && !(flags & kAck)) {
            send(socket, type, kAck, 0, type == Ping ? payload : QByteArray());
        }
        if ((type == Headers || type == Data) && (flags & kEndStream)) {
            m_requests.append({.socket = socket, .connection = connection, .id = id});
            m_handler(m_requests.constLast());
        }
    }
}

void ScriptedHttp2::head(const Stream& stream, int status) {
    // Literals without indexing: of name 8 (:status), and of name 31 (content-type), which is 15 and 16 more.
    const QByteArray block
        = QByteArray("\x08\x03", 2) + QByteArray::number(status) + QByteArray("\x0f\x10\x10", 3) + "application/json";
    send(stream.socket, Headers, kEndHeaders, stream.id, block);
}

void ScriptedHttp2::data(const Stream& stream, const QByteArray& bytes, End end) {
    send(stream.socket, Data, end == End::Yes ? kEndStream : 0, stream.id, bytes);
}

void ScriptedHttp2::answer(const Stream& stream, const QByteArray& body) {
    head(stream);
    data(stream, body, End::Yes);
}

void ScriptedHttp2::refuse(const Stream& stream) {
    send(stream.socket, ResetStream, 0, stream.id, number(kRefusedStream));
}

void ScriptedHttp2::goAway(const Stream& stream, quint32 lastStream) {
    send(stream.socket, GoAway, 0, 0, number(lastStream) + number(kNoError));
}

} // namespace pilothouse
