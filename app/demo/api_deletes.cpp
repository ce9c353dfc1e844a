// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_server.h"
#include "app/demo/controllers.h"
#include "app/demo/owners.h"
#include "app/demo/request_body.h"
#include "app/demo/selector.h"

#include <algorithm>

namespace pilothouse::demo {

namespace {

struct DeleteOptions {
    std::string policy; ///< Background, Foreground, Orphan; empty: the kind's own
    std::string uid;
    std::string version;
    std::int64_t grace = -1; ///< seconds; -1: the pod's own
    bool dryRun = false;
};

ApiResult<DeleteOptions> optionsOf(const HttpRequest& request) {
    DeleteOptions out;
    out.dryRun = isDryRun(request);
    out.policy = request.queryValue("propagationPolicy");
    if (const std::string grace = request.queryValue("gracePeriodSeconds"); !grace.empty())
        out.grace = std::atoll(grace.c_str());
    if (request.body.empty())
        return out;
    const ApiResult<json::object> body = parseObjectBody(request);
    if (!body)
        return std::unexpected(badRequest("the delete options are no object"));
    out.uid = stringAt(*body, "preconditions.uid");
    out.version = stringAt(*body, "preconditions.resourceVersion");
    out.grace = intAt(*body, "gracePeriodSeconds", out.grace);
    if (const std::string policy = stringAt(*body, "propagationPolicy"); !policy.empty())
        out.policy = policy;
    for (const json::value& one : arrayAt(*body, "dryRun"))
        out.dryRun = out.dryRun || one == "All";
    return out;
}

ApiResult<void> checkPreconditions(const DeleteOptions& options, const ResourceType& type, const StoredObject& object) {
    if (!options.uid.empty() && options.uid != object.uid())
        return std::unexpected(conflict(type.group, type.plural, object.name,
            "Precondition failed: UID in precondition: " + options.uid + ", UID in object meta: " + object.uid()));
    if (!options.version.empty() && options.version != std::to_string(object.version))
        return std::unexpected(conflict(type.group, type.plural, object.name,
            "Precondition failed: ResourceVersion in precondition: " + options.version
                + ", ResourceVersion in object meta: " + std::to_string(object.version)));
    return {};
}

/// A running pod is asked to end first: it stays, with the time it has.
ApiResult<ObjectPtr> endPod(Cluster& cluster, const ResourceType& type, const ObjectPtr& pod, std::int64_t grace) {
    if (isTerminating(pod->value))
        return pod;
    const std::int64_t seconds = grace >= 0 ? grace : intAt(pod->value, "spec.terminationGracePeriodSeconds", 30);
    json::object ending = pod->value;
    json::object& metadata = makeObjectAt(ending, "metadata");
    metadata["deletionTimestamp"] = formatTime(now() + std::chrono::seconds(seconds));
    metadata["deletionGracePeriodSeconds"] = seconds;
    return cluster.store.update(type, std::move(ending));
}

bool endsByItself(const json::object& pod, const DeleteOptions& options) {
    const std::string phase = stringAt(pod, "status.phase");
    return options.grace != 0 && !stringAt(pod, "spec.nodeName").empty() && phase != "Succeeded" && phase != "Failed";
}

ApiResult<ObjectPtr> terminateNamespace(Cluster& cluster, const ResourceType& type, const ObjectPtr& space) {
    json::object ending = space->value;
    json::object& metadata = makeObjectAt(ending, "metadata");
    if (!metadata.contains("deletionTimestamp"))
        metadata["deletionTimestamp"] = formatTime(now());
    makeObjectAt(ending, "status")["phase"] = "Terminating";
    return cluster.store.update(type, std::move(ending));
}

ApiResult<ObjectPtr> beginForeground(Cluster& cluster, const ResourceType& type, const ObjectPtr& object) {
    if (isTerminating(object->value))
        return object;
    json::object ending = object->value;
    json::object& metadata = makeObjectAt(ending, "metadata");
    metadata["deletionTimestamp"] = formatTime(now());
    metadata["deletionGracePeriodSeconds"] = 0;
    json::array finalizers = arrayAt(object->value, "metadata.finalizers");
    finalizers.push_back("foregroundDeletion");
    metadata["finalizers"] = std::move(finalizers);
    return cluster.store.update(type, std::move(ending), false, object->lazy);
}

/// protocol: a Job's pods are orphaned when nothing is said, for old clients' sake; all else goes in the background
bool orphans(const DeleteOptions& options, const ResourceType& type) {
    return options.policy == "Orphan" || (options.policy.empty() && type.kind == "Job" && type.group == "batch");
}

} // namespace

ApiResult<HttpResponse> ApiServer::remove(const HttpRequest& request, const Target& target) {
    const ResourceType& type = *target.type;
    const ObjectPtr object = m_cluster.store.find(type.storageKey(), target.namespaceName, target.name);
    if (!object)
        return std::unexpected(notFound(type.group, type.plural, target.name));
    const ApiResult<DeleteOptions> options = optionsOf(request);
    if (!options)
        return std::unexpected(options.error());
    if (const auto fits = checkPreconditions(*options, type, *object); !fits)
        return std::unexpected(fits.error());
    if (!options->dryRun) {
        ApiResult<ObjectPtr> staying = ObjectPtr();
        if (type.kind == "Namespace") {
            staying = terminateNamespace(m_cluster, type, object);
        } else if (type.kind == "Pod" && endsByItself(object->value, *options)) {
            staying = endPod(m_cluster, type, object, options->grace);
        } else if (options->policy == "Foreground") {
            staying = beginForeground(m_cluster, type, object);
            if (m_cluster.controllers)
                m_cluster.controllers->deleteInForeground(object);
        } else if (orphans(*options, type)) {
            orphanDependents(m_cluster, *object);
        }
        if (!staying)
            return std::unexpected(staying.error());
        if (m_cluster.controllers)
            m_cluster.controllers->notice(*staying ? *staying : object);
        if (*staying)
            return answerObject(request, target, *staying);
    }
    const ApiResult<ObjectPtr> removed
        = m_cluster.store.remove(type, target.namespaceName, target.name, options->dryRun);
    if (!removed)
        return std::unexpected(removed.error());
    if (m_cluster.store.find(type.storageKey(), target.namespaceName, target.name) && !options->dryRun)
        return answerObject(request, target, *removed); // a finalizer holds it
    json::object details{{"name", target.name}, {"kind", type.plural}, {"uid", object->uid()}};
    if (!type.group.empty())
        details["group"] = type.group;
    HttpResponse out;
    out.body = json::serialize(json::object{{"kind", "Status"}, {"apiVersion", "v1"}, {"metadata", json::object()},
                   {"status", "Success"}, {"details", std::move(details)}})
        + '\n';
    return out;
}

ApiResult<HttpResponse> ApiServer::removeAll(const HttpRequest& request, const Target& target) {
    const ApiResult<Selector> labels = Selector::labels(request.queryValue("labelSelector"));
    const ApiResult<Selector> fields = Selector::fields(request.queryValue("fieldSelector"), *target.type);
    if (!labels || !fields)
        return std::unexpected(labels ? fields.error() : labels.error());
    const ResourceType& type = *target.type;
    for (const ObjectPtr& object :
        m_cluster.store.list(type.storageKey(), target.namespaceName, m_cluster.store.version())) {
        if (!labels->matches(object->value) || !fields->matches(object->value))
            continue;
        Target one = target;
        one.namespaceName = object->namespaceName;
        one.name = object->name;
        if (const auto removed = remove(request, one); !removed)
            return std::unexpected(removed.error());
    }
    return list(request, target);
}

} // namespace pilothouse::demo
