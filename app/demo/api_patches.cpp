// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_server.h"
#include "app/demo/ephemeral_patch.h"
#include "app/demo/managed_fields.h"
#include "app/demo/patch.h"
#include "app/demo/request_body.h"
#include "app/demo/validation.h"

#include <format>

namespace pilothouse::demo {

namespace {

constexpr const char* kApply = "application/apply-patch+yaml";

ApiError unsupportedPatch() {
    return {415, "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types "
        "include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"};
}

ApiResult<json::object> patched(const json::object& before, const HttpRequest& request, const ResourceType& type) {
    const std::string media = mediaType(request);
    ApiResult<json::value> patch = parseText(request.body);
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
    else
        return std::unexpected(unsupportedPatch());
    return out;
}

/// The smallest Scale clients need. protocol: autoscaling/v1 Scale
json::object scaleOf(const StoredObject& object) {
    json::object metadata;
    for (const char* name : {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"})
        if (const std::string text = stringAt(object.value, std::string("metadata.") + name); !text.empty())
            metadata[name] = text;
    std::string selector;
    if (const json::object* labels = objectAt(object.value, "spec.selector.matchLabels"))
        for (const auto& [key, value] : *labels)
            selector += (selector.empty() ? "" : ",") + std::string(key) + '='
                + (value.is_string() ? std::string(value.get_string()) : std::string());
    return {{"kind", "Scale"}, {"apiVersion", "autoscaling/v1"}, {"metadata", std::move(metadata)},
        {"spec", {{"replicas", intAt(object.value, "spec.replicas")}}},
        {"status", {{"replicas", intAt(object.value, "status.replicas")}, {"selector", selector}}}};
}

} // namespace

FieldManager ApiServer::fieldManager(const HttpRequest& request, const Target& target) const {
    return {managerName(request), target.type->apiVersion(), target.subresource, target.type->custom};
}

ApiResult<HttpResponse> ApiServer::patch(const HttpRequest& request, const Target& target) {
    if (mediaType(request) == kApply)
        return apply(request, target);
    const ObjectPtr before = m_cluster.store.find(target.type->storageKey(), target.namespaceName, target.name);
    if (!before)
        return std::unexpected(notFound(target.type->group, target.type->plural, target.name));
    if (target.subresource == "scale")
        return scale(request, target, before);
    const json::object complete = before->complete();
    ApiResult<json::object> value = patched(complete, request, *target.type);
    if (!value)
        return std::unexpected(value.error());
    if (target.subresource == "ephemeralcontainers") {
        value = withEphemeralContainers(complete, *value);
        if (!value)
            return std::unexpected(value.error());
    }
    if (const auto checked = checkIdentity(*value, target); !checked)
        return std::unexpected(checked.error());
    const std::vector<std::string> unknown = unknownFields(*target.type, *value);
    if (!unknown.empty() && request.queryValue("fieldValidation") == "Strict")
        return std::unexpected(ApiError{422, "Invalid",
            "patch: Invalid value: " + json::serialize(json::string(request.body)) + ": "
                + strictDecodingError(unknown)});
    return storeChanged(request, target, before, complete, std::move(*value));
}

ApiResult<HttpResponse> ApiServer::apply(const HttpRequest& request, const Target& target) {
    if (request.queryValue("fieldManager").empty())
        return std::unexpected(badRequest("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is "
                                          "required for apply patch"));
    ApiResult<json::object> config = parseObjectBody(request);
    if (!config)
        return std::unexpected(config.error());
    if (stringAt(*config, "kind").empty() || stringAt(*config, "apiVersion").empty())
        return std::unexpected(badRequest("Object 'Kind' is missing in the applied configuration"));
    if (const json::object* metadata = objectAt(*config, "metadata"); metadata && metadata->contains("managedFields"))
        return std::unexpected(badRequest("metadata.managedFields must be nil"));
    ApiResult<json::object> body = parseBody(request, target);
    if (!body)
        return std::unexpected(body.error());
    const ObjectPtr before = m_cluster.store.find(target.type->storageKey(), target.namespaceName, target.name);
    if (!before && !target.subresource.empty())
        return std::unexpected(notFound(target.type->group, target.type->plural, target.name));
    const json::object live = before ? before->complete() : json::object();
    ApiResult<json::object> merged
        = applyServerSide(live, *body, fieldManager(request, target), request.queryFlag("force"));
    if (!merged)
        return std::unexpected(merged.error());
    if (!before)
        return storeNew(request, target, std::move(*merged));
    return storeChanged(request, target, before, live, std::move(*merged));
}

ApiResult<HttpResponse> ApiServer::scale(const HttpRequest& request, const Target& target, const ObjectPtr& before) {
    json::object wanted = scaleOf(*before);
    if (request.method == "PATCH") {
        ResourceType plain = *target.type;
        plain.custom = true; // a Scale has nothing a strategic merge would know
        ApiResult<json::object> changed = patched(wanted, request, plain);
        if (!changed)
            return std::unexpected(changed.error());
        wanted = std::move(*changed);
    } else {
        ApiResult<json::object> body = parseObjectBody(request);
        if (!body)
            return std::unexpected(body.error());
        wanted = std::move(*body);
    }
    json::object value = before->complete();
    makeObjectAt(value, "spec")["replicas"] = intAt(wanted, "spec.replicas");
    if (const std::string version = stringAt(wanted, "metadata.resourceVersion"); !version.empty())
        makeObjectAt(value, "metadata")["resourceVersion"] = version;
    return storeChanged(request, target, before, before->complete(), std::move(value));
}

HttpResponse ApiServer::scaleAnswer(const StoredObject& object) {
    HttpResponse out;
    out.body = json::serialize(scaleOf(object)) + '\n';
    return out;
}

} // namespace pilothouse::demo
