// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

namespace pilothouse {

/// The proxy that @p environment (http_proxy, https_proxy, no_proxy, in either case) gives for @p url; empty: none.
/// Go's rules, so that kubectl and helm go the same way: never for loopback; no_proxy entries are names with their
/// subdomains, `.name` for subdomains only, addresses, CIDR ranges, each with an optional port, or `*`.
/// Source: golang.org/x/net/http/httpproxy.
[[nodiscard]] QString proxyFromEnvironment(const QUrl& url, const QProcessEnvironment& environment);

} // namespace pilothouse
