// SPDX-License-Identifier: Apache-2.0
#include "app/demo/desk.h"
#include "app/demo/release_plan.h"
#include "app/demo/workloads.h"

namespace pilothouse::demo {

namespace {

bool bindClaim(Desk& desk, const ObjectPtr& claim) {
    if (stringAt(claim->value, "status.phase") == "Bound")
        return false;
    json::object changed = claim->value;
    json::object& spec = makeObjectAt(changed, "spec");
    if (!spec.contains("storageClassName"))
        spec["storageClassName"] = "gp3";
    if (!spec.contains("volumeMode"))
        spec["volumeMode"] = "Filesystem";
    spec["volumeName"] = "pvc-" + claim->uid();
    const std::string size = stringAt(claim->value, "spec.resources.requests.storage");
    json::array modes = arrayAt(claim->value, "spec.accessModes");
    changed["status"] = json::object{{"phase", "Bound"}, {"accessModes", std::move(modes)},
        {"capacity", {{"storage", size.empty() ? "1Gi" : size}}}};
    desk.update(std::move(changed));
    desk.event(claim->value, "Normal", "ProvisioningSucceeded", "Successfully provisioned volume pvc-" + claim->uid(),
        "ebs.csi.aws.com");
    return false;
}

/// A load balancer gets its address after one pace.
bool balance(Desk& desk, const ObjectPtr& service) {
    const bool wanted = stringAt(service->value, "spec.type") == "LoadBalancer";
    const bool has = !arrayAt(service->value, "status.loadBalancer.ingress").empty();
    if (wanted == has)
        return false;
    if (wanted && now() - desk.begun("balancer/" + service->uid()) < desk.pace)
        return true;
    json::object balancer;
    if (wanted)
        balancer["ingress"] = json::array{json::object{{"hostname", service->name + "-7f21.elb.corp.example"}}};
    desk.setStatus(*service, {{"loadBalancer", std::move(balancer)}});
    return false;
}

bool fillNamespace(Desk& desk, const ObjectPtr& space) {
    if (!desk.find("v1", "ServiceAccount", space->name, "default"))
        desk.create({{"kind", "ServiceAccount"}, {"apiVersion", "v1"},
            {"metadata", {{"name", "default"}, {"namespace", space->name}}}});
    if (!desk.find("v1", "ConfigMap", space->name, "kube-root-ca.crt"))
        desk.create({{"kind", "ConfigMap"}, {"apiVersion", "v1"},
            {"metadata", {{"name", "kube-root-ca.crt"}, {"namespace", space->name}}},
            {"data", {{"ca.crt", "-----BEGIN CERTIFICATE-----\nMIIBdemo\n-----END CERTIFICATE-----\n"}}}});
    return false;
}

/// Kinds that only get the status a healthy cluster gives them.
bool giveStatus(Desk& desk, const ObjectPtr& object) {
    json::object filled = object->value;
    fillStatus(filled, mixed(43, object->name));
    if (const json::object* status = objectAt(filled, "status")) {
        json::object wanted = *status;
        if (wanted.contains("observedGeneration"))
            wanted["observedGeneration"] = intAt(object->value, "metadata.generation", 1);
        if (!object->value.contains("status")
            || intAt(object->value, "status.observedGeneration", 0)
                != intAt(json::object{{"status", wanted}}, "status.observedGeneration", 0))
            desk.setStatus(*object, std::move(wanted));
    }
    return false;
}

} // namespace

bool reconcileOther(Desk& desk, const ObjectPtr& object) {
    const std::string kind = stringAt(object->value, "kind");
    if (kind == "PersistentVolumeClaim")
        return bindClaim(desk, object);
    if (kind == "Service")
        return balance(desk, object);
    if (kind == "Namespace")
        return fillNamespace(desk, object);
    if (kind == "HorizontalPodAutoscaler" || kind == "PodDisruptionBudget" || kind == "Ingress")
        return giveStatus(desk, object);
    return false;
}

} // namespace pilothouse::demo
