// SPDX-License-Identifier: Apache-2.0
#include "core/kube/resource.h"

namespace pilothouse::builtin {

using namespace Qt::StringLiterals;

namespace {

struct Entry {
    QLatin1StringView group;
    QLatin1StringView kind;
    QLatin1StringView plural;
    QLatin1StringView singular;
    QLatin1StringView shortName;
    ResourceScope scope = ResourceScope::Namespaced;
};

ApiResource make(const Entry& entry) {
    return {
        .kind = {.group = QString(entry.group), .version = u"v1"_s, .kind = QString(entry.kind)},
        .plural = QString(entry.plural),
        .singular = QString(entry.singular),
        .scope = entry.scope,
        .verbs = {u"create"_s, u"delete"_s, u"get"_s, u"list"_s, u"patch"_s, u"update"_s, u"watch"_s},
        .shortNames = entry.shortName.isEmpty() ? QStringList() : QStringList{QString(entry.shortName)},
        .categories = {},
        .isPreferredVersion = true,
    };
}

} // namespace

const ApiResource& secrets() {
    static const ApiResource resource = make({""_L1, "Secret"_L1, "secrets"_L1, "secret"_L1, ""_L1});
    return resource;
}

const ApiResource& configMaps() {
    static const ApiResource resource = make({""_L1, "ConfigMap"_L1, "configmaps"_L1, "configmap"_L1, "cm"_L1});
    return resource;
}

const ApiResource& namespaces() {
    static const ApiResource resource
        = make({""_L1, "Namespace"_L1, "namespaces"_L1, "namespace"_L1, "ns"_L1, ResourceScope::Cluster});
    return resource;
}

const ApiResource& pods() {
    static const ApiResource resource = make({""_L1, "Pod"_L1, "pods"_L1, "pod"_L1, "po"_L1});
    return resource;
}

const ApiResource& deployments() {
    static const ApiResource resource
        = make({"apps"_L1, "Deployment"_L1, "deployments"_L1, "deployment"_L1, "deploy"_L1});
    return resource;
}

const ApiResource& statefulSets() {
    static const ApiResource resource
        = make({"apps"_L1, "StatefulSet"_L1, "statefulsets"_L1, "statefulset"_L1, "sts"_L1});
    return resource;
}

const ApiResource& daemonSets() {
    static const ApiResource resource = make({"apps"_L1, "DaemonSet"_L1, "daemonsets"_L1, "daemonset"_L1, "ds"_L1});
    return resource;
}

const ApiResource& replicaSets() {
    static const ApiResource resource = make({"apps"_L1, "ReplicaSet"_L1, "replicasets"_L1, "replicaset"_L1, "rs"_L1});
    return resource;
}

const ApiResource& jobs() {
    static const ApiResource resource = make({"batch"_L1, "Job"_L1, "jobs"_L1, "job"_L1, ""_L1});
    return resource;
}

const ApiResource& events() {
    static const ApiResource resource = make({""_L1, "Event"_L1, "events"_L1, "event"_L1, "ev"_L1});
    return resource;
}

} // namespace pilothouse::builtin
