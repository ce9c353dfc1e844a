// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/spill_file.h"

#include <QSemaphore>

#include <atomic>

namespace pilothouse {

/// A disk that takes nothing until it is let go.
class StuckFile final : public SpillFile {
public:
    using SpillFile::SpillFile;
    Result<SpillPlace> write(std::span<const std::span<const char>> parts) override {
        ++tries;
        // So long at most: should whoever appends wait for us, the test goes red instead of on for ever.
        (void)gate.tryAcquire(1, kPatience);
        ++writes;
        return SpillFile::write(parts);
    }

    static constexpr int kPatience = 3000; // ms
    QSemaphore gate;
    std::atomic<int> tries = 0;
    std::atomic<int> writes = 0;
};

} // namespace pilothouse
