// SPDX-License-Identifier: Apache-2.0
#include "app/demo/desk.h"

#include "app/demo/release_plan.h"
#include "app/demo/workloads.h"

#include <algorithm>
#include <cstdlib>

namespace pilothouse::demo {

const ResourceType* Desk::type(const std::string& apiVersion, const std::string& kind) const {
    return cluster.types.byKind(apiVersion, kind);
}

ObjectPtr Desk::find(
    const std::string& apiVersion, const std::string& kind, const std::string& space, const std::string& name) const {
    const ResourceType* found = type(apiVersion, kind);
    return found ? cluster.store.find(found->storageKey(), found->namespaced ? space : std::string(), name)
                 : ObjectPtr();
}

std::vector<ObjectPtr> Desk::children(
    const StoredObject& owner, const std::string& apiVersion, const std::string& kind) const {
    std::vector<ObjectPtr> out;
    const ResourceType* wanted = type(apiVersion, kind);
    if (!wanted)
        return out;
    const std::string uid = owner.uid();
    const auto isOwner = [&](const json::value& reference) {
        return reference.is_object() && stringAt(reference.get_object(), "uid") == uid;
    };
    for (const ObjectPtr& one : cluster.store.list(wanted->storageKey(), owner.namespaceName, cluster.store.version()))
        if (std::ranges::any_of(arrayAt(one->value, "metadata.ownerReferences"), isOwner))
            out.push_back(one);
    return out;
}

void Desk::create(json::object object) {
    if (const ResourceType* made = type(stringAt(object, "apiVersion"), stringAt(object, "kind")))
        static_cast<void>(cluster.store.create(*made, std::move(object)));
}

void Desk::update(json::object object) {
    makeObjectAt(object, "metadata").erase("resourceVersion");
    if (const ResourceType* changed = type(stringAt(object, "apiVersion"), stringAt(object, "kind")))
        static_cast<void>(cluster.store.update(*changed, std::move(object)));
}

void Desk::setStatus(const StoredObject& object, json::object status) {
    const json::object* before = objectAt(object.value, "status");
    if (before && *before == status)
        return;
    json::object changed = object.value;
    changed["status"] = std::move(status);
    update(std::move(changed));
}

void Desk::remove(const ObjectPtr& object) {
    const ResourceType* gone = type(stringAt(object->value, "apiVersion"), stringAt(object->value, "kind"));
    if (!gone)
        return;
    const bool placed = !stringAt(object->value, "spec.nodeName").empty();
    const std::string phase = stringAt(object->value, "status.phase");
    if (gone->kind == "Pod" && placed && phase != "Succeeded" && phase != "Failed") {
        json::object ending = object->value;
        json::object& metadata = makeObjectAt(ending, "metadata");
        if (metadata.contains("deletionTimestamp"))
            return;
        const std::int64_t grace = intAt(ending, "spec.terminationGracePeriodSeconds", 30);
        metadata["deletionTimestamp"] = formatTime(now() + std::chrono::seconds(grace));
        metadata["deletionGracePeriodSeconds"] = grace;
        update(std::move(ending));
        return;
    }
    static_cast<void>(cluster.store.remove(*gone, object->namespaceName, object->name));
}

void Desk::event(const json::object& about, const std::string& type, const std::string& reason,
    const std::string& message, const std::string& component) {
    addEvent(cluster, about, {type, reason, message, component, 1, now(), now()});
}

Time Desk::begun(const std::string& key) {
    return since.try_emplace(key, now()).first->second;
}

json::array controlledBy(const json::object& owner) {
    return {json::object{{"apiVersion", stringAt(owner, "apiVersion")}, {"kind", stringAt(owner, "kind")},
        {"name", stringAt(owner, "metadata.name")}, {"uid", stringAt(owner, "metadata.uid")}, {"controller", true},
        {"blockOwnerDeletion", true}}};
}

json::object condition(
    const json::object& before, const char* type, bool holds, const std::string& reason, const std::string& message) {
    const std::string status = holds ? "True" : "False";
    const std::string time = formatTime(now());
    json::object out{{"type", type}, {"status", status}, {"lastUpdateTime", time}, {"lastTransitionTime", time},
        {"reason", reason}, {"message", message}};
    for (const json::value& value : arrayAt(before, "status.conditions")) {
        const json::object& old = value.as_object();
        if (stringAt(old, "type") != type)
            continue;
        if (stringAt(old, "status") == status && old.contains("lastTransitionTime"))
            out["lastTransitionTime"] = old.at("lastTransitionTime");
        if (stringAt(old, "status") == status && stringAt(old, "reason") == reason && old.contains("lastUpdateTime"))
            out["lastUpdateTime"] = old.at("lastUpdateTime");
    }
    return out;
}

std::string templateHash(const json::value& value) {
    static constexpr std::string_view kAlphabet = "bcdfghjklmnpqrstvwxz2456789"; // as the pod-template-hash is written
    std::string out;
    for (std::uint64_t dice = mixed(41, json::serialize(value)); out.size() < 10; dice /= kAlphabet.size())
        out += kAlphabet[dice % kAlphabet.size()];
    return out;
}

int portionOf(const json::value* value, int whole, bool roundUp, int fallback) {
    if (!value)
        return fallback;
    if (value->is_int64())
        return static_cast<int>(value->get_int64());
    if (!value->is_string())
        return fallback;
    const int percent = std::atoi(value->get_string().c_str());
    return (whole * percent + (roundUp ? 99 : 0)) / 100;
}

bool isTerminating(const json::object& object) {
    const json::object* metadata = objectAt(object, "metadata");
    return metadata && metadata->contains("deletionTimestamp");
}

bool isPodReady(const json::object& pod) {
    for (const json::value& value : arrayAt(pod, "status.conditions"))
        if (stringAt(value.as_object(), "type") == "Ready")
            return stringAt(value.as_object(), "status") == "True";
    return false;
}

json::object podFromTemplate(const json::object& owner, const std::string& name, const json::object& extraLabels) {
    const json::object* form = objectAt(owner, "spec.template");
    const json::object* spec = form ? objectAt(*form, "spec") : nullptr;
    json::object metadata{{"name", name}, {"generateName", stringAt(owner, "metadata.name") + '-'},
        {"namespace", stringAt(owner, "metadata.namespace")}};
    json::object labels;
    if (const json::object* given = form ? objectAt(*form, "metadata.labels") : nullptr)
        labels = *given;
    for (const auto& [key, value] : extraLabels)
        labels[key] = value;
    metadata["labels"] = std::move(labels);
    if (const json::object* annotations = form ? objectAt(*form, "metadata.annotations") : nullptr)
        metadata["annotations"] = *annotations;
    metadata["ownerReferences"] = controlledBy(owner);
    json::object podSpec = spec ? *spec : json::object();
    if (!podSpec.contains("serviceAccountName"))
        podSpec["serviceAccountName"] = "default";
    return {{"kind", "Pod"}, {"apiVersion", "v1"}, {"metadata", std::move(metadata)}, {"spec", std::move(podSpec)},
        {"status", {{"phase", "Pending"}, {"qosClass", "Burstable"}}}};
}

} // namespace pilothouse::demo
