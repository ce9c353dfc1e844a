// SPDX-License-Identifier: Apache-2.0
#include "app/demo/object_store.h"

#include "app/demo/clock.h"

#include <format>

namespace pilothouse::demo {

json::object StoredObject::complete() const {
    json::object out = value;
    if (lazy)
        out["data"] = lazy->data();
    return out;
}

ObjectStore::ObjectStore(std::uint64_t seed, std::size_t historyLimit)
    : m_historyLimit(historyLimit)
    , m_random(seed) { }

std::string ObjectStore::newUid() {
    const std::uint64_t high = m_random();
    const std::uint64_t low = m_random();
    return std::format("{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}", high >> 32, (high >> 16) & 0xffff, high & 0xfff,
        low >> 52, low & 0xffffffffffff);
}

ObjectPtr ObjectStore::find(
    const std::string& storageKey, const std::string& namespaceName, const std::string& name) const {
    const auto collection = m_collections.find(storageKey);
    if (collection == m_collections.end())
        return {};
    const auto found = collection->second.find(namespaceName + '/' + name);
    return found == collection->second.end() ? ObjectPtr() : found->second;
}

std::size_t ObjectStore::count(const std::string& storageKey) const {
    const auto collection = m_collections.find(storageKey);
    return collection == m_collections.end() ? 0 : collection->second.size();
}

std::vector<ObjectPtr> ObjectStore::list(const std::string& storageKey, const std::string& namespaceName,
    std::uint64_t version, const std::string& afterKey) const {
    std::map<std::string, ObjectPtr> past; // what was different at that version, newest change undone first
    for (auto event = m_history.rbegin(); event != m_history.rend() && event->version > version; ++event)
        if (event->now->storageKey == storageKey)
            past[event->now->key()] = event->before;

    const std::string prefix = namespaceName.empty() ? std::string() : namespaceName + '/';
    const auto wanted = [&](const std::string& key) { return key > afterKey && key.starts_with(prefix); };
    std::vector<ObjectPtr> out;
    auto undone = past.begin();
    const auto takeUndone = [&](const ObjectPtr& object, const std::string& key) {
        if (object && wanted(key))
            out.push_back(object);
    };
    if (const auto collection = m_collections.find(storageKey); collection != m_collections.end()) {
        for (auto it = collection->second.lower_bound(std::max(prefix, afterKey)); it != collection->second.end();
            ++it) {
            for (; undone != past.end() && undone->first < it->first; ++undone)
                takeUndone(undone->second, undone->first);
            if (!prefix.empty() && !it->first.starts_with(prefix))
                break;
            if (undone != past.end() && undone->first == it->first) {
                takeUndone(undone->second, undone->first);
                ++undone;
            } else {
                takeUndone(it->second, it->first);
            }
        }
    }
    for (; undone != past.end(); ++undone)
        takeUndone(undone->second, undone->first);
    return out;
}

void ObjectStore::eventsAfter(std::uint64_t version, const std::function<bool(const StoreEvent&)>& visit) const {
    auto event = std::ranges::upper_bound(m_history, version, {}, &StoreEvent::version);
    for (; event != m_history.end(); ++event)
        if (!visit(*event))
            return;
}

void ObjectStore::record(EventType type, ObjectPtr now, ObjectPtr before) {
    m_history.push_back({m_version, type, std::move(now), std::move(before)});
    if (m_history.size() > m_historyLimit) {
        m_compacted = m_history.front().version;
        m_history.pop_front();
    }
    for (const auto& [handle, changed] : std::map(m_subscribers))
        changed();
}

ApiResult<ObjectPtr> ObjectStore::create(
    const ResourceType& type, json::object value, bool dryRun, std::shared_ptr<const LazyData> lazy) {
    json::object& metadata = makeObjectAt(value, "metadata");
    auto object = std::make_shared<StoredObject>();
    object->storageKey = type.storageKey();
    object->namespaceName = type.namespaced ? stringAt(metadata, "namespace") : std::string();
    object->name = stringAt(metadata, "name");
    auto& collection = m_collections[object->storageKey];
    if (collection.contains(object->key()))
        return std::unexpected(alreadyExists(type.group, type.plural, object->name));
    if (!metadata.contains("uid"))
        metadata["uid"] = newUid();
    if (!metadata.contains("creationTimestamp") || metadata["creationTimestamp"].is_null())
        metadata["creationTimestamp"] = formatTime(now());
    if (value.contains("spec") && !metadata.contains("generation"))
        metadata["generation"] = 1;
    if (!dryRun)
        ++m_version;
    object->version = dryRun ? 0 : m_version;
    metadata["resourceVersion"] = std::to_string(object->version);
    if (dryRun)
        metadata.erase("resourceVersion");
    object->value = std::move(value);
    object->lazy = std::move(lazy);
    if (!dryRun) {
        collection[object->key()] = object;
        record(EventType::Added, object, {});
    }
    return object;
}

namespace {

bool sameButForVersion(const json::object& a, const json::object& b) {
    json::object left = a;
    json::object right = b;
    for (json::object* side : {&left, &right}) {
        makeObjectAt(*side, "metadata").erase("resourceVersion");
    }
    return left == right;
}

} // namespace

ApiResult<ObjectPtr> ObjectStore::update(
    const ResourceType& type, json::object value, bool dryRun, std::shared_ptr<const LazyData> lazy) {
    json::object& metadata = makeObjectAt(value, "metadata");
    const std::string name = stringAt(metadata, "name");
    const std::string space = type.namespaced ? stringAt(metadata, "namespace") : std::string();
    const ObjectPtr before = find(type.storageKey(), space, name);
    if (!before)
        return std::unexpected(notFound(type.group, type.plural, name));
    const std::string expected = stringAt(metadata, "resourceVersion");
    if (!expected.empty() && expected != std::to_string(before->version))
        return std::unexpected(conflict(type.group, type.plural, name,
            "the object has been modified; please apply your changes to the latest "
            "version and try again"));
    const std::string uid = stringAt(metadata, "uid");
    if (!uid.empty() && uid != before->uid())
        return std::unexpected(conflict(type.group, type.plural, name,
            "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + before->uid()));
    metadata["uid"] = before->uid();
    metadata["creationTimestamp"] = stringAt(before->value, "metadata.creationTimestamp");
    if (const auto generation = intAt(before->value, "metadata.generation")) {
        const bool specChanged
            = value.contains("spec") && before->value.contains("spec") && value.at("spec") != before->value.at("spec");
        metadata["generation"] = generation + (specChanged ? 1 : 0);
    }
    if (lazy == before->lazy && sameButForVersion(value, before->value))
        return before;

    // the last finalizer of an object that is going: it goes
    const bool held = !arrayAt(before->value, "metadata.finalizers").empty();
    const bool ends = metadata.contains("deletionTimestamp") && held && arrayAt(metadata, "finalizers").empty();
    if (ends && !dryRun)
        return discard(before);

    if (!dryRun)
        ++m_version;
    auto object = std::make_shared<StoredObject>();
    object->storageKey = type.storageKey();
    object->namespaceName = space;
    object->name = name;
    object->version = dryRun ? before->version : m_version;
    metadata["resourceVersion"] = std::to_string(object->version);
    object->value = std::move(value);
    object->lazy = std::move(lazy);
    if (!dryRun) {
        m_collections[object->storageKey][object->key()] = object;
        record(EventType::Modified, object, before);
    }
    return object;
}

ApiResult<ObjectPtr> ObjectStore::remove(
    const ResourceType& type, const std::string& namespaceName, const std::string& name, bool dryRun) {
    const ObjectPtr before = find(type.storageKey(), namespaceName, name);
    if (!before)
        return std::unexpected(notFound(type.group, type.plural, name));
    if (dryRun)
        return before;
    if (!arrayAt(before->value, "metadata.finalizers").empty()) {
        json::object terminating = before->value;
        json::object& metadata = makeObjectAt(terminating, "metadata");
        if (metadata.contains("deletionTimestamp"))
            return before;
        metadata["deletionTimestamp"] = formatTime(now());
        metadata["deletionGracePeriodSeconds"] = 0;
        return update(type, std::move(terminating), false, before->lazy);
    }
    return discard(before);
}

ObjectPtr ObjectStore::discard(const ObjectPtr& before) {
    ++m_version;
    m_collections[before->storageKey].erase(before->key());
    auto last = std::make_shared<StoredObject>(*before);
    last->version = m_version;
    makeObjectAt(last->value, "metadata")["resourceVersion"] = std::to_string(m_version);
    record(EventType::Deleted, last, before);
    return before;
}

void ObjectStore::compact() {
    m_history.clear();
    m_compacted = m_version;
}

int ObjectStore::subscribe(std::function<void()> changed) {
    m_subscribers[m_nextSubscriber] = std::move(changed);
    return m_nextSubscriber++;
}

void ObjectStore::unsubscribe(int handle) {
    m_subscribers.erase(handle);
}

} // namespace pilothouse::demo
