// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace pilothouse {

/// A self-signed certificate and its key, made for one test.
struct MadeCertificate {
    QByteArray certificatePem;
    QByteArray keyPem;
    QByteArray encryptedKeyPem;
};

inline QByteArray takePem(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    QByteArray pem(data, size);
    BIO_free(bio);
    return pem;
}

inline MadeCertificate makeCertificate(const QDateTime& from, const QDateTime& until) {
    EVP_PKEY* const key = EVP_EC_gen("P-256");
    X509* const certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    ASN1_TIME_set(X509_getm_notBefore(certificate), from.toSecsSinceEpoch());
    ASN1_TIME_set(X509_getm_notAfter(certificate), until.toSecsSinceEpoch());
    X509_set_pubkey(certificate, key);
    X509_sign(certificate, key, EVP_sha256());
    BIO* const certificateBio = BIO_new(BIO_s_mem());
    BIO* const keyBio = BIO_new(BIO_s_mem());
    BIO* const encryptedBio = BIO_new(BIO_s_mem());
    char password[] = "pw";
    PEM_write_bio_X509(certificateBio, certificate);
    PEM_write_bio_PrivateKey(keyBio, key, nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_bio_PKCS8PrivateKey(encryptedBio, key, EVP_aes_128_cbc(), password, 2, nullptr, nullptr);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return {takePem(certificateBio), takePem(keyBio), takePem(encryptedBio)};
}

} // namespace pilothouse
