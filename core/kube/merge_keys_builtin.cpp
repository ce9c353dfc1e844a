// SPDX-License-Identifier: Apache-2.0
#include "core/kube/merge_keys.h"

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

enum class Rule {
    Descend, ///< a map, or a list that is replaced, whose inside has rules
    Merge,
    MergeUnion, ///< merge, and each item keeps only the keys that are named
    Union,
};

/// One field that is merged otherwise than a plain map, list or scalar would be. Source: `patchStrategy` tags of the
/// API's Go types (Kubernetes 1.34), status left out: helm sends none.
struct Row {
    QLatin1StringView type;
    QLatin1StringView field;
    QLatin1StringView inside;
    Rule rule = Rule::Descend;
    QLatin1StringView key = {};
};

constexpr std::array kRows = {
    Row{"Object"_L1, "metadata"_L1, "ObjectMeta"_L1},
    Row{"ObjectMeta"_L1, "ownerReferences"_L1, {}, Rule::Merge, "uid"_L1},
    Row{"ObjectMeta"_L1, "finalizers"_L1, {}, Rule::Merge},
    Row{"Workload"_L1, "metadata"_L1, "ObjectMeta"_L1},
    Row{"Workload"_L1, "spec"_L1, "WorkloadSpec"_L1},
    Row{"WorkloadSpec"_L1, "template"_L1, "PodTemplateSpec"_L1},
    Row{"WorkloadSpec"_L1, "strategy"_L1, {}, Rule::Union},
    Row{"CronJob"_L1, "metadata"_L1, "ObjectMeta"_L1},
    Row{"CronJob"_L1, "spec"_L1, "CronJobSpec"_L1},
    Row{"CronJobSpec"_L1, "jobTemplate"_L1, "Workload"_L1},
    Row{"PodTemplate"_L1, "metadata"_L1, "ObjectMeta"_L1},
    Row{"PodTemplate"_L1, "template"_L1, "PodTemplateSpec"_L1},
    Row{"PodTemplateSpec"_L1, "metadata"_L1, "ObjectMeta"_L1},
    Row{"PodTemplateSpec"_L1, "spec"_L1, "PodSpec"_L1},
    Row{"PodSpec"_L1, "volumes"_L1, {}, Rule::MergeUnion, "name"_L1},
    Row{"PodSpec"_L1, "containers"_L1, "Container"_L1, Rule::Merge, "name"_L1},
    Row{"PodSpec"_L1, "initContainers"_L1, "Container"_L1, Rule::Merge, "name"_L1},
    Row{"PodSpec"_L1, "ephemeralContainers"_L1, "Container"_L1, Rule::Merge, "name"_L1},
    Row{"PodSpec"_L1, "imagePullSecrets"_L1, {}, Rule::Merge, "name"_L1},
    Row{"PodSpec"_L1, "hostAliases"_L1, {}, Rule::Merge, "ip"_L1},
    Row{"PodSpec"_L1, "topologySpreadConstraints"_L1, {}, Rule::Merge, "topologyKey"_L1},
    Row{"PodSpec"_L1, "schedulingGates"_L1, {}, Rule::Merge, "name"_L1},
    Row{"PodSpec"_L1, "resourceClaims"_L1, {}, Rule::MergeUnion, "name"_L1},
    Row{"Container"_L1, "ports"_L1, {}, Rule::Merge, "containerPort"_L1},
    Row{"Container"_L1, "env"_L1, {}, Rule::Merge, "name"_L1},
    Row{"Container"_L1, "volumeMounts"_L1, {}, Rule::Merge, "mountPath"_L1},
    Row{"Container"_L1, "volumeDevices"_L1, {}, Rule::Merge, "devicePath"_L1},
    Row{"Service"_L1, "metadata"_L1, "ObjectMeta"_L1},
    Row{"Service"_L1, "spec"_L1, "ServiceSpec"_L1},
    Row{"ServiceSpec"_L1, "ports"_L1, {}, Rule::Merge, "port"_L1},
    Row{"ServiceAccount"_L1, "metadata"_L1, "ObjectMeta"_L1},
    Row{"ServiceAccount"_L1, "secrets"_L1, {}, Rule::Merge, "name"_L1},
    Row{"Webhooks"_L1, "metadata"_L1, "ObjectMeta"_L1},
    Row{"Webhooks"_L1, "webhooks"_L1, "Webhook"_L1, Rule::Merge, "name"_L1},
    Row{"Webhook"_L1, "matchConditions"_L1, {}, Rule::Merge, "name"_L1},
    Row{"AdmissionPolicy"_L1, "metadata"_L1, "ObjectMeta"_L1},
    Row{"AdmissionPolicy"_L1, "spec"_L1, "AdmissionPolicySpec"_L1},
    Row{"AdmissionPolicySpec"_L1, "matchConditions"_L1, {}, Rule::Merge, "name"_L1},
    Row{"AdmissionPolicySpec"_L1, "variables"_L1, {}, Rule::Merge, "name"_L1},
};

struct Root {
    QLatin1StringView group;
    QLatin1StringView kind;
    QLatin1StringView type;
};

constexpr auto kAdmission = "admissionregistration.k8s.io"_L1;

constexpr std::array kRoots = {
    Root{{}, "Pod"_L1, "PodTemplateSpec"_L1},
    Root{{}, "PodTemplate"_L1, "PodTemplate"_L1},
    Root{{}, "ReplicationController"_L1, "Workload"_L1},
    Root{{}, "Service"_L1, "Service"_L1},
    Root{{}, "ServiceAccount"_L1, "ServiceAccount"_L1},
    Root{"apps"_L1, "Deployment"_L1, "Workload"_L1},
    Root{"apps"_L1, "StatefulSet"_L1, "Workload"_L1},
    Root{"apps"_L1, "DaemonSet"_L1, "Workload"_L1},
    Root{"apps"_L1, "ReplicaSet"_L1, "Workload"_L1},
    Root{"batch"_L1, "Job"_L1, "Workload"_L1},
    Root{"batch"_L1, "CronJob"_L1, "CronJob"_L1},
    Root{kAdmission, "MutatingWebhookConfiguration"_L1, "Webhooks"_L1},
    Root{kAdmission, "ValidatingWebhookConfiguration"_L1, "Webhooks"_L1},
    Root{kAdmission, "MutatingAdmissionPolicy"_L1, "AdmissionPolicy"_L1},
    Root{kAdmission, "ValidatingAdmissionPolicy"_L1, "AdmissionPolicy"_L1},
};

} // namespace

MergeSchemaPtr MergeSchema::builtIn() {
    static const MergeSchemaPtr kSchema = [] {
        auto schema = std::make_shared<MergeSchema>();
        for (const Row& row : kRows) {
            schema->m_types[row.type].insert(row.field,
                MergeField{.type = row.inside,
                    .key = row.key,
                    .merges = row.rule == Rule::Merge || row.rule == Rule::MergeUnion,
                    .retainsKeys = row.rule == Rule::Union || row.rule == Rule::MergeUnion});
        }
        for (const Root& root : kRoots) { // the rules of a kind are the same in all its versions
            schema->m_roots.insert({root.group, {}, root.kind}, root.type);
        }
        return schema;
    }();
    return kSchema;
}

} // namespace pilothouse
