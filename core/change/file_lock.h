// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace pilothouse {

/// A lock between programs of this user (flock): held as long as this lives, given back by the kernel when the program
/// dies. No child inherits it.
class FileLock {
public:
    /// Nothing where another program (or another desk of this one) holds it, or the file can't be made (0600).
    [[nodiscard]] static std::optional<FileLock> take(const QString& file);
    FileLock(FileLock&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1)) { }
    FileLock& operator=(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

private:
    explicit FileLock(int descriptor)
        : m_descriptor(descriptor) { }
    int m_descriptor = -1;
};

} // namespace pilothouse
