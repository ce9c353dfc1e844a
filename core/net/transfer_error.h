// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/net/transfer.h"

namespace pilothouse {

/// curl's verdict in our terms. `reason` is one of NameNotFound, ProxyNotFound, ProxyRefused, ConnectionRefused,
/// NoRoute, ConnectTimeout, ConnectionLost (all Unreachable), those of tlsError() and handshakeError() (TlsUntrusted),
/// CaUnreadable, ClientCertificateUnusable, TooLarge (Invalid), BadAnswer (Protocol).
[[nodiscard]] Error curlError(CURLcode code, long osError, const QString& words, const TlsEvidence& tls,
    const QString& host, const QDateTime& now);

/// Why we ended it: Timeout (Deadline, TooSlow, Silent), Invalid (TooLarge), Unreachable (ConnectionLost).
[[nodiscard]] Error abortError(Transfer::Abort reason);

/// `https://host:6443/api/v1/pods`, without query and userinfo.
[[nodiscard]] QString requestSubject(const QUrl& url);

} // namespace pilothouse
