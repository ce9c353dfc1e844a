// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/http.h"
#include "app/demo/log_lines.h"

#include <functional>
#include <optional>

namespace pilothouse::demo {

/// What of a log was asked for. protocol: core/v1 PodLogOptions
struct LogQuery {
    bool follow = false;
    bool timestamps = false;
    std::optional<Time> since;
    std::optional<std::uint64_t> tailLines;
    std::optional<std::uint64_t> limitBytes;
};

/// The body of a log, made piece by piece: a slow reader gets everything, later.
class LogSource final : public BodySource {
public:
    /// @p ends says when the container is gone or restarted while it is followed; asked at most twice a second
    LogSource(LogRecipe recipe, const LogQuery& query, std::function<bool()> ends);

    Next next(std::string& out) override;
    Time deadline() const override { return m_deadline; }

private:
    void appendLines(std::string& out, std::uint64_t count);
    bool appendHugeLine(std::string& out);
    bool cutToLimit(std::string& out);
    bool isOver();

    LogRecipe m_recipe;
    LineWriter m_writer{m_recipe};
    LogQuery m_query;
    std::function<bool()> m_ends;
    std::uint64_t m_next = 0;
    std::uint64_t m_until = 0; ///< what was there when asked, when it is not followed
    std::uint64_t m_hugeSent = 0;
    bool m_stampPending = true;
    bool m_over = false;
    std::uint64_t m_left = 0; ///< of limitBytes
    Time m_lastLook;
    Time m_deadline;
};

} // namespace pilothouse::demo
