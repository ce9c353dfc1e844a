// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <span>

namespace pilothouse {

/// Where something was written: keeps its piece of the file, and with it the disk space, alive.
class SpillPlace {
public:
    SpillPlace() = default;
    [[nodiscard]] bool isValid() const { return m_segment != nullptr; }
    [[nodiscard]] qint64 size() const { return m_size; }
    /// Errors: Io. Thread: any.
    [[nodiscard]] Result<void> read(std::span<char> into, qint64 from = 0) const;

private:
    friend class SpillFile;
    class Segment;
    std::shared_ptr<const Segment> m_segment;
    qint64 m_offset = 0;
    qint64 m_size = 0;
};

/// Takes what memory is too small for: files without a name (0600) of 64 MiB each in one folder, so that nothing is
/// left behind however the program ends, and the space of what is dropped comes back.
/// Thread: one writer at a time; places are read from any.
class SpillFile {
public:
    explicit SpillFile(QString folder)
        : m_folder(std::move(folder)) { }
    virtual ~SpillFile() = default;
    Q_DISABLE_COPY_MOVE(SpillFile)

    /// Errors: Io (no folder, no space). Virtual, so that tests play a slow disk.
    [[nodiscard]] virtual Result<SpillPlace> write(std::span<const std::span<const char>> parts);

private:
    [[nodiscard]] Result<std::shared_ptr<SpillPlace::Segment>> makeSegment() const;

    QString m_folder; ///< made when first needed
    std::shared_ptr<SpillPlace::Segment> m_segment;
    qint64 m_used = 0; ///< of the segment
};

} // namespace pilothouse
