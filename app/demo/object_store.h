// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"
#include "app/demo/resource_types.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace pilothouse::demo {

/// The `data` of an object that is made only when somebody reads it (release records: 30 kB each).
class LazyData {
public:
    virtual ~LazyData() = default;
    virtual json::object data() const = 0;
};

/// One version of one object. Never changed once it is in the store.
struct StoredObject {
    std::string storageKey; ///< ResourceType::storageKey
    std::string namespaceName;
    std::string name;
    std::uint64_t version = 0;
    json::object value; ///< without `data` when lazy
    std::shared_ptr<const LazyData> lazy;

    std::string key() const { return namespaceName + '/' + name; }
    std::string uid() const { return stringAt(value, "metadata.uid"); }
    /// The whole object, lazy data included.
    json::object complete() const;
};
using ObjectPtr = std::shared_ptr<const StoredObject>;

enum class EventType { Added, Modified, Deleted };

struct StoreEvent {
    std::uint64_t version = 0;
    EventType type = EventType::Added;
    ObjectPtr now; ///< for Deleted: the last state, with the version of the deletion
    ObjectPtr before; ///< null for Added
};

/// The objects of one cluster with strictly increasing resourceVersions and a bounded event history.
///
/// A watch is no queue here but a position in the history: a reader that is slower than the history is long
/// finds its position compacted and gets 410, as with etcd. Memory stays bounded whatever clients do.
/// Single-threaded.
class ObjectStore {
public:
    explicit ObjectStore(std::uint64_t seed, std::size_t historyLimit = 4000);

    std::uint64_t version() const { return m_version; }
    /// Positions below this one are compacted: watches and pages from there get 410.
    std::uint64_t oldestVersion() const { return m_compacted; }

    ObjectPtr find(const std::string& storageKey, const std::string& namespaceName, const std::string& name) const;
    /// Objects of one collection in key order as they were at @p version; all namespaces when @p namespaceName is
    /// empty. Only keys greater than @p afterKey. Precondition: oldestVersion() <= version <= version().
    std::vector<ObjectPtr> list(const std::string& storageKey, const std::string& namespaceName, std::uint64_t version,
        const std::string& afterKey = {}) const;
    std::size_t count(const std::string& storageKey) const;

    /// Events after @p version, oldest first; stops when @p visit returns false.
    void eventsAfter(std::uint64_t version, const std::function<bool(const StoreEvent&)>& visit) const;

    /// Creates @p value; fills uid, creationTimestamp, generation. With @p dryRun nothing is kept.
    ApiResult<ObjectPtr> create(
        const ResourceType& type, json::object value, bool dryRun = false, std::shared_ptr<const LazyData> lazy = {});
    /// Replaces an object; an unchanged one keeps its resourceVersion. A resourceVersion in @p value is a precondition.
    ApiResult<ObjectPtr> update(
        const ResourceType& type, json::object value, bool dryRun = false, std::shared_ptr<const LazyData> lazy = {});
    ApiResult<ObjectPtr> remove(
        const ResourceType& type, const std::string& namespaceName, const std::string& name, bool dryRun = false);

    /// Forgets the event history: every older position is Gone from now on.
    void compact();

    /// Called after every change, once each. @return handle for unsubscribe
    int subscribe(std::function<void()> changed);
    void unsubscribe(int handle);

    std::string newUid();

private:
    ObjectPtr discard(const ObjectPtr& before);
    void record(EventType type, ObjectPtr now, ObjectPtr before);
    ObjectPtr stateAt(const ObjectPtr& now, const std::string& key, std::uint64_t version) const;

    std::map<std::string, std::map<std::string, ObjectPtr>> m_collections;
    std::deque<StoreEvent> m_history;
    std::size_t m_historyLimit;
    std::uint64_t m_version = 100000;
    std::uint64_t m_compacted = 100000;
    std::mt19937_64 m_random;
    std::map<int, std::function<void()>> m_subscribers;
    int m_nextSubscriber = 1;
};

} // namespace pilothouse::demo
