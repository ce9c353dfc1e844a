// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <deque>
#include <utility>

namespace pilothouse {

/// The few records a person is editing against, decoded: every rendering needs them, and a body may weigh a megabyte.
/// One serves only while its Secret is the very same object in the very same version. Thread: core.
class RecordMemory {
public:
    static constexpr size_t kMost = 4;

    /// Null: not held.
    [[nodiscard]] ReleaseRecordPtr find(const RecordMeta& meta) const;
    void keep(const RecordMeta& meta, ReleaseRecordPtr record);

private:
    struct Held {
        Uid uid;
        ResourceVersion version;
        ReleaseRecordPtr record;
    };
    std::deque<Held> m_held; ///< newest first
};

} // namespace pilothouse
