// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/clock.h"

#include <functional>
#include <string>
#include <string_view>

namespace pilothouse::demo {

/// One conversation over a WebSocket, free of any library: made by the API, driven by the session (socket_session.h).
class SocketHandler {
public:
    enum class Next { Message, Wait, Close };

    virtual ~SocketHandler() = default;
    /// Message: @p out is sent as one binary message. Wait: ask again when something was received, at deadline() or
    /// after wake. Close: the connection ends with status 1000. Pulled, so a slow client slows what is made for it.
    virtual Next next(std::string& out) = 0;
    /// A whole message of the client.
    virtual void received(std::string_view message) = 0;
    /// While false nothing is read from the client.
    virtual bool wantsInput() const { return true; }
    virtual Time deadline() const { return Time::max(); }
    /// The client left, or the connection was lost. Nothing is called after it.
    virtual void gone() { }
};

} // namespace pilothouse::demo
