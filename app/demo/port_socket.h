// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"
#include "app/demo/socket_handler.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace pilothouse::demo {

/// Something that listens on a port of a pod; one connection of it.
class PortService {
public:
    virtual ~PortService() = default;
    virtual void received(std::string_view bytes) = 0;
    /// At most 32 KiB of what is to be sent; empty: nothing now.
    virtual std::string take() = 0;
    virtual bool wantsInput() const { return true; }
    /// The service closes the connection once everything is taken.
    virtual bool isOver() const { return false; }
};

/// What listens on @p port of a pod: an HTTP answer on ports named http and on 80 and 8080 that are declared, an echo
/// on the other declared ones and on 7; null: nothing.
std::unique_ptr<PortService> portService(const json::object& pod, std::uint16_t port);

/// Ports forwarded over one WebSocket. protocol: v4.channel.k8s.io, kubelet portforward/websocket.go: channels 2i for
/// data and 2i+1 for errors of the i-th port, each beginning with the port's number in two bytes
class PortSocket final : public SocketHandler {
public:
    PortSocket(const json::object& pod, const std::vector<std::uint16_t>& ports);

    Next next(std::string& out) override;
    void received(std::string_view message) override;
    bool wantsInput() const override;

private:
    struct Port {
        std::uint16_t number = 0;
        std::unique_ptr<PortService> service;
        std::string failure;
        bool over = false;
    };

    std::string m_podName;
    std::vector<Port> m_ports;
    std::size_t m_announced = 0; ///< channels that have sent their number
    std::size_t m_turn = 0;
};

} // namespace pilothouse::demo
