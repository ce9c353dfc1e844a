// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/process.h"
#include "app/demo/socket_handler.h"

#include <functional>

namespace pilothouse::demo {

/// exec and attach: one byte of channel before the data, a Status at the end.
/// protocol: v5.channel.k8s.io, v4.channel.k8s.io; kubelet pkg/kubelet/cri/streaming/remotecommand/websocket.go
class ChannelSocket final : public SocketHandler {
public:
    enum class Version { V4, V5 };
    struct Wanted {
        Version version = Version::V5;
        bool standardInput = false;
        bool standardOutput = true;
        bool standardError = true;
        bool tty = false;
    };

    /// @p ended is told the program's exit code; not called when the client leaves first.
    ChannelSocket(const Wanted& wanted, ProcessPtr program, std::function<void(int)> ended = {});
    /// A program that could not be started: @p failure is a Status.
    ChannelSocket(const Wanted& wanted, std::string failure);

    Next next(std::string& out) override;
    void received(std::string_view message) override;
    bool wantsInput() const override { return !m_program || m_program->wantsInput(); }
    Time deadline() const override;

private:
    enum class Stage { Begin, Running, Ended, Done };

    Next run(std::string& out);
    void resize(std::string_view text);
    bool isWanted(Process::Channel channel) const;

    Wanted m_wanted;
    ProcessPtr m_program;
    std::string m_failure;
    std::function<void(int)> m_ended;
    Stage m_stage = Stage::Begin;
    bool m_inputClosed = false;
    Time m_start; ///< with a terminal: its size is waited for until then
    bool m_skipping = false; ///< nobody wants what the program writes
};

/// The Status of an exit code.
std::string exitStatus(int code);
/// The Status of what could not be done, as the API server wraps it.
std::string internalError(const std::string& why);

} // namespace pilothouse::demo
