// SPDX-License-Identifier: Apache-2.0
#include "core/config/certificate_check.h"

#include <QTimeZone>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using BioPtr = std::unique_ptr<BIO, decltype([](BIO* bio) { BIO_free(bio); })>;
using CertificatePtr = std::unique_ptr<X509, decltype([](X509* certificate) { X509_free(certificate); })>;
using KeyPtr = std::unique_ptr<EVP_PKEY, decltype([](EVP_PKEY* key) { EVP_PKEY_free(key); })>;

/// OpenSSL asks on the terminal unless it is told otherwise.
int askNothing(char*, int, int, void* wasAsked) {
    *static_cast<bool*>(wasAsked) = true;
    return -1;
}

BioPtr bioOf(const QByteArray& pem) {
    return BioPtr(BIO_new_mem_buf(pem.constData(), static_cast<int>(qMin<qsizetype>(pem.size(), 1 << 24))));
}

CertificatePtr firstCertificate(const QByteArray& pem) {
    bool wasAsked = false;
    CertificatePtr certificate(PEM_read_bio_X509(bioOf(pem).get(), nullptr, askNothing, &wasAsked));
    ERR_clear_error();
    return certificate;
}

QDateTime timeOf(const ASN1_TIME* time) {
    struct tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) {
        return {};
    }
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
        QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), QTimeZone::UTC);
}

Result<void> checkDates(const X509* certificate, const QDateTime& now, const QString& subject) {
    const QDateTime from = timeOf(X509_get0_notBefore(certificate));
    const QDateTime until = timeOf(X509_get0_notAfter(certificate));
    const QString dates = u"valid from %1 until %2"_s.arg(from.toString(Qt::ISODate), until.toString(Qt::ISODate));
    if (now.isValid() && until.isValid() && now > until) {
        return fail(ErrorCode::Unauthorized, subject, u"the client certificate has expired: "_s + dates,
            u"CertificateExpired"_s);
    }
    if (now.isValid() && from.isValid() && now < from) {
        return fail(ErrorCode::Unauthorized, subject, u"the client certificate is not valid yet: "_s + dates,
            u"CertificateNotYetValid"_s);
    }
    return {};
}

} // namespace

Result<void> checkCertificatePem(const QByteArray& pem, const QString& subject) {
    if (!firstCertificate(pem)) {
        return fail(ErrorCode::Parse, subject, u"holds no certificate in PEM form"_s, u"BadPem"_s);
    }
    return {};
}

Result<void> checkClientCertificate(
    const QByteArray& certificatePem, const QByteArray& keyPem, const QDateTime& now, const QString& subject) {
    const CertificatePtr certificate = firstCertificate(certificatePem);
    if (!certificate) {
        return fail(
            ErrorCode::Parse, subject, u"the client certificate holds no certificate in PEM form"_s, u"BadPem"_s);
    }
    bool wasAsked = false;
    const KeyPtr key(PEM_read_bio_PrivateKey(bioOf(keyPem).get(), nullptr, askNothing, &wasAsked));
    ERR_clear_error();
    if (!key && wasAsked) {
        return fail(ErrorCode::Unauthorized, subject,
            u"the client key is encrypted; kubeconfig has no place for its password"_s, u"EncryptedKey"_s);
    }
    if (!key) {
        return fail(ErrorCode::Parse, subject, u"the client key holds no private key in PEM form"_s, u"BadPem"_s);
    }
    const bool belongTogether = X509_check_private_key(certificate.get(), key.get()) == 1;
    ERR_clear_error();
    if (!belongTogether) {
        return fail(ErrorCode::Unauthorized, subject, u"the client key does not belong to the client certificate"_s,
            u"KeyMismatch"_s);
    }
    return checkDates(certificate.get(), now, subject);
}

} // namespace pilothouse
