// SPDX-License-Identifier: Apache-2.0
#include "app/demo/channel_socket.h"

#include "app/demo/json.h"

#include <algorithm>

namespace pilothouse::demo {

namespace {

// Clients send the size of their terminal first; a program that asks at once shall see it.
constexpr std::chrono::milliseconds kSizeWait{100};

enum Channel : char { kInput = 0, kOutput = 1, kErrorOutput = 2, kStatus = 3, kResize = 4, kClose = '\xff' };

} // namespace

std::string exitStatus(int code) {
    if (code == 0)
        return json::serialize(json::object{{"metadata", json::object()}, {"status", "Success"}});
    const json::object cause{{"reason", "ExitCode"}, {"message", std::to_string(code)}};
    return json::serialize(json::object{{"metadata", json::object()}, {"status", "Failure"},
        {"message",
            "command terminated with non-zero exit code: command terminated with exit code " + std::to_string(code)},
        {"reason", "NonZeroExitCode"}, {"details", {{"causes", json::array{cause}}}}});
}

std::string internalError(const std::string& why) {
    return json::serialize(json::object{{"metadata", json::object()}, {"status", "Failure"},
        {"message", "Internal error occurred: " + why}, {"reason", "InternalError"},
        {"details", {{"causes", json::array{json::object{{"message", why}}}}}}, {"code", 500}});
}

ChannelSocket::ChannelSocket(const Wanted& wanted, ProcessPtr program, std::function<void(int)> ended)
    : m_wanted(wanted)
    , m_program(std::move(program))
    , m_ended(std::move(ended)) { }

ChannelSocket::ChannelSocket(const Wanted& wanted, std::string failure)
    : m_wanted(wanted)
    , m_failure(std::move(failure)) { }

SocketHandler::Next ChannelSocket::next(std::string& out) {
    switch (m_stage) {
    case Stage::Begin: // protocol: an empty message on the lowest channel the server writes says that it is there
        out = std::string(1, m_wanted.standardOutput ? kOutput : m_wanted.standardError ? kErrorOutput : kStatus);
        m_stage = m_failure.empty() ? Stage::Running : Stage::Ended;
        if (m_wanted.tty)
            m_start = now() + kSizeWait;
        return Next::Message;
    case Stage::Running:
        return run(out);
    case Stage::Ended:
        out = std::string(1, kStatus) + (m_failure.empty() ? exitStatus(m_program->exitCode()) : m_failure);
        m_stage = Stage::Done;
        return Next::Message;
    case Stage::Done:
        break;
    }
    return Next::Close;
}

Time ChannelSocket::deadline() const {
    if (m_skipping || !m_program)
        return now();
    return m_start > now() ? m_start : m_program->deadline();
}

bool ChannelSocket::isWanted(Process::Channel channel) const {
    return channel == Process::Channel::Output ? m_wanted.standardOutput : m_wanted.standardError;
}

SocketHandler::Next ChannelSocket::run(std::string& out) {
    Process::Piece piece;
    if (m_start > now())
        return Next::Wait;
    switch (m_program->next(piece)) {
    case Process::Next::Wait:
        return Next::Wait;
    case Process::Next::Output:
        m_skipping = !isWanted(piece.channel);
        if (m_skipping)
            return Next::Wait;
        out = std::string(1, piece.channel == Process::Channel::Output ? kOutput : kErrorOutput) + piece.bytes;
        return Next::Message;
    case Process::Next::Exited:
        break;
    }
    if (m_ended)
        m_ended(m_program->exitCode());
    m_stage = Stage::Ended;
    return next(out);
}

void ChannelSocket::received(std::string_view message) {
    if (message.empty() || !m_program)
        return;
    const std::string_view data = message.substr(1);
    switch (message.front()) {
    case kInput:
        if (m_wanted.standardInput && !m_inputClosed)
            m_program->input(data);
        return;
    case kResize:
        return resize(data);
    case kClose:
        // protocol: v4 has no half-close
        if (m_wanted.version == Version::V5 && data == std::string_view("\0", 1) && !m_inputClosed) {
            m_inputClosed = true;
            m_program->inputClosed();
        }
        return;
    default:
        return;
    }
}

void ChannelSocket::resize(std::string_view text) {
    boost::system::error_code error;
    const json::value size = json::parse(text, error);
    if (error || !size.is_object())
        return;
    const auto clamped = [&](const char* name) {
        return static_cast<int>(std::clamp<std::int64_t>(intAt(size.get_object(), name), 1, 1000));
    };
    m_program->resized(clamped("Width"), clamped("Height"));
    m_start = Time();
}

} // namespace pilothouse::demo
