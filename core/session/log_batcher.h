// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_scope.h"
#include "core/base/clock.h"
#include "core/logs/line_cutter.h"
#include "core/logs/log_types.h"

#include <functional>
#include <memory>

namespace pilothouse {

/// Gathers lines of all sources into batches: ten a second, or when one is full (1 MiB, or 20,000 lines).
/// Thread: core's.
class LogBatcher {
public:
    static constexpr qsizetype kFullBytes = 1024 * 1024;
    static constexpr size_t kFullLines = 20'000;

    /// @param deliver gets every batch; may not destroy this
    LogBatcher(Clock& clock, std::function<void(LogBatchPtr)> deliver);

    void addSource(const LogSource& source);
    void addLine(quint16 source, const CutLine& line, LogLevel level);
    void addNotice(LogNotice notice);
    /// What there is, now.
    void flush();

private:
    [[nodiscard]] LogBatch& batch();
    [[nodiscard]] Task<void> pause();

    Clock& m_clock;
    std::function<void(LogBatchPtr)> m_deliver;
    std::shared_ptr<LogBatch> m_batch;
    qsizetype m_lastBytes = 0;
    size_t m_lastLines = 0;
    bool m_isWaiting = false;
    TaskScope m_scope;
};

} // namespace pilothouse
