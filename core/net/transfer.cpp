// SPDX-License-Identifier: Apache-2.0
#include "core/net/transfer.h"

#include "core/net/curl_loop.h"
#include "core/net/transfer_error.h"
#include "core/net/transfer_options.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <cstring>

namespace pilothouse {

namespace {

constexpr qint64 kMaxHeaderBytes = 1024 * 1024; // (TL8)
constexpr size_t kMaxHeaders = 10'000;
/// What a stream's owner has not taken yet; more stops reading from the socket.
constexpr qint64 kHighWater = 1024 * 1024;
/// A server's Content-Length is believed no further than this before the bytes are here.
constexpr qint64 kMaxReserve = 64LL * 1024 * 1024;

void freeList(curl_slist* list) {
    for (curl_slist* node = list; node; node = node->next) {
        OPENSSL_cleanse(node->data, std::strlen(node->data)); // an Authorization line may be among them
    }
    curl_slist_free_all(list);
}

} // namespace

Transfer::Transfer(CurlLoop& loop, const HttpRequest& request, Kind kind, TransferListener& listener, Clock& clock)
    : m_loop(&loop)
    , m_request(request)
    , m_kind(kind)
    , m_listener(listener)
    , m_clock(clock)
    , m_easy(curl_easy_init())
    , m_tls(std::make_shared<TlsEvidence>()) {
    Q_CHECK_PTR(m_easy);
    m_loop->enlist(*this);
}

Transfer::~Transfer() {
    if (m_loop) {
        m_loop->remove(*this);
    }
    curl_easy_cleanup(m_easy);
    std::ranges::for_each(m_lists, freeList);
}

void Transfer::start() {
    m_startedAt = m_clock.steadyNow();
    if (!m_loop) {
        return;
    }
    if (const auto applied = TransferOptions::apply(*this); !applied) {
        m_refused = applied.error();
        finish(CURLE_BAD_FUNCTION_ARGUMENT);
        return;
    }
    if (!m_loop->add(*this)) {
        finish(CURLE_OUT_OF_MEMORY);
        return;
    }
    m_isRunning = true;
}

void Transfer::abort(Abort reason) {
    if (m_isFinished || !m_loop) {
        return;
    }
    m_abort = reason;
    m_loop->remove(*this);
    m_loop->enlist(*this);
    finish(CURLE_ABORTED_BY_CALLBACK);
}

void Transfer::wake() {
    if (m_loop) {
        m_loop->wake(*this);
    }
}

void Transfer::curlFinished(CURLcode code) {
    finish(code);
}

void Transfer::finish(CURLcode code) {
    curl_off_t sent = 0;
    curl_off_t received = 0;
    long headerBytes = 0;
    long requestBytes = 0;
    curl_easy_getinfo(m_easy, CURLINFO_SIZE_UPLOAD_T, &sent);
    curl_easy_getinfo(m_easy, CURLINFO_SIZE_DOWNLOAD_T, &received);
    curl_easy_getinfo(m_easy, CURLINFO_HEADER_SIZE, &headerBytes);
    curl_easy_getinfo(m_easy, CURLINFO_REQUEST_SIZE, &requestBytes);
    curl_easy_getinfo(m_easy, CURLINFO_OS_ERRNO, &m_osError);
    m_bytesSent = sent + requestBytes;
    m_bytesReceived = received + headerBytes;
    m_finishedAt = m_clock.steadyNow();
    m_isRunning = keepsHandle(code);
    m_isFinished = true;
    m_code = code;
    wake();
}

void Transfer::deliver() {
    if (m_isFinished && (m_kind == Kind::OneShot || m_body.isEmpty())) {
        m_listener.transferFinished();
    } else {
        m_listener.transferProgressed();
    }
}

void Transfer::loopIsGone() {
    m_loop = nullptr;
    m_isRunning = false;
}

void Transfer::readOn() {
    if (m_isReadingPaused && m_isRunning && m_body.size() < kHighWater / 2) {
        m_isReadingPaused = false;
        curl_easy_pause(m_easy, CURLPAUSE_CONT); // may call onBody()
    }
}

QByteArray Transfer::takeBytes() {
    return std::exchange(m_body, {});
}

Clock::Duration Transfer::elapsed() const {
    const auto end = m_isFinished ? m_finishedAt : m_clock.steadyNow();
    return std::chrono::duration_cast<Clock::Duration>(end - m_startedAt);
}

size_t Transfer::onBody(char* bytes, size_t size, size_t count, void* self) {
    return static_cast<Transfer*>(self)->takeBody(QByteArrayView(bytes, static_cast<qsizetype>(size * count)));
}

size_t Transfer::onHeader(char* bytes, size_t size, size_t count, void* self) {
    return static_cast<Transfer*>(self)->takeHeader(QByteArrayView(bytes, static_cast<qsizetype>(size * count)));
}

/// curl sends a request anew by itself when a kept connection turns out dead. Whether the server acted on what it got
/// is not known then, so what may change something goes out once at most (TL7).
int Transfer::onBeforeRequest(void* self, char*, char*, int, int) {
    auto& transfer = *static_cast<Transfer*>(self);
    const HttpRequest& request = transfer.m_request;
    const bool mayRepeat = request.retry != RetryPolicy::Never && (request.method == "GET" || request.method == "HEAD");
    if (++transfer.m_requestsSent > 1 && !mayRepeat) {
        transfer.m_abort = Abort::Repeated;
        return CURL_PREREQFUNC_ABORT;
    }
    return CURL_PREREQFUNC_OK;
}

size_t Transfer::takeBody(QByteArrayView bytes) {
    if (m_kind == Kind::Stream) {
        if (m_body.size() >= kHighWater) {
            m_isReadingPaused = true;
            return CURL_WRITEFUNC_PAUSE; // the same bytes come again
        }
        m_bodyBytes += bytes.size();
        m_body.append(bytes);
        wake();
        return static_cast<size_t>(bytes.size());
    }
    m_bodyBytes += bytes.size();
    if (m_bodyBytes > m_request.maxBody.bytes) {
        m_abort = Abort::BodyTooLarge;
        return CURL_WRITEFUNC_ERROR;
    }
    if (m_body.isEmpty()) {
        curl_off_t length = -1;
        curl_easy_getinfo(m_easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
        m_body.reserve(
            std::max<qint64>(bytes.size(), std::min({qint64(length), m_request.maxBody.bytes, kMaxReserve})));
    }
    m_body.append(bytes);
    return static_cast<size_t>(bytes.size());
}

size_t Transfer::takeHeader(QByteArrayView line) {
    m_headerBytes += line.size();
    if (m_headerBytes > kMaxHeaderBytes || m_headers.size() >= kMaxHeaders) {
        m_abort = Abort::HeadersTooLarge;
        return CURL_WRITEFUNC_ERROR;
    }
    const QByteArrayView text = line.trimmed();
    if (text.startsWith("HTTP/") && !m_hasHeaders) { // after 100 Continue another one follows
        m_headers.clear();
        const qsizetype space = text.indexOf(' ');
        m_status
            = space < 0 ? 0 : text.sliced(space + 1).first(std::min<qsizetype>(3, text.size() - space - 1)).toInt();
    } else if (text.isEmpty()) {
        if (m_status >= 200 && !m_hasHeaders) {
            m_hasHeaders = true;
            if (m_kind == Kind::Stream) {
                wake();
            }
        }
    } else if (const qsizetype colon = text.indexOf(':'); colon > 0 && !m_hasHeaders) { // trailers are nobody's
        m_headers.push_back({text.first(colon).toByteArray(), text.sliced(colon + 1).trimmed().toByteArray()});
    }
    return static_cast<size_t>(line.size());
}

bool Transfer::isConnectionLost() const {
    if (m_abort != Abort::None) {
        return false;
    }
    switch (m_code) {
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return true;
    default:
        return false;
    }
}

std::optional<Error> Transfer::error() const {
    std::optional<Error> error = m_refused;
    if (!error && m_abort != Abort::None) {
        error = abortError(m_abort);
    } else if (!error && m_code != CURLE_OK) {
        return errorOf(m_code);
    }
    if (error) {
        error->subject = requestSubject(m_request.url);
    }
    return error;
}

Error Transfer::errorOf(CURLcode code) const {
    const TransportSettings& transport = *m_request.transport;
    const QString host
        = transport.tlsServerName.isEmpty() ? m_request.url.host() : QString::fromLatin1(transport.tlsServerName);
    Error error = curlError(code, m_osError, QString::fromUtf8(m_errorText.data()), *m_tls, host, m_clock.wallNow());
    error.subject = requestSubject(m_request.url);
    return error;
}

curl_socket_t Transfer::socket() const {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(m_easy, CURLINFO_ACTIVESOCKET, &socket);
    return socket;
}

CURLcode Transfer::receive(char* bytes, size_t capacity, size_t& received) {
    received = 0;
    return m_isRunning ? curl_easy_recv(m_easy, bytes, capacity, &received) : CURLE_RECV_ERROR;
}

CURLcode Transfer::send(QByteArrayView bytes, size_t& sent) {
    sent = 0;
    return m_isRunning ? curl_easy_send(m_easy, bytes.data(), static_cast<size_t>(bytes.size()), &sent)
                       : CURLE_SEND_ERROR;
}

} // namespace pilothouse
