// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/change/change_request.h"

#include <vector>

namespace pilothouse {

/// Charts that were pulled a moment ago: every pause in typing renders anew, and a repository is asked once. What was
/// rendered is what is sent, whatever the tag means by then (CH7). Thread: core.
class ChartMemory {
public:
    static constexpr std::chrono::minutes kMaxAge{5};

    explicit ChartMemory(const Clock& clock)
        : m_clock(clock) { }

    /// Absolute path of the archive; empty: to be pulled.
    [[nodiscard]] QString find(const ChartSource& source) const;
    /// @param digest of its content
    /// @return true where the same version had another content before: a tag was moved (CH7)
    bool keep(const ChartSource& source, const QString& path, const QByteArray& digest);

private:
    struct Pulled {
        ChartSource source;
        QString path;
        Clock::Steady when;
    };
    const Clock& m_clock;
    std::vector<std::pair<ChartSource, QByteArray>> m_digests; ///< seen in this run; of named versions
    std::vector<Pulled> m_pulled;
};

} // namespace pilothouse
