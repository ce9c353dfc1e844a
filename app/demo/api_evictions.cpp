// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_server.h"
#include "app/demo/desk.h"
#include "app/demo/request_body.h"
#include "app/demo/selector.h"

#include <format>

namespace pilothouse::demo {

namespace {

/// How many pods a budget's selector means, how many of them are ready, and how many must be.
struct Budget {
    std::string name;
    int expected = 0;
    int healthy = 0;
    int desired = 0;
};

bool selects(const json::object& budget, const json::object& pod) {
    const json::object* selector = objectAt(budget, "spec.selector");
    if (!selector || !arrayAt(*selector, "matchExpressions").empty())
        return false; // no budget here has expressions
    const json::object* wanted = objectAt(*selector, "matchLabels");
    const json::object* labels = objectAt(pod, "metadata.labels");
    if (!wanted)
        return true; // policy/v1: an empty selector means all pods of the namespace
    for (const auto& [key, value] : *wanted) {
        const json::value* has = labels ? labels->if_contains(key) : nullptr;
        if (!has || *has != value)
            return false;
    }
    return true;
}

/// protocol: disruption controller: expected pods are those the controller wants; here, those that are there.
Budget countedBudget(const StoredObject& object, const std::vector<ObjectPtr>& pods) {
    Budget budget{.name = object.name};
    for (const ObjectPtr& pod : pods) {
        if (selects(object.value, pod->value)) {
            ++budget.expected;
            budget.healthy += isPodReady(pod->value) && !isTerminating(pod->value) ? 1 : 0;
        }
    }
    const json::object spec = objectAt(object.value, "spec") ? *objectAt(object.value, "spec") : json::object();
    if (const json::value* most = spec.if_contains("maxUnavailable"))
        budget.desired = budget.expected - portionOf(most, budget.expected, true, 0);
    else
        budget.desired = portionOf(spec.if_contains("minAvailable"), budget.expected, true, 1);
    return budget;
}

ApiError refusal(const Budget& budget) {
    const std::string why = std::format("The disruption budget {} needs {} healthy pods and has {} currently",
        budget.name, budget.desired, budget.healthy);
    return {429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.",
        {{"causes", json::array{json::object{{"reason", "DisruptionBudget"}, {"message", why}}}}}};
}

/// protocol: registry/core/pod/storage/eviction.go: one budget at most; a pod that does not run or is not ready
/// disturbs nobody.
ApiResult<void> askBudgets(
    const ObjectPtr& pod, const std::vector<ObjectPtr>& budgets, const std::vector<ObjectPtr>& pods) {
    const std::string phase = stringAt(pod->value, "status.phase");
    if (phase == "Pending" || phase == "Succeeded" || phase == "Failed" || isTerminating(pod->value))
        return {};
    std::vector<Budget> asked;
    for (const ObjectPtr& budget : budgets)
        if (selects(budget->value, pod->value))
            asked.push_back(countedBudget(*budget, pods));
    if (asked.size() > 1)
        return std::unexpected(ApiError{500, "InternalError",
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."});
    if (!asked.empty() && isPodReady(pod->value) && asked.front().healthy <= asked.front().desired)
        return std::unexpected(refusal(asked.front()));
    return {};
}

} // namespace

/// POST pods/NAME/eviction: a delete that budgets may refuse.
ApiResult<HttpResponse> ApiServer::evict(const HttpRequest& request, const Target& target) {
    const ObjectPtr pod = m_cluster.store.find(target.type->storageKey(), target.namespaceName, target.name);
    if (!pod)
        return std::unexpected(notFound({}, "pods", target.name));
    const ApiResult<json::object> body = parseObjectBody(request);
    if (!body)
        return std::unexpected(body.error());
    const std::string version = stringAt(*body, "apiVersion");
    const bool isServed
        = version == "policy/v1beta1" || (version == "policy/v1" && m_cluster.settings.minorVersion >= 22);
    if (stringAt(*body, "kind") != "Eviction" || !isServed)
        return std::unexpected(badRequest(
            std::format("no kind \"{}\" is registered for version \"{}\"", stringAt(*body, "kind"), version)));
    const ObjectStore& store = m_cluster.store;
    const auto asked = askBudgets(pod, store.list("policy/poddisruptionbudgets", target.namespaceName, store.version()),
        store.list(target.type->storageKey(), target.namespaceName, store.version()));
    if (!asked)
        return std::unexpected(asked.error());
    HttpRequest removal = request;
    const json::object* options = objectAt(*body, "deleteOptions");
    json::object given = options ? *options : json::object();
    if (isDryRun(request))
        given["dryRun"] = json::array{"All"};
    removal.body = json::serialize(given);
    Target itself = target;
    itself.subresource.clear();
    const ApiResult<HttpResponse> removed = remove(removal, itself);
    if (!removed)
        return std::unexpected(removed.error());
    HttpResponse out;
    out.status = 201;
    out.body = json::serialize(json::object{{"kind", "Status"}, {"apiVersion", "v1"}, {"metadata", json::object()},
                   {"status", "Success"}, {"code", 201}})
        + '\n';
    return out;
}

} // namespace pilothouse::demo
