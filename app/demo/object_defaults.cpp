// SPDX-License-Identifier: Apache-2.0
#include "app/demo/object_defaults.h"

namespace pilothouse::demo {

namespace {

void fill(json::object& object, const char* key, json::value value) {
    if (!object.contains(key))
        object[key] = std::move(value);
}

void fillProbe(json::object& container, const char* name) {
    json::object* probe = objectAt(container, name);
    if (!probe)
        return;
    if (json::object* get = objectAt(*probe, "httpGet"))
        fill(*get, "scheme", "HTTP");
    fill(*probe, "timeoutSeconds", 1);
    fill(*probe, "periodSeconds", 10);
    fill(*probe, "successThreshold", 1);
    fill(*probe, "failureThreshold", 3);
}

void fillContainers(json::object& podSpec, const char* list) {
    json::value* containers = podSpec.if_contains(list);
    if (!containers || !containers->is_array())
        return;
    for (json::value& value : containers->get_array()) {
        if (!value.is_object())
            continue;
        json::object& container = value.get_object();
        const std::string image = stringAt(container, "image");
        const std::string name = image.substr(image.rfind('/') + 1); // npos + 1 is the beginning
        const bool floats = name.find(':') == std::string::npos || name.ends_with(":latest");
        fill(container, "imagePullPolicy", floats && !name.contains('@') ? "Always" : "IfNotPresent");
        fill(container, "resources", json::object());
        fill(container, "terminationMessagePath", "/dev/termination-log");
        fill(container, "terminationMessagePolicy", "File");
        for (const char* probe : {"livenessProbe", "readinessProbe", "startupProbe"})
            fillProbe(container, probe);
        if (json::value* ports = container.if_contains("ports"); ports && ports->is_array())
            for (json::value& port : ports->get_array())
                if (port.is_object())
                    fill(port.get_object(), "protocol", "TCP");
    }
}

void fillPodSpec(json::object* spec) {
    if (!spec)
        return;
    fillContainers(*spec, "containers");
    fillContainers(*spec, "initContainers");
    fill(*spec, "restartPolicy", "Always");
    fill(*spec, "terminationGracePeriodSeconds", 30);
    fill(*spec, "dnsPolicy", "ClusterFirst");
    fill(*spec, "securityContext", json::object());
    fill(*spec, "schedulerName", "default-scheduler");
}

void fillDeployment(json::object& spec) {
    fill(spec, "replicas", 1);
    fill(spec, "revisionHistoryLimit", 10);
    fill(spec, "progressDeadlineSeconds", 600);
    fill(spec, "strategy",
        json::object{{"type", "RollingUpdate"}, {"rollingUpdate", {{"maxUnavailable", "25%"}, {"maxSurge", "25%"}}}});
}

void fillStatefulSet(json::object& spec) {
    fill(spec, "replicas", 1);
    fill(spec, "revisionHistoryLimit", 10);
    fill(spec, "podManagementPolicy", "OrderedReady");
    fill(spec, "updateStrategy", json::object{{"type", "RollingUpdate"}, {"rollingUpdate", {{"partition", 0}}}});
    fill(spec, "persistentVolumeClaimRetentionPolicy",
        json::object{{"whenDeleted", "Retain"}, {"whenScaled", "Retain"}});
}

void fillService(json::object& spec) {
    fill(spec, "type", "ClusterIP");
    fill(spec, "sessionAffinity", "None");
    fill(spec, "internalTrafficPolicy", "Cluster");
    fill(spec, "ipFamilies", json::array{"IPv4"});
    fill(spec, "ipFamilyPolicy", "SingleStack");
    json::value* ports = spec.if_contains("ports");
    if (!ports || !ports->is_array())
        return;
    for (json::value& value : ports->get_array()) {
        if (!value.is_object())
            continue;
        json::object& port = value.get_object();
        fill(port, "protocol", "TCP");
        if (const json::value* number = port.if_contains("port"))
            fill(port, "targetPort", *number);
    }
}

} // namespace

void applyDefaults(json::object& object) {
    const std::string kind = stringAt(object, "kind");
    if (kind == "Secret")
        fill(object, "type", "Opaque");
    if (kind == "Namespace") {
        fill(object, "spec", json::object{{"finalizers", json::array{"kubernetes"}}});
        fill(object, "status", json::object{{"phase", "Active"}});
    }
    json::object* spec = objectAt(object, "spec"); // after the fills: adding a key moves the values
    if (!spec)
        return;
    if (kind == "Deployment")
        fillDeployment(*spec);
    else if (kind == "StatefulSet")
        fillStatefulSet(*spec);
    else if (kind == "Service")
        fillService(*spec);
    else if (kind == "Pod")
        fillPodSpec(spec);
    fillPodSpec(objectAt(*spec, "template.spec"));
    if (kind == "CronJob") {
        fill(*spec, "concurrencyPolicy", "Allow");
        fill(*spec, "suspend", false);
        fill(*spec, "successfulJobsHistoryLimit", 3);
        fill(*spec, "failedJobsHistoryLimit", 1);
        fillPodSpec(objectAt(*spec, "jobTemplate.spec.template.spec"));
    }
}

} // namespace pilothouse::demo
