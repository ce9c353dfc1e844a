// SPDX-License-Identifier: Apache-2.0
#include "core/net/transfer_options.h"

#include "core/net/proxy_environment.h"

#include <QProcessEnvironment>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr long kConnectTimeoutMs = 10'000; // (AP1)
constexpr long kReadBufferBytes = 128L * 1024;
#ifdef Q_OS_LINUX
constexpr unsigned kUserTimeoutMs = 30'000;
#endif

bool isToken(QByteArrayView name) {
    return !name.isEmpty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

/// No line break gets into a header, or a token could bring headers of its own (AU8).
bool isHeaderValue(QByteArrayView value) {
    return std::ranges::none_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

int onSocketMade(void*, curl_socket_t socket, curlsocktype) {
    fcntl(socket, F_SETFD, FD_CLOEXEC); // helm and credential plugins are children of ours
#ifdef Q_OS_LINUX
    const unsigned timeout = kUserTimeoutMs;
    setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout, sizeof timeout);
#endif
    return CURL_SOCKOPT_OK;
}

CURLcode onTlsContext(CURL*, void* context, void* evidence) {
    collectTlsEvidence(static_cast<SSL_CTX*>(context), *static_cast<std::shared_ptr<TlsEvidence>*>(evidence));
    return CURLE_OK;
}

/// curl reads it in place: the transport lives as long as the transfer.
void setBlob(CURL* easy, CURLoption option, const QByteArray& bytes) {
    if (!bytes.isEmpty()) {
        curl_blob blob{const_cast<char*>(bytes.constData()), static_cast<size_t>(bytes.size()), CURL_BLOB_NOCOPY};
        curl_easy_setopt(easy, option, &blob);
    }
}

void append(curl_slist*& list, const QByteArray& line) {
    curl_slist* const longer = curl_slist_append(list, line.constData());
    Q_CHECK_PTR(longer);
    list = longer;
}

QByteArray hostInUrl(const QUrl& url) {
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    return host.contains(':') ? '[' + host + ']' : host;
}

} // namespace

Result<void> TransferOptions::apply(Transfer& transfer) {
    applyCallbacks(transfer);
    applyConnection(transfer);
    applyMethod(transfer);
    applyTls(transfer);
    return applyUrl(transfer).and_then([&transfer] { return applyProxy(transfer); }).and_then([&transfer] {
        return applyHeaders(transfer);
    });
}

void TransferOptions::applyCallbacks(Transfer& transfer) {
    CURL* const easy = transfer.m_easy;
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.m_errorText.data());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Transfer::onBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &Transfer::onBeforeRequest);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

void TransferOptions::applyConnection(Transfer& transfer) {
    CURL* const easy = transfer.m_easy;
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); // a cancelled transfer does not wait for a slow name server
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L); // (TL5)
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    const bool isBare = transfer.m_kind == Transfer::Kind::Connection;
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, isBare ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, isBare ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS);
    // The first answer tells whether the server multiplexes; those who wait for it share its connection.
    const bool isTls = transfer.m_request.url.scheme() == "https"_L1;
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, isTls ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, kReadBufferBytes);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPIDLE, 15L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPINTVL, 10L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPCNT, 3L);
    curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, &onSocketMade);
    const bool wantsGzip
        = transfer.m_kind == Transfer::Kind::OneShot && !transfer.m_request.transport->disableCompression;
    if (wantsGzip) {
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    }
}

void TransferOptions::applyMethod(Transfer& transfer) {
    CURL* const easy = transfer.m_easy;
    const HttpRequest& request = transfer.m_request;
    if (request.method == "HEAD") {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (!request.body.isEmpty() || request.method == "POST" || request.method == "PUT"
        || request.method == "PATCH") {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.constData()); // not copied: the request outlives us
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    }
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.constData());
}

void TransferOptions::applyTls(Transfer& transfer) {
    CURL* const easy = transfer.m_easy;
    const TransportSettings& transport = *transfer.m_request.transport;
    if (transfer.m_request.url.scheme() != "https"_L1) {
        return;
    }
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    setBlob(easy, CURLOPT_SSLCERT_BLOB, transport.clientCertificatePem);
    setBlob(easy, CURLOPT_SSLKEY_BLOB, transport.clientKeyPem.reveal());
    if (transport.skipTlsVerify) {
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
        return;
    }
    if (!transport.caPem.isEmpty()) {
        setBlob(easy, CURLOPT_CAINFO_BLOB, transport.caPem);
        // The blob replaces the system's bundle only; its folder of certificates would be trusted besides.
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    }
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &onTlsContext);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, &transfer.m_tls);
}

