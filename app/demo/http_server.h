// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/fault_script.h"
#include "app/demo/http.h"

#include <chrono>
#include <cstdint>
#include <memory>

namespace boost::asio {
class io_context;
namespace ssl {
class context;
}
} // namespace boost::asio

namespace pilothouse::demo {

/// HTTP/1.1 on one loopback port, with TLS when a context is given. Connections are kept alive, watchers that leave
/// are noticed, a slow reader only slows its own response. Everything runs on the io_context's one thread.
class HttpServer {
public:
    /// @p handler is called for each request; @p faults decides first.
    HttpServer(boost::asio::io_context& context, std::shared_ptr<boost::asio::ssl::context> tls, HttpHandler handler,
        FaultScript& faults);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Listens on 127.0.0.1; port 0 takes a free one. @return the port. Throws std::system_error.
    std::uint16_t listen(std::uint16_t port);

    /// Closes the port and every connection; listens again on the same port after @p pause.
    void restart(std::chrono::milliseconds pause);

    struct Private;

private:
    std::shared_ptr<Private> m_private;
};

} // namespace pilothouse::demo
