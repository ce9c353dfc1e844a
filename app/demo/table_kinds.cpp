// SPDX-License-Identifier: Apache-2.0
#include "app/demo/table_kinds.h"

#include "app/demo/clock.h"

#include <format>
#include <map>

namespace pilothouse::demo {

namespace {

std::string orNone(std::string text) {
    return text.empty() ? "<none>" : text;
}

std::string joined(const json::array& values, const char* field = nullptr) {
    std::string out;
    for (const json::value& value : values) {
        const std::string text = field ? stringAt(value.as_object(), field)
            : value.is_string()        ? std::string(value.get_string())
                                       : std::string();
        out += (out.empty() ? "" : ",") + text;
    }
    return out;
}

std::string pairs(const json::object* labels) {
    std::string out;
    if (labels)
        for (const auto& [key, value] : *labels)
            if (value.is_string())
                out += (out.empty() ? "" : ",") + std::string(key) + '=' + std::string(value.get_string());
    return orNone(out);
}

std::int64_t dataCount(const StoredObject& object) {
    if (object.lazy)
        return 1; // a release record: one key, and no reason to make its body
    std::size_t out = 0;
    for (const char* key : {"data", "binaryData"})
        if (const json::object* data = objectAt(object.value, key))
            out += data->size();
    return static_cast<std::int64_t>(out);
}

std::string servicePorts(const json::object& object) {
    std::string out;
    for (const json::value& value : arrayAt(object, "spec.ports")) {
        const json::object& port = value.as_object();
        const std::int64_t nodePort = intAt(port, "nodePort");
        out += std::format("{}{}{}/{}", out.empty() ? "" : ",", intAt(port, "port"),
            nodePort ? ':' + std::to_string(nodePort) : std::string(), stringAt(port, "protocol"));
    }
    return orNone(out);
}

TableKind namespaceTable() {
    return {{{"Name"}, {"Status"}, {"Age"}}, [](const StoredObject& object) -> json::array {
                return {object.name, stringAt(object.value, "status.phase"), ageCell(object)};
            }};
}

TableKind nodeTable() {
    return {{{"Name"}, {"Status"}, {"Roles"}, {"Age"}, {"Version"}, {"Internal-IP", "string", 1},
                {"External-IP", "string", 1}, {"OS-Image", "string", 1}, {"Kernel-Version", "string", 1},
                {"Container-Runtime", "string", 1}},
        [](const StoredObject& object) -> json::array {
            std::string status = "NotReady";
            for (const json::value& value : arrayAt(object.value, "status.conditions"))
                if (stringAt(value.as_object(), "type") == "Ready" && stringAt(value.as_object(), "status") == "True")
                    status = "Ready";
            const json::object* spec = objectAt(object.value, "spec");
            if (spec && spec->contains("unschedulable") && spec->at("unschedulable") == true)
                status += ",SchedulingDisabled";
            const json::array& addresses = arrayAt(object.value, "status.addresses");
            return {object.name, status, "<none>", ageCell(object),
                stringAt(object.value, "status.nodeInfo.kubeletVersion"),
                addresses.empty() ? "<none>" : stringAt(addresses.front().as_object(), "address"), "<none>",
                stringAt(object.value, "status.nodeInfo.osImage"),
                stringAt(object.value, "status.nodeInfo.kernelVersion"),
                stringAt(object.value, "status.nodeInfo.containerRuntimeVersion")};
        }};
}

TableKind serviceTable() {
    return {{{"Name"}, {"Type"}, {"Cluster-IP"}, {"External-IP"}, {"Port(s)"}, {"Age"}, {"Selector", "string", 1}},
        [](const StoredObject& object) -> json::array {
            return {object.name, stringAt(object.value, "spec.type"), orNone(stringAt(object.value, "spec.clusterIP")),
                "<none>", servicePorts(object.value), ageCell(object), pairs(objectAt(object.value, "spec.selector"))};
        }};
}

TableKind configMapTable() {
    return {{{"Name"}, {"Data"}, {"Age"}},
        [](const StoredObject& object) -> json::array { return {object.name, dataCount(object), ageCell(object)}; }};
}

TableKind secretTable() {
    return {{{"Name"}, {"Type"}, {"Data"}, {"Age"}}, [](const StoredObject& object) -> json::array {
                const std::string type = stringAt(object.value, "type");
                return {object.name, type.empty() ? "Opaque" : type, dataCount(object), ageCell(object)};
            }};
}

TableKind serviceAccountTable() {
    return {{{"Name"}, {"Secrets"}, {"Age"}}, [](const StoredObject& object) -> json::array {
                return {
                    object.name, static_cast<std::int64_t>(arrayAt(object.value, "secrets").size()), ageCell(object)};
            }};
}

TableKind claimTable() {
    return {{{"Name"}, {"Status"}, {"Volume"}, {"Capacity"}, {"Access Modes"}, {"StorageClass"},
                {"VolumeAttributesClass"}, {"Age"}, {"VolumeMode", "string", 1}},
        [](const StoredObject& object) -> json::array {
            return {object.name, stringAt(object.value, "status.phase"), stringAt(object.value, "spec.volumeName"),
                stringAt(object.value, "status.capacity.storage"), "RWO",
                stringAt(object.value, "spec.storageClassName"), "<unset>", ageCell(object),
                stringAt(object.value, "spec.volumeMode")};
        }};
}

TableKind eventTable() {
    return {{{"Last Seen"}, {"Type"}, {"Reason"}, {"Object"}, {"Subobject", "string", 1}, {"Source", "string", 1},
                {"Message"}, {"First Seen", "string", 1}, {"Count", "string", 1}, {"Name", "string", 1}},
        [](const StoredObject& object) -> json::array {
            std::string kind = stringAt(object.value, "involvedObject.kind");
            for (char& c : kind)
                c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            return {ageCell(stringAt(object.value, "lastTimestamp")), stringAt(object.value, "type"),
                stringAt(object.value, "reason"), kind + '/' + stringAt(object.value, "involvedObject.name"), "",
                stringAt(object.value, "source.component"), stringAt(object.value, "message"),
                ageCell(stringAt(object.value, "firstTimestamp")), intAt(object.value, "count"), object.name};
        }};
}

TableKind ingressTable() {
    return {{{"Name"}, {"Class"}, {"Hosts"}, {"Address"}, {"Ports"}, {"Age"}},
        [](const StoredObject& object) -> json::array {
            const bool tls = !arrayAt(object.value, "spec.tls").empty();
            return {object.name, orNone(stringAt(object.value, "spec.ingressClassName")),
                joined(arrayAt(object.value, "spec.rules"), "host"),
                joined(arrayAt(object.value, "status.loadBalancer.ingress"), "hostname"), tls ? "80, 443" : "80",
                ageCell(object)};
        }};
}

TableKind autoscalerTable() {
    return {{{"Name"}, {"Reference"}, {"Targets"}, {"MinPods"}, {"MaxPods"}, {"Replicas"}, {"Age"}},
        [](const StoredObject& object) -> json::array {
            const json::array& metrics = arrayAt(object.value, "status.currentMetrics");
            const json::array& wanted = arrayAt(object.value, "spec.metrics");
            std::string targets = "<unknown>";
            if (!metrics.empty() && !wanted.empty())
                targets = std::format("cpu: {}%/{}%",
                    intAt(metrics.front().as_object(), "resource.current.averageUtilization"),
                    intAt(wanted.front().as_object(), "resource.target.averageUtilization"));
            return {object.name,
                stringAt(object.value, "spec.scaleTargetRef.kind") + '/'
                    + stringAt(object.value, "spec.scaleTargetRef.name"),
                targets, std::to_string(intAt(object.value, "spec.minReplicas", 1)),
                intAt(object.value, "spec.maxReplicas"), intAt(object.value, "status.currentReplicas"),
                ageCell(object)};
        }};
}

TableKind disruptionBudgetTable() {
    return {{{"Name"}, {"Min Available"}, {"Max Unavailable"}, {"Allowed Disruptions", "integer"}, {"Age"}},
        [](const StoredObject& object) -> json::array {
            return {object.name, std::to_string(intAt(object.value, "spec.minAvailable")), "N/A",
                intAt(object.value, "status.disruptionsAllowed"), ageCell(object)};
        }};
}

TableKind bindingTable() {
    return {{{"Name"}, {"Role"}, {"Age"}, {"Users", "string", 1}}, [](const StoredObject& object) -> json::array {
                return {object.name,
                    stringAt(object.value, "roleRef.kind") + '/' + stringAt(object.value, "roleRef.name"),
                    ageCell(object), joined(arrayAt(object.value, "subjects"), "name")};
            }};
}

TableKind storageClassTable() {
    return {{{"Name"}, {"Provisioner"}, {"ReclaimPolicy"}, {"VolumeBindingMode"}, {"AllowVolumeExpansion"}, {"Age"}},
        [](const StoredObject& object) -> json::array {
            return {object.name, stringAt(object.value, "provisioner"), stringAt(object.value, "reclaimPolicy"),
                stringAt(object.value, "volumeBindingMode"), true, ageCell(object)};
        }};
}

std::map<std::string, TableKind> makeTables() {
    return {{"Pod", podTable()}, {"Deployment", deploymentTable()}, {"ReplicaSet", replicaSetTable()},
        {"StatefulSet", statefulSetTable()}, {"DaemonSet", daemonSetTable()}, {"Job", jobTable()},
        {"CronJob", cronJobTable()}, {"Namespace", namespaceTable()}, {"Node", nodeTable()},
        {"Service", serviceTable()}, {"ConfigMap", configMapTable()}, {"Secret", secretTable()},
        {"ServiceAccount", serviceAccountTable()}, {"PersistentVolumeClaim", claimTable()}, {"Event", eventTable()},
        {"Ingress", ingressTable()}, {"HorizontalPodAutoscaler", autoscalerTable()},
        {"PodDisruptionBudget", disruptionBudgetTable()}, {"RoleBinding", bindingTable()},
        {"ClusterRoleBinding", bindingTable()}, {"StorageClass", storageClassTable()}};
}

} // namespace

const TableKind* tableKind(const std::string& kind) {
    static const std::map<std::string, TableKind> tables = makeTables();
    const auto found = tables.find(kind);
    return found == tables.end() ? nullptr : &found->second;
}

} // namespace pilothouse::demo
