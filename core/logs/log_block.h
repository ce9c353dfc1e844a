// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_types.h"
#include "core/logs/spill_file.h"

#include <QByteArrayView>

#include <array>
#include <memory>
#include <vector>

namespace pilothouse {

inline constexpr int kLogLevels = 7;

/// Some lines of a store, immutable: safe in any thread. Either held in memory or spilled to a file; what is small (how
/// many lines, when, how bad; notices) is in memory always.
class LogBlock {
public:
    /// How many lines of each level some neighbouring lines have, and when they were written: what the histogram is
    /// made of without reading anything back.
    struct Slice {
        qint64 from = 0; ///< ns
        qint64 to = 0;
        std::array<quint16, kLogLevels> counts{};
    };
    static constexpr qsizetype kSliceLines = 128;

    /// Offsets and notice indexes in @p lines count from the start of @p bytes and @p notices.
    LogBlock(qint64 first, QByteArray bytes, std::vector<LogLine> lines, std::vector<LogNotice> notices);

    [[nodiscard]] qint64 first() const { return m_first; }
    [[nodiscard]] qint64 end() const { return m_first + m_count; }
    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] qint64 size() const { return m_size; } ///< bytes of the lines
    [[nodiscard]] qint64 memory() const; ///< taken now
    [[nodiscard]] bool isSpilled() const { return m_place.isValid(); }
    [[nodiscard]] const std::vector<Slice>& slices() const { return m_slices; }
    [[nodiscard]] const std::vector<LogNotice>& notices() const { return m_notices; }

    /// Of a block in memory.
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }
    [[nodiscard]] const std::vector<LogLine>& lines() const { return m_lines; }
    [[nodiscard]] QByteArrayView bytesOf(const LogLine& line) const {
        return line.isNotice ? QByteArrayView() : QByteArrayView(m_bytes).sliced(line.offset, line.length);
    }
    /// Index of the line that holds the byte at @p offset (its newline belongs to it).
    [[nodiscard]] size_t lineAtOffset(qsizetype offset) const;

    /// Writes a block that is in memory; the answer is the same block, spilled. Errors: Io.
    [[nodiscard]] Result<std::shared_ptr<const LogBlock>> spilled(SpillFile& file) const;
    /// @p block in memory: itself, or read back. Errors: Io. Thread: any.
    [[nodiscard]] static Result<std::shared_ptr<const LogBlock>> loaded(std::shared_ptr<const LogBlock> block);
    /// One block of several neighbours in memory.
    [[nodiscard]] static std::shared_ptr<const LogBlock> merged(
        const std::vector<std::shared_ptr<const LogBlock>>& blocks);

private:
    LogBlock() = default;
    void slice();

    qint64 m_first = 0;
    qint64 m_count = 0;
    qint64 m_size = 0;
    QByteArray m_bytes;
    std::vector<LogLine> m_lines;
    std::vector<LogNotice> m_notices;
    std::vector<Slice> m_slices;
    SpillPlace m_place;
};
using LogBlockPtr = std::shared_ptr<const LogBlock>;

} // namespace pilothouse
