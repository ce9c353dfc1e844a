// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <QHash>
#include <QSet>

#include <map>
#include <memory>

namespace pilothouse {

/// All records by release, from metadata alone: which revision is newest, which is deployed, how many are kept.
///
/// 10,000 records take some 3 MB: names, words and ids are shared strings, object names are made when asked for.
/// Thread: one.
class ReleaseIndex {
public:
    /// Adds or replaces. A uid that moves to another release (somebody edited labels) leaves the first.
    /// @return the releases that are touched
    QSet<ReleaseKey> put(RecordMeta meta);
    /// @return the release it was of; nothing for a uid that is not known
    std::optional<ReleaseKey> remove(const Uid& uid);
    void clear();

    [[nodiscard]] bool contains(const ReleaseKey& key) const { return m_releases.contains(key); }
    [[nodiscard]] qsizetype size() const { return m_releases.size(); }
    [[nodiscard]] std::vector<ReleaseKey> keys() const;
    [[nodiscard]] std::optional<RecordMeta> newest(const ReleaseKey& key) const;
    [[nodiscard]] std::optional<RecordMeta> find(const ReleaseKey& key, Revision revision) const;
    /// Newest first.
    [[nodiscard]] std::vector<RecordMeta> revisions(const ReleaseKey& key) const;
    /// Newest revision that says deployed: after a failed upgrade the one before still is (protocol: 3.3), and two that
    /// say so count as the newer (RP6).
    [[nodiscard]] Revision deployedRevision(const ReleaseKey& key) const;
    [[nodiscard]] int revisionCount(const ReleaseKey& key) const;

private:
    struct Stored {
        Uid uid;
        ResourceVersion resourceVersion;
        QString objectName; ///< empty: as helm names it
        QString statusText;
        QDateTime created;
        QDateTime modified;
        QMap<QString, QString> labels;
        ReleaseStatus status = ReleaseStatus::Unknown;
    };
    struct Release {
        ReleaseKey key; ///< its strings are the ones all others share
        std::multimap<int, Stored, std::greater<>> records; ///< by revision
    };
    struct Place {
        Release* release = nullptr;
        int revision = 0;
    };
    static RecordMeta metaOf(const Release& release, int revision, const Stored& stored);
    [[nodiscard]] const Release* releaseOf(const ReleaseKey& key) const;

    QHash<ReleaseKey, std::shared_ptr<Release>> m_releases;
    QHash<Uid, Place> m_places;
};

} // namespace pilothouse
