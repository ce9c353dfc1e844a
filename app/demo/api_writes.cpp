// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_server.h"
#include "app/demo/base64.h"
#include "app/demo/object_defaults.h"
#include "app/demo/patch.h"
#include "app/demo/protobuf_objects.h"
#include "app/demo/selector.h"

#include <format>

namespace pilothouse::demo {

namespace {

bool isDryRun(const HttpRequest& request) {
    return request.queryValue("dryRun") == "All";
}

std::string mediaType(const HttpRequest& request) {
    const std::string whole = request.header("content-type");
    return whole.substr(0, whole.find(';'));
}

ApiResult<json::value> parseJson(const std::string& text) {
    boost::system::error_code error;
    json::value out = json::parse(text, error);
    if (error)
        return std::unexpected(badRequest("error decoding: " + error.message()));
    return out;
}

/// Status and spec are written through different doors: a status write keeps the rest, any other keeps the status.
void keepOtherHalf(json::object& value, const json::object& before, const std::string& subresource) {
    if (subresource == "status") {
        const json::value* status = value.if_contains("status");
        json::object out = before;
        if (status)
            out["status"] = *status;
        if (const json::object* metadata = objectAt(value, "metadata");
            metadata && metadata->contains("resourceVersion"))
            makeObjectAt(out, "metadata")["resourceVersion"] = metadata->at("resourceVersion");
        value = std::move(out);
    } else if (before.contains("status") && before.contains("spec")) {
        value["status"] = before.at("status");
    }
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

} // namespace

ApiResult<json::object> ApiServer::parseBody(const HttpRequest& request, const Target& target) const {
    const std::string type = mediaType(request);
    json::object out;
    if (type == "application/vnd.kubernetes.protobuf") {
        std::optional<json::object> decoded = decodeProtobufObject(request.body);
        if (!decoded)
            return std::unexpected(ApiError{415, "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types "
                "include: application/json"});
        out = std::move(*decoded);
    } else {
        ApiResult<json::value> parsed = parseJson(request.body);
        if (!parsed)
            return std::unexpected(parsed.error());
        if (!parsed->is_object())
            return std::unexpected(badRequest("the object provided is unrecognized"));
        out = std::move(parsed->get_object());
    }
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
    if (!target.name.empty() && stringAt(metadata, "name") != target.name && !stringAt(metadata, "name").empty())
        return std::unexpected(
            badRequest(std::format("the name of the object ({}) does not match the name on the URL ({})",
                stringAt(metadata, "name"), target.name)));
    if (!target.name.empty())
        metadata["name"] = target.name;
    if (target.type->plural == "secrets")
        foldStringData(out);
    return out;
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
    if (target.type->namespaced && !m_cluster.store.find("/namespaces", "", target.namespaceName))
        return std::unexpected(notFound("", "namespaces", target.namespaceName));
    metadata.erase("resourceVersion");
    metadata.erase("uid");
    applyDefaults(*body);
    const ApiResult<ObjectPtr> created = m_cluster.store.create(*target.type, std::move(*body), isDryRun(request));
    if (!created)
        return std::unexpected(created.error());
    if (!isDryRun(request))
        afterWrite(target, *created);
    return answerObject(request, target, *created, 201);
}

ApiResult<HttpResponse> ApiServer::update(const HttpRequest& request, const Target& target) {
    ApiResult<json::object> body = parseBody(request, target);
    if (!body)
        return std::unexpected(body.error());
    const ObjectPtr before = m_cluster.store.find(target.type->storageKey(), target.namespaceName, target.name);
    if (!before)
        return std::unexpected(notFound(target.type->group, target.type->plural, target.name));
    applyDefaults(*body);
    keepOtherHalf(*body, before->lazy ? before->complete() : before->value, target.subresource);
    const ApiResult<ObjectPtr> updated = m_cluster.store.update(*target.type, std::move(*body), isDryRun(request));
    if (!updated)
        return std::unexpected(updated.error());
    if (!isDryRun(request))
        afterWrite(target, *updated);
    return answerObject(request, target, *updated);
}

namespace {

ApiResult<json::object> patched(const json::object& before, const HttpRequest& request, const ResourceType& type) {
    const std::string media = mediaType(request);
    ApiResult<json::value> patch = parseJson(request.body);
    if (!patch)
        return std::unexpected(patch.error());
    json::object out = before;
    if (media == "application/json-patch+json") {
        if (!patch->is_array())
            return std::unexpected(badRequest("a JSON patch is a list"));
        json::value whole = std::move(out);
        if (const auto applied = applyJsonPatch(whole, patch->get_array()); !applied)
            return std::unexpected(applied.error());
        return whole.is_object() ? std::move(whole.get_object()) : json::object();
    }
    if (!patch->is_object())
        return std::unexpected(badRequest("the patch is no object"));
    if (media == "application/merge-patch+json")
        applyMergePatch(out, patch->get_object());
    else if (media == "application/strategic-merge-patch+json" && !type.custom)
        applyStrategicMergePatch(out, patch->get_object());
    else if (media == "application/apply-patch+yaml")
        applyServerSide(out, patch->get_object());
    else
        return std::unexpected(ApiError{415, "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types "
            "include: application/json-patch+json, application/merge-patch+json, "
            "application/apply-patch+yaml"});
    return out;
}

} // namespace

ApiResult<HttpResponse> ApiServer::patch(const HttpRequest& request, const Target& target) {
    const bool apply = mediaType(request) == "application/apply-patch+yaml";
    if (apply && request.queryValue("fieldManager").empty())
        return std::unexpected(badRequest("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is "
                                          "required for apply patch"));
    const ObjectPtr before = m_cluster.store.find(target.type->storageKey(), target.namespaceName, target.name);
    if (!before && apply) {
        HttpRequest creation = request;
        creation.headers["content-type"] = "application/json";
        Target collection = target;
        collection.name.clear();
        return create(creation, collection);
    }
    if (!before)
        return std::unexpected(notFound(target.type->group, target.type->plural, target.name));
    const json::object complete = before->complete();
    ApiResult<json::object> value = patched(complete, request, *target.type);
    if (!value)
        return std::unexpected(value.error());
    if (target.type->plural == "secrets")
        foldStringData(*value);
    applyDefaults(*value);
    keepOtherHalf(*value, complete, target.subresource);
    std::shared_ptr<const LazyData> lazy;
    if (before->lazy && value->contains("data") && value->at("data") == complete.at("data")) {
        value->erase("data"); // only metadata changed: the body stays one that is made on demand
        lazy = before->lazy;
    }
    const ApiResult<ObjectPtr> updated
        = m_cluster.store.update(*target.type, std::move(*value), isDryRun(request), lazy);
    if (!updated)
        return std::unexpected(updated.error());
    if (!isDryRun(request))
        afterWrite(target, *updated);
    return answerObject(request, target, *updated);
}

ApiResult<HttpResponse> ApiServer::remove(const HttpRequest& request, const Target& target) {
    const ObjectPtr object = m_cluster.store.find(target.type->storageKey(), target.namespaceName, target.name);
    if (!object)
        return std::unexpected(notFound(target.type->group, target.type->plural, target.name));
    bool dryRun = isDryRun(request);
    if (!request.body.empty() && mediaType(request) != "application/vnd.kubernetes.protobuf") {
        const ApiResult<json::value> options = parseJson(request.body);
        if (!options || !options->is_object())
            return std::unexpected(badRequest("the delete options are no object"));
        const std::string uid = stringAt(options->get_object(), "preconditions.uid");
        const std::string version = stringAt(options->get_object(), "preconditions.resourceVersion");
        if (!uid.empty() && uid != object->uid())
            return std::unexpected(conflict(target.type->group, target.type->plural, target.name,
                "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + object->uid()));
        if (!version.empty() && version != std::to_string(object->version))
            return std::unexpected(conflict(target.type->group, target.type->plural, target.name,
                "Precondition failed: ResourceVersion in precondition: " + version
                    + ", ResourceVersion in object meta: " + std::to_string(object->version)));
        for (const json::value& one : arrayAt(options->get_object(), "dryRun"))
            dryRun = dryRun || one == "All";
    }
    const ApiResult<ObjectPtr> removed
        = m_cluster.store.remove(*target.type, target.namespaceName, target.name, dryRun);
    if (!removed)
        return std::unexpected(removed.error());
    json::object details{{"name", target.name}, {"kind", target.type->plural}, {"uid", object->uid()}};
    if (!target.type->group.empty())
        details["group"] = target.type->group;
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
    for (const ObjectPtr& object :
        m_cluster.store.list(target.type->storageKey(), target.namespaceName, m_cluster.store.version()))
        if (labels->matches(object->value) && fields->matches(object->value))
            static_cast<void>(
                m_cluster.store.remove(*target.type, object->namespaceName, object->name, isDryRun(request)));
    return list(request, target);
}

void ApiServer::afterWrite(const Target& target, const ObjectPtr& object) {
    if (target.type->kind == "CustomResourceDefinition")
        m_cluster.types.addCustom(object->value);
}

} // namespace pilothouse::demo
