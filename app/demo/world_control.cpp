// SPDX-License-Identifier: Apache-2.0
#include "app/demo/world_control.h"

#include "app/demo/api_server.h"
#include "app/demo/controllers.h"
#include "app/demo/patch.h"

#include <format>

namespace pilothouse::demo {

namespace {

enum class Write { Create, Update, Apply };

void ensureNamespace(Cluster& cluster, const std::string& name) {
    const ResourceType* type = cluster.types.byKind("v1", "Namespace");
    if (name.empty() || cluster.store.find(type->storageKey(), "", name))
        return;
    static_cast<void>(cluster.store.create(*type,
        {{"kind", "Namespace"}, {"apiVersion", "v1"},
            {"metadata", {{"name", name}, {"labels", {{"kubernetes.io/metadata.name", name}}}}},
            {"spec", {{"finalizers", json::array{"kubernetes"}}}}, {"status", {{"phase", "Active"}}}}));
}

std::string write(Cluster& cluster, const json::object& object, Write how) {
    const ResourceType* type = cluster.types.byKind(stringAt(object, "apiVersion"), stringAt(object, "kind"));
    if (!type)
        return "no such kind: " + stringAt(object, "apiVersion") + ' ' + stringAt(object, "kind");
    const std::string space = type->namespaced ? stringAt(object, "metadata.namespace") : std::string();
    if (type->namespaced && space.empty())
        return "metadata.namespace is missing";
    ensureNamespace(cluster, space);
    const ObjectPtr before = cluster.store.find(type->storageKey(), space, stringAt(object, "metadata.name"));
    ApiResult<ObjectPtr> done;
    if (how == Write::Create || (how == Write::Apply && !before)) {
        done = cluster.store.create(*type, object);
    } else {
        json::object value = object;
        if (how == Write::Apply) {
            value = before->complete();
            applyMergePatch(value, object);
        }
        done = cluster.store.update(*type, std::move(value));
    }
    if (!done)
        return done.error().message;
    if (type->kind == "CustomResourceDefinition")
        cluster.types.addCustom((*done)->value);
    return {};
}

std::string removeNamed(Cluster& cluster, const json::object& named) {
    const ResourceType* type = cluster.types.byKind(stringAt(named, "apiVersion"), stringAt(named, "kind"));
    if (!type)
        return "no such kind";
    const auto removed = cluster.store.remove(*type, stringAt(named, "namespace"), stringAt(named, "name"));
    return removed ? std::string() : removed.error().message;
}

std::string removeRecord(Cluster& cluster, const json::object& named) {
    const std::string name
        = std::format("sh.helm.release.v1.{}.v{}", stringAt(named, "name"), intAt(named, "revision"));
    return removeNamed(cluster,
        {{"apiVersion", "v1"}, {"kind", "Secret"}, {"namespace", stringAt(named, "namespace")}, {"name", name}});
}

std::string makeMany(Cluster& cluster, const json::object& wanted) {
    const std::string space = stringAt(wanted, "namespace");
    const std::string text(static_cast<std::size_t>(intAt(wanted, "bytes", 16)), 'x');
    std::string prefix = stringAt(wanted, "prefix");
    for (std::int64_t i = 0; i < intAt(wanted, "count"); ++i) {
        const json::object object{{"kind", "ConfigMap"}, {"apiVersion", "v1"},
            {"metadata",
                {{"name", std::format("{}-{:05}", prefix.empty() ? "bulk" : prefix, i)}, {"namespace", space}}},
            {"data", {{"text", text}}}};
        if (const std::string wrong = write(cluster, object, Write::Apply); !wrong.empty())
            return wrong;
    }
    return {};
}

std::string applyOne(Cluster& cluster, const json::object& operation) {
    if (const json::object* object = objectAt(operation, "create"))
        return write(cluster, *object, Write::Create);
    if (const json::object* object = objectAt(operation, "update"))
        return write(cluster, *object, Write::Update);
    if (const json::object* object = objectAt(operation, "apply"))
        return write(cluster, *object, Write::Apply);
    if (const json::object* named = objectAt(operation, "delete"))
        return removeNamed(cluster, *named);
    if (const json::object* named = objectAt(operation, "deleteReleaseRecord"))
        return removeRecord(cluster, *named);
    if (const json::object* wanted = objectAt(operation, "bulk"))
        return makeMany(cluster, *wanted);
    if (const json::object* named = objectAt(operation, "upgradeRelease"))
        return cluster.upgradeRelease ? cluster.upgradeRelease(*named) : "this cluster has no releases";
    if (operation.contains("compact")) {
        cluster.store.compact();
        return {};
    }
    return "unknown operation: " + json::serialize(operation);
}

std::vector<std::string> textsAt(const json::object& from, const char* name, std::vector<std::string> fallback) {
    std::vector<std::string> out;
    for (const json::value& value : arrayAt(from, name))
        if (value.is_string())
            out.emplace_back(value.get_string());
    return out.empty() ? std::move(fallback) : out;
}

std::string addUser(Cluster& cluster, const json::value& wanted) {
    if (!wanted.is_object() || stringAt(wanted.get_object(), "name").empty()
        || stringAt(wanted.get_object(), "token").empty())
        return "a user needs a name and a token";
    const json::object& given = wanted.get_object();
    std::vector<AccessRule> rules;
    for (const json::value& value : arrayAt(given, "rules"))
        if (value.is_object())
            rules.push_back({textsAt(value.get_object(), "verbs", {}), textsAt(value.get_object(), "groups", {""}),
                textsAt(value.get_object(), "resources", {}), textsAt(value.get_object(), "namespaces", {"*"})});
    cluster.users.push_back(User::limited(stringAt(given, "name"), stringAt(given, "token"), rules));
    return {};
}

HttpResponse jsonText(const json::object& body, int status = 200) {
    HttpResponse out;
    out.status = status;
    out.body = json::serialize(body) + '\n';
    return out;
}

} // namespace

std::string applyOperations(Cluster& cluster, const json::value& operations) {
    const json::array one{operations};
    for (const json::value& value : operations.is_array() ? operations.get_array() : one) {
        if (!value.is_object())
            return "an operation must be an object";
        if (std::string wrong = applyOne(cluster, value.get_object()); !wrong.empty())
            return wrong;
    }
    return {};
}

ApiResult<HttpResponse> ApiServer::control(const HttpRequest& request) {
    if (request.header("x-demo-control") != m_cluster.settings.controlToken)
        return std::unexpected(ApiError{401, "Unauthorized", "X-Demo-Control is missing or wrong", {}, {}, {}});
    boost::system::error_code error;
    const json::value body = request.body.empty() ? json::value() : json::parse(request.body, error);
    if (error)
        return std::unexpected(badRequest("the body is no JSON: " + error.message()));
    const std::string what = request.method + ' ' + request.path;
    if (what == "GET /_demo/faults")
        return jsonText(m_cluster.faults.describe());
    if (what == "GET /_demo/requests")
        return jsonText(m_cluster.faults.requests());
    std::string wrong;
    if (what == "DELETE /_demo/faults")
        m_cluster.faults.clear();
    else if (what == "DELETE /_demo/requests")
        m_cluster.faults.clearRequests();
    else if (what == "POST /_demo/faults")
        wrong = m_cluster.faults.add(body);
    else if (what == "POST /_demo/apply")
        wrong = applyOperations(m_cluster, body);
    else if (what == "POST /_demo/users")
        wrong = addUser(m_cluster, body);
    else if (what == "POST /_demo/pace" && m_cluster.controllers && body.is_object())
        m_cluster.controllers->setPace(
            std::chrono::milliseconds(std::max<std::int64_t>(1, intAt(body.get_object(), "ms", 1000))));
    else if (what == "POST /_demo/restart" && m_cluster.restart)
        m_cluster.restart(std::chrono::milliseconds(body.is_object() ? intAt(body.get_object(), "refuseForMs") : 0));
    else
        return std::unexpected(noSuchPath());
    if (!wrong.empty())
        return std::unexpected(ApiError{422, "Invalid", wrong, {}, {}, {}});
    return jsonText({{"resourceVersion", std::to_string(m_cluster.store.version())}});
}

} // namespace pilothouse::demo
