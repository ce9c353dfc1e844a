// SPDX-License-Identifier: Apache-2.0
#include "core/logs/log_judge.h"

namespace pilothouse {

namespace {
constexpr size_t kLookUp = 256; // lines between two looks at whether it still matters
} // namespace

Result<LogJudge> LogJudge::make(const LogFilterSpec& spec) {
    auto matcher = LogMatcher::compile(spec.pattern);
    if (!matcher) {
        return std::unexpected(std::move(matcher.error()));
    }
    LogJudge judge;
    judge.m_matcher = std::move(*matcher);
    judge.m_hiddenLevels = spec.hiddenLevels;
    for (const quint16 source : spec.hiddenSources) {
        if (judge.m_hiddenSources.size() <= source) {
            judge.m_hiddenSources.resize(size_t{source} + 1);
        }
        judge.m_hiddenSources[source] = true;
    }
    judge.m_hidesLines = spec.hiddenLevels != 0 || !spec.hiddenSources.empty();
    return judge;
}

bool LogJudge::isHidden(const LogLine& line) const {
    return (m_hiddenLevels & (1U << static_cast<unsigned>(line.level))) != 0
        || (line.source < m_hiddenSources.size() && m_hiddenSources[line.source]);
}

bool LogJudge::isShown(const LogLine& line, QByteArrayView bytes) const {
    return line.isNotice || (!isHidden(line) && m_matcher.matches(bytes));
}

void LogJudge::judgeLiteral(const LogBlock& block, Rows& rows) const {
    const auto& lines = block.lines();
    const auto base = static_cast<size_t>(rows.first - block.first());
    const auto end = static_cast<size_t>(rows.end - block.first());
    size_t done = base;
    const auto notices = [&](size_t until) {
        for (; done < until; ++done) {
            if (lines[done].isNotice) {
                rows.rows.push_back(static_cast<quint32>(done - base));
            }
        }
    };
    const QByteArrayView text(block.bytes());
    qsizetype at = base < lines.size() ? lines[base].offset : text.size();
    while ((at = m_matcher.find(text, at)) >= 0) {
        const size_t index = block.lineAtOffset(at);
        if (index >= end) {
            break;
        }
        const LogLine& line = lines[index];
        if (index < done || at + m_matcher.needleSize() > qsizetype{line.offset} + line.length) {
            ++at; // over the edge of two lines
            continue;
        }
        notices(index);
        if (!isHidden(line)) {
            rows.rows.push_back(static_cast<quint32>(index - base));
        }
        done = index + 1;
        at = qsizetype{line.offset} + line.length;
    }
    notices(end);
}

LogJudge::Rows LogJudge::judge(const LogBlockPtr& block, qint64 from, qint64 end, const Cancelled& cancelled) const {
    Rows rows{.first = std::max(from, block->first()), .end = std::min(end, block->end()), .rows = {}};
    const auto loaded = LogBlock::loaded(block);
    if (!loaded) {
        return rows;
    }
    const LogBlock& held = **loaded;
    if (m_matcher.isLiteral() && !m_matcher.isInverse()) {
        judgeLiteral(held, rows);
        return rows;
    }
    const auto base = static_cast<size_t>(rows.first - held.first());
    const auto last = static_cast<size_t>(rows.end - held.first());
    for (size_t i = base; i < last; ++i) {
        const LogLine& line = held.lines()[i];
        if (isShown(line, held.bytesOf(line))) {
            rows.rows.push_back(static_cast<quint32>(i - base));
        }
        if (i % kLookUp == 0 && cancelled->load(std::memory_order_relaxed)) {
            break;
        }
    }
    return rows;
}

} // namespace pilothouse
