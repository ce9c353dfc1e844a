// SPDX-License-Identifier: Apache-2.0
#include "core/helm/release_index.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString usualObjectName(const ReleaseKey& key, int revision) {
    return u"sh.helm.release.v1.%1.v%2"_s.arg(key.name).arg(revision);
}

} // namespace

QSet<ReleaseKey> ReleaseIndex::put(RecordMeta meta) {
    QSet<ReleaseKey> touched{meta.key};
    const int revision = number(meta.revision);
    if (const auto known = m_places.constFind(meta.uid); known != m_places.cend()) {
        const bool isElsewhere = known->revision != revision || known->release->key != meta.key;
        if (const auto left = isElsewhere ? remove(meta.uid) : std::nullopt) {
            touched.insert(*left);
        }
    }
    auto& release = m_releases[meta.key];
    if (!release) {
        release = std::make_shared<Release>();
        release->key = meta.key;
    }
    const bool isUsualName = meta.objectName == usualObjectName(meta.key, revision);
    Stored stored{meta.uid, std::move(meta.resourceVersion), isUsualName ? QString() : std::move(meta.objectName),
        std::move(meta.statusText), meta.created, meta.modified, std::move(meta.labels), meta.status};
    auto [at, end] = release->records.equal_range(revision);
    while (at != end && at->second.uid != meta.uid) {
        ++at;
    }
    if (at == end) {
        release->records.emplace(revision, std::move(stored));
        m_places.insert(meta.uid, {release.get(), revision});
    } else {
        at->second = std::move(stored);
    }
    return touched;
}

std::optional<ReleaseKey> ReleaseIndex::remove(const Uid& uid) {
    const auto known = m_places.constFind(uid);
    if (known == m_places.cend()) {
        return std::nullopt;
    }
    const Place place = *known;
    m_places.erase(known);
    const ReleaseKey key = place.release->key;
    auto [at, end] = place.release->records.equal_range(place.revision);
    for (; at != end; ++at) {
        if (at->second.uid == uid) {
            place.release->records.erase(at);
            break;
        }
    }
    if (place.release->records.empty()) {
        m_releases.remove(key);
    }
    return key;
}

void ReleaseIndex::clear() {
    m_places.clear();
    m_releases.clear();
}

std::vector<ReleaseKey> ReleaseIndex::keys() const {
    return {m_releases.keyBegin(), m_releases.keyEnd()};
}

const ReleaseIndex::Release* ReleaseIndex::releaseOf(const ReleaseKey& key) const {
    const auto found = m_releases.constFind(key);
    return found == m_releases.cend() ? nullptr : found->get();
}

RecordMeta ReleaseIndex::metaOf(const Release& release, int revision, const Stored& stored) {
    return {
        .key = release.key,
        .revision = Revision(revision),
        .status = stored.status,
        .statusText = stored.statusText,
        .uid = stored.uid,
        .resourceVersion = stored.resourceVersion,
        .objectName = stored.objectName.isEmpty() ? usualObjectName(release.key, revision) : stored.objectName,
        .created = stored.created,
        .modified = stored.modified,
        .labels = stored.labels,
    };
}

std::optional<RecordMeta> ReleaseIndex::newest(const ReleaseKey& key) const {
    const Release* release = releaseOf(key);
    return release ? std::optional(metaOf(*release, release->records.begin()->first, release->records.begin()->second))
                   : std::nullopt;
}

std::optional<RecordMeta> ReleaseIndex::find(const ReleaseKey& key, Revision revision) const {
    const Release* release = releaseOf(key);
    const auto at = release ? release->records.find(number(revision)) : decltype(release->records.cend())();
    return release && at != release->records.cend() ? std::optional(metaOf(*release, at->first, at->second))
                                                    : std::nullopt;
}

std::vector<RecordMeta> ReleaseIndex::revisions(const ReleaseKey& key) const {
    std::vector<RecordMeta> metas;
    if (const Release* release = releaseOf(key)) {
        metas.reserve(release->records.size());
        for (const auto& [revision, stored] : release->records) {
            metas.push_back(metaOf(*release, revision, stored));
        }
    }
    return metas;
}

Revision ReleaseIndex::deployedRevision(const ReleaseKey& key) const {
    if (const Release* release = releaseOf(key)) {
        for (const auto& [revision, stored] : release->records) {
            if (stored.status == ReleaseStatus::Deployed) {
                return Revision(revision);
            }
        }
    }
    return Revision::None;
}

int ReleaseIndex::revisionCount(const ReleaseKey& key) const {
    const Release* release = releaseOf(key);
    return release ? static_cast<int>(release->records.size()) : 0;
}

} // namespace pilothouse
