// SPDX-License-Identifier: Apache-2.0
#include "app/demo/port_socket.h"

#include <format>

namespace pilothouse::demo {

PortSocket::PortSocket(const json::object& pod, const std::vector<std::uint16_t>& ports)
    : m_podName(stringAt(pod, "metadata.name")) {
    for (const std::uint16_t number : ports) {
        Port port{number, portService(pod, number), {}, false};
        if (!port.service)
            port.failure = std::format(
                "error forwarding port {0} to pod {1}, uid : failed to execute portforward in network namespace "
                "\"/var/run/netns/cni-5f2c\": failed to connect to localhost:{0} inside namespace \"{1}\", IPv4: dial "
                "tcp4 127.0.0.1:{0}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable "
                "address found",
                number, m_podName);
        m_ports.push_back(std::move(port));
    }
}

SocketHandler::Next PortSocket::next(std::string& out) {
    if (m_announced < m_ports.size() * 2) {
        const std::uint16_t number = m_ports[m_announced / 2].number;
        out = {static_cast<char>(m_announced), static_cast<char>(number & 0xffU), static_cast<char>(number >> 8U)};
        ++m_announced;
        return Next::Message;
    }
    bool anyOpen = false;
    for (std::size_t i = 0; i < m_ports.size(); ++i) {
        const std::size_t at = m_turn++ % m_ports.size();
        Port& port = m_ports[at];
        if (port.over)
            continue;
        if (!port.service) {
            port.over = true;
            out = static_cast<char>(at * 2 + 1) + port.failure;
            return Next::Message;
        }
        if (std::string bytes = port.service->take(); !bytes.empty()) {
            out = static_cast<char>(at * 2) + bytes;
            return Next::Message;
        }
        port.over = port.service->isOver();
        anyOpen = anyOpen || !port.over;
    }
    return anyOpen ? Next::Wait : Next::Close;
}

void PortSocket::received(std::string_view message) {
    if (message.empty())
        return;
    const auto channel = static_cast<unsigned char>(message.front());
    const std::size_t at = channel / 2;
    if (channel % 2 == 0 && at < m_ports.size() && m_ports[at].service)
        m_ports[at].service->received(message.substr(1));
}

bool PortSocket::wantsInput() const {
    for (const Port& port : m_ports)
        if (port.service && !port.service->wantsInput())
            return false;
    return true;
}

} // namespace pilothouse::demo
