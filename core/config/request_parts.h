// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/kubeconfig.h"
#include "core/net/http_types.h"

#include <memory>

namespace pilothouse {

/// What a user is known by at one moment; its files are read, its plugin has run.
struct Identity {
    Secret token;
    QByteArray certificatePem;
    Secret keyPem;
};

/// The header lines of one request: Authorization where the server is reached over TLS (client-go loads no user
/// credentials for plain http), Impersonate-* always. Errors: Unauthorized (reason TokenUnusable: a token or name with
/// line ends or other than visible ASCII would be header injection, AU8). @param subject names the user in errors
[[nodiscard]] Result<HttpHeaders> requestHeaders(
    const UserEntry& user, const Secret& token, bool isEncrypted, const QString& subject);

/// @param previous returned again where nothing is different, so that its connections live on
[[nodiscard]] std::shared_ptr<const TransportSettings> transportFor(const ClusterEntry& cluster,
    const QByteArray& caPem, const Identity& identity, const QString& label,
    std::shared_ptr<const TransportSettings> previous);

} // namespace pilothouse