/// curl sends SNI for, and checks the certificate against, the URL's host: with a tls-server-name that is the name, and
/// the connection is led to the real host.
Result<void> TransferOptions::applyUrl(Transfer& transfer) {
    const HttpRequest& request = transfer.m_request;
    const bool isTls = request.url.scheme() == "https"_L1;
    if (!request.url.isValid() || request.url.host().isEmpty() || (!isTls && request.url.scheme() != "http"_L1)) {
        return fail(ErrorCode::Invalid, {}, u"not an http or https address"_s, u"BadUrl"_s);
    }
    QUrl url = request.url;
    url.setFragment({});
    if (isTls && !request.transport->tlsServerName.isEmpty()) {
        const int port = url.port(443);
        curl_slist* connectTo = nullptr;
        append(connectTo, "::" + hostInUrl(url) + ':' + QByteArray::number(port));
        transfer.m_lists.push_back(connectTo);
        curl_easy_setopt(transfer.m_easy, CURLOPT_CONNECT_TO, connectTo);
        url.setHost(QString::fromLatin1(request.transport->tlsServerName));
        if (!url.isValid() || url.host().isEmpty()) {
            return fail(ErrorCode::Invalid, {}, u"tls-server-name is not a host name"_s, u"BadUrl"_s);
        }
    }
    if (url.path().isEmpty()) {
        url.setPath(u"/"_s);
    }
    curl_easy_setopt(transfer.m_easy, CURLOPT_URL, url.toEncoded().constData());
    return {};
}

Result<void> TransferOptions::applyHeaders(Transfer& transfer) {
    const HttpRequest& request = transfer.m_request;
    curl_slist* lines = nullptr;
    append(lines, "Expect:"); // no waiting for 100-continue with big bodies
    for (const HttpHeader& header : request.headers) {
        if (!isToken(header.name) || !isHeaderValue(header.value)) {
            curl_slist_free_all(lines);
            return fail(ErrorCode::Invalid, {},
                u"the header %1 has characters that are not allowed there"_s.arg(QString::fromLatin1(header.name)),
                u"BadHeader"_s);
        }
        QByteArray line = header.name + (header.value.isEmpty() ? ";" : ": ") + header.value;
        append(lines, line);
        wipe(line);
    }
    if (headerValue(request.headers, "User-Agent").isEmpty()) {
        append(lines, "User-Agent: pilothouse/" PILOTHOUSE_VERSION);
    }
    if (headerValue(request.headers, "Content-Type").isEmpty()) {
        append(lines, "Content-Type:"); // curl would call it a form
    }
    if (!request.transport->tlsServerName.isEmpty() && headerValue(request.headers, "Host").isEmpty()) {
        const int port = request.url.port(-1);
        append(lines, "Host: " + hostInUrl(request.url) + (port > 0 ? ':' + QByteArray::number(port) : QByteArray()));
    }
    transfer.m_lists.push_back(lines);
    curl_easy_setopt(transfer.m_easy, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(transfer.m_easy, CURLOPT_HEADEROPT, CURLHEADER_SEPARATE); // credentials are not the proxy's
    return {};
}

Result<void> TransferOptions::applyProxy(Transfer& transfer) {
    const HttpRequest& request = transfer.m_request;
    QString proxy = request.transport->proxyUrl;
    if (proxy.isEmpty()) {
        proxy = proxyFromEnvironment(request.url, QProcessEnvironment::systemEnvironment());
    }
    curl_easy_setopt(transfer.m_easy, CURLOPT_NOPROXY, ""); // curl asks no environment of its own
    if (proxy.isEmpty()) {
        curl_easy_setopt(transfer.m_easy, CURLOPT_PROXY, "");
        return {};
    }
    if (!proxy.contains("://"_L1)) {
        proxy.prepend("http://"_L1);
    }
    const QString scheme = proxy.section("://"_L1, 0, 0).toLower();
    if (scheme == "socks5"_L1) {
        proxy.replace(0, scheme.size(), u"socks5h"_s); // names are resolved by the proxy, as Go does
    } else if (scheme != "socks5h"_L1 && scheme != "http"_L1 && scheme != "https"_L1) {
        return fail(
            ErrorCode::Invalid, {}, u"a proxy of kind %1 is not supported"_s.arg(scheme), u"ProxyUnsupported"_s);
    }
    curl_easy_setopt(transfer.m_easy, CURLOPT_PROXY, proxy.toUtf8().constData());
    curl_easy_setopt(transfer.m_easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
    return {};
}

} // namespace pilothouse
