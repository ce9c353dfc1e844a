// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/cluster.h"

#include <map>
#include <string>
#include <vector>

namespace pilothouse::demo {

/// What controllers work with: the store with the shortcuts they need, and when things began.
struct Desk {
    Cluster& cluster;
    std::chrono::milliseconds pace{1000};
    /// When something about an object began, by a key of the controller's choice; whole seconds of timestamps are too
    /// coarse.
    std::map<std::string, Time> since = {};

    const ResourceType* type(const std::string& apiVersion, const std::string& kind) const;
    ObjectPtr find(const std::string& apiVersion, const std::string& kind, const std::string& space,
        const std::string& name) const;
    /// Objects of a kind whose controlling owner has that uid, in key order.
    std::vector<ObjectPtr> children(
        const StoredObject& owner, const std::string& apiVersion, const std::string& kind) const;
    void create(json::object object);
    /// Writes a changed object as a controller does: without a precondition, and only when it differs.
    void update(json::object object);
    /// Writes only the status.
    void setStatus(const StoredObject& object, json::object status);
    /// Deletes an object; a pod that runs gets its time to end first.
    void remove(const ObjectPtr& object);
    void event(const json::object& about, const std::string& type, const std::string& reason,
        const std::string& message, const std::string& component);

    /// The time kept under @p key, set to now when there is none.
    Time begun(const std::string& key);
};

/// metadata.ownerReferences with one controlling owner.
json::array controlledBy(const json::object& owner);

/// A condition; lastTransitionTime is kept from @p before when the status did not change.
json::object condition(
    const json::object& before, const char* type, bool holds, const std::string& reason, const std::string& message);

/// A short text that depends on all of @p value: pod-template-hash, controller-revision-hash.
std::string templateHash(const json::value& value);

/// "25%" or a number, of @p whole.
int portionOf(const json::value* value, int whole, bool roundUp, int fallback);

bool isTerminating(const json::object& object);
bool isPodReady(const json::object& pod);

// One pass each over an object of their kind. @return whether it still moves and wants the next step too
bool reconcileDeployment(Desk& desk, const ObjectPtr& object);
bool reconcileReplicaSet(Desk& desk, const ObjectPtr& object);
bool reconcileStatefulSet(Desk& desk, const ObjectPtr& object);
bool reconcileDaemonSet(Desk& desk, const ObjectPtr& object);
bool reconcileJob(Desk& desk, const ObjectPtr& object);
/// Claims, services, autoscalers, budgets, namespaces and the others that only get a status.
bool reconcileOther(Desk& desk, const ObjectPtr& object);

/// A pod as its owner makes it: the template with names, labels and owner filled in, without a status.
json::object podFromTemplate(const json::object& owner, const std::string& name, const json::object& extraLabels);

} // namespace pilothouse::demo
