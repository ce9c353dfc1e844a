// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"

#include <string>
#include <vector>

namespace pilothouse::demo {

/// What a request wants, as RBAC sees it.
struct AccessQuestion {
    std::string verb;
    std::string group;
    std::string resource; ///< with its subresource: "pods/log"
    std::string namespaceName;
    std::string name;
    std::string path; ///< for non-resource requests; then the others are empty
};

struct AccessRule {
    std::vector<std::string> verbs;
    std::vector<std::string> groups;
    std::vector<std::string> resources;
    std::vector<std::string> namespaces = {"*"}; ///< "*": cluster-wide
};

/// A user of the demo cluster and what it may do.
struct User {
    std::string name;
    std::string token;
    std::vector<std::string> groups;
    std::vector<AccessRule> rules;

    bool may(const AccessQuestion& question) const;
    /// The server's sentence: User "x" cannot list resource "secrets" in API group "" at the cluster scope
    std::string refusal(const AccessQuestion& question) const;
    /// status.resourceRules of a SelfSubjectRulesReview
    json::array rulesIn(const std::string& namespaceName) const;

    /// All rights, as cluster-admin.
    static User administrator(std::string name, std::string token);
    /// Reads everything everywhere, changes nothing.
    static User reader(std::string name, std::string token);
    /// Sees pods and workloads, and may do @p more.
    static User limited(std::string name, std::string token, const std::vector<AccessRule>& more);
    /// Rights in @p namespaces only: all of reading, changing of workloads, and `create`
    /// of pods/exec, which lets SPDY clients in and WebSocket clients not (k8s#134577); nothing cluster-wide.
    static User confined(std::string name, std::string token, std::vector<std::string> namespaces);
};

} // namespace pilothouse::demo
