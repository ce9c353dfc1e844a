// SPDX-License-Identifier: Apache-2.0
#include "core/net/transfer_error.h"

#include "core/base/redaction.h"

#include <cerrno>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxDetail = 2048;

Error make(ErrorCode code, QString detail, QString reason) {
    return fail(code, {}, detail.left(kMaxDetail), std::move(reason)).error();
}

Error connectError(long osError, const QString& words) {
    if (osError == ECONNREFUSED || words.contains("refused"_L1)) {
        return make(ErrorCode::Unreachable, words, u"ConnectionRefused"_s);
    }
    if (osError == ETIMEDOUT) {
        return make(ErrorCode::Unreachable, words, u"ConnectTimeout"_s);
    }
    return make(ErrorCode::Unreachable, words, u"NoRoute"_s);
}

/// An error while reading or writing; TLS 1.3 servers say only here that they miss a client certificate (TL3).
Error exchangeError(CURLcode code, long osError, const QString& words) {
    if (words.contains("CONNECT tunnel failed"_L1) || words.contains("proxy CONNECT"_L1, Qt::CaseInsensitive)) {
        return make(ErrorCode::Unreachable, words, u"ProxyRefused"_s);
    }
    if (words.contains("Too large response headers"_L1)) {
        return make(ErrorCode::Invalid, words, u"TooLarge"_s);
    }
    if (words.contains("certificate required"_L1) || words.contains("bad certificate"_L1)) {
        return handshakeError(words);
    }
    if (osError == ETIMEDOUT) {
        return make(ErrorCode::Timeout, u"the connection is dead: nothing was acknowledged for 30 s"_s, u"Silent"_s);
    }
    const QString detail = words.isEmpty() ? QString::fromLatin1(curl_easy_strerror(code)) : words;
    return make(ErrorCode::Unreachable, detail, u"ConnectionLost"_s);
}

} // namespace

Error curlError(CURLcode code, long osError, const QString& words, const TlsEvidence& tls, const QString& host,
    const QDateTime& now) {
    const QString detail = words.isEmpty() ? QString::fromLatin1(curl_easy_strerror(code)) : words;
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return make(ErrorCode::Unreachable, detail, u"NameNotFound"_s);
    case CURLE_COULDNT_RESOLVE_PROXY:
        return make(ErrorCode::Unreachable, detail, u"ProxyNotFound"_s);
    case CURLE_PROXY:
        return make(ErrorCode::Unreachable, detail, u"ProxyRefused"_s);
    case CURLE_COULDNT_CONNECT:
        return connectError(osError, detail);
    case CURLE_OPERATION_TIMEDOUT: // only connecting has a deadline in curl, all others are ours
        return make(ErrorCode::Unreachable, u"no connection within 10 s"_s, u"ConnectTimeout"_s);
    case CURLE_PEER_FAILED_VERIFICATION:
        return tlsError(tls, host, now);
    case CURLE_SSL_CONNECT_ERROR:
        return tls.verifyError != 0 ? tlsError(tls, host, now) : handshakeError(detail);
    case CURLE_SSL_CACERT_BADFILE:
        return make(ErrorCode::Invalid, detail, u"CaUnreadable"_s);
    case CURLE_SSL_CERTPROBLEM:
        return make(ErrorCode::Invalid, detail, u"ClientCertificateUnusable"_s);
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return make(code == CURLE_URL_MALFORMAT ? ErrorCode::Invalid : ErrorCode::Protocol, detail,
            code == CURLE_URL_MALFORMAT ? u"BadUrl"_s : u"BadAnswer"_s);
    case CURLE_TOO_LARGE:
        return make(ErrorCode::Invalid, detail, u"TooLarge"_s);
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return exchangeError(code, osError, detail);
    default:
        return make(ErrorCode::Protocol, detail, u"BadAnswer"_s);
    }
}

Error abortError(Transfer::Abort reason) {
    switch (reason) {
    case Transfer::Abort::TooSlow:
        return make(ErrorCode::Timeout, u"the answer comes slower than 100 bytes a second"_s, u"TooSlow"_s);
    case Transfer::Abort::Dead:
        return make(ErrorCode::Timeout, u"the connection is dead: it answers no probe"_s, u"Silent"_s);
    case Transfer::Abort::BodyTooLarge:
        return make(ErrorCode::Invalid, u"the answer is larger than is accepted here"_s, u"TooLarge"_s);
    case Transfer::Abort::HeadersTooLarge:
        return make(ErrorCode::Invalid, u"the answer's headers are more than 1 MiB or 10000 lines"_s, u"TooLarge"_s);
    case Transfer::Abort::Repeated:
        return make(ErrorCode::Unreachable,
            u"the connection was lost after the request went out; it was not sent again, because the server may have "
            "acted on it"_s,
            u"ConnectionLost"_s);
    case Transfer::Abort::Deadline:
    case Transfer::Abort::None:
        break;
    }
    return make(ErrorCode::Timeout, u"no whole answer in time"_s, u"Deadline"_s);
}

QString requestSubject(const QUrl& url) {
    return redactUrl(
        url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::FullyEncoded));
}

} // namespace pilothouse
