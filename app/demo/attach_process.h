// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/log_source.h"
#include "app/demo/process.h"

namespace pilothouse::demo {

/// What a running container writes, from now on: attach without stdin. Every attach sees the same lines.
class AttachProcess final : public Process {
public:
    AttachProcess(LogRecipe recipe, std::function<bool()> ends)
        : m_log(std::move(recipe), tailOf(), std::move(ends)) { }

    Next next(Piece& out) override {
        if (m_interrupted)
            return Next::Exited;
        const BodySource::Next next = m_log.next(out.bytes);
        return next == BodySource::Next::Data ? Next::Output
            : next == BodySource::Next::Wait  ? Next::Wait
                                              : Next::Exited;
    }
    Time deadline() const override { return m_log.deadline(); }

private:
    static LogQuery tailOf() {
        LogQuery out;
        out.follow = true;
        out.tailLines = 0;
        return out;
    }

    LogSource m_log;
};

} // namespace pilothouse::demo
