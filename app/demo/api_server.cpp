// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_server.h"

#include <format>

namespace pilothouse::demo {

namespace {

constexpr int kCreateToo = 35;

std::vector<std::string> segments(const std::string& path) {
    std::vector<std::string> out;
    std::size_t from = 0;
    while (from < path.size()) {
        const auto slash = path.find('/', from);
        if (slash != from)
            out.push_back(path.substr(from, slash - from));
        if (slash == std::string::npos)
            break;
        from = slash + 1;
    }
    return out;
}

HttpResponse errorResponse(const ApiError& error) {
    HttpResponse out;
    out.status = error.code;
    if (error.retryAfterSeconds)
        out.headers.emplace_back("Retry-After", std::to_string(*error.retryAfterSeconds));
    out.body = json::serialize(error.status()) + '\n';
    return out;
}

bool openToAll(const std::string& path) {
    return path == "/version" || path == "/healthz" || path == "/livez" || path == "/readyz";
}

std::string verbOf(const HttpRequest& request, bool named) {
    if (request.method == "GET" || request.method == "HEAD")
        return named ? "get" : request.isWatch() ? "watch" : "list";
    if (request.method == "POST")
        return "create";
    if (request.method == "PUT")
        return "update";
    if (request.method == "PATCH")
        return "patch";
    return named ? "delete" : "deletecollection";
}

} // namespace

HttpResponse ApiServer::handle(const HttpRequest& request) {
    ApiResult<HttpResponse> answer = dispatch(request);
    HttpResponse out = answer ? std::move(*answer) : errorResponse(answer.error());
    if (!request.path.starts_with("/_demo/"))
        out.headers.emplace_back("Audit-Id", m_cluster.store.newUid());
    return out;
}

ApiResult<const User*> ApiServer::authenticate(const HttpRequest& request) const {
    static const User anonymous{"system:anonymous", "", {"system:unauthenticated"}, {}};
    const std::string authorization = request.header("authorization");
    if (authorization.starts_with("Bearer ")) {
        for (const User& user : m_cluster.users)
            if (user.token == authorization.substr(7))
                return &user;
        return std::unexpected(ApiError{401, "Unauthorized", "Unauthorized"});
    }
    if (!authorization.empty())
        return std::unexpected(ApiError{401, "Unauthorized", "Unauthorized"});
    return m_cluster.settings.plain ? &m_cluster.users.front() : &anonymous;
}

ApiResult<HttpResponse> ApiServer::dispatch(const HttpRequest& request) {
    const std::string& path = request.path;
    if (path.starts_with("/_demo/"))
        return control(request);
    if (path == "/version")
        return version();
    if (openToAll(path))
        return HttpResponse::text(200, "ok");
    const ApiResult<const User*> user = authenticate(request);
    if (!user)
        return std::unexpected(user.error());
    const AccessQuestion asked{verbOf(request, true), {}, {}, {}, {}, path};
    const bool outsider = (*user)->name == "system:anonymous";
    const auto parts = segments(path);
    const bool isResource = (parts.size() > 2 && parts[0] == "api") || (parts.size() > 3 && parts[0] == "apis");
    if (!isResource && outsider)
        return std::unexpected(ApiError{403, "Forbidden", "forbidden: " + (*user)->refusal(asked), {}, {}, {}});
    if (path == "/openapi/v2") {
        HttpResponse out; // empty is enough for kubectl and helm, a 404 is not
        out.contentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
        return out;
    }
    if (!isResource)
        return discovery(request);
    const ApiResult<Target> target = parsePath(path);
    if (!target)
        return std::unexpected(target.error());
    return dispatchResource(request, **user, *target);
}

ApiResult<ApiServer::Target> ApiServer::parsePath(const std::string& path) const {
    const auto parts = segments(path);
    const bool core = parts[0] == "api";
    const std::string group = core ? std::string() : parts[1];
    const std::string servedVersion = core ? parts[1] : parts[2];
    std::size_t at = core ? 2 : 3;
    Target out;
    // /namespaces/NAME and its two subresources are about the namespace itself
    const bool scoped = parts[at] == "namespaces" && parts.size() > at + 2 && parts[at + 2] != "status"
        && parts[at + 2] != "finalize";
    if (scoped) {
        out.namespaceName = parts[at + 1];
        at += 2;
    }
    out.type = m_cluster.types.find(group, servedVersion, parts[at]);
    if (!out.type || (scoped && !out.type->namespaced))
        return std::unexpected(noSuchPath());
    if (parts.size() > at + 1)
        out.name = parts[at + 1];
    if (parts.size() > at + 2)
        out.subresource = parts[at + 2];
    const auto& known = out.type->subresources;
    if (parts.size() > at + 3 || (!out.subresource.empty() && std::ranges::find(known, out.subresource) == known.end()))
        return std::unexpected(noSuchPath());
    if (!out.name.empty() && out.type->namespaced && out.namespaceName.empty())
        return std::unexpected(noSuchPath());
    return out;
}

ApiResult<HttpResponse> ApiServer::dispatchResource(
    const HttpRequest& request, const User& user, const Target& target) {
    const ResourceType& type = *target.type;
    const std::string resource = target.subresource.empty() ? type.plural : type.plural + '/' + target.subresource;
    const std::string space = type.plural == "namespaces" ? target.name : target.namespaceName;
    const AccessQuestion asked{verbOf(request, !target.name.empty()), type.group, resource, space, target.name, {}};
    // protocol: gate AuthorizePodWebsocketUpgradeCreatePermission is on from 1.35
    AccessQuestion upgrade = asked;
    upgrade.verb = "create";
    const bool both = m_cluster.settings.minorVersion >= kCreateToo && request.asksForWebSocket() && user.may(asked);
    if (!user.may(asked) || (both && !user.may(upgrade))) {
        const std::string subject = qualifiedResource(type.group, type.plural)
            + (target.name.empty() ? std::string() : " \"" + target.name + '"');
        json::object details{{"kind", type.plural}};
        if (!target.name.empty())
            details["name"] = target.name;
        if (!type.group.empty())
            details["group"] = type.group;
        return std::unexpected(ApiError{
            403, "Forbidden", subject + " is forbidden: " + user.refusal(both ? upgrade : asked), std::move(details)});
    }
    if (type.kind.starts_with("SelfSubject"))
        return review(request, user, type);
    if (type.group == "metrics.k8s.io")
        return metrics(request, target);
    const std::string& method = request.method;
    if (target.name.empty()) {
        if (method == "GET")
            return request.isWatch() ? watch(request, target) : list(request, target);
        if (method == "POST")
            return create(request, target);
        if (method == "DELETE")
            return removeAll(request, target);
    } else {
        if (method == "GET" || method == "HEAD")
            return get(request, target);
        if (method == "POST" && target.subresource == "eviction")
            return evict(request, target);
        if (method == "POST" && target.type->plural == "pods" && target.subresource != "log")
            return get(request, target); // exec and the like by POST: SPDY, which is refused there
        if (method == "PUT")
            return update(request, target);
        if (method == "PATCH")
            return patch(request, target);
        if (method == "DELETE")
            return remove(request, target);
    }
    return std::unexpected(
        ApiError{405, "MethodNotAllowed", "the server does not allow this method on the requested resource"});
}

HttpResponse ApiServer::version() const {
    const int minor = m_cluster.settings.minorVersion;
    HttpResponse out;
    out.body
        = json::serialize(json::object{{"major", "1"}, {"minor", std::to_string(minor)},
              {"gitVersion", std::format("v1.{}.4", minor)}, {"gitCommit", "0000000000000000000000000000000000000000"},
              {"gitTreeState", "clean"}, {"buildDate", "2026-01-01T00:00:00Z"}, {"goVersion", "go1.26"},
              {"compiler", "gc"}, {"platform", "linux/amd64"}})
        + '\n';
    return out;
}

} // namespace pilothouse::demo
