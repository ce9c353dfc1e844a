// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The few bytes of RFC 6455 a server needs. By hand, because the fault script cuts, splits and spoils frames at any
// byte, which a library takes care to make impossible.

namespace pilothouse::demo {

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
enum class Fragment : std::uint8_t { Last, More };

/// A frame as a server sends it: unmasked.
std::string frame(Opcode opcode, std::string_view payload, Fragment fragment = Fragment::Last);
/// The payload of a close frame.
std::string closePayload(int code, std::string_view reason = {});

/// Sec-WebSocket-Accept for a key.
std::string acceptKey(const std::string& key);

/// A frame as a client sent it, unmasked.
struct ClientFrame {
    Opcode opcode = Opcode::Binary;
    bool last = true;
    std::string payload;
};

/// Cuts a client's bytes into frames.
class FrameReader {
public:
    void append(std::string_view bytes) { m_bytes.append(bytes); }
    /// The next whole frame, or nothing yet.
    std::optional<ClientFrame> next();
    /// The client broke the protocol: no mask, or a frame over 64 MiB.
    bool failed() const { return m_failed; }

private:
    std::string m_bytes;
    bool m_failed = false;
};

} // namespace pilothouse::demo
