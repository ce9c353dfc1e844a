// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/net/http_stream.h"
#include "core/net/http_types.h"
#include "core/net/web_socket.h"

#include <QObject>

#include <memory>

namespace pilothouse {

class HttpTrace;

/// All HTTP of the program: one curl multi handle driven by Qt's event loop, HTTP/2 where the server has it, one pool
/// of connections. Redirects are not followed (TL5), cookies, HSTS and Alt-Svc are ignored (TL6), bodies are capped.
/// Results are resumed from a queued event, never from inside curl.
/// Errors: Timeout, Unreachable, TlsUntrusted, Protocol (HTML where an API should answer is the caller's to see),
/// Invalid (TooLarge, BadHeader, …); `reason` is one of the words in transfer_error.h and tls_evidence.h. Any HTTP
/// status, 3xx too, is a response, not an error, at this level. Thread: the one it was made in; the clock outlives it
/// and its tasks. Destroying a waiting task aborts its transfer. Destroying the engine aborts all of them without a
/// word: tasks that wait are never resumed, streams stay silent.
class HttpEngine final : public QObject {
    Q_OBJECT
public:
    /// @param trace sees every exchange, masked; may be null
    HttpEngine(Clock& clock, std::shared_ptr<HttpTrace> trace, QObject* parent = nullptr);
    ~HttpEngine() override;
    Q_DISABLE_COPY_MOVE(HttpEngine)

    /// One exchange, retried by its policy within the request's deadline: an answer that asks for a longer wait than is
    /// left is returned as it is.
    [[nodiscard]] Task<Result<HttpResponse>> send(HttpRequest request);

    /// A stream without total deadline, under the liveness rule (see HttpStream). Not started before start(); the
    /// request's deadline counts until the headers are here.
    [[nodiscard]] std::unique_ptr<HttpStream> stream(HttpRequest request);

    /// A WebSocket on a connection of its own (HTTP/1.1), not started. @p request is a GET; the headers that upgrade it
    /// are added here. The request's deadline counts until the handshake is over.
    /// @param protocols subprotocols, the preferred one first
    [[nodiscard]] std::unique_ptr<WebSocket> webSocket(HttpRequest request, QByteArrayList protocols);

    /// Drops idle connections (after sleep, or when a certificate changed).
    void closeIdleConnections();

    /// Sums since the start, for --measure and the status line.
    struct Totals {
        qint64 requests = 0;
        qint64 bytesReceived = 0; ///< on the wire: headers and bodies as they came (encoded)
    };
    [[nodiscard]] Totals totals() const;

private:
    class Private;
    std::shared_ptr<Private> d;
};

} // namespace pilothouse
