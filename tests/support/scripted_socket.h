// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/scripted_server.h"

namespace pilothouse {

/// The server's side of a WebSocket, frame by frame as a test wants it (RFC 6455). Answers pings and closes by itself
/// unless told otherwise. A child of its socket.
class ScriptedSocket final : public QObject {
    Q_OBJECT
public:
    enum Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

    /// Takes the request's connection over. @param protocol empty: none is echoed
    ScriptedSocket(const ScriptedRequest& request, QTcpSocket* socket, const QByteArray& protocol);

    void sendFrame(quint8 opcode, const QByteArray& payload, bool isLast = true);
    void send(const QByteArray& message) { sendFrame(Binary, message); }
    /// A message of one channel (protocol 2.9).
    void send(int channel, const QByteArray& bytes) { send(static_cast<char>(channel) + bytes); }
    void sendClose(int status, const QByteArray& words = {});
    void sendRaw(const QByteArray& bytes) { m_socket->write(bytes); }
    void drop() { m_socket->abort(); }

    /// The 101 for a request; for tests that write it themselves.
    [[nodiscard]] static QByteArray acceptance(const ScriptedRequest& request, const QByteArray& protocol);
    [[nodiscard]] static QByteArray frame(quint8 opcode, const QByteArray& payload, bool isLast = true);

    [[nodiscard]] const QByteArrayList& messages() const { return m_messages; }
    /// All bytes of one channel so far.
    [[nodiscard]] QByteArray channel(int number) const;
    [[nodiscard]] int pings() const { return m_pings; }
    [[nodiscard]] int pongs() const { return m_pongs; }
    [[nodiscard]] int closeStatus() const { return m_closeStatus; } ///< -1: no close came
    [[nodiscard]] QTcpSocket& socket() const { return *m_socket; }
    bool answersPings = true;
    bool answersClose = true;

Q_SIGNALS:
    void message(const QByteArray& bytes);

private:
    void read();
    void take(quint8 opcode, const QByteArray& payload);

    QTcpSocket* m_socket;
    QByteArray m_buffer;
    QByteArrayList m_messages;
    int m_pings = 0;
    int m_pongs = 0;
    int m_closeStatus = -1;
};

} // namespace pilothouse
