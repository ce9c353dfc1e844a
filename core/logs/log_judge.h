// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_block.h"
#include "core/logs/log_matcher.h"

#include <atomic>
#include <memory>
#include <vector>

namespace pilothouse {

/// Decides which lines of a block are shown. Immutable; copies share the count of runaways. Thread: any.
class LogJudge {
public:
    using Cancelled = std::shared_ptr<const std::atomic<bool>>;

    /// Errors: Invalid (the regex).
    [[nodiscard]] static Result<LogJudge> make(const LogFilterSpec& spec);

    /// Everything is shown.
    [[nodiscard]] bool isOpen() const { return m_matcher.matchesEverything() && !m_hidesLines; }
    [[nodiscard]] bool isShown(const LogLine& line, QByteArrayView bytes) const;
    [[nodiscard]] int runaways() const { return m_matcher.runaways(); }

    /// What is shown of some lines that follow each other.
    struct Rows {
        qint64 first = 0; ///< number of the first line judged
        qint64 end = 0;
        std::vector<quint32> rows; ///< numbers less `first`
    };
    /// @param from,end the part of the block to look at
    /// A block that can't be read back counts as hidden. Cancelled: the answer is of no use.
    [[nodiscard]] Rows judge(const LogBlockPtr& block, qint64 from, qint64 end, const Cancelled& cancelled) const;

private:
    [[nodiscard]] bool isHidden(const LogLine& line) const;
    void judgeLiteral(const LogBlock& block, Rows& rows) const;

    LogMatcher m_matcher;
    quint32 m_hiddenLevels = 0;
    std::vector<bool> m_hiddenSources;
    bool m_hidesLines = false;
};

} // namespace pilothouse
