// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/process.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace pilothouse::demo {

/// A program in a container: killed when its container ends, restarts, or its pod is deleted.
class ContainedProcess final : public Process {
public:
    /// @p ends is asked at most twice a second
    ContainedProcess(ProcessPtr program, std::function<bool()> ends)
        : m_program(std::move(program))
        , m_ends(std::move(ends)) { }

    Next next(Piece& out) override {
        if (now() >= m_look) {
            m_look = now() + std::chrono::milliseconds(500);
            m_killed = m_killed || m_ends();
        }
        if (m_killed) {
            m_exitCode = kKilled;
            return Next::Exited;
        }
        const Next next = m_program->next(out);
        if (next == Next::Exited)
            m_exitCode = m_program->exitCode();
        return next;
    }
    Time deadline() const override { return std::min(m_look, m_program->deadline()); }
    void input(std::string_view bytes) override { m_program->input(bytes); }
    void inputClosed() override { m_program->inputClosed(); }
    bool wantsInput() const override { return m_program->wantsInput(); }
    bool readsInput() const override { return m_program->readsInput(); }
    void resized(int columns, int rows) override { m_program->resized(columns, rows); }
    void interrupt() override { m_program->interrupt(); }
    bool isRaw() const override { return m_program->isRaw(); }

private:
    static constexpr int kKilled = 137; // 128 + SIGKILL

    ProcessPtr m_program;
    std::function<bool()> m_ends;
    Time m_look;
    bool m_killed = false;
};

} // namespace pilothouse::demo
