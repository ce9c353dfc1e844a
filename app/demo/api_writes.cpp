// SPDX-License-Identifier: Apache-2.0
#include "app/demo/admission.h"
#include "app/demo/api_server.h"
#include "app/demo/base64.h"
#include "app/demo/controllers.h"
#include "app/demo/managed_fields.h"
#include "app/demo/object_defaults.h"
#include "app/demo/patch.h"
#include "app/demo/request_body.h"
#include "app/demo/validation.h"

#include <algorithm>
#include <format>

namespace pilothouse::demo {

namespace {

/// Status and spec are written through different doors: a status write keeps the rest, any other keeps the status.
void keepOtherHalf(json::object& value, const json::object& before, const std::string& subresource) {
    if (subresource == "status") {
        const json::value* status = value.if_contains("status");
        json::object out = before;
        if (status)
            out["status"] = *status;
        const json::object* metadata = objectAt(value, "metadata");
        for (const char* kept : {"resourceVersion", "managedFields"})
            if (metadata && metadata->contains(kept))
                makeObjectAt(out, "metadata")[kept] = metadata->at(kept);
        value = std::move(out);
    } else if (before.contains("status") && before.contains("spec")) {
        value["status"] = before.at("status");
    }
}

/// Status is not taken from who creates an object of these kinds: their controllers write it.
void dropGivenStatus(const ResourceType& type, json::object& value) {
    static const std::initializer_list<std::string_view> kinds{"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet",
        "Job", "CronJob", "HorizontalPodAutoscaler", "PodDisruptionBudget", "Ingress", "PersistentVolumeClaim"};
    if (std::ranges::find(kinds, std::string_view(type.kind)) != kinds.end())
        value.erase("status");
    if (type.kind == "Pod" && !value.contains("status"))
        value["status"] = json::object{{"phase", "Pending"}, {"qosClass", "BestEffort"}};
    if (type.kind == "Service" && !value.contains("status"))
        value["status"] = json::object{{"loadBalancer", json::object()}};
    if (type.kind == "PersistentVolumeClaim")
        value["status"] = json::object{{"phase", "Pending"}};
}

/// stringData is write-only: it lands in data.
void foldStringData(json::object& secret) {
    if (const json::object* given = objectAt(secret, "stringData")) {
        const json::object texts = *given; // making "data" may move it
        json::object& data = makeObjectAt(secret, "data");
        for (const auto& [key, value] : texts)
            if (value.is_string())
                data[key] = base64Encode(value.get_string());
    }
    secret.erase("stringData");
}

bool isApply(const HttpRequest& request) {
    return mediaType(request) == "application/apply-patch+yaml";
}

/// A new definition is accepted at once, and served.
void establish(json::object& definition) {
    json::object names;
    if (const json::object* given = objectAt(definition, "spec.names"))
        names = *given;
    if (!names.contains("listKind"))
        names["listKind"] = stringAt(names, "kind") + "List";
    json::array stored;
    for (const json::value& version : arrayAt(definition, "spec.versions"))
        if (version.is_object() && stringAt(version.get_object(), "storage").empty()
            && version.get_object().contains("storage") && version.get_object().at("storage") == true)
            stored.push_back(json::value(stringAt(version.get_object(), "name")));
    const auto good = [](const char* type, const char* reason, const char* message) {
        return json::object{{"type", type}, {"status", "True"}, {"lastTransitionTime", formatTime(now())},
            {"reason", reason}, {"message", message}};
    };
    definition["status"] = json::object{{"acceptedNames", std::move(names)}, {"storedVersions", std::move(stored)},
        {"conditions",
            json::array{good("NamesAccepted", "NoConflicts", "no conflicts found"),
                good("Established", "InitialNamesAccepted", "the initial names have been accepted")}}};
}

} // namespace

ApiResult<json::object> ApiServer::parseBody(const HttpRequest& request, const Target& target) const {
    ApiResult<json::object> parsed = parseObjectBody(request);
    if (!parsed)
        return parsed;
    if (const auto checked = checkIdentity(*parsed, target); !checked)
        return std::unexpected(checked.error());
    const std::vector<std::string> unknown = unknownFields(*target.type, *parsed);
    if (!unknown.empty() && isApply(request)) // its typed merge can't do without a schema
        return std::unexpected(ApiError{500, "",
            std::format("failed to create typed patch object ({}/{}; {}, Kind={}): .{}: field not declared in schema",
                target.namespaceName, target.name, target.type->apiVersion(), target.type->kind, unknown.front())});
    if (!unknown.empty() && request.queryValue("fieldValidation") == "Strict")
        return std::unexpected(badRequest(std::format("{0} in version \"{1}\" cannot be handled as a {0}: {2}",
            target.type->kind, target.type->version, strictDecodingError(unknown))));
    if (target.type->plural == "secrets")
        foldStringData(*parsed);
    return parsed;
}

ApiResult<void> ApiServer::checkIdentity(json::object& out, const Target& target) const {
    const std::string kind = stringAt(out, "kind");
    if (!kind.empty() && kind != target.type->kind)
        return std::unexpected(badRequest(std::format(
            "{} in version \"{}\" cannot be handled as a {}", kind, stringAt(out, "apiVersion"), target.type->kind)));
    out["kind"] = target.type->kind;
    out["apiVersion"] = target.type->apiVersion();
    json::object& metadata = makeObjectAt(out, "metadata");
    const std::string space = stringAt(metadata, "namespace");
    if (target.type->namespaced && !target.namespaceName.empty()) {
        if (!space.empty() && space != target.namespaceName)
            return std::unexpected(badRequest(
                std::format("the namespace of the provided object does not match the namespace sent on the request")));
        metadata["namespace"] = target.namespaceName;
    }
    if (!target.type->namespaced)
        metadata.erase("namespace");
    if (!target.name.empty() && stringAt(metadata, "name") != target.name && !stringAt(metadata, "name").empty())
        return std::unexpected(
            badRequest(std::format("the name of the object ({}) does not match the name on the URL ({})",
                stringAt(metadata, "name"), target.name)));
    if (!target.name.empty())
        metadata["name"] = target.name;
    return {};
}

ApiResult<HttpResponse> ApiServer::create(const HttpRequest& request, const Target& target) {
    ApiResult<json::object> body = parseBody(request, target);
    if (!body)
        return std::unexpected(body.error());
    json::object& metadata = makeObjectAt(*body, "metadata");
    if (const std::string prefix = stringAt(metadata, "generateName");
        stringAt(metadata, "name").empty() && !prefix.empty())
        metadata["name"] = prefix + m_cluster.store.newUid().substr(0, 5);
    if (stringAt(metadata, "name").empty())
        return std::unexpected(invalid(target.type->group, target.type->kind, "", "metadata.name",
            "Required value: name or generateName is required"));
    metadata.erase("managedFields");
    dropGivenStatus(*target.type, *body);
    return storeNew(request, target, std::move(*body));
}

/// Defaults, admission, checks, and into the store: the rest of every way to make an object.
ApiResult<HttpResponse> ApiServer::storeNew(const HttpRequest& request, const Target& target, json::object value) {
    const ResourceType& type = *target.type;
    json::object& metadata = makeObjectAt(value, "metadata");
    for (const char* set : {"resourceVersion", "creationTimestamp", "generation", "selfLink", "deletionTimestamp"})
        metadata.erase(set);
    metadata["uid"] = m_cluster.store.newUid();
    applyDefaults(value);
    if (!isApply(request)) // defaults are the writer's, addresses that are allocated nobody's
        trackUpdate({}, value, fieldManager(request, target));
    if (const auto admitted = admit(m_cluster, type, {}, value); !admitted)
        return std::unexpected(admitted.error());
    if (const auto valid = validateNew(type, value); !valid)
        return std::unexpected(valid.error());
    if (type.kind == "CustomResourceDefinition")
        establish(value);
    const ApiResult<ObjectPtr> created = m_cluster.store.create(type, std::move(value), isDryRun(request));
    if (!created)
        return std::unexpected(created.error());
    if (!isDryRun(request))
        afterWrite(target, *created);
    return answerObject(request, target, *created, 201);
}

ApiResult<HttpResponse> ApiServer::update(const HttpRequest& request, const Target& target) {
    const ObjectPtr before = m_cluster.store.find(target.type->storageKey(), target.namespaceName, target.name);
    if (!before)
        return std::unexpected(notFound(target.type->group, target.type->plural, target.name));
    if (target.subresource == "scale")
        return scale(request, target, before);
    ApiResult<json::object> body = parseBody(request, target);
    if (!body)
        return std::unexpected(body.error());
    return storeChanged(request, target, before, before->complete(), std::move(*body));
}

/// Defaults, admission, checks, and into the store: the rest of every way to change an object.
ApiResult<HttpResponse> ApiServer::storeChanged(const HttpRequest& request, const Target& target,
    const ObjectPtr& before, const json::object& complete, json::object value) {
    const ResourceType& type = *target.type;
    if (type.plural == "secrets")
        foldStringData(value);
    applyDefaults(value);
    keepOtherHalf(value, complete, target.subresource);
    json::object& metadata = makeObjectAt(value, "metadata");
    for (const char* kept : {"deletionTimestamp", "deletionGracePeriodSeconds"}) {
        const json::object* was = objectAt(complete, "metadata");
        metadata.erase(kept);
        if (was->contains(kept))
            metadata[kept] = was->at(kept);
    }
    if (const auto admitted = admit(m_cluster, type, complete, value); !admitted)
        return std::unexpected(admitted.error());
    if (target.subresource.empty() || target.subresource == "scale")
        if (const auto valid = validateChange(type, complete, value); !valid)
            return std::unexpected(valid.error());
    if (!isApply(request))
        trackUpdate(complete, value, fieldManager(request, target));
    std::shared_ptr<const LazyData> lazy;
    if (before->lazy && value.contains("data") && value.at("data") == complete.at("data")) {
        value.erase("data"); // only metadata changed: the body stays one that is made on demand
        lazy = before->lazy;
    }
    const ApiResult<ObjectPtr> updated = m_cluster.store.update(type, std::move(value), isDryRun(request), lazy);
    if (!updated)
        return std::unexpected(updated.error());
    if (!isDryRun(request) && *updated != before)
        afterWrite(target, *updated);
    return target.subresource == "scale" ? scaleAnswer(**updated) : answerObject(request, target, *updated);
}

void ApiServer::afterWrite(const Target& target, const ObjectPtr& object) {
    if (target.type->kind == "CustomResourceDefinition")
        m_cluster.types.addCustom(object->value);
    if (m_cluster.controllers)
        m_cluster.controllers->notice(object);
}

} // namespace pilothouse::demo
