// SPDX-License-Identifier: Apache-2.0
#include "core/logs/log_block.h"

#include <algorithm>

namespace pilothouse {

static_assert(std::is_trivially_copyable_v<LogLine>, "lines are written to the file as they are");

LogBlock::LogBlock(qint64 first, QByteArray bytes, std::vector<LogLine> lines, std::vector<LogNotice> notices)
    : m_first(first)
    , m_count(static_cast<qint64>(lines.size()))
    , m_size(bytes.size())
    , m_bytes(std::move(bytes))
    , m_lines(std::move(lines))
    , m_notices(std::move(notices)) {
    slice();
}

void LogBlock::slice() {
    m_slices.reserve((m_lines.size() + kSliceLines - 1) / kSliceLines);
    quint32 end = 0; // a notice has no bytes: it stands behind the line before it
    for (size_t i = 0; i < m_lines.size(); ++i) {
        LogLine& line = m_lines[i];
        line.offset = line.isNotice ? end : line.offset;
        end = line.isNotice ? end : line.offset + line.length;
        if (i % kSliceLines == 0) {
            m_slices.emplace_back();
        }
        Slice& slice = m_slices.back();
        if (line.isNotice || line.stamp == 0) {
            continue;
        }
        slice.from = slice.from == 0 ? line.stamp : std::min(slice.from, line.stamp);
        slice.to = std::max(slice.to, line.stamp);
        ++slice.counts.at(static_cast<size_t>(line.level));
    }
}

qint64 LogBlock::memory() const {
    qint64 sum = static_cast<qint64>(sizeof(LogBlock)) + m_bytes.size();
    sum += static_cast<qint64>(m_lines.size() * sizeof(LogLine) + m_slices.size() * sizeof(Slice));
    for (const LogNotice& notice : m_notices) {
        sum += static_cast<qint64>(sizeof(LogNotice)) + notice.detail.size() * 2;
    }
    return sum;
}

size_t LogBlock::lineAtOffset(qsizetype offset) const {
    // Notices have no bytes: of equal offsets the last is the line.
    const auto after = std::ranges::upper_bound(
        m_lines, offset, {}, [](const LogLine& line) { return static_cast<qsizetype>(line.offset); });
    auto index = static_cast<size_t>(after - m_lines.begin());
    while (index > 0 && m_lines[index - 1].isNotice) {
        --index;
    }
    return index == 0 ? 0 : index - 1;
}

Result<LogBlockPtr> LogBlock::spilled(SpillFile& file) const {
    const std::array parts{
        std::span<const char>(reinterpret_cast<const char*>(m_lines.data()), m_lines.size() * sizeof(LogLine)),
        std::span<const char>(m_bytes.constData(), static_cast<size_t>(m_bytes.size()))};
    auto place = file.write(parts);
    if (!place) {
        return std::unexpected(std::move(place.error()));
    }
    const std::shared_ptr<LogBlock> block(new LogBlock);
    block->m_first = m_first;
    block->m_count = m_count;
    block->m_size = m_size;
    block->m_notices = m_notices;
    block->m_slices = m_slices;
    block->m_place = std::move(*place);
    return block;
}

Result<LogBlockPtr> LogBlock::loaded(LogBlockPtr block) {
    if (!block->isSpilled()) {
        return block;
    }
    const std::shared_ptr<LogBlock> read(new LogBlock);
    read->m_first = block->m_first;
    read->m_count = block->m_count;
    read->m_size = block->m_size;
    read->m_lines.resize(static_cast<size_t>(block->m_count));
    read->m_bytes.resizeForOverwrite(block->m_size);
    const size_t index = read->m_lines.size() * sizeof(LogLine);
    auto done = block->m_place.read({reinterpret_cast<char*>(read->m_lines.data()), index});
    if (done) {
        const std::span bytes(read->m_bytes.data(), static_cast<size_t>(read->m_bytes.size()));
        done = block->m_place.read(bytes, static_cast<qint64>(index));
    }
    if (!done) {
        return std::unexpected(std::move(done.error()));
    }
    read->m_notices = block->m_notices;
    return std::shared_ptr<const LogBlock>(read);
}

LogBlockPtr LogBlock::merged(const std::vector<LogBlockPtr>& blocks) {
    qint64 size = 0;
    qint64 count = 0;
    for (const LogBlockPtr& block : blocks) {
        size += block->m_size;
        count += block->m_count;
    }
    QByteArray bytes;
    bytes.reserve(size);
    std::vector<LogLine> lines;
    lines.reserve(static_cast<size_t>(count));
    std::vector<LogNotice> notices;
    for (const LogBlockPtr& block : blocks) {
        const auto offset = static_cast<quint32>(bytes.size());
        const auto notice = static_cast<quint32>(notices.size());
        for (LogLine line : block->m_lines) {
            line.offset += offset;
            if (line.isNotice) {
                line.length += notice;
            }
            lines.push_back(line);
        }
        bytes += block->m_bytes;
        notices.insert(notices.end(), block->m_notices.begin(), block->m_notices.end());
    }
    return std::make_shared<const LogBlock>(
        blocks.front()->m_first, std::move(bytes), std::move(lines), std::move(notices));
}

} // namespace pilothouse
