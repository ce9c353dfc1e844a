// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/fault_script.h"
#include "app/demo/http_session.h"
#include "app/demo/socket_faults.h"
#include "app/demo/socket_frames.h"
#include "app/demo/socket_handler.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>

namespace pilothouse::demo {

/// A WebSocket after its handshake: one coroutine reads, the one that runs it writes. Everything that is written goes
/// through the writer, so a client that doesn't read slows the handler and nothing else.
template <typename Stream> class SocketSession final : public std::enable_shared_from_this<SocketSession<Stream>> {
public:
    SocketSession(
        std::shared_ptr<Connection> owner, Stream& stream, std::unique_ptr<SocketHandler> handler, SocketFault fault)
        : m_owner(std::move(owner))
        , m_stream(stream)
        , m_handler(std::move(handler))
        , m_fault(std::move(fault))
        , m_wake(stream.get_executor())
        , m_room(stream.get_executor()) { }

    /// @p already is what came with the handshake. Returns when the connection is over.
    asio::awaitable<void> run(std::string already);
    /// A fault for a conversation that runs already.
    void spoil(const Fault& fault) {
        m_fault.spoil(fault);
        m_wake.cancel();
    }
    void stop() {
        m_over = true;
        m_wake.cancel();
        m_room.cancel();
    }

private:
    asio::awaitable<void> readAll(std::string already);
    asio::awaitable<bool> send(const std::string& bytes);
    asio::awaitable<void> converse();
    void take(const ClientFrame& frame);
    asio::awaitable<void> waitFor(asio::steady_timer& timer, Time until);

    std::shared_ptr<Connection> m_owner; ///< keeps the stream
    Stream& m_stream;
    std::unique_ptr<SocketHandler> m_handler;
    SocketFault m_fault;
    FrameReader m_reader;
    std::string m_message; ///< fragments of the client so far
    std::string m_urgent; ///< pongs, the answer to a close
    asio::steady_timer m_wake; ///< the writer's
    asio::steady_timer m_room; ///< the reader's
    bool m_over = false;
    bool m_closeReceived = false;
    bool m_reading = false;
};

template <typename Stream> asio::awaitable<void> SocketSession<Stream>::waitFor(asio::steady_timer& timer, Time until) {
    boost::system::error_code error;
    const auto left = std::min<std::chrono::nanoseconds>(until - now(), std::chrono::hours(1));
    timer.expires_after(std::chrono::ceil<std::chrono::milliseconds>(left));
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
}

template <typename Stream> asio::awaitable<void> SocketSession<Stream>::run(std::string already) {
    const auto self = this->shared_from_this();
    m_reading = true;
    asio::co_spawn(m_stream.get_executor(), readAll(std::move(already)), asio::detached);
    co_await converse();
    m_over = true;
    if (!m_fault.isAbrupt()) { // the client's answer to our close is waited for, but not for ever
        const Time until = now() + std::chrono::seconds(1);
        while (m_reading && !m_closeReceived && now() < until) {
            m_room.cancel();
            co_await waitFor(m_wake, now() + std::chrono::milliseconds(20));
        }
    }
    m_handler->gone();
    boost::system::error_code ignored;
    if (m_fault.wantsReset())
        m_stream.lowest_layer().set_option(asio::socket_base::linger(true, 0), ignored);
    m_owner->close();
}

template <typename Stream> asio::awaitable<void> SocketSession<Stream>::converse() {
    while (!m_over) {
        if (!m_urgent.empty() && !co_await send(std::exchange(m_urgent, {})))
            co_return;
        if (m_closeReceived)
            co_return;
        if (m_fault.isSilent()) {
            co_await waitFor(m_wake, Time::max());
            continue;
        }
        if (m_fault.isDue()) {
            if (!co_await send(m_fault.framed({})) || m_fault.isCut())
                co_return;
            continue;
        }
        std::string message;
        const SocketHandler::Next next = m_handler->next(message);
        if (m_handler->wantsInput())
            m_room.cancel();
        if (next == SocketHandler::Next::Wait) {
            co_await waitFor(m_wake, m_handler->deadline());
            continue;
        }
        const std::string bytes = next == SocketHandler::Next::Close ? m_fault.closing() : m_fault.framed(message);
        if (!co_await send(bytes) || m_fault.isCut() || next == SocketHandler::Next::Close)
            co_return;
    }
}

template <typename Stream> asio::awaitable<bool> SocketSession<Stream>::send(const std::string& bytes) {
    boost::system::error_code error;
    const std::size_t step
        = m_fault.bytesPerTenth() > 0 ? m_fault.bytesPerTenth() : std::max<std::size_t>(1, bytes.size());
    for (std::size_t from = 0; from < bytes.size() && !error; from += step) {
        const std::size_t count = std::min(step, bytes.size() - from);
        co_await asio::async_write(
            m_stream, asio::buffer(bytes.data() + from, count), asio::redirect_error(asio::use_awaitable, error));
        if (m_fault.bytesPerTenth() > 0)
            co_await waitFor(m_wake, now() + std::chrono::milliseconds(100));
    }
    co_return !error;
}

template <typename Stream> asio::awaitable<void> SocketSession<Stream>::readAll(std::string already) {
    const auto self = this->shared_from_this();
    std::array<char, 32 * 1024> piece{};
    boost::system::error_code error;
    m_reader.append(already);
    while (!error && !m_reader.failed() && !m_closeReceived) {
        while (const std::optional<ClientFrame> frame = m_reader.next()) {
            take(*frame);
            while (!m_over && !m_handler->wantsInput()) {
                m_wake.cancel();
                co_await waitFor(m_room, Time::max());
            }
        }
        m_wake.cancel();
        const std::size_t count
            = co_await m_stream.async_read_some(asio::buffer(piece), asio::redirect_error(asio::use_awaitable, error));
        m_reader.append({piece.data(), count});
    }
    m_reading = false;
    m_over = m_over || error || m_reader.failed();
    m_wake.cancel();
}

template <typename Stream> void SocketSession<Stream>::take(const ClientFrame& frame) {
    switch (frame.opcode) {
    case Opcode::Ping:
        if (!m_fault.isSilent())
            m_urgent += demo::frame(Opcode::Pong, frame.payload);
        return;
    case Opcode::Pong:
        return;
    case Opcode::Close:
        m_urgent += demo::frame(Opcode::Close, frame.payload);
        m_closeReceived = true;
        return;
    default:
        m_message += frame.payload;
        if (frame.last && !m_over)
            m_handler->received(m_message);
        if (frame.last)
            m_message.clear();
    }
}

} // namespace pilothouse::demo
