// SPDX-License-Identifier: Apache-2.0
#include "app/demo/certificate.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace pilothouse::demo {

namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(BIO* bio) const { BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;

constexpr long kDay = 24 * 60 * 60;

Key makeKey() {
    Key key(EVP_EC_gen("P-256"));
    if (!key)
        throw std::runtime_error("cannot make a key");
    return key;
}

void addExtension(X509* certificate, X509* issuer, int id, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
    if (!extension)
        throw std::runtime_error("cannot make a certificate extension");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

/// An unsigned certificate for @p key that is valid from @p fromDays to @p toDays from now.
Certificate makeCertificate(EVP_PKEY* key, const char* commonName, long fromDays, long toDays) {
    Certificate out(X509_new());
    std::uint64_t serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
    X509_set_version(out.get(), X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(out.get()), serial >> 1);
    X509_gmtime_adj(X509_getm_notBefore(out.get()), fromDays * kDay - 300);
    X509_gmtime_adj(X509_getm_notAfter(out.get()), toDays * kDay);
    X509_set_pubkey(out.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(out.get()), "CN", MBSTRING_ASC,
        reinterpret_cast<const unsigned char*>(commonName), -1, -1, 0);
    return out;
}

void sign(X509* certificate, X509* issuer, EVP_PKEY* issuerKey) {
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
    if (X509_sign(certificate, issuerKey, EVP_sha256()) == 0)
        throw std::runtime_error("cannot sign a certificate");
}

Certificate makeAuthority(EVP_PKEY* key, const char* commonName) {
    Certificate out = makeCertificate(key, commonName, 0, 3650);
    addExtension(out.get(), out.get(), NID_basic_constraints, "critical,CA:TRUE");
    addExtension(out.get(), out.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    addExtension(out.get(), out.get(), NID_subject_key_identifier, "hash");
    sign(out.get(), out.get(), key);
    return out;
}

template <typename Write> std::string pem(Write write) {
    const std::unique_ptr<BIO, Free> bio(BIO_new(BIO_s_mem()));
    write(bio.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

} // namespace

Certificates makeCertificates(CertificateFlaw flaw) {
    const Key authorityKey = makeKey();
    const Certificate authority = makeAuthority(authorityKey.get(), "pilothouse-demo-ca");
    const Key key = makeKey();
    const long from = flaw == CertificateFlaw::Expired ? -30 : flaw == CertificateFlaw::NotYetValid ? 2 : 0;
    const long to = flaw == CertificateFlaw::Expired ? -2 : 365;
    const Certificate server = makeCertificate(key.get(), "pilothouse-demo", from, to);
    const bool wrongHost = flaw == CertificateFlaw::WrongHost;
    addExtension(server.get(), authority.get(), NID_basic_constraints, "critical,CA:FALSE");
    addExtension(server.get(), authority.get(), NID_ext_key_usage, "serverAuth");
    addExtension(server.get(), authority.get(), NID_subject_alt_name,
        wrongHost ? "DNS:other.corp.example,IP:192.0.2.7" : "DNS:localhost,IP:127.0.0.1");
    const Key otherKey = makeKey();
    const Certificate otherAuthority = makeAuthority(otherKey.get(), "somebody-elses-ca");
    if (flaw == CertificateFlaw::SelfSigned)
        sign(server.get(), server.get(), key.get());
    else if (flaw == CertificateFlaw::UnknownAuthority)
        sign(server.get(), otherAuthority.get(), otherKey.get());
    else
        sign(server.get(), authority.get(), authorityKey.get());

    Certificates out;
    out.authority = pem([&](BIO* bio) { PEM_write_bio_X509(bio, authority.get()); });
    out.certificate = pem([&](BIO* bio) { PEM_write_bio_X509(bio, server.get()); });
    out.privateKey
        = pem([&](BIO* bio) { PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    return out;
}

namespace {

int chooseHttp11(
    SSL*, const unsigned char** out, unsigned char* outSize, const unsigned char* in, unsigned inSize, void*) {
    static constexpr unsigned char kOffered[] = "\x08http/1.1";
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, outSize, kOffered, sizeof kOffered - 1, in, inSize) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

} // namespace

std::shared_ptr<boost::asio::ssl::context> serverContext(const Certificates& certificates) {
    namespace ssl = boost::asio::ssl;
    auto out = std::make_shared<ssl::context>(ssl::context::tls_server);
    out->set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
    out->use_certificate_chain(boost::asio::buffer(certificates.certificate));
    out->use_private_key(boost::asio::buffer(certificates.privateKey), ssl::context::pem);
    SSL_CTX_set_alpn_select_cb(out->native_handle(), chooseHttp11, nullptr);
    return out;
}

} // namespace pilothouse::demo
