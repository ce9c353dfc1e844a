// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QDateTime>
#include <QStringList>
#include <QTimeZone>

#include <memory>
#include <optional>

using SSL_CTX = struct ssl_ctx_st;

namespace pilothouse {

/// What a person must know of a certificate that was not accepted.
struct CertificateFacts {
    QString subject; ///< `CN=kube-apiserver`
    QString issuer;
    QDateTime notBefore; ///< UTC
    QDateTime notAfter;
    QStringList names; ///< DNS names and addresses it is for; its CN where it has none
};

/// Seen while the server's certificate was checked. OpenSSL's verdict alone would not say dates and names (TL1, TL4).
struct TlsEvidence {
    int verifyError = 0; ///< X509_V_ERR_…, 0: the chain is fine
    bool isLeaf = true; ///< the failed certificate is the server's own
    CertificateFacts failed;
    CertificateFacts leaf;
};

/// Makes @p context report to @p evidence, which lives as long as the context: its connection may outlive the transfer.
void collectTlsEvidence(SSL_CTX* context, std::shared_ptr<TlsEvidence> evidence);

/// Why the certificate was refused: reason CertificateExpired, CertificateNotYetValid, HostnameMismatch, UnknownIssuer,
/// SelfSigned, WeakCertificate or CertificateRejected.
/// @param host the name that was asked for @param now wall time, UTC
[[nodiscard]] Error tlsError(const TlsEvidence& evidence, const QString& host, const QDateTime& now);

/// Why the handshake ended, from OpenSSL's words: reason TlsTooOld, NotTls, ClientCertificateRequired or TlsFailed.
[[nodiscard]] Error handshakeError(const QString& words);

} // namespace pilothouse
