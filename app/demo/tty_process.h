// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/process.h"

namespace pilothouse::demo {

/// A terminal's line discipline around a program: echo, erase, Ctrl-C and Ctrl-D, line ends, one stream for both.
class TtyProcess final : public Process {
public:
    explicit TtyProcess(ProcessPtr program)
        : m_program(std::move(program)) { }

    Next next(Piece& out) override;
    Time deadline() const override { return m_program->deadline(); }
    void input(std::string_view bytes) override;
    void inputClosed() override { m_program->inputClosed(); }
    bool wantsInput() const override { return m_echo.size() < kProcessPiece && m_program->wantsInput(); }
    bool readsInput() const override { return true; }
    void resized(int columns, int rows) override { m_program->resized(columns, rows); }

private:
    void key(char byte);

    ProcessPtr m_program;
    std::string m_line; ///< typed, not yet ended
    std::string m_echo;
    char m_last = 0; ///< of the output
};

} // namespace pilothouse::demo
