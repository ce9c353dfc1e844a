// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QByteArray>

#include <optional>

namespace pilothouse {

enum class WebSocketOpcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// One frame as a client sends it: whole and masked (RFC 6455, 5.3).
[[nodiscard]] QByteArray webSocketFrame(WebSocketOpcode opcode, QByteArrayView payload);
/// The payload of a close frame.
[[nodiscard]] QByteArray webSocketCloseBody(quint16 status);

/// Reads what a server sends: bytes in, whole messages and control frames out, as they are asked for (RFC 6455).
///
/// Holds no more than one message and what was fed and not asked for yet. Errors (TE6): Protocol with reason TextFrame,
/// BadFrame (masked, reserved bits, a fragment that fits nowhere, a control frame that is long or in pieces), TooLarge
/// (over 32 MiB) or NoProgress (fragments without content). After an error nothing more comes.
class WebSocketReader {
public:
    struct Incoming {
        enum class Kind { Message, Ping, Pong, Close } kind = Kind::Message;
        QByteArray payload;
        int closeStatus = 0; ///< Close: 0 where it had none
    };

    void feed(QByteArrayView bytes);
    /// Nothing: more bytes are needed.
    [[nodiscard]] Result<std::optional<Incoming>> next();

private:
    struct Head {
        bool isLast = false;
        WebSocketOpcode opcode = WebSocketOpcode::Binary;
        qint64 length = 0;
    };
    [[nodiscard]] Result<bool> readHead();
    [[nodiscard]] Result<void> checkData();
    [[nodiscard]] Result<Incoming> finishControl();
    [[nodiscard]] qsizetype waiting() const { return m_buffer.size() - m_at; }

    QByteArray m_buffer;
    qsizetype m_at = 0; ///< read so far
    std::optional<Head> m_head; ///< of the frame whose payload is being read
    qint64 m_left = 0; ///< of its payload
    QByteArray m_message; ///< the data frames so far
    bool m_isInMessage = false;
    int m_emptyFragments = 0;
    QByteArray m_control;
};

} // namespace pilothouse
