// SPDX-License-Identifier: Apache-2.0
#include "core/kube/known_objects.h"

#include <QSet>

#include <algorithm>

namespace pilothouse {

namespace {

QString nameKey(const RawObject& object) {
    return object.nameSpace + u'/' + object.name;
}

} // namespace

/// Gathers a change so that every uid is in it once, and what came and went inside it is not in it at all.
class KnownObjects::Batch {
public:
    void upsert(RawObject object, bool isNew) {
        const auto at = m_index.constFind(object.uid);
        if (at != m_index.cend()) {
            m_upserted[*at] = std::move(object);
            return;
        }
        if (isNew && !m_removed.remove(object.uid)) {
            m_bornHere.insert(object.uid);
        }
        m_index.insert(object.uid, m_upserted.size());
        m_upserted.emplace_back(std::move(object));
    }
    void remove(const Uid& uid) {
        const auto at = m_index.constFind(uid);
        if (at != m_index.cend()) {
            m_upserted[*at].reset();
            m_index.erase(at);
        }
        if (!m_bornHere.remove(uid)) {
            m_removed.insert(uid);
        }
    }
    [[nodiscard]] Change take() {
        Change change;
        change.removed.assign(m_removed.cbegin(), m_removed.cend());
        for (auto& object : m_upserted) {
            if (object) {
                change.upserted.push_back(std::move(*object));
            }
        }
        return change;
    }

private:
    std::vector<std::optional<RawObject>> m_upserted; // in order of arrival; empty: gone again
    QHash<Uid, size_t> m_index;
    QSet<Uid> m_removed;
    QSet<Uid> m_bornHere;
};

std::vector<RawObject> KnownObjects::news(std::vector<RawObject> page) {
    std::erase_if(page, [this](const RawObject& object) {
        const auto known = m_known.find(object.uid);
        if (known == m_known.end()) {
            return false;
        }
        known->epoch = m_epoch;
        return !object.resourceVersion.isEmpty() && known->version == object.resourceVersion;
    });
    return page;
}

std::vector<Uid> KnownObjects::takeUnlisted() {
    std::vector<Uid> unlisted;
    for (auto it = m_known.begin(); it != m_known.end();) {
        if (it->epoch == m_epoch) {
            ++it;
            continue;
        }
        unlisted.push_back(it.key());
        if (m_byName.value(it->key) == it.key()) {
            m_byName.remove(it->key);
        }
        it = m_known.erase(it);
    }
    return unlisted;
}

KnownObjects::Change KnownObjects::put(std::vector<RawObject> objects) {
    Batch batch;
    for (RawObject& object : objects) {
        upsert(std::move(object), batch);
    }
    return batch.take();
}

KnownObjects::Change KnownObjects::apply(std::vector<WatchEvent> events) {
    Batch batch;
    for (WatchEvent& event : events) {
        if (event.type == WatchEvent::Type::Deleted) {
            remove(event.object.uid, batch);
        } else if (event.type == WatchEvent::Type::Added || event.type == WatchEvent::Type::Modified) {
            upsert(std::move(event.object), batch);
        }
    }
    return batch.take();
}

void KnownObjects::upsert(RawObject object, Batch& batch) {
    const auto known = m_known.find(object.uid);
    const bool isNew = known == m_known.end();
    if (!isNew && !object.resourceVersion.isEmpty() && known->version == object.resourceVersion) {
        known->epoch = m_epoch;
        return;
    }
    const QString key = nameKey(object);
    if (isNew) {
        if (const Uid former = m_byName.value(key); !former.isEmpty()) {
            remove(former, batch);
        }
        m_byName.insert(key, object.uid);
    }
    m_known.insert(object.uid, {.version = object.resourceVersion, .key = key, .epoch = m_epoch});
    batch.upsert(std::move(object), isNew);
}

void KnownObjects::remove(const Uid& uid, Batch& batch) {
    const auto known = m_known.constFind(uid);
    if (known == m_known.cend()) {
        return;
    }
    if (m_byName.value(known->key) == uid) {
        m_byName.remove(known->key);
    }
    m_known.erase(known);
    batch.remove(uid);
}

void KnownObjects::distrustVersions() {
    for (Known& known : m_known) {
        known.version = {};
    }
}

} // namespace pilothouse
