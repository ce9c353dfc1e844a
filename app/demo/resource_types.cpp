// SPDX-License-Identifier: Apache-2.0
#include "app/demo/resource_types.h"

#include <algorithm>

namespace pilothouse::demo {

namespace {

constexpr int kAlways = 9999;
constexpr int kDebugContainersSince = 23; // protocol: gate EphemeralContainers is on from 1.23

std::vector<ResourceType> coreTypes() {
    return {
        {"", "v1", "namespaces", "Namespace", false, {"ns"}, {}, {"finalize", "status"}},
        {"", "v1", "nodes", "Node", false, {"no"}, {}, {"status"}},
        {"", "v1", "persistentvolumes", "PersistentVolume", false, {"pv"}, {}, {"status"}},
        {"", "v1", "pods", "Pod", true, {"po"}, {"all"},
            {"attach", "ephemeralcontainers", "eviction", "exec", "log", "portforward", "status"}},
        {"", "v1", "services", "Service", true, {"svc"}, {"all"}, {"status"}},
        {"", "v1", "endpoints", "Endpoints", true, {"ep"}},
        {"", "v1", "configmaps", "ConfigMap", true, {"cm"}},
        {"", "v1", "secrets", "Secret"},
        {"", "v1", "serviceaccounts", "ServiceAccount", true, {"sa"}},
        {"", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true, {"pvc"}, {}, {"status"}},
        {"", "v1", "events", "Event", true, {"ev"}},
        {"", "v1", "limitranges", "LimitRange", true, {"limits"}},
        {"", "v1", "resourcequotas", "ResourceQuota", true, {"quota"}, {}, {"status"}},
        {"", "v1", "replicationcontrollers", "ReplicationController", true, {"rc"}, {"all"}, {"scale", "status"}},
    };
}

std::vector<ResourceType> workloadTypes() {
    return {
        {"apps", "v1", "deployments", "Deployment", true, {"deploy"}, {"all"}, {"scale", "status"}},
        {"apps", "v1", "replicasets", "ReplicaSet", true, {"rs"}, {"all"}, {"scale", "status"}},
        {"apps", "v1", "statefulsets", "StatefulSet", true, {"sts"}, {"all"}, {"scale", "status"}},
        {"apps", "v1", "daemonsets", "DaemonSet", true, {"ds"}, {"all"}, {"status"}},
        {"apps", "v1", "controllerrevisions", "ControllerRevision"},
        {"batch", "v1", "jobs", "Job", true, {}, {"all"}, {"status"}},
        {"batch", "v1", "cronjobs", "CronJob", true, {"cj"}, {"all"}, {"status"}, 21},
        {"autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", true, {"hpa"}, {"all"}, {"status"},
            23},
        {"autoscaling", "v2beta2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", true, {"hpa"}, {"all"},
            {"status"}, 12, 25},
        {"policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", true, {"pdb"}, {}, {"status"}, 21},
    };
}

std::vector<ResourceType> clusterTypes() {
    return {
        {"networking.k8s.io", "v1", "ingresses", "Ingress", true, {"ing"}, {}, {"status"}},
        {"networking.k8s.io", "v1", "ingressclasses", "IngressClass", false},
        {"networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true, {"netpol"}},
        {"discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", true, {}, {}, {}, 21},
        {"storage.k8s.io", "v1", "storageclasses", "StorageClass", false, {"sc"}},
        {"scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass", false, {"pc"}},
        {"coordination.k8s.io", "v1", "leases", "Lease"},
        {"rbac.authorization.k8s.io", "v1", "roles", "Role"},
        {"rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding"},
        {"rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", false},
        {"rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", false},
        {"apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", false, {"crd", "crds"},
            {"api-extensions"}, {"status"}},
        {"metrics.k8s.io", "v1beta1", "nodes", "NodeMetrics", false},
        {"metrics.k8s.io", "v1beta1", "pods", "PodMetrics"},
        {"authentication.k8s.io", "v1", "selfsubjectreviews", "SelfSubjectReview", false, {}, {}, {}, 28},
        {"authorization.k8s.io", "v1", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false},
        {"authorization.k8s.io", "v1", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false},
    };
}

std::vector<std::string> strings(const json::array& values) {
    std::vector<std::string> out;
    for (const json::value& value : values)
        if (value.is_string())
            out.emplace_back(value.get_string());
    return out;
}

} // namespace

std::string ResourceType::singular() const {
    std::string out = kind;
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

ResourceTypes::ResourceTypes(int minorVersion) {
    for (const auto& part : {coreTypes(), workloadTypes(), clusterTypes()})
        for (const ResourceType& type : part)
            if (type.sinceMinor <= minorVersion && minorVersion <= std::min(type.untilMinor, kAlways))
                m_types.push_back(type);
    if (minorVersion < kDebugContainersSince)
        for (ResourceType& type : m_types)
            std::erase(type.subresources, "ephemeralcontainers");
}

const ResourceType* ResourceTypes::find(
    std::string_view group, std::string_view version, std::string_view plural) const {
    for (const ResourceType& type : m_types)
        if (type.plural == plural && type.group == group && type.version == version)
            return &type;
    return nullptr;
}

const ResourceType* ResourceTypes::byKind(std::string_view apiVersion, std::string_view kind) const {
    for (const ResourceType& type : m_types)
        if (type.kind == kind && type.apiVersion() == apiVersion)
            return &type;
    return nullptr;
}

void ResourceTypes::addCustom(const json::object& definition) {
    const std::string group = stringAt(definition, "spec.group");
    const std::string plural = stringAt(definition, "spec.names.plural");
    for (const json::value& value : arrayAt(definition, "spec.versions")) {
        const json::object& version = value.as_object();
        ResourceType type;
        type.group = group;
        type.version = stringAt(version, "name");
        type.plural = plural;
        type.kind = stringAt(definition, "spec.names.kind");
        type.namespaced = stringAt(definition, "spec.scope") == "Namespaced";
        type.shortNames = strings(arrayAt(definition, "spec.names.shortNames"));
        type.categories = strings(arrayAt(definition, "spec.names.categories"));
        type.custom = true;
        type.printerColumns = arrayAt(version, "additionalPrinterColumns");
        if (objectAt(version, "subresources.status"))
            type.subresources.emplace_back("status");
        if (!find(type.group, type.version, type.plural))
            m_types.push_back(std::move(type));
    }
}

} // namespace pilothouse::demo
