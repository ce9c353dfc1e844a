// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

#include <chrono>
#include <memory>

namespace pilothouse {

/// What a certificate made for a test says.
struct CertificateSpec {
    QByteArray commonName = "server";
    /// As OpenSSL writes them: `DNS:kubernetes`, `IP:127.0.0.1`.
    QStringList names = {QStringLiteral("IP:127.0.0.1"), QStringLiteral("DNS:localhost")};
    std::chrono::hours validFrom{-24}; ///< from now
    std::chrono::hours validTo{24};
    bool isCa = false;
};

/// A certificate with its key, made on the fly (P-256), signed by an issuer or by itself.
class TestCertificate {
public:
    explicit TestCertificate(const CertificateSpec& spec, const TestCertificate* issuer = nullptr);
    ~TestCertificate();
    TestCertificate(const TestCertificate&) = delete;
    TestCertificate& operator=(const TestCertificate&) = delete;

    [[nodiscard]] QByteArray certificatePem() const;
    [[nodiscard]] QByteArray keyPem() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
