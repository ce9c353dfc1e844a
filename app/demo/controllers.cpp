// SPDX-License-Identifier: Apache-2.0
#include "app/demo/controllers.h"

#include "app/demo/owners.h"

#include <algorithm>

namespace pilothouse::demo {

Controllers::Controllers(Cluster& cluster)
    : m_desk{cluster, cluster.settings.pace}
    , m_pods(m_desk)
    , m_debug(m_desk)
    , m_seen(cluster.store.version()) { }

Controllers::Key Controllers::keyOf(const json::object& object) {
    return {stringAt(object, "apiVersion"), stringAt(object, "kind"), stringAt(object, "metadata.namespace"),
        stringAt(object, "metadata.name")};
}

void Controllers::notice(const ObjectPtr& object) {
    const Key key = keyOf(object->value);
    m_managed[object->uid()] = key;
    m_active.insert(key);
    if (key.kind == "Namespace" && isTerminating(object->value))
        m_deleting.insert(key);
    else if (key.kind == "Namespace")
        reconcile(key); // at once, so that nobody who counts its objects sees them come
    for (const json::value& value : arrayAt(object->value, "metadata.ownerReferences")) {
        const json::object& owner = value.as_object();
        const ObjectPtr found = m_desk.find(
            stringAt(owner, "apiVersion"), stringAt(owner, "kind"), object->namespaceName, stringAt(owner, "name"));
        if (found && found->uid() == stringAt(owner, "uid") && !m_managed.contains(found->uid()))
            notice(found);
    }
}

void Controllers::deleteInForeground(const ObjectPtr& object) {
    m_deleting.insert(keyOf(object->value));
}

void Controllers::step() {
    readEvents();
    m_pods.step();
    m_debug.step();
    readEvents();
    const std::set<Key> active = std::exchange(m_active, {});
    for (const Key& key : active)
        if (reconcile(key))
            m_active.insert(key);
    finishDeletions();
}

void Controllers::readEvents() {
    const ObjectStore& store = m_desk.cluster.store;
    if (m_seen == store.version())
        return;
    if (m_seen < store.oldestVersion()) // compacted away: look at everything again
        for (const auto& [uid, key] : m_managed)
            m_active.insert(key);
    std::vector<StoreEvent> news; // reconciling writes, so the history is not walked while it grows
    store.eventsAfter(m_seen, [&](const StoreEvent& event) {
        news.push_back(event);
        return true;
    });
    m_seen = store.version();
    for (const StoreEvent& event : news)
        readEvent(event);
}

void Controllers::readEvent(const StoreEvent& event) {
    const json::object& object = event.now->value;
    const std::string kind = stringAt(object, "kind");
    if (kind == "Event" || kind == "Lease")
        return;
    if (kind == "Pod") {
        m_pods.seen(event);
        m_debug.seen(event);
    }
    if (const auto managed = m_managed.find(event.now->uid()); managed != m_managed.end()) {
        if (event.type == EventType::Deleted)
            m_managed.erase(managed);
        else
            m_active.insert(managed->second);
    }
    for (const json::value& owner : arrayAt(object, "metadata.ownerReferences")) {
        const auto managed = m_managed.find(stringAt(owner.as_object(), "uid"));
        if (managed == m_managed.end())
            continue;
        m_active.insert(managed->second);
        if (event.type != EventType::Deleted && kind != "Pod") {
            m_managed[event.now->uid()] = keyOf(object);
            m_active.insert(keyOf(object));
        }
    }
    if (event.type == EventType::Deleted && canOwn(kind))
        for (const ObjectPtr& dependent : dependentsOf(m_desk.cluster, *event.now))
            m_desk.remove(dependent);
}

bool Controllers::reconcile(const Key& key) {
    const ObjectPtr object = m_desk.find(key.apiVersion, key.kind, key.namespaceName, key.name);
    if (!object || isTerminating(object->value))
        return false;
    if (key.kind == "Deployment")
        return reconcileDeployment(m_desk, object);
    if (key.kind == "ReplicaSet")
        return reconcileReplicaSet(m_desk, object);
    if (key.kind == "StatefulSet")
        return reconcileStatefulSet(m_desk, object);
    if (key.kind == "DaemonSet")
        return reconcileDaemonSet(m_desk, object);
    if (key.kind == "Job")
        return reconcileJob(m_desk, object);
    return reconcileOther(m_desk, object);
}

void Controllers::finishDeletions() {
    const std::set<Key> deleting = std::exchange(m_deleting, {});
    for (const Key& key : deleting) {
        const ObjectPtr object = m_desk.find(key.apiVersion, key.kind, key.namespaceName, key.name);
        if (!object || !isTerminating(object->value))
            continue;
        const bool done = key.kind == "Namespace" ? emptyNamespace(m_desk, object) : emptyOwner(m_desk, object);
        if (!done)
            m_deleting.insert(key);
    }
}

} // namespace pilothouse::demo
