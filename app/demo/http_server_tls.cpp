// SPDX-License-Identifier: Apache-2.0
#include "app/demo/http_server_private.h"
#include "app/demo/http_session_impl.h"

#include <boost/asio/ssl/stream.hpp>

namespace pilothouse::demo {

asio::awaitable<void> HttpServer::Private::serveTls(Tcp::socket socket) {
    using Stream = asio::ssl::stream<Tcp::socket>;
    const auto self = shared_from_this();
    Stream stream(std::move(socket), *tls);
    boost::system::error_code error;
    co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, error));
    if (error || stopped)
        co_return;
    const auto session = std::make_shared<HttpSession<Stream>>(std::move(stream), handler, faults);
    connections.insert(session);
    co_await session->run();
    connections.erase(session);
}

} // namespace pilothouse::demo
