// SPDX-License-Identifier: Apache-2.0
#include "app/demo/socket_frames.h"

#include "app/demo/base64.h"

#include <openssl/sha.h>

#include <array>

namespace pilothouse::demo {

namespace {

constexpr std::uint64_t kLargestFrame = 64ULL * 1024 * 1024;

std::uint8_t byteAt(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint8_t>(bytes[at]);
}

std::uint64_t numberAt(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < count; ++i)
        out = out << 8U | byteAt(bytes, at + i);
    return out;
}

void appendNumber(std::string& out, std::uint64_t number, int count) {
    for (int i = count - 1; i >= 0; --i)
        out += static_cast<char>(number >> (8 * i) & 0xffU);
}

} // namespace

std::string frame(Opcode opcode, std::string_view payload, Fragment fragment) {
    std::string out;
    out.reserve(payload.size() + 10);
    out += static_cast<char>((fragment == Fragment::Last ? 0x80U : 0U) | static_cast<unsigned>(opcode));
    if (payload.size() < 126) {
        out += static_cast<char>(payload.size());
    } else if (payload.size() < 65536) {
        out += static_cast<char>(126);
        appendNumber(out, payload.size(), 2);
    } else {
        out += static_cast<char>(127);
        appendNumber(out, payload.size(), 8);
    }
    return out.append(payload);
}

std::string closePayload(int code, std::string_view reason) {
    std::string out;
    appendNumber(out, static_cast<std::uint64_t>(code), 2);
    return out.append(reason.substr(0, 123));
}

std::string acceptKey(const std::string& key) {
    const std::string text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3
    std::string digest(SHA_DIGEST_LENGTH, '\0');
    SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
        reinterpret_cast<unsigned char*>(digest.data()));
    return base64Encode(digest);
}

std::optional<ClientFrame> FrameReader::next() {
    if (m_bytes.size() < 2)
        return {};
    const std::uint8_t second = byteAt(m_bytes, 1);
    const unsigned shortLength = second & 0x7fU;
    const std::size_t extra = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
    const std::size_t head = 2 + extra + 4;
    m_failed = m_failed || (second & 0x80U) == 0;
    if (m_failed || m_bytes.size() < head)
        return {};
    const std::uint64_t length = extra == 0 ? shortLength : numberAt(m_bytes, 2, extra);
    m_failed = length > kLargestFrame;
    if (m_failed || m_bytes.size() < head + length)
        return {};
    ClientFrame out;
    out.opcode = static_cast<Opcode>(byteAt(m_bytes, 0) & 0x0fU);
    out.last = (byteAt(m_bytes, 0) & 0x80U) != 0;
    out.payload = m_bytes.substr(head, length);
    const std::string mask = m_bytes.substr(head - 4, 4);
    for (std::size_t i = 0; i < out.payload.size(); ++i)
        out.payload[i] = static_cast<char>(out.payload[i] ^ mask[i % 4]);
    m_bytes.erase(0, head + length);
    return out;
}

} // namespace pilothouse::demo
