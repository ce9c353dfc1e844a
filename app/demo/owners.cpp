// SPDX-License-Identifier: Apache-2.0
#include "app/demo/owners.h"

#include <algorithm>
#include <set>

namespace pilothouse::demo {

bool canOwn(const std::string& kind) {
    static const std::set<std::string> childless{"Pod", "Event", "Secret", "Lease", "EndpointSlice", "Endpoints",
        "PersistentVolumeClaim", "ServiceAccount", "Namespace"};
    return !childless.contains(kind);
}

namespace {

bool names(const json::value& reference, const std::string& uid) {
    return reference.is_object() && stringAt(reference.get_object(), "uid") == uid;
}

template <typename Visit> void eachDependent(Cluster& cluster, const StoredObject& owner, Visit visit) {
    const std::string uid = owner.uid();
    std::set<std::string> looked; // versions of one resource share a collection
    for (const ResourceType& type : cluster.types.all()) {
        if (type.kind == "Event" || !looked.insert(type.storageKey()).second)
            continue;
        for (const ObjectPtr& one :
            cluster.store.list(type.storageKey(), owner.namespaceName, cluster.store.version())) {
            const json::array& references = arrayAt(one->value, "metadata.ownerReferences");
            if (std::ranges::any_of(references, [&](const json::value& reference) { return names(reference, uid); }))
                visit(type, one);
        }
    }
}

} // namespace

std::vector<ObjectPtr> dependentsOf(Cluster& cluster, const StoredObject& owner) {
    std::vector<ObjectPtr> out;
    eachDependent(cluster, owner, [&](const ResourceType&, const ObjectPtr& one) {
        if (arrayAt(one->value, "metadata.ownerReferences").size() == 1)
            out.push_back(one);
    });
    return out;
}

void orphanDependents(Cluster& cluster, const StoredObject& owner) {
    eachDependent(cluster, owner, [&](const ResourceType& type, const ObjectPtr& one) {
        json::object changed = one->value;
        json::object& metadata = makeObjectAt(changed, "metadata");
        json::array kept;
        for (const json::value& reference : arrayAt(one->value, "metadata.ownerReferences"))
            if (!names(reference, owner.uid()))
                kept.push_back(reference);
        metadata.erase("resourceVersion");
        metadata.erase("ownerReferences");
        if (!kept.empty())
            metadata["ownerReferences"] = std::move(kept);
        static_cast<void>(cluster.store.update(type, std::move(changed), false, one->lazy));
    });
}

bool emptyOwner(Desk& desk, const ObjectPtr& object) {
    const std::vector<ObjectPtr> dependents = dependentsOf(desk.cluster, *object);
    for (const ObjectPtr& one : dependents)
        desk.remove(one);
    if (!dependents.empty())
        return false;
    json::object changed = object->value;
    json::object& metadata = makeObjectAt(changed, "metadata");
    json::array kept;
    for (const json::value& finalizer : arrayAt(object->value, "metadata.finalizers"))
        if (finalizer != "foregroundDeletion")
            kept.push_back(finalizer);
    metadata["finalizers"] = std::move(kept);
    desk.update(std::move(changed)); // the last finalizer gone, the store removes it
    return true;
}

bool emptyNamespace(Desk& desk, const ObjectPtr& object) {
    const std::string key = "namespace/" + object->uid();
    if (now() - desk.begun(key) < desk.pace / 2)
        return false; // as a real one it is seen Terminating for a moment
    ObjectStore& store = desk.cluster.store;
    bool empty = true;
    for (const ResourceType& type : desk.cluster.types.all()) {
        if (!type.namespaced)
            continue;
        for (const ObjectPtr& one : store.list(type.storageKey(), object->name, store.version())) {
            if (type.kind == "Pod" || !arrayAt(one->value, "metadata.finalizers").empty())
                empty = false;
            if (type.kind == "Pod")
                desk.remove(one);
            else
                static_cast<void>(store.remove(type, one->namespaceName, one->name));
        }
    }
    if (!empty)
        return false;
    json::object changed = object->value;
    makeObjectAt(changed, "spec")["finalizers"] = json::array();
    desk.update(std::move(changed));
    static_cast<void>(store.remove(*desk.type("v1", "Namespace"), {}, object->name));
    desk.since.erase(key);
    return true;
}

} // namespace pilothouse::demo
