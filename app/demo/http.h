// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/clock.h"
#include "app/demo/socket_handler.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace pilothouse::demo {

/// A request as the API server sees it; no HTTP library in sight.
struct HttpRequest {
    std::string method;
    std::string target; ///< path and query as sent
    std::string path; ///< percent-decoded
    std::multimap<std::string, std::string> query;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;

    std::string queryValue(const std::string& name) const;
    bool hasQuery(const std::string& name) const { return query.contains(name); }
    /// "true", "1" and a bare name count.
    bool queryFlag(const std::string& name) const;
    std::string header(const std::string& lowerName) const;
    bool isWatch() const { return queryFlag("watch"); }
    /// The header of a handshake; the names of protocols are compared without case.
    bool asksForWebSocket() const;
    /// A watch, a followed log, a WebSocket: what runs until somebody ends it.
    bool isLongRunning() const { return isWatch() || queryFlag("follow") || asksForWebSocket(); }

    /// Fills path and query from target.
    void parseTarget();
};

/// A body that is made piece by piece: long lists and watches. Pulled by the session, so a slow client slows it.
class BodySource {
public:
    enum class Next { Data, Wait, End };

    virtual ~BodySource() = default;
    /// Data: @p out has bytes to send. Wait: nothing now; ask again when woken or at deadline().
    virtual Next next(std::string& out) = 0;
    virtual Time deadline() const { return Time::max(); }
    /// Called once before the first next(); @p wake may be called until the source is destroyed.
    virtual void start(std::function<void()> /*wake*/) { }
};

struct HttpResponse {
    int status = 200;
    std::string contentType = "application/json";
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body = {};
    std::unique_ptr<BodySource> source = {}; ///< sent chunked after body
    std::unique_ptr<SocketHandler> socket = {}; ///< with status 101: what happens after the handshake

    static HttpResponse text(int status, std::string body);
};

using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

} // namespace pilothouse::demo
