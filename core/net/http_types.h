// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_size.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

struct HttpHeader {
    QByteArray name;
    QByteArray value; ///< of a request: may be a secret; shown only through redactHeader()
};
using HttpHeaders = std::vector<HttpHeader>;

/// First value of @p name (case-insensitive), or empty.
[[nodiscard]] QByteArray headerValue(const HttpHeaders& headers, QByteArrayView name);

/// How to talk to one server: shared by all its requests, immutable; a changed certificate makes a new one, and with it
/// new connections (TL2). PEM texts, already read from their files.
struct TransportSettings {
    QByteArray caPem; ///< empty: the system's roots
    QByteArray clientCertificatePem;
    Secret clientKeyPem;
    QByteArray tlsServerName; ///< SNI and name to verify, where it is not the URL's host
    QString proxyUrl; ///< http, https, socks5; empty: the environment's http(s)_proxy and no_proxy
    bool skipTlsVerify = false;
    bool disableCompression = false;
    /// Names the trace's and the connection pool's owner: the context.
    QString label;
};

enum class RetryPolicy {
    AsClientGo, ///< 429 and 5xx with an integer Retry-After (≤10 times, capped); GET again on a reset connection
    Never, ///< anything that may have changed something
};

/// One request. `deadline` is for the whole exchange of a one-shot call.
struct HttpRequest {
    QByteArray method = "GET";
    QUrl url;
    HttpHeaders headers;
    QByteArray body;
    std::shared_ptr<const TransportSettings> transport;
    std::chrono::milliseconds deadline{32'000};
    ByteSize maxBody = 512_MiB; ///< after decoding the content encoding; more is Error{Invalid, "TooLarge"} (TL8)
    RetryPolicy retry = RetryPolicy::AsClientGo;
};

struct HttpResponse {
    int status = 0;
    HttpHeaders headers;
    QByteArray body;
    std::chrono::milliseconds elapsed{0};
};

} // namespace pilothouse
