// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/cluster.h"
#include "app/demo/http.h"
#include "app/demo/managed_fields.h"
#include "app/demo/representation.h"

namespace pilothouse::demo {

/// The Kubernetes API of one cluster: authentication, access rules, discovery, reviews and the generic object store.
/// Single-threaded; lives as long as its cluster.
class ApiServer {
public:
    explicit ApiServer(Cluster& cluster)
        : m_cluster(cluster) { }

    HttpResponse handle(const HttpRequest& request);

private:
    /// A parsed resource path.
    struct Target {
        const ResourceType* type = nullptr;
        std::string namespaceName;
        std::string name;
        std::string subresource;
    };

    ApiResult<HttpResponse> dispatch(const HttpRequest& request);
    ApiResult<const User*> authenticate(const HttpRequest& request) const;
    ApiResult<Target> parsePath(const std::string& path) const;
    ApiResult<HttpResponse> dispatchResource(const HttpRequest& request, const User& user, const Target& target);

    HttpResponse version() const;
    ApiResult<HttpResponse> discovery(const HttpRequest& request) const;
    HttpResponse aggregatedDiscovery(const std::string& prefix) const;
    ApiResult<HttpResponse> review(const HttpRequest& request, const User& user, const ResourceType& type) const;

    ApiResult<HttpResponse> list(const HttpRequest& request, const Target& target);
    ApiResult<HttpResponse> watch(const HttpRequest& request, const Target& target);
    ApiResult<HttpResponse> get(const HttpRequest& request, const Target& target);
    ApiResult<HttpResponse> create(const HttpRequest& request, const Target& target);
    ApiResult<HttpResponse> update(const HttpRequest& request, const Target& target);
    ApiResult<HttpResponse> patch(const HttpRequest& request, const Target& target);
    ApiResult<HttpResponse> remove(const HttpRequest& request, const Target& target);
    ApiResult<HttpResponse> evict(const HttpRequest& request, const Target& target);
    ApiResult<HttpResponse> removeAll(const HttpRequest& request, const Target& target);
    ApiResult<HttpResponse> podLog(const HttpRequest& request, const ObjectPtr& pod);
    /// exec, attach, portforward
    ApiResult<HttpResponse> connect(const HttpRequest& request, const Target& target, const ObjectPtr& pod);
    ApiResult<HttpResponse> connectProgram(
        const HttpRequest& request, const Target& target, const ObjectPtr& pod, const std::string& protocol);
    /// metrics.k8s.io: made when asked for, nothing of it is stored
    ApiResult<HttpResponse> metrics(const HttpRequest& request, const Target& target);
    ApiResult<HttpResponse> control(const HttpRequest& request);

    ApiResult<HttpResponse> answerObject(
        const HttpRequest& request, const Target& target, const ObjectPtr& object, int status = 200) const;
    ApiResult<json::object> parseBody(const HttpRequest& request, const Target& target) const;
    ApiResult<void> checkIdentity(json::object& out, const Target& target) const;
    ApiResult<HttpResponse> storeNew(const HttpRequest& request, const Target& target, json::object value);
    ApiResult<HttpResponse> storeChanged(const HttpRequest& request, const Target& target, const ObjectPtr& before,
        const json::object& complete, json::object value);
    ApiResult<HttpResponse> apply(const HttpRequest& request, const Target& target);
    ApiResult<HttpResponse> scale(const HttpRequest& request, const Target& target, const ObjectPtr& before);
    static HttpResponse scaleAnswer(const StoredObject& object);
    FieldManager fieldManager(const HttpRequest& request, const Target& target) const;
    void afterWrite(const Target& target, const ObjectPtr& object);

    Cluster& m_cluster;
};

} // namespace pilothouse::demo
