// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/net/http_types.h"

#include <QObject>

#include <optional>

namespace pilothouse {

/// A response body that goes on: a watch, a log.
///
/// Order of signals: started once, then data any number of times, then finished exactly once, unless the object is
/// destroyed first, which aborts the transfer. All come from queued events.
/// Liveness: TCP_USER_TIMEOUT 30 s, keepalive 15/10/3 s; a stream that is silent for 15 s has probeNeeded emitted, and
/// its owner makes a small GET on the same connection (HTTP/2 shares it); failed probes are reported with reportDead().
/// Back-pressure: more than 1 MiB handed out and not taken (pause()) stops reading from the socket.
/// Thread: the engine's.
class HttpStream : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Connecting, Open, Finished };

    explicit HttpStream(QObject* parent = nullptr)
        : QObject(parent) { }
    ~HttpStream() override = default;
    Q_DISABLE_COPY_MOVE(HttpStream)

    virtual void start() = 0;
    virtual void pause() = 0;
    virtual void resume() = 0;
    /// Ends it with Timeout: the owner knows that the connection is dead.
    virtual void reportDead() = 0;
    [[nodiscard]] virtual State state() const = 0;

Q_SIGNALS:
    /// Headers are here. A status other than 200 is followed by its body as data, then finished.
    void started(int status, const pilothouse::HttpHeaders& headers);
    void data(const QByteArray& bytes);
    /// No error: the server ended the body properly.
    void finished(const std::optional<pilothouse::Error>& error);
    void probeNeeded();
};

} // namespace pilothouse
