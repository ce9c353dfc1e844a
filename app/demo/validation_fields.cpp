// SPDX-License-Identifier: Apache-2.0
#include "app/demo/validation.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>
#include <sstream>

namespace pilothouse::demo {

namespace {

/// A struct of the API: its fields, and which of them are structs the demo knows too ("spec:PodSpec").
/// protocol: k8s.io/api 0.34 types.go
const std::map<std::string, const char*>& schemas() {
    static const std::map<std::string, const char*> all{
        {"Deployment", "apiVersion kind metadata:ObjectMeta spec:DeploymentSpec status"},
        {"StatefulSet", "apiVersion kind metadata:ObjectMeta spec:StatefulSetSpec status"},
        {"DaemonSet", "apiVersion kind metadata:ObjectMeta spec:DaemonSetSpec status"},
        {"Job", "apiVersion kind metadata:ObjectMeta spec:JobSpec status"},
        {"Pod", "apiVersion kind metadata:ObjectMeta spec:PodSpec status"},
        {"Service", "apiVersion kind metadata:ObjectMeta spec:ServiceSpec status"},
        {"ConfigMap", "apiVersion kind metadata:ObjectMeta data binaryData immutable"},
        {"Secret", "apiVersion kind metadata:ObjectMeta data stringData type immutable"},
        {"ServiceAccount", "apiVersion kind metadata:ObjectMeta secrets imagePullSecrets automountServiceAccountToken"},
        {"ObjectMeta",
            "name generateName namespace selfLink uid resourceVersion generation creationTimestamp "
            "deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers "
            "managedFields"},
        {"DeploymentSpec",
            "replicas selector template:PodTemplate strategy minReadySeconds revisionHistoryLimit "
            "paused progressDeadlineSeconds"},
        {"StatefulSetSpec",
            "replicas selector template:PodTemplate volumeClaimTemplates serviceName "
            "podManagementPolicy updateStrategy revisionHistoryLimit minReadySeconds "
            "persistentVolumeClaimRetentionPolicy ordinals"},
        {"DaemonSetSpec", "selector template:PodTemplate updateStrategy minReadySeconds revisionHistoryLimit"},
        {"JobSpec",
            "parallelism completions activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit "
            "backoffLimitPerIndex maxFailedIndexes selector manualSelector template:PodTemplate "
            "ttlSecondsAfterFinished completionMode suspend podReplacementPolicy managedBy"},
        {"PodTemplate", "metadata:ObjectMeta spec:PodSpec"},
        {"PodSpec",
            "volumes initContainers:Container containers:Container ephemeralContainers restartPolicy "
            "terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName "
            "serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC "
            "shareProcessNamespace securityContext imagePullSecrets hostname subdomain affinity schedulerName "
            "tolerations hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName "
            "enableServiceLinks preemptionPolicy overhead topologySpreadConstraints setHostnameAsFQDN os "
            "hostUsers schedulingGates resourceClaims resources hostnameOverride"},
        {"Container",
            "name image command args workingDir ports envFrom env resources resizePolicy restartPolicy "
            "restartPolicyRules volumeMounts volumeDevices livenessProbe readinessProbe startupProbe lifecycle "
            "terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext stdin stdinOnce "
            "tty"},
        {"ServiceSpec",
            "ports:ServicePort selector clusterIP clusterIPs type externalIPs sessionAffinity "
            "loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy "
            "healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies "
            "ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy "
            "trafficDistribution"},
        {"ServicePort", "name protocol appProtocol port targetPort nodePort"},
    };
    return all;
}

using Fields = std::map<std::string, std::string, std::less<>>; ///< name and schema, or nothing

const Fields* fieldsOfSchema(const std::string& schema) {
    static std::map<std::string, Fields> parsed;
    if (const auto found = parsed.find(schema); found != parsed.end())
        return &found->second;
    const auto text = schemas().find(schema);
    if (text == schemas().end())
        return nullptr;
    Fields fields;
    std::istringstream words(text->second);
    for (std::string word; words >> word;) {
        const auto colon = word.find(':');
        fields[word.substr(0, colon)] = colon == std::string::npos ? std::string() : word.substr(colon + 1);
    }
    return &(parsed[schema] = std::move(fields));
}

void findUnknown(
    const json::value& value, const std::string& schema, const std::string& path, std::vector<std::string>& out) {
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.get_array().size(); ++i)
            findUnknown(value.get_array()[i], schema, std::format("{}[{}]", path, i), out);
        return;
    }
    const Fields* fields = fieldsOfSchema(schema);
    if (!fields || !value.is_object())
        return;
    for (const auto& [name, child] : value.get_object()) {
        const std::string here = path.empty() ? std::string(name) : path + '.' + std::string(name);
        const auto found = fields->find(std::string_view(name));
        if (found == fields->end())
            out.push_back(here);
        else if (!found->second.empty())
            findUnknown(child, found->second, here, out);
    }
}

} // namespace

std::vector<std::string> unknownFields(const ResourceType& type, const json::object& object) {
    static const std::set<std::string_view> groups{"", "apps", "batch"};
    std::vector<std::string> out;
    if (!type.custom && groups.contains(type.group))
        findUnknown(json::value(object), type.kind, {}, out);
    return out;
}

std::string strictDecodingError(const std::vector<std::string>& unknown) {
    std::string out = "strict decoding error: ";
    for (const char* comma = ""; const std::string& one : unknown) {
        out.append(comma).append("unknown field \"").append(one).append("\"");
        comma = ", ";
    }
    return out;
}

} // namespace pilothouse::demo
