// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QDateTime>

namespace pilothouse {

/// Whether PEM text holds at least one certificate that can be read (KC6). @p subject names it in the error.
[[nodiscard]] Result<void> checkCertificatePem(const QByteArray& pem, const QString& subject);

/// Whether a client's certificate and key are readable, belong together and, where @p now is valid, hold at that time.
/// Errors: Parse (reason BadPem), Unauthorized (reasons EncryptedKey, KeyMismatch, CertificateExpired,
/// CertificateNotYetValid; the detail has the dates). Thread: any.
[[nodiscard]] Result<void> checkClientCertificate(
    const QByteArray& certificatePem, const QByteArray& keyPem, const QDateTime& now, const QString& subject);

} // namespace pilothouse
