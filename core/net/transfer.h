// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/net/http_types.h"
#include "core/net/tls_evidence.h"

#include <curl/curl.h>

#include <array>
#include <memory>
#include <optional>

namespace pilothouse {

class CurlLoop;

/// Who runs a transfer. Called from queued events only; may destroy the transfer.
class TransferListener {
public:
    TransferListener() = default;
    virtual ~TransferListener() = default;
    Q_DISABLE_COPY_MOVE(TransferListener)

    /// Streams: headers are complete, bytes wait to be taken, or somebody called Transfer::wake().
    virtual void transferProgressed() { }
    /// Once, last.
    virtual void transferFinished() = 0;
};

/// One request on its way: one curl easy handle, its answer so far, and why it ended.
/// Destroying it ends the transfer at once. The request and the listener outlive it. Thread: the loop's.
class Transfer {
public:
    enum class Kind {
        OneShot,
        Stream,
        Connection, ///< only connects (name, proxy, TLS); what goes over it is the listener's: see receive() and send()
    };
    /// Why we ended it ourselves.
    enum class Abort { None, Deadline, TooSlow, Dead, BodyTooLarge, HeadersTooLarge, Repeated };

    Transfer(CurlLoop& loop, const HttpRequest& request, Kind kind, TransferListener& listener, Clock& clock);
    ~Transfer();
    Q_DISABLE_COPY_MOVE(Transfer)

    /// Begins. A request that can't be sent at all ends by a queued transferFinished(), too.
    void start();
    /// Ends it; transferFinished() comes from an event.
    void abort(Abort reason);
    /// transferProgressed() comes from an event.
    void wake();
    /// Streams: reads on after takeBytes() made room.
    void readOn();
    /// Streams: the bytes that wait.
    [[nodiscard]] QByteArray takeBytes();

    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] bool hasHeaders() const { return m_hasHeaders; }
    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    [[nodiscard]] HttpHeaders& headers() { return m_headers; }
    [[nodiscard]] QByteArray& body() { return m_body; }
    /// After decoding.
    [[nodiscard]] qint64 bodyBytes() const { return m_bodyBytes; }
    /// Grows with every byte that comes, headers included.
    [[nodiscard]] qint64 bytesSeen() const { return m_headerBytes + m_bodyBytes; }
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] const HttpRequest& request() const { return m_request; }
    [[nodiscard]] Clock::Duration elapsed() const;
    /// On the wire, headers included; final once finished.
    [[nodiscard]] qint64 bytesSent() const { return m_bytesSent; }
    [[nodiscard]] qint64 bytesReceived() const { return m_bytesReceived; }
    /// Nothing when an answer came whole.
    [[nodiscard]] std::optional<Error> error() const;
    /// The connection went away under it: a GET may be asked again (TL7).
    [[nodiscard]] bool isConnectionLost() const;

    /// Connections, once finished without error: the socket to wait on; it is gone with the transfer.
    [[nodiscard]] curl_socket_t socket() const;
    /// Bytes that came, as far as there are any: less than nothing waits is CURLE_AGAIN, the peer's end is 0 bytes.
    [[nodiscard]] CURLcode receive(char* bytes, size_t capacity, size_t& received);
    /// After CURLE_AGAIN the same bytes at the same address come again (OpenSSL: SSL_write).
    [[nodiscard]] CURLcode send(QByteArrayView bytes, size_t& sent);
    /// What a code of receive() or send() means.
    [[nodiscard]] Error errorOf(CURLcode code) const;

    // The loop's side.
    [[nodiscard]] CURL* easy() const { return m_easy; }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    /// @return whether its handle stays in the loop: a connection lives as long as that
    [[nodiscard]] bool keepsHandle(CURLcode code) const { return m_kind == Kind::Connection && code == CURLE_OK; }
    void curlFinished(CURLcode code);
    void deliver();
    void loopIsGone();

private:
    friend struct TransferOptions;
    static size_t onBody(char* bytes, size_t size, size_t count, void* self);
    static size_t onHeader(char* bytes, size_t size, size_t count, void* self);
    static int onBeforeRequest(void* self, char*, char*, int, int);
    size_t takeBody(QByteArrayView bytes);
    size_t takeHeader(QByteArrayView line);
    void finish(CURLcode code);

    CurlLoop* m_loop;
    const HttpRequest& m_request;
    Kind m_kind;
    TransferListener& m_listener;
    Clock& m_clock;
    CURL* m_easy;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
    std::vector<curl_slist*> m_lists;
    std::shared_ptr<TlsEvidence> m_tls;

    Clock::Steady m_startedAt{};
    Clock::Steady m_finishedAt{};
    int m_status = 0;
    HttpHeaders m_headers;
    qint64 m_headerBytes = 0;
    QByteArray m_body; ///< one-shots: all of it; streams: what waits
    qint64 m_bodyBytes = 0;
    qint64 m_bytesSent = 0;
    qint64 m_bytesReceived = 0;
    CURLcode m_code = CURLE_OK;
    long m_osError = 0;
    Abort m_abort = Abort::None;
    std::optional<Error> m_refused; ///< never sent
    int m_requestsSent = 0;
    bool m_hasHeaders = false;
    bool m_isRunning = false;
    bool m_isFinished = false;
    bool m_isReadingPaused = false;
};

} // namespace pilothouse
