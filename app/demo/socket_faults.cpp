// SPDX-License-Identifier: Apache-2.0
#include "app/demo/socket_faults.h"

#include "app/demo/socket_frames.h"

#include <algorithm>

namespace pilothouse::demo {

namespace {

/// These change how every message is sent, and nothing else.
bool isLawful(const std::string& kind) {
    return kind == "fragments" || kind == "pingBetweenFragments";
}

bool isHandshakes(const std::string& kind) {
    return kind == "badAccept" || kind == "noProtocol";
}

} // namespace

void SocketFault::spoil(const Fault& fault) {
    m_fault = fault;
    m_messages = 0;
    m_payload = 0;
    m_cut = false;
    const std::string& kind = fault.socket;
    m_due = fault.dropWatch || (!kind.empty() && kind != "silent" && !isLawful(kind) && fault.afterMessages == 0);
}

bool SocketFault::isSilent() const {
    return m_fault.silent || (m_fault.socket == "silent" && m_messages >= m_fault.afterMessages);
}

std::size_t SocketFault::bytesPerTenth() const {
    return m_fault.dripBytesPerSecond == 0 ? 0 : std::max<std::size_t>(1, m_fault.dripBytesPerSecond / 10);
}

std::string SocketFault::framed(const std::string& message) {
    m_due = false;
    if (m_fault.dropWatch) {
        m_cut = m_abrupt = true;
        return {};
    }
    if (m_fault.cutAfterBytes && m_payload + message.size() > *m_fault.cutAfterBytes) {
        const std::size_t keep = *m_fault.cutAfterBytes - std::min(m_payload, *m_fault.cutAfterBytes);
        const std::string whole = frame(Opcode::Binary, message);
        m_cut = m_abrupt = true;
        return whole.substr(0, whole.size() - message.size() + keep);
    }
    m_payload += message.size();
    if (!m_fault.socket.empty() && !isHandshakes(m_fault.socket) && m_messages >= m_fault.afterMessages)
        return spoiled(message);
    ++m_messages;
    return frame(Opcode::Binary, message);
}

std::string SocketFault::spoiled(const std::string& message) {
    const std::string kind = m_fault.socket;
    if (isLawful(kind)) { // both are lawful: every message from now on
        const std::size_t half = message.size() / 2;
        const std::string ping = kind == "fragments" ? std::string() : frame(Opcode::Ping, "between");
        return frame(Opcode::Binary, std::string_view(message).substr(0, half), Fragment::More) + ping
            + frame(Opcode::Continuation, std::string_view(message).substr(half));
    }
    m_fault.socket.clear(); // the others happen once
    ++m_messages;
    if (kind == "text")
        return frame(Opcode::Text, message);
    if (kind == "unknownChannel")
        return frame(Opcode::Binary, "\x09what channel is this?") + frame(Opcode::Binary, message);
    if (kind == "emptyMessage")
        return frame(Opcode::Binary, {}) + frame(Opcode::Binary, message);
    if (kind == "emptyFragments") { // never a byte of payload, never an end
        std::string out = frame(Opcode::Binary, {}, Fragment::More);
        for (int i = 0; i < 200000; ++i)
            out += frame(Opcode::Continuation, {}, Fragment::More);
        return out;
    }
    m_cut = true;
    if (kind == "closeWithoutStatus")
        return frame(Opcode::Close, {});
    if (kind == "closeError")
        return frame(Opcode::Close, closePayload(1011, "the container runtime is restarting"));
    if (kind == "hugeFrame") // 1 TiB is announced
        return std::string("\x82\x7f\x00\x00\x01\x00\x00\x00\x00\x00", 10) + message;
    if (kind == "reservedBits")
        return "\xf2" + frame(Opcode::Binary, message).substr(1);
    if (kind == "masked")
        return std::string("\x82\x84\x01\x02\x03\x04what", 10);
    m_abrupt = true;
    return {}; // "cut": the connection just ends
}

std::string SocketFault::closing() const {
    return frame(Opcode::Close, m_fault.socket == "closeWithoutStatus" ? std::string() : closePayload(1000));
}

} // namespace pilothouse::demo
