// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/fault_script.h"
#include "app/demo/http.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <memory>
#include <optional>

namespace pilothouse::demo {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

/// What the server keeps of an open connection.
class Connection {
public:
    virtual ~Connection() = default;
    virtual void close() = 0;
    virtual asio::awaitable<void> run() = 0;
};

/// One connection: reads requests, lets the fault script or the handler answer, writes the answers.
/// Instantiated once for plain and once for TLS streams (http_server_plain.cpp, http_server_tls.cpp).
template <typename Stream>
class HttpSession final : public Connection, public std::enable_shared_from_this<HttpSession<Stream>> {
public:
    HttpSession(Stream stream, const HttpHandler& handler, FaultScript& faults);

    void close() override;
    asio::awaitable<void> run() override;

private:
    enum class After { KeepOpen, Close };

    asio::awaitable<std::optional<HttpRequest>> readRequest();
    asio::awaitable<After> answer(HttpRequest request);
    asio::awaitable<After> send(const HttpRequest& request, HttpResponse response, const Fault& fault);
    asio::awaitable<After> sendSource(const HttpRequest& request, BodySource& source, Fault fault);
    /// Shakes hands and talks until one side ends it.
    asio::awaitable<void> upgrade(const HttpRequest& request, HttpResponse response, const Fault& fault);
    asio::awaitable<bool> sendChunk(std::string_view data, const Fault& fault);
    asio::awaitable<bool> sendBody(std::string_view framed, std::string_view payload, const Fault& fault);
    asio::awaitable<bool> write(std::string_view bytes);
    asio::awaitable<bool> sleep(std::chrono::milliseconds time);
    asio::awaitable<void> waitUntilGone();
    asio::awaitable<void> watchPeer();
    asio::awaitable<void> stopWatchingPeer();
    void startWatchingPeer();

    Stream m_stream;
    const HttpHandler& m_handler;
    FaultScript& m_faults;
    boost::beast::flat_buffer m_buffer{16 * 1024 * 1024};
    asio::steady_timer m_wake;
    asio::steady_timer m_peerStopped;
    bool m_watchingPeer = false;
    bool m_gone = false;
    bool m_closing = false;
    std::size_t m_sentBytes = 0; ///< of the current body, for cutAfterBytes and badJsonAfterBytes
};

} // namespace pilothouse::demo
