// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/release_plan.h"

namespace pilothouse::demo {

/// What every object of a chart begins with.
struct ObjectHead {
    std::string namespaceName;
    std::string name;
    json::object labels;
};

// Objects as charts render them: no status, no server-set fields. "service" is the app.kubernetes.io/name to select by.
json::object deployment(
    const ObjectHead& head, const std::string& service, const std::string& image, const ServiceState& state);
json::object statefulSet(const ObjectHead& head, const std::string& service, const std::string& image,
    const ServiceState& state, bool withVolume);
json::object cronJob(const ObjectHead& head, const std::string& service, const std::string& image);
json::object serviceObject(const ObjectHead& head, const std::string& service, int port);
json::object headlessService(const ObjectHead& head, const std::string& service, int port);
json::object configMap(const ObjectHead& head, const std::string& service);
json::object secret(const ObjectHead& head, const std::string& service);
json::object serviceAccount(const ObjectHead& head);
json::object autoscaler(const ObjectHead& head, int least, int most);
json::object ingress(const ObjectHead& head, const std::string& host, int port);
json::object disruptionBudget(const ObjectHead& head, const std::string& service);
json::object role(const ObjectHead& head);

} // namespace pilothouse::demo
