// SPDX-License-Identifier: Apache-2.0
#include "core/net/tls_evidence.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxNames = 20;

using EvidencePointer = std::shared_ptr<TlsEvidence>;

void freeEvidence(void*, void* data, CRYPTO_EX_DATA*, int, long, void*) {
    delete static_cast<EvidencePointer*>(data);
}

int evidenceIndex() {
    static const int kIndex = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, freeEvidence);
    return kIndex;
}

QString nameText(const X509_NAME* name) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), &BIO_free);
    X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(out.get(), &bytes);
    return QString::fromUtf8(bytes, std::min<qsizetype>(size, 512));
}

QDateTime timeOf(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) {
        return {};
    }
    return {QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
        QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), QTimeZone::UTC};
}

QString textOf(const ASN1_STRING* text) {
    return QString::fromLatin1(QByteArrayView(ASN1_STRING_get0_data(text), ASN1_STRING_length(text)));
}

QString addressText(const ASN1_OCTET_STRING* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int length = ASN1_STRING_length(address);
    if (length != 4 && length != 16) {
        return {};
    }
    inet_ntop(length == 4 ? AF_INET : AF_INET6, ASN1_STRING_get0_data(address), text.data(), text.size());
    return QString::fromLatin1(text.data());
}

QStringList namesOf(const X509* certificate) {
    QStringList names;
    auto* const list
        = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; i < sk_GENERAL_NAME_num(list) && names.size() < kMaxNames; ++i) {
        const GENERAL_NAME* const name = sk_GENERAL_NAME_value(list, i);
        if (name->type == GEN_DNS) {
            names += textOf(name->d.dNSName);
        } else if (name->type == GEN_IPADD) {
            names += addressText(name->d.iPAddress);
        }
    }
    GENERAL_NAMES_free(list);
    if (names.isEmpty()) {
        const X509_NAME* const subject = X509_get_subject_name(certificate);
        const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
        if (at >= 0) {
            names += textOf(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
        }
    }
    return names;
}

CertificateFacts factsOf(const X509* certificate) {
    return {nameText(X509_get_subject_name(certificate)), nameText(X509_get_issuer_name(certificate)),
        timeOf(X509_get0_notBefore(certificate)), timeOf(X509_get0_notAfter(certificate)), namesOf(certificate)};
}

int onVerify(int isFine, X509_STORE_CTX* store) {
    const auto* ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* const kept
        = ssl ? static_cast<EvidencePointer*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), evidenceIndex())) : nullptr;
    const int depth = X509_STORE_CTX_get_error_depth(store);
    if (!kept || (isFine && depth > 0)) {
        return isFine;
    }
    TlsEvidence& evidence = **kept;
    if (const X509* const leaf = X509_STORE_CTX_get0_cert(store)) {
        evidence.leaf = factsOf(leaf);
    }
    if (!isFine) {
        evidence.verifyError = X509_STORE_CTX_get_error(store);
        evidence.isLeaf = depth == 0;
        if (const X509* const failed = X509_STORE_CTX_get_current_cert(store)) {
            evidence.failed = factsOf(failed);
        }
    }
    return isFine;
}

QString isoTime(const QDateTime& time) {
    return time.toString(Qt::ISODate);
}

QString whose(const TlsEvidence& evidence) {
    return evidence.isLeaf ? u"the server's certificate (%1)"_s.arg(evidence.failed.subject)
                           : u"a certificate above the server's (%1)"_s.arg(evidence.failed.subject);
}

Error untrusted(QString detail, QString reason) {
    return fail(ErrorCode::TlsUntrusted, {}, std::move(detail), std::move(reason)).error();
}

Error unknownIssuer(const TlsEvidence& evidence) {
    const CertificateFacts& failed = evidence.failed;
    if (evidence.verifyError == X509_V_ERR_CERT_SIGNATURE_FAILURE) {
        return untrusted(
            u"%1 names the trusted issuer %2 but was signed with another key: the cluster's CA was probably "
            "replaced"_s.arg(whose(evidence), failed.issuer),
            u"UnknownIssuer"_s);
    }
    if (evidence.isLeaf && failed.subject == failed.issuer) {
        return untrusted(
            u"%1 is signed by itself and is not among the trusted ones"_s.arg(whose(evidence)), u"SelfSigned"_s);
    }
    return untrusted(u"the server's certificate comes from an issuer that is not trusted: %1"_s.arg(failed.issuer),
        u"UnknownIssuer"_s);
}

} // namespace

void collectTlsEvidence(SSL_CTX* context, std::shared_ptr<TlsEvidence> evidence) {
    auto kept = std::make_unique<EvidencePointer>(std::move(evidence));
    if (SSL_CTX_set_ex_data(context, evidenceIndex(), kept.get()) == 1) {
        kept.release(); // freeEvidence() has it now
        SSL_CTX_set_verify(context, SSL_CTX_get_verify_mode(context), onVerify);
    }
}

Error tlsError(const TlsEvidence& evidence, const QString& host, const QDateTime& now) {
    const CertificateFacts& failed = evidence.failed;
    switch (evidence.verifyError) {
    case X509_V_OK: {
        const QString names = evidence.leaf.names.isEmpty() ? u"no name"_s : evidence.leaf.names.join(", "_L1);
        return untrusted(u"the server's certificate is for %1, not for %2"_s.arg(names, host), u"HostnameMismatch"_s);
    }
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return untrusted(u"%1 expired at %2; this machine's clock says %3"_s.arg(
                             whose(evidence), isoTime(failed.notAfter), isoTime(now)),
            u"CertificateExpired"_s);
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return untrusted(u"%1 is valid from %2 only; this machine's clock says %3"_s.arg(
                             whose(evidence), isoTime(failed.notBefore), isoTime(now)),
            u"CertificateNotYetValid"_s);
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
        return unknownIssuer(evidence);
    case X509_V_ERR_CA_MD_TOO_WEAK:
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
        return untrusted(
            u"%1 uses a key or a signature too weak to trust (SHA-1 or a short key)"_s.arg(whose(evidence)),
            u"WeakCertificate"_s);
    default:
        return untrusted(
            u"%1: %2"_s.arg(whose(evidence), QString::fromLatin1(X509_verify_cert_error_string(evidence.verifyError))),
            u"CertificateRejected"_s);
    }
}

Error handshakeError(const QString& words) {
    const auto says = [&words](QLatin1StringView part) { return words.contains(part, Qt::CaseInsensitive); };
    if (says("protocol version"_L1) || says("unsupported protocol"_L1) || says("no protocols available"_L1)
        || says("version too low"_L1)) {
        return untrusted(u"the server speaks only a TLS version older than 1.2 (%1)"_s.arg(words), u"TlsTooOld"_s);
    }
    if (says("certificate required"_L1) || says("bad certificate"_L1)) {
        return untrusted(
            u"the server wants a client certificate, and did not accept ours or got none (%1)"_s.arg(words),
            u"ClientCertificateRequired"_s);
    }
    if (says("wrong version number"_L1) || says("packet length too long"_L1) || says("http request"_L1)) {
        return untrusted(u"what answers there does not speak TLS (%1)"_s.arg(words), u"NotTls"_s);
    }
    if (says("alert handshake failure"_L1)) { // TLS 1.2 servers say no more when they miss a certificate (TL3)
        return untrusted(
            u"the server refused to shake hands: it wants a client certificate, or no cipher is common to both "
            "(%1)"_s.arg(words),
            u"TlsFailed"_s);
    }
    return untrusted(words, u"TlsFailed"_s);
}

} // namespace pilothouse
