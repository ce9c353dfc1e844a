// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/object_reader.h"

#include <QHash>

#include <vector>

namespace pilothouse {

/// What a Reflector has told so far: uid and resourceVersion of every object, no bodies. It decides what is news.
///
/// A list: beginList(), then for every page news(), at its end takeUnlisted(). Thread: any one.
class KnownObjects {
public:
    struct Change {
        std::vector<RawObject> upserted; ///< every uid once
        std::vector<Uid> removed;
        [[nodiscard]] bool isEmpty() const { return upserted.empty() && removed.empty(); }
    };

    [[nodiscard]] qsizetype size() const { return m_known.size(); }

    void beginList() { ++m_epoch; }
    /// Marks all of @p page as listed; what is new or changed comes back.
    [[nodiscard]] std::vector<RawObject> news(std::vector<RawObject> page);
    /// Forgets, and returns, what this list did not name.
    [[nodiscard]] std::vector<Uid> takeUnlisted();
    /// Remembers them. An object under the name of another one takes its place: that one is gone (AP10).
    [[nodiscard]] Change put(std::vector<RawObject> objects);
    /// Events in order. Known versions, deletions of unknown objects and repeats change nothing (WA7).
    [[nodiscard]] Change apply(std::vector<WatchEvent> events);
    /// The server's history is another one now: no version proves anything any more (WA11). Uids stay.
    void distrustVersions();

private:
    struct Known {
        ResourceVersion version;
        QString key; ///< namespace/name
        quint64 epoch = 0; ///< of the last list that named it
    };
    class Batch;
    void upsert(RawObject object, Batch& batch);
    void remove(const Uid& uid, Batch& batch);

    QHash<Uid, Known> m_known;
    QHash<QString, Uid> m_byName;
    quint64 m_epoch = 0;
};

} // namespace pilothouse
