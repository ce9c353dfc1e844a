// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/http_server.h"
#include "app/demo/http_session.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>

#include <set>

namespace pilothouse::demo {

struct HttpServer::Private : std::enable_shared_from_this<HttpServer::Private> {
    Private(asio::io_context& io, std::shared_ptr<asio::ssl::context> tlsContext, HttpHandler requestHandler,
        FaultScript& script)
        : context(io)
        , tls(std::move(tlsContext))
        , handler(std::move(requestHandler))
        , faults(script)
        , acceptor(io) { }

    void open(std::uint16_t port);
    asio::awaitable<void> acceptAll();
    asio::awaitable<void> reopenAfter(std::chrono::milliseconds pause);
    asio::awaitable<void> serve(Tcp::socket socket);
    asio::awaitable<void> servePlain(Tcp::socket socket);
    asio::awaitable<void> serveTls(Tcp::socket socket);
    void dropConnections();

    asio::io_context& context;
    std::shared_ptr<asio::ssl::context> tls;
    HttpHandler handler;
    FaultScript& faults;
    Tcp::acceptor acceptor;
    std::uint16_t boundPort = 0;
    std::set<std::shared_ptr<Connection>> connections;
    bool stopped = false;
};

} // namespace pilothouse::demo
