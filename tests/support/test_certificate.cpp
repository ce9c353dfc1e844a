// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <ctime>

namespace pilothouse {

struct TestCertificate::Private {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
};

namespace {

void addExtension(X509* certificate, X509* issuer, int id, const QByteArray& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.constData());
    Q_ASSERT(extension);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

QByteArray textOf(BIO* out) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(out, &bytes);
    const QByteArray text(bytes, size);
    BIO_free(out);
    return text;
}

} // namespace

TestCertificate::TestCertificate(const CertificateSpec& spec, const TestCertificate* issuer)
    : d(std::make_unique<Private>()) {
    static long serial = std::time(nullptr);
    X509* const certificate = d->certificate;
    X509* const by = issuer ? issuer->d->certificate : certificate;
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    X509_NAME* const name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(spec.commonName.constData()), -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(by));
    X509_gmtime_adj(X509_getm_notBefore(certificate), std::chrono::seconds(spec.validFrom).count());
    X509_gmtime_adj(X509_getm_notAfter(certificate), std::chrono::seconds(spec.validTo).count());
    X509_set_pubkey(certificate, d->key);
    addExtension(certificate, by, NID_basic_constraints, spec.isCa ? "critical,CA:TRUE" : "critical,CA:FALSE");
    addExtension(certificate, by, NID_subject_key_identifier, "hash");
    if (!spec.names.isEmpty()) {
        addExtension(certificate, by, NID_subject_alt_name, spec.names.join(QLatin1Char(',')).toLatin1());
    }
    X509_sign(certificate, issuer ? issuer->d->key : d->key, EVP_sha256());
}

TestCertificate::~TestCertificate() {
    X509_free(d->certificate);
    EVP_PKEY_free(d->key);
}

QByteArray TestCertificate::certificatePem() const {
    BIO* const out = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(out, d->certificate);
    return textOf(out);
}

QByteArray TestCertificate::keyPem() const {
    BIO* const out = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(out, d->key, nullptr, nullptr, 0, nullptr, nullptr);
    return textOf(out);
}

} // namespace pilothouse
