// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/clock.h"

#include <memory>
#include <string>
#include <string_view>

namespace pilothouse::demo {

/// A program that seems to run in a container: fed with what is typed, pulled for what it writes.
class Process {
public:
    enum class Next { Output, Wait, Exited };
    enum class Channel { Output, Error };
    struct Piece {
        Channel channel = Channel::Output;
        std::string bytes;
    };

    virtual ~Process() = default;
    /// Output: @p out has bytes, of one channel. Wait: ask again after input or at deadline(). Exited: see exitCode().
    virtual Next next(Piece& out) = 0;
    virtual Time deadline() const { return Time::max(); }
    virtual void input(std::string_view bytes) { static_cast<void>(bytes); }
    virtual void inputClosed() { }
    virtual bool wantsInput() const { return true; }
    /// Whether it reads at all: what is typed meanwhile is else the shell's.
    virtual bool readsInput() const { return false; }
    /// Of the terminal, when there is one.
    virtual void resized(int columns, int rows) {
        static_cast<void>(columns);
        static_cast<void>(rows);
    }
    /// Ctrl-C: SIGINT.
    virtual void interrupt() { m_interrupted = true; }
    /// Whether it wants every key as it is (an editor, a shell's line editing) and not lines with an echo.
    virtual bool isRaw() const { return false; }
    int exitCode() const { return m_interrupted ? kInterrupted : m_exitCode; }

protected:
    static constexpr int kInterrupted = 130; // 128 + SIGINT
    int m_exitCode = 0;
    bool m_interrupted = false;
};
using ProcessPtr = std::unique_ptr<Process>;

constexpr std::size_t kProcessPiece = std::size_t{32} * 1024; // as the kubelet copies

} // namespace pilothouse::demo
