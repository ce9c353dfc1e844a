// SPDX-License-Identifier: Apache-2.0
#include "app/demo/tty_process.h"

#include <utility>

namespace pilothouse::demo {

namespace {

constexpr char kInterrupt = 0x03;
constexpr char kEndOfFile = 0x04;
constexpr char kErase = 0x7f;
constexpr char kBackspace = 0x08;
constexpr char kKill = 0x15;
constexpr std::size_t kLongestLine = 4095; // N_TTY_BUF_SIZE

} // namespace

Process::Next TtyProcess::next(Piece& out) {
    out.channel = Channel::Output;
    if (!m_echo.empty()) {
        out.bytes = std::exchange(m_echo, {});
        return Next::Output;
    }
    Piece piece;
    const Next next = m_program->next(piece);
    if (next == Next::Exited)
        m_exitCode = m_program->exitCode();
    if (next != Next::Output)
        return next;
    out.bytes.reserve(piece.bytes.size() + piece.bytes.size() / 16);
    for (const char byte : piece.bytes) {
        if (byte == '\n' && m_last != '\r')
            out.bytes += '\r';
        out.bytes += m_last = byte;
    }
    return Next::Output;
}

void TtyProcess::input(std::string_view bytes) {
    if (m_program->isRaw())
        return m_program->input(bytes);
    for (const char byte : bytes)
        key(byte);
}

void TtyProcess::key(char byte) {
    if (byte == kInterrupt) {
        m_echo += "^C\r\n";
        m_line.clear();
        m_program->interrupt();
    } else if (byte == kEndOfFile) {
        if (m_line.empty())
            m_program->inputClosed();
        else
            m_program->input(std::exchange(m_line, {}));
    } else if (byte == kErase || byte == kBackspace) {
        if (m_line.empty())
            return;
        while (m_line.size() > 1 && (static_cast<unsigned char>(m_line.back()) & 0xc0U) == 0x80U)
            m_line.pop_back();
        m_line.pop_back();
        m_echo += "\b \b";
    } else if (byte == kKill) {
        m_echo += "\r\x1b[K";
        m_line.clear();
    } else if (byte == '\r' || byte == '\n') {
        m_echo += "\r\n";
        m_program->input(std::exchange(m_line, {}) + '\n');
    } else if (m_line.size() < kLongestLine) {
        m_line += byte;
        m_echo += static_cast<unsigned char>(byte) < 0x20 && byte != '\t'
            ? std::string{'^', static_cast<char>(byte + '@')}
            : std::string(1, byte);
    }
}

} // namespace pilothouse::demo
