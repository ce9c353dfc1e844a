// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_socket.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace pilothouse {

ScriptedSocket::ScriptedSocket(const ScriptedRequest& request, QTcpSocket* socket, const QByteArray& protocol)
    : QObject(socket)
    , m_socket(socket) {
    connect(socket, &QTcpSocket::readyRead, this, &ScriptedSocket::read);
    socket->write(acceptance(request, protocol));
}

QByteArray ScriptedSocket::acceptance(const ScriptedRequest& request, const QByteArray& protocol) {
    const QByteArray key = request.header("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Accept: "
        + QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64() + "\r\n";
    if (!protocol.isEmpty()) {
        answer += "Sec-WebSocket-Protocol: " + protocol + "\r\n";
    }
    return answer + "\r\n";
}

QByteArray ScriptedSocket::frame(quint8 opcode, const QByteArray& payload, bool isLast) {
    QByteArray bytes(1, static_cast<char>((isLast ? 0x80 : 0) | opcode));
    if (payload.size() < 126) {
        bytes += static_cast<char>(payload.size());
    } else if (payload.size() <= 0xffff) {
        const quint16 size = qToBigEndian(static_cast<quint16>(payload.size()));
        bytes += char(126) + QByteArray(reinterpret_cast<const char*>(&size), sizeof size);
    } else {
        const quint64 size = qToBigEndian(static_cast<quint64>(payload.size()));
        bytes += char(127) + QByteArray(reinterpret_cast<const char*>(&size), sizeof size);
    }
    return bytes + payload;
}

void ScriptedSocket::sendFrame(quint8 opcode, const QByteArray& payload, bool isLast) {
    m_socket->write(frame(opcode, payload, isLast));
}

void ScriptedSocket::sendClose(int status, const QByteArray& words) {
    const quint16 wire = qToBigEndian(static_cast<quint16>(status));
    sendFrame(Close, QByteArray(reinterpret_cast<const char*>(&wire), sizeof wire) + words);
}

QByteArray ScriptedSocket::channel(int number) const {
    QByteArray bytes;
    for (const QByteArray& message : m_messages) {
        if (!message.isEmpty() && static_cast<uchar>(message.front()) == number) {
            bytes += message.sliced(1);
        }
    }
    return bytes;
}

void ScriptedSocket::read() {
    m_buffer += m_socket->readAll();
    for (;;) {
        if (m_buffer.size() < 6) {
            return;
        }
        const auto* const bytes = reinterpret_cast<const uchar*>(m_buffer.constData());
        qsizetype head = 2;
        quint64 length = bytes[1] & 0x7f;
        if (length == 126) {
            length = qFromBigEndian<quint16>(bytes + 2);
            head = 4;
        } else if (length == 127 && m_buffer.size() >= 10) {
            length = qFromBigEndian<quint64>(bytes + 2);
            head = 10;
        }
        const auto size = static_cast<qsizetype>(length);
        if (m_buffer.size() < head + 4 + size) {
            return;
        }
        const quint8 opcode = bytes[0] & 0x0f;
        QByteArray payload = m_buffer.sliced(head + 4, size);
        for (qsizetype i = 0; i < size; ++i) {
            payload[i] = static_cast<char>(payload[i] ^ m_buffer[head + i % 4]);
        }
        m_buffer.remove(0, head + 4 + size);
        take(opcode, payload);
    }
}

void ScriptedSocket::take(quint8 opcode, const QByteArray& payload) {
    switch (opcode) {
    case Binary:
        m_messages.append(payload);
        Q_EMIT message(payload);
        break;
    case Ping:
        ++m_pings;
        if (answersPings) {
            sendFrame(Pong, payload);
        }
        break;
    case Pong:
        ++m_pongs;
        break;
    case Close:
        m_closeStatus = payload.size() >= 2 ? qFromBigEndian<quint16>(payload.constData()) : 0;
        if (answersClose) {
            sendFrame(Close, payload);
            m_socket->disconnectFromHost();
        }
        break;
    default:
        break;
    }
}

} // namespace pilothouse
