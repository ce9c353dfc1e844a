// SPDX-License-Identifier: Apache-2.0
#include "app/demo/http_server_private.h"
#include "app/demo/http_session_impl.h"

namespace pilothouse::demo {

asio::awaitable<void> HttpServer::Private::servePlain(Tcp::socket socket) {
    const auto self = shared_from_this();
    const auto session = std::make_shared<HttpSession<Tcp::socket>>(std::move(socket), handler, faults);
    connections.insert(session);
    co_await session->run();
    connections.erase(session);
}

} // namespace pilothouse::demo
