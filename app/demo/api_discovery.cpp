// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_server.h"

#include <algorithm>

namespace pilothouse::demo {

namespace {

struct ServedVersion {
    std::string group;
    std::string version;
};

/// Groups and versions in discovery order; versions of a group stand together.
std::vector<ServedVersion> servedVersions(const ResourceTypes& types) {
    std::vector<ServedVersion> out;
    for (const ResourceType& type : types.all()) {
        const auto same
            = [&](const ServedVersion& one) { return one.group == type.group && one.version == type.version; };
        if (std::ranges::none_of(out, same))
            out.push_back({type.group, type.version});
    }
    std::ranges::stable_sort(out, {}, &ServedVersion::group);
    return out;
}

bool isReview(const ResourceType& type) {
    return type.kind.starts_with("SelfSubject");
}

json::array verbsOf(const ResourceType& type) {
    if (isReview(type))
        return {"create"};
    if (type.group == "metrics.k8s.io")
        return {"get", "list"};
    return {"create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"};
}

json::array toJson(const std::vector<std::string>& texts) {
    return json::array(texts.begin(), texts.end());
}

json::object responseKind(const ResourceType& type) {
    return {{"group", type.group}, {"version", type.version}, {"kind", type.kind}};
}

std::string subresourceKind(const ResourceType& type, const std::string& name) {
    return name == "exec"       ? "PodExecOptions"
        : name == "attach"      ? "PodAttachOptions"
        : name == "portforward" ? "PodPortForwardOptions"
                                : type.kind;
}

json::array subresourceVerbs(const std::string& name) {
    if (name == "log")
        return {"get"};
    if (name == "eviction")
        return {"create"};
    if (name == "exec" || name == "attach" || name == "portforward")
        return {"create", "get"};
    return {"get", "patch", "update"};
}

json::object aggregatedResource(const ResourceType& type) {
    json::object out{{"resource", type.plural}, {"responseKind", responseKind(type)},
        {"scope", type.namespaced ? "Namespaced" : "Cluster"}, {"singularResource", type.singular()},
        {"verbs", verbsOf(type)}};
    if (!type.shortNames.empty())
        out["shortNames"] = toJson(type.shortNames);
    if (!type.categories.empty())
        out["categories"] = toJson(type.categories);
    json::array subresources;
    for (const std::string& name : type.subresources) {
        json::object kind = responseKind(type);
        if (name == "scale")
            kind = {{"group", "autoscaling"}, {"version", "v1"}, {"kind", "Scale"}};
        else if (name == "eviction")
            kind = {{"group", "policy"}, {"version", "v1"}, {"kind", "Eviction"}};
        else
            kind["kind"] = subresourceKind(type, name);
        subresources.push_back(
            json::object{{"subresource", name}, {"responseKind", std::move(kind)}, {"verbs", subresourceVerbs(name)}});
    }
    if (!subresources.empty())
        out["subresources"] = std::move(subresources);
    return out;
}

json::array legacyResources(const ResourceTypes& types, const std::string& group, const std::string& version) {
    json::array out;
    for (const ResourceType& type : types.all()) {
        if (type.group != group || type.version != version)
            continue;
        json::object entry{{"name", type.plural}, {"singularName", type.singular()}, {"namespaced", type.namespaced},
            {"kind", type.kind}, {"verbs", verbsOf(type)}};
        if (!type.shortNames.empty())
            entry["shortNames"] = toJson(type.shortNames);
        if (!type.categories.empty())
            entry["categories"] = toJson(type.categories);
        out.push_back(std::move(entry));
        for (const std::string& name : type.subresources) {
            json::object part{{"name", type.plural + '/' + name}, {"singularName", ""}, {"namespaced", type.namespaced},
                {"kind", subresourceKind(type, name)}, {"verbs", subresourceVerbs(name)}};
            if (name == "scale") {
                part["group"] = "autoscaling";
                part["version"] = "v1";
                part["kind"] = "Scale";
            } else if (name == "eviction") {
                part["group"] = "policy";
                part["version"] = "v1";
                part["kind"] = "Eviction";
            }
            out.push_back(std::move(part));
        }
    }
    return out;
}

json::object legacyGroup(const std::vector<ServedVersion>& served, const std::string& group) {
    json::array versions;
    for (const ServedVersion& one : served)
        if (one.group == group)
            versions.push_back(json::object{{"groupVersion", group + '/' + one.version}, {"version", one.version}});
    json::object out{{"name", group}};
    out["preferredVersion"] = versions.front();
    out["versions"] = std::move(versions);
    return out;
}

HttpResponse jsonResponse(const json::object& body) {
    HttpResponse out;
    out.body = json::serialize(body) + '\n';
    return out;
}

/// protocol: the parameters come in the order g, v, as; v2 since 1.30, v2beta1 since 1.26
bool wantsAggregated(const HttpRequest& request, int minor) {
    const std::string accept = request.header("accept");
    if (minor >= 30 && accept.find("g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList") != std::string::npos)
        return true;
    return minor >= 26 && minor < 33
        && accept.find("g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList") != std::string::npos;
}

} // namespace

HttpResponse ApiServer::aggregatedDiscovery(const std::string& prefix) const {
    const bool beta = m_cluster.settings.minorVersion < 30;
    const std::vector<ServedVersion> served = servedVersions(m_cluster.types);
    json::array items;
    std::string group;
    for (const ServedVersion& one : served) {
        if (one.group.empty() != (prefix == "/api"))
            continue;
        if (items.empty() || group != one.group)
            items.push_back(json::object{
                {"metadata", {{"name", one.group}, {"creationTimestamp", nullptr}}}, {"versions", json::array()}});
        group = one.group;
        json::array resources;
        for (const ResourceType& type : m_cluster.types.all())
            if (type.group == one.group && type.version == one.version)
                resources.push_back(aggregatedResource(type));
        items.back().as_object()["versions"].as_array().push_back(
            json::object{{"version", one.version}, {"resources", std::move(resources)}, {"freshness", "Current"}});
    }
    const std::string version = beta ? "v2beta1" : "v2";
    HttpResponse out = jsonResponse({{"kind", "APIGroupDiscoveryList"},
        {"apiVersion", "apidiscovery.k8s.io/" + version}, {"metadata", json::object()}, {"items", std::move(items)}});
    out.contentType = "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
    return out;
}

ApiResult<HttpResponse> ApiServer::discovery(const HttpRequest& request) const {
    const std::string& path = request.path;
    if ((path == "/api" || path == "/apis") && wantsAggregated(request, m_cluster.settings.minorVersion))
        return aggregatedDiscovery(path);
    const std::vector<ServedVersion> served = servedVersions(m_cluster.types);
    if (path == "/api")
        return jsonResponse(
            {{"kind", "APIVersions"}, {"versions", json::array{"v1"}}, {"serverAddressByClientCIDRs", json::array()}});
    if (path == "/apis") {
        json::array groups;
        for (std::size_t i = 0; i < served.size(); ++i)
            if (!served[i].group.empty() && (i == 0 || served[i].group != served[i - 1].group))
                groups.push_back(legacyGroup(served, served[i].group));
        return jsonResponse({{"kind", "APIGroupList"}, {"apiVersion", "v1"}, {"groups", std::move(groups)}});
    }
    for (const ServedVersion& one : served) {
        const std::string apiVersion = one.group.empty() ? one.version : one.group + '/' + one.version;
        if (path == (one.group.empty() ? "/api/" : "/apis/") + apiVersion)
            return jsonResponse({{"kind", "APIResourceList"}, {"apiVersion", "v1"}, {"groupVersion", apiVersion},
                {"resources", legacyResources(m_cluster.types, one.group, one.version)}});
        if (!one.group.empty() && path == "/apis/" + one.group) {
            json::object group = legacyGroup(served, one.group);
            group["kind"] = "APIGroup";
            group["apiVersion"] = "v1";
            return jsonResponse(group);
        }
    }
    return std::unexpected(noSuchPath());
}

ApiResult<HttpResponse> ApiServer::review(
    const HttpRequest& request, const User& user, const ResourceType& type) const {
    if (request.method != "POST")
        return std::unexpected(
            ApiError{405, "MethodNotAllowed", "the server does not allow this method on the requested resource"});
    ApiResult<json::object> body = parseBody(request, {&type, {}, {}, {}});
    if (!body)
        return std::unexpected(body.error());
    json::object& out = *body;
    out["kind"] = type.kind;
    out["apiVersion"] = type.apiVersion();
    makeObjectAt(out, "metadata")["creationTimestamp"] = nullptr;
    if (type.kind == "SelfSubjectReview") {
        out["status"] = json::object{
            {"userInfo", {{"username", user.name}, {"uid", "uid-" + user.name}, {"groups", toJson(user.groups)}}}};
    } else if (type.kind == "SelfSubjectRulesReview") {
        out["status"] = json::object{{"resourceRules", user.rulesIn(stringAt(out, "spec.namespace"))},
            {"nonResourceRules",
                json::array{json::object{{"verbs", json::array{"get"}},
                    {"nonResourceURLs", json::array{"/version", "/api", "/apis", "/healthz"}}}}},
            {"incomplete", false}};
    } else {
        AccessQuestion asked;
        const std::string about = "spec.resourceAttributes.";
        const std::string subresource = stringAt(out, about + "subresource");
        asked.verb = stringAt(out, about + "verb");
        asked.group = stringAt(out, about + "group");
        asked.resource = stringAt(out, about + "resource") + (subresource.empty() ? "" : '/' + subresource);
        asked.namespaceName = stringAt(out, about + "namespace");
        if (objectAt(out, "spec.nonResourceAttributes")) {
            asked = AccessQuestion{};
            asked.path = stringAt(out, "spec.nonResourceAttributes.path");
            asked.verb = stringAt(out, "spec.nonResourceAttributes.verb");
        }
        const bool allowed = user.may(asked);
        json::object status{{"allowed", allowed}};
        if (allowed)
            status["reason"] = "RBAC: allowed by the demo cluster's rules";
        out["status"] = std::move(status);
    }
    HttpResponse response = jsonResponse(out);
    response.status = 201;
    return response;
}

} // namespace pilothouse::demo
