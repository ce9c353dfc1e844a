// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"
#include "app/demo/http_session.h"
#include "app/demo/socket_session.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <format>

namespace pilothouse::demo {

namespace detail {

constexpr int kSocketBuffer = 128 * 1024;
constexpr std::size_t kBodyLimit = 8 * 1024 * 1024; // etcd and the API server stop at 3 MiB
const char* reasonPhrase(int status);
std::string responseHead(const HttpResponse& response, bool chunked, bool head);
/// The answer to a WebSocket's handshake; @p flaw is a "socket" fault.
std::string handshake(const HttpRequest& request, const HttpResponse& response, const std::string& flaw);

} // namespace detail

template <typename Stream>
HttpSession<Stream>::HttpSession(Stream stream, const HttpHandler& handler, FaultScript& faults)
    : m_stream(std::move(stream))
    , m_handler(handler)
    , m_faults(faults)
    , m_wake(m_stream.get_executor())
    , m_peerStopped(m_stream.get_executor(), asio::steady_timer::time_point::max()) { }

template <typename Stream> void HttpSession<Stream>::close() {
    boost::system::error_code ignored;
    m_closing = true;
    m_stream.lowest_layer().close(ignored);
    m_wake.cancel();
}

template <typename Stream> asio::awaitable<std::optional<HttpRequest>> HttpSession<Stream>::readRequest() {
    namespace http = boost::beast::http;
    http::request_parser<http::string_body> parser;
    parser.body_limit(detail::kBodyLimit);
    boost::system::error_code error;
    co_await http::async_read(m_stream, m_buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    if (error)
        co_return std::nullopt;
    auto message = parser.release();
    HttpRequest out;
    out.method = std::string(message.method_string());
    out.target = std::string(message.target());
    for (const auto& field : message) {
        std::string name(field.name_string());
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        out.headers[name] = std::string(field.value());
    }
    out.body = std::move(message.body());
    out.parseTarget();
    co_return out;
}

template <typename Stream> asio::awaitable<void> HttpSession<Stream>::run() {
    const auto self = this->shared_from_this();
    while (!m_closing) {
        std::optional<HttpRequest> request = co_await readRequest();
        if (!request)
            break;
        const bool wantsClose = request->header("connection") == "close";
        if (co_await answer(std::move(*request)) == After::Close || wantsClose)
            break;
    }
    close();
}

template <typename Stream>
asio::awaitable<typename HttpSession<Stream>::After> HttpSession<Stream>::answer(HttpRequest request) {
    Fault fault;
    const bool control = request.path.starts_with("/_demo/");
    if (!control)
        if (std::optional<Fault> found = m_faults.take(request))
            fault = *found;
    if (fault.latencyMs > 0 && !co_await sleep(std::chrono::milliseconds(fault.latencyMs)))
        co_return After::Close;
    if (fault.silent) {
        m_faults.noteRequest(request, 0);
        co_await waitUntilGone();
        co_return After::Close;
    }
    HttpResponse response = fault.status != 0 ? fault.response() : m_handler(request);
    if (!control)
        m_faults.noteRequest(request, response.status);
    if (response.socket) {
        co_await upgrade(request, std::move(response), fault);
        co_return After::Close;
    }
    co_return co_await send(request, std::move(response), fault);
}

template <typename Stream>
asio::awaitable<void> HttpSession<Stream>::upgrade(
    const HttpRequest& request, HttpResponse response, const Fault& fault) {
    const std::shared_ptr<Connection> self = this->shared_from_this();
    if (!co_await write(detail::handshake(request, response, fault.socket)))
        co_return;
    // What a client doesn't read waits in the program, not in the kernel: Ctrl-C is seen soon.
    boost::system::error_code ignored;
    m_stream.lowest_layer().set_option(asio::socket_base::send_buffer_size(detail::kSocketBuffer), ignored);
    const auto* bytes = static_cast<const char*>(m_buffer.data().data());
    std::string already(bytes, m_buffer.size());
    m_buffer.clear();
    const auto session
        = std::make_shared<SocketSession<Stream>>(self, m_stream, std::move(response.socket), SocketFault(fault));
    const int faultsWatched = m_faults.subscribe([weak = std::weak_ptr(session), asked = request, faults = &m_faults] {
        const auto running = weak.lock();
        if (!running)
            return;
        if (const std::optional<Fault> found = faults->takeForRunning(asked))
            running->spoil(*found);
    });
    co_await session->run(std::move(already));
    m_faults.unsubscribe(faultsWatched);
}

template <typename Stream>
asio::awaitable<typename HttpSession<Stream>::After> HttpSession<Stream>::send(
    const HttpRequest& request, HttpResponse response, const Fault& fault) {
    m_sentBytes = 0;
    if (response.source && !request.isWatch()) {
        // A list that fits into its first piece goes out with its length, as the real server does it.
        std::string first;
        while (first.size() < 64 * 1024) {
            std::string more;
            const BodySource::Next next = response.source->next(more);
            if (next == BodySource::Next::End)
                response.source.reset();
            if (next != BodySource::Next::Data)
                break;
            first += more;
        }
        response.body += first;
    }
    const bool chunked = response.source != nullptr;
    const bool head = request.method == "HEAD";
    const std::string start = detail::responseHead(response, chunked, head);
    if (head)
        co_return co_await write(start) ? After::KeepOpen : After::Close;
    const bool plain = !fault.cutAfterBytes && fault.dripBytesPerSecond == 0 && !fault.badJsonAfterBytes;
    if (!chunked && plain)
        co_return co_await write(start + response.body) ? After::KeepOpen : After::Close;
    if (!co_await write(start))
        co_return After::Close;
    if (!chunked)
        co_return co_await sendBody(response.body, response.body, fault) ? After::KeepOpen : After::Close;
    if (!response.body.empty() && !co_await sendChunk(response.body, fault))
        co_return After::Close;
    co_return co_await sendSource(request, *response.source, fault);
}

template <typename Stream>
asio::awaitable<typename HttpSession<Stream>::After> HttpSession<Stream>::sendSource(
    const HttpRequest& request, BodySource& source, Fault fault) {
    const auto self = this->shared_from_this();
    source.start([weak = this->weak_from_this()] {
        if (const auto session = weak.lock())
            session->m_wake.cancel();
    });
    const int faultsWatched = m_faults.subscribe([weak = this->weak_from_this()] {
        if (const auto session = weak.lock())
            session->m_wake.cancel();
    });
    const auto unsubscribe = [this, faultsWatched](FaultScript* faults) { faults->unsubscribe(faultsWatched); };
    const std::unique_ptr<FaultScript, decltype(unsubscribe)> guard(&m_faults, unsubscribe);

    After after = After::Close;
    while (!m_gone && !m_closing) {
        if (request.isLongRunning() && !fault.reachesRunningWatches())
            if (std::optional<Fault> found = m_faults.takeForRunning(request))
                fault = *found;
        if (fault.silent) {
            co_await waitUntilGone();
            break;
        }
        if (fault.dropWatch)
            break;
        std::string data;
        if (fault.goneWatch)
            data = json::serialize(
                       json::object{{"type", "ERROR"}, {"object", expired("too old resource version").status()}})
                + '\n';
        const auto next = fault.goneWatch ? BodySource::Next::Data
            : fault.endStream             ? BodySource::Next::End
                                          : source.next(data);
        if (fault.cutLine && data.size() > 1) { // at least one byte of the line after the last end
            const auto line = data.rfind('\n', data.size() - 2);
            data.resize(line == std::string::npos ? data.size() / 2 : (line + 1 + data.size()) / 2);
            co_await sendChunk(data, fault);
            break;
        }
        if (next == BodySource::Next::Data && !co_await sendChunk(data, fault))
            break;
        if (next == BodySource::Next::End || fault.goneWatch) {
            co_await stopWatchingPeer();
            after = !m_gone && co_await write("0\r\n\r\n") ? After::KeepOpen : After::Close;
            break;
        }
        if (next == BodySource::Next::Wait) {
            startWatchingPeer();
            const auto left = std::min<std::chrono::nanoseconds>(source.deadline() - now(), std::chrono::hours(1));
            co_await sleep(std::chrono::ceil<std::chrono::milliseconds>(left));
        }
    }
    if (after == After::Close)
        close();
    co_await stopWatchingPeer();
    co_return after;
}

template <typename Stream>
asio::awaitable<bool> HttpSession<Stream>::sendChunk(std::string_view data, const Fault& fault) {
    const std::string framed = std::format("{:x}\r\n", data.size()) + std::string(data) + "\r\n";
    co_return co_await sendBody(framed, data, fault);
}

/// Sends @p framed; the byte-wise faults count @p payload.
template <typename Stream>
asio::awaitable<bool> HttpSession<Stream>::sendBody(
    std::string_view framed, std::string_view payload, const Fault& fault) {
    std::string changed(framed);
    if (fault.badJsonAfterBytes && m_sentBytes + payload.size() > *fault.badJsonAfterBytes) {
        const std::size_t keep = *fault.badJsonAfterBytes > m_sentBytes ? *fault.badJsonAfterBytes - m_sentBytes : 0;
        const std::size_t offset = payload.size() == framed.size() ? 0 : framed.find('\n') + 1;
        for (std::size_t i = offset + keep; i < offset + payload.size(); ++i)
            changed[i] = "}!{<"[i % 4];
    }
    bool cut = false;
    if (fault.cutAfterBytes && m_sentBytes + payload.size() > *fault.cutAfterBytes) {
        const std::size_t keep = *fault.cutAfterBytes > m_sentBytes ? *fault.cutAfterBytes - m_sentBytes : 0;
        const std::size_t offset = payload.size() == framed.size() ? 0 : framed.find('\n') + 1;
        changed.resize(offset + keep);
        cut = true;
    }
    m_sentBytes += payload.size();
    const std::size_t step
        = fault.dripBytesPerSecond ? std::max<std::size_t>(1, fault.dripBytesPerSecond / 10) : changed.size();
    for (std::size_t from = 0; from < changed.size(); from += step) {
        if (!co_await write(std::string_view(changed).substr(from, step)))
            co_return false;
        if (fault.dripBytesPerSecond && !co_await sleep(std::chrono::milliseconds(100)))
            co_return false;
    }
    if (cut && fault.reset) {
        boost::system::error_code ignored;
        m_stream.lowest_layer().set_option(asio::socket_base::linger(true, 0), ignored);
    }
    co_return !cut;
}

template <typename Stream> asio::awaitable<bool> HttpSession<Stream>::write(std::string_view bytes) {
    boost::system::error_code error;
    co_await asio::async_write(
        m_stream, asio::buffer(bytes.data(), bytes.size()), asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
}

/// @return false when the connection was closed meanwhile
template <typename Stream> asio::awaitable<bool> HttpSession<Stream>::sleep(std::chrono::milliseconds time) {
    boost::system::error_code error;
    m_wake.expires_after(time);
    co_await m_wake.async_wait(asio::redirect_error(asio::use_awaitable, error));
    co_return !m_closing && !m_gone;
}

template <typename Stream> asio::awaitable<void> HttpSession<Stream>::waitUntilGone() {
    startWatchingPeer();
    while (!m_gone && !m_closing)
        co_await sleep(std::chrono::hours(1));
}

template <typename Stream> void HttpSession<Stream>::startWatchingPeer() {
    if (m_watchingPeer || m_gone)
        return;
    m_watchingPeer = true;
    asio::co_spawn(m_stream.get_executor(), watchPeer(), asio::detached);
}

/// Reads ahead while a stream runs: that is how a client that left is noticed. What it sends is kept for later.
template <typename Stream> asio::awaitable<void> HttpSession<Stream>::watchPeer() {
    const auto self = this->shared_from_this();
    boost::system::error_code error;
    while (!error && m_buffer.size() < 64 * 1024) {
        const std::size_t count = co_await m_stream.async_read_some(
            m_buffer.prepare(4096), asio::redirect_error(asio::use_awaitable, error));
        m_buffer.commit(count);
    }
    m_watchingPeer = false;
    if (error && error != asio::error::operation_aborted)
        m_gone = true;
    m_wake.cancel();
    m_peerStopped.cancel();
}

template <typename Stream> asio::awaitable<void> HttpSession<Stream>::stopWatchingPeer() {
    while (m_watchingPeer) {
        boost::system::error_code error;
        m_stream.lowest_layer().cancel(error);
        m_peerStopped.expires_after(std::chrono::seconds(1));
        co_await m_peerStopped.async_wait(asio::redirect_error(asio::use_awaitable, error));
    }
}

} // namespace pilothouse::demo
