// SPDX-License-Identifier: Apache-2.0
#include "core/change/chart_memory.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace pilothouse {

QString ChartMemory::find(const ChartSource& source) const {
    const auto found = std::ranges::find(m_pulled, source, &Pulled::source);
    const bool serves
        = found != m_pulled.end() && m_clock.steadyNow() - found->when < kMaxAge && QFileInfo(found->path).isFile();
    return serves ? found->path : QString();
}

bool ChartMemory::keep(const ChartSource& source, const QString& path, const QByteArray& digest) {
    std::erase_if(m_pulled,
        [&](const Pulled& pulled) { return pulled.source == source || m_clock.steadyNow() - pulled.when >= kMaxAge; });
    m_pulled.push_back({.source = source, .path = path, .when = m_clock.steadyNow()});
    if (source.version.isEmpty()) { // "the newest" means another one with time
        return false;
    }
    const auto seen = std::ranges::find(m_digests, source, &std::pair<ChartSource, QByteArray>::first);
    if (seen == m_digests.end()) {
        m_digests.emplace_back(source, digest);
        return false;
    }
    return std::exchange(seen->second, digest) != digest;
}

} // namespace pilothouse
