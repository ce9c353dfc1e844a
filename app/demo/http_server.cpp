// SPDX-License-Identifier: Apache-2.0
#include "app/demo/http_server.h"

#include "app/demo/http_server_private.h"
#include "app/demo/socket_frames.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <format>

namespace pilothouse::demo {

namespace {

// The request that asked for the restart gets its answer before its connection goes.
constexpr std::chrono::milliseconds kAnswerFirst{20};

} // namespace

namespace detail {

const char* reasonPhrase(int status) {
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 302:
        return "Found";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 415:
        return "Unsupported Media Type";
    case 422:
        return "Unprocessable Entity";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    default:
        return "Status";
    }
}

std::string responseHead(const HttpResponse& response, bool chunked, bool head) {
    std::string out = std::format("HTTP/1.1 {} {}\r\n", response.status, reasonPhrase(response.status));
    out += "Cache-Control: no-cache, private\r\nContent-Type: " + response.contentType + "\r\n";
    out += std::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", std::chrono::floor<std::chrono::seconds>(now()));
    for (const auto& [name, value] : response.headers)
        out += name + ": " + value + "\r\n";
    if (chunked)
        out += "Transfer-Encoding: chunked\r\n";
    else if (!head || !response.body.empty())
        out += std::format("Content-Length: {}\r\n", response.body.size());
    return out + "\r\n";
}

std::string handshake(const HttpRequest& request, const HttpResponse& response, const std::string& flaw) {
    std::string out = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    const std::string key = request.header("sec-websocket-key");
    out += "Sec-WebSocket-Accept: " + acceptKey(flaw == "badAccept" ? key + "x" : key) + "\r\n";
    for (const auto& [name, value] : response.headers)
        if (name != "Sec-WebSocket-Protocol" || flaw != "noProtocol")
            out += name + ": " + value + "\r\n";
    return out + "\r\n";
}

} // namespace detail

void HttpServer::Private::open(std::uint16_t port) {
    const Tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen(256);
    boundPort = acceptor.local_endpoint().port();
    asio::co_spawn(context, acceptAll(), asio::detached);
}

asio::awaitable<void> HttpServer::Private::acceptAll() {
    const auto self = shared_from_this();
    for (;;) {
        boost::system::error_code error;
        Tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (!acceptor.is_open())
            co_return;
        if (error)
            continue;
        socket.set_option(Tcp::no_delay(true), error);
        asio::co_spawn(context, serve(std::move(socket)), asio::detached);
    }
}

asio::awaitable<void> HttpServer::Private::serve(Tcp::socket socket) {
    return tls ? serveTls(std::move(socket)) : servePlain(std::move(socket));
}

asio::awaitable<void> HttpServer::Private::reopenAfter(std::chrono::milliseconds pause) {
    const auto self = shared_from_this();
    asio::steady_timer timer(context, kAnswerFirst);
    co_await timer.async_wait(asio::use_awaitable);
    boost::system::error_code ignored;
    acceptor.close(ignored);
    dropConnections();
    timer.expires_after(pause);
    co_await timer.async_wait(asio::use_awaitable);
    if (!stopped)
        open(boundPort);
}

void HttpServer::Private::dropConnections() {
    for (const auto& connection : std::set(connections))
        connection->close();
}

HttpServer::HttpServer(
    asio::io_context& context, std::shared_ptr<asio::ssl::context> tls, HttpHandler handler, FaultScript& faults)
    : m_private(std::make_shared<Private>(context, std::move(tls), std::move(handler), faults)) { }

HttpServer::~HttpServer() {
    boost::system::error_code ignored;
    m_private->stopped = true;
    m_private->acceptor.close(ignored);
    m_private->dropConnections();
}

std::uint16_t HttpServer::listen(std::uint16_t port) {
    m_private->open(port);
    return m_private->boundPort;
}

void HttpServer::restart(std::chrono::milliseconds pause) {
    asio::co_spawn(m_private->context, m_private->reopenAfter(pause), asio::detached);
}

} // namespace pilothouse::demo
