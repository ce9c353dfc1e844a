// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/net/http_types.h"

#include <QByteArrayList>
#include <QObject>

#include <optional>

namespace pilothouse {

/// A WebSocket that carries binary messages: exec, attach, a forwarded connection.
///
/// Order of signals: opened once, then message any number of times, then closed exactly once, unless the object is
/// destroyed first, which drops the connection. All come from queued events. A handshake that is refused is closed
/// without opened; its error is made from the answer's status and body (at most 64 KiB of it).
/// Liveness: a ping every 5 s; 61 s without a byte end it with Timeout (protocol: client-go websocket.go).
/// Back-pressure: while paused nothing is read from the socket; pendingBytes() says what send() has queued, and
/// drained is emitted when it is below 64 KiB again.
/// Hostile peers (TE6): a text frame, a message over 32 MiB and a stream of empty fragments end it with Protocol; pings
/// between fragments are answered; a close without status is a close.
/// Thread: the engine's.
class WebSocket : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Connecting, Open, Closing, Closed };

    explicit WebSocket(QObject* parent = nullptr)
        : QObject(parent) { }
    ~WebSocket() override = default;
    Q_DISABLE_COPY_MOVE(WebSocket)

    virtual void start() = 0;
    /// One binary message. Ignored unless Open.
    virtual void send(QByteArray message) = 0;
    /// Sends what is queued, then a close frame; closed follows, at the latest after 2 s.
    virtual void close() = 0;
    virtual void pause() = 0;
    virtual void resume() = 0;
    [[nodiscard]] virtual qint64 pendingBytes() const = 0;
    [[nodiscard]] virtual State state() const = 0;
    /// The subprotocol the server chose; empty before opened.
    [[nodiscard]] virtual QByteArray protocol() const = 0;
    /// The answer that refused the handshake, with its body; null where there was none.
    [[nodiscard]] virtual const HttpResponse* refusal() const = 0;

Q_SIGNALS:
    /// @param protocol the subprotocol the server chose, one of those asked for
    void opened(const QByteArray& protocol);
    void message(const QByteArray& bytes);
    void drained();
    /// No error: closed by either side with status 1000, 1001 or none.
    void closed(const std::optional<pilothouse::Error>& error);
};

} // namespace pilothouse
