// SPDX-License-Identifier: Apache-2.0
#include "core/change/record_memory.h"

#include <algorithm>

namespace pilothouse {

ReleaseRecordPtr RecordMemory::find(const RecordMeta& meta) const {
    const auto found = std::ranges::find_if(
        m_held, [&meta](const Held& held) { return held.uid == meta.uid && held.version == meta.resourceVersion; });
    return found == m_held.end() || meta.uid == Uid() || meta.resourceVersion == ResourceVersion() ? nullptr
                                                                                                   : found->record;
}

void RecordMemory::keep(const RecordMeta& meta, ReleaseRecordPtr record) {
    m_held.push_front({meta.uid, meta.resourceVersion, std::move(record)});
    if (m_held.size() > kMost) {
        m_held.pop_back();
    }
}

} // namespace pilothouse
