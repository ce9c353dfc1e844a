// SPDX-License-Identifier: Apache-2.0
#include "app/demo/access_rules.h"

#include <algorithm>

namespace pilothouse::demo {

namespace {

bool covers(const std::vector<std::string>& allowed, const std::string& wanted) {
    return std::ranges::any_of(allowed, [&](const std::string& one) { return one == "*" || one == wanted; });
}

json::array toJson(const std::vector<std::string>& texts) {
    return json::array(texts.begin(), texts.end());
}

} // namespace

bool User::may(const AccessQuestion& question) const {
    if (!question.path.empty())
        return question.verb == "get" || covers(groups, "system:masters");
    return std::ranges::any_of(rules, [&](const AccessRule& rule) {
        return covers(rule.verbs, question.verb) && covers(rule.groups, question.group)
            && covers(rule.resources, question.resource) && covers(rule.namespaces, question.namespaceName);
    });
}

std::string User::refusal(const AccessQuestion& question) const {
    if (!question.path.empty())
        return "User \"" + name + "\" cannot " + question.verb + " path \"" + question.path + '"';
    const std::string where = question.namespaceName.empty() ? " at the cluster scope"
                                                             : " in the namespace \"" + question.namespaceName + '"';
    return "User \"" + name + "\" cannot " + question.verb + " resource \"" + question.resource + "\" in API group \""
        + question.group + '"' + where;
}

json::array User::rulesIn(const std::string& namespaceName) const {
    json::array out;
    for (const AccessRule& rule : rules)
        if (covers(rule.namespaces, namespaceName))
            out.push_back(json::object{{"verbs", toJson(rule.verbs)}, {"apiGroups", toJson(rule.groups)},
                {"resources", toJson(rule.resources)}});
    return out;
}

namespace {

AccessRule selfReviews() {
    return {{"create"}, {"authorization.k8s.io", "authentication.k8s.io"},
        {"selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews"}};
}

} // namespace

User User::administrator(std::string name, std::string token) {
    return {std::move(name), std::move(token), {"system:masters", "system:authenticated"},
        {selfReviews(), {{"*"}, {"*"}, {"*"}}}};
}

User User::reader(std::string name, std::string token) {
    // As the "view" role: by name, because a star would cover pods/exec, and to get that is to run programs.
    const std::vector<std::string> reading{"get", "list", "watch"};
    const std::vector<std::string> core{"namespaces", "nodes", "persistentvolumes", "pods", "pods/log", "pods/status",
        "services", "endpoints", "configmaps", "secrets", "serviceaccounts", "persistentvolumeclaims", "events",
        "limitranges", "resourcequotas", "replicationcontrollers", "replicationcontrollers/scale"};
    const std::vector<std::string> groups{"apps", "batch", "autoscaling", "policy", "networking.k8s.io",
        "discovery.k8s.io", "storage.k8s.io", "scheduling.k8s.io", "coordination.k8s.io", "rbac.authorization.k8s.io",
        "apiextensions.k8s.io", "metrics.k8s.io", "helm.toolkit.fluxcd.io", "helm.cattle.io"};
    return {std::move(name), std::move(token), {"readers", "system:authenticated"},
        {selfReviews(), {reading, {""}, core}, {reading, groups, {"*"}}}};
}

User User::limited(std::string name, std::string token, const std::vector<AccessRule>& more) {
    const std::vector<std::string> reading{"get", "list", "watch"};
    User out{std::move(name), std::move(token), {"system:authenticated"},
        {selfReviews(), {reading, {""}, {"namespaces", "pods"}},
            {reading, {"apps"}, {"deployments", "replicasets", "statefulsets", "daemonsets"}}}};
    out.rules.insert(out.rules.end(), more.begin(), more.end());
    return out;
}

User User::confined(std::string name, std::string token, std::vector<std::string> namespaces) {
    const std::vector<std::string> reading{"get", "list", "watch"};
    const std::vector<std::string> writing{"create", "update", "patch", "delete"};
    const std::vector<std::string> core{"pods", "pods/log", "services", "endpoints", "configmaps", "secrets",
        "serviceaccounts", "persistentvolumeclaims", "events"};
    const std::vector<std::string> workloads{"deployments", "replicasets", "statefulsets", "daemonsets", "jobs",
        "cronjobs", "horizontalpodautoscalers", "ingresses", "poddisruptionbudgets"};
    const std::vector<std::string> groups{"apps", "batch", "autoscaling", "networking.k8s.io", "policy"};
    return {std::move(name), std::move(token), {"edge-developers", "system:authenticated"},
        {selfReviews(), {reading, {""}, core, namespaces}, {reading, groups, workloads, namespaces},
            {writing, {""}, {"configmaps", "secrets", "services"}, namespaces},
            {writing, groups, workloads, namespaces}, {{"create"}, {""}, {"pods/exec"}, namespaces}}};
}

} // namespace pilothouse::demo
