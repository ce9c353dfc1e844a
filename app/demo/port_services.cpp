// SPDX-License-Identifier: Apache-2.0
#include "app/demo/log_lines.h"
#include "app/demo/port_socket.h"

#include <algorithm>
#include <format>

namespace pilothouse::demo {

namespace {

constexpr std::size_t kPiece = std::size_t{32} * 1024;
constexpr std::size_t kInputLimit = std::size_t{256} * 1024;
constexpr std::size_t kLongestHead = std::size_t{64} * 1024;
constexpr std::uint16_t kEchoPort = 7; // RFC 862

class Echo final : public PortService {
public:
    void received(std::string_view bytes) override { m_pending.append(bytes); }
    std::string take() override {
        std::string out = m_pending.substr(m_taken, kPiece);
        m_taken += out.size();
        if (m_taken == m_pending.size()) {
            m_pending.clear();
            m_taken = 0;
        }
        return out;
    }
    bool wantsInput() const override { return m_pending.size() - m_taken < kInputLimit; }

private:
    std::string m_pending;
    std::size_t m_taken = 0;
};

/// A small HTTP/1.1 server: GET / names the pod, GET /bytes/N answers N bytes that say where they are, anything with a
/// body is told how many bytes came.
class Web final : public PortService {
public:
    explicit Web(std::string podName)
        : m_podName(std::move(podName)) { }

    void received(std::string_view bytes) override {
        m_input.append(bytes);
        while (!m_over && step()) { }
    }
    std::string take() override {
        if (m_output.empty() && m_left > 0) {
            const std::uint64_t count = std::min<std::uint64_t>(m_left, kPiece);
            LineWriter::appendHuge(m_output, m_offset, count);
            m_offset += count;
            m_left -= count;
        }
        std::string out = m_output.substr(0, kPiece);
        m_output.erase(0, out.size());
        return out;
    }
    bool wantsInput() const override { return m_output.size() < kInputLimit && m_left == 0; }
    bool isOver() const override { return m_over; }

private:
    /// @return whether there may be more in what was received
    bool step() {
        if (m_bodyLeft > 0) {
            const std::size_t count = std::min<std::uint64_t>(m_bodyLeft, m_input.size());
            m_input.erase(0, count);
            m_bodyLeft -= count;
            if (m_bodyLeft > 0)
                return false;
            answer(200, std::format("{} got {} bytes\n", m_podName, m_bodySize));
            return true;
        }
        const auto end = m_input.find("\r\n\r\n");
        if (end == std::string::npos) {
            m_over = m_input.size() > kLongestHead;
            return false;
        }
        const std::string head = m_input.substr(0, end + 2);
        m_input.erase(0, end + 4);
        begin(head);
        return true;
    }

    static std::string lowered(std::string text) {
        std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    }

    void begin(const std::string& head) {
        const auto space = head.find(' ');
        const std::string method = head.substr(0, space);
        const std::string path = space == std::string::npos
            ? std::string()
            : head.substr(space + 1, head.find_first_of(" \r", space + 1) - space - 1);
        const std::string fields = lowered(head);
        m_closes = fields.contains("\r\nconnection: close");
        m_bodySize = 0;
        if (const auto length = fields.find("\r\ncontent-length:"); length != std::string::npos)
            m_bodySize = std::strtoull(fields.c_str() + length + 17, nullptr, 10);
        m_bodyLeft = m_bodySize;
        if (m_bodyLeft > 0) {
            if (fields.contains("\r\nexpect: 100-continue"))
                m_output += "HTTP/1.1 100 Continue\r\n\r\n";
            return;
        }
        if (path.starts_with("/bytes/")) {
            m_offset = 0;
            m_left = std::strtoull(path.c_str() + 7, nullptr, 10);
            m_output += std::format("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: "
                                    "{}\r\n\r\n",
                m_left);
            m_over = m_closes;
            return;
        }
        answer(path.empty() ? 400 : 200, std::format("Hello from {}: {} {}\n", m_podName, method, path));
    }

    void answer(int status, const std::string& body) {
        m_output += std::format("HTTP/1.1 {} {}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{}", status,
            status == 200 ? "OK" : "Bad Request", body.size(), body);
        m_over = m_closes || status != 200;
    }

    std::string m_podName;
    std::string m_input;
    std::string m_output;
    std::uint64_t m_offset = 0; ///< in a long body
    std::uint64_t m_left = 0; ///< of it
    std::uint64_t m_bodySize = 0;
    std::uint64_t m_bodyLeft = 0;
    bool m_closes = false;
    bool m_over = false;
};

} // namespace

std::unique_ptr<PortService> portService(const json::object& pod, std::uint16_t port) {
    for (const json::value& container : arrayAt(pod, "spec.containers"))
        for (const json::value& value : arrayAt(container.as_object(), "ports")) {
            const json::object& declared = value.as_object();
            if (intAt(declared, "containerPort") != port)
                continue;
            if (stringAt(declared, "name").starts_with("http") || port == 80 || port == 8080)
                return std::make_unique<Web>(stringAt(pod, "metadata.name"));
            return std::make_unique<Echo>();
        }
    return port == kEchoPort ? std::make_unique<Echo>() : nullptr;
}

} // namespace pilothouse::demo
