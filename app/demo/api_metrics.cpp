// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_server.h"
#include "app/demo/list_source.h"
#include "app/demo/pod_metrics.h"
#include "app/demo/selector.h"

namespace pilothouse::demo {

ApiResult<HttpResponse> ApiServer::metrics(const HttpRequest& request, const Target& target) {
    const bool ofNodes = target.type->plural == "nodes";
    const auto measured
        = [&](const ObjectPtr& object) { return ofNodes ? nodeMetrics(m_cluster, object) : podMetrics(object); };
    const std::string key = ofNodes ? "/nodes" : "/pods";
    if (request.method != "GET" || request.isWatch())
        return std::unexpected(
            ApiError{405, "MethodNotAllowed", "the server does not allow this method on the requested resource"});
    if (!target.name.empty()) {
        const ObjectPtr object = m_cluster.store.find(key, target.namespaceName, target.name);
        const ObjectPtr metric = object ? measured(object) : nullptr;
        if (!metric)
            return std::unexpected(notFound(target.type->group, target.type->plural, target.name));
        return answerObject(request, target, metric);
    }
    const ApiResult<Representation> representation = Representation::negotiate(request);
    if (!representation)
        return std::unexpected(representation.error());
    const ApiResult<Selector> labels = Selector::labels(request.queryValue("labelSelector"));
    if (!labels)
        return std::unexpected(labels.error());
    std::vector<ObjectPtr> items;
    for (const ObjectPtr& object : m_cluster.store.list(key, target.namespaceName, m_cluster.store.version()))
        if (labels->matches(object->value))
            if (ObjectPtr metric = measured(object))
                items.push_back(std::move(metric));
    HttpResponse out;
    out.source = std::make_unique<ListSource>(*target.type, *representation, json::object(), std::move(items));
    return out;
}

} // namespace pilothouse::demo
