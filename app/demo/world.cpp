// SPDX-License-Identifier: Apache-2.0
#include "app/demo/world.h"

#include "app/demo/base64.h"
#include "app/demo/release_world.h"
#include "app/demo/workloads.h"

#include <format>
#include <set>

namespace pilothouse::demo {

using namespace std::chrono;

namespace {

void put(Cluster& cluster, const json::object& object) {
    if (const ResourceType* type = cluster.types.byKind(stringAt(object, "apiVersion"), stringAt(object, "kind")))
        static_cast<void>(cluster.store.create(*type, object));
}

json::object head(const std::string& name, const std::string& space, Time created) {
    json::object out{{"name", name}, {"creationTimestamp", formatTime(created)}};
    if (!space.empty())
        out["namespace"] = space;
    return out;
}

void addNamespace(Cluster& cluster, const std::string& name, Time created, bool withPullSecret) {
    json::object metadata = head(name, {}, created);
    metadata["labels"] = json::object{{"kubernetes.io/metadata.name", name}};
    put(cluster,
        {{"kind", "Namespace"}, {"apiVersion", "v1"}, {"metadata", std::move(metadata)},
            {"spec", {{"finalizers", json::array{"kubernetes"}}}}, {"status", {{"phase", "Active"}}}});
    put(cluster, {{"kind", "ServiceAccount"}, {"apiVersion", "v1"}, {"metadata", head("default", name, created)}});
    put(cluster,
        {{"kind", "ConfigMap"}, {"apiVersion", "v1"}, {"metadata", head("kube-root-ca.crt", name, created)},
            {"data", {{"ca.crt", "-----BEGIN CERTIFICATE-----\nMIIBdemo\n-----END CERTIFICATE-----\n"}}}});
    if (withPullSecret)
        put(cluster,
            {{"kind", "Secret"}, {"apiVersion", "v1"}, {"metadata", head("registry-corp", name, created)},
                {"data",
                    {{".dockerconfigjson",
                        base64Encode(
                            R"({"auths":{"registry.corp":{"username":"puller","password":"canary-registry-77d0"}}})")}}},
                {"type", "kubernetes.io/dockerconfigjson"}});
}

void addNode(Cluster& cluster, const std::string& name, int index, Time created) {
    json::object metadata = head(name, {}, created);
    metadata["labels"] = json::object{{"kubernetes.io/hostname", name}, {"kubernetes.io/os", "linux"},
        {"kubernetes.io/arch", "amd64"}, {"node.kubernetes.io/instance-type", "m6i.2xlarge"},
        {"topology.kubernetes.io/zone", std::format("eu-central-1{}", "abcc"[index])}};
    const json::object room{{"cpu", "8"}, {"memory", "32Gi"}, {"pods", "58"}};
    const json::object ready{{"type", "Ready"}, {"status", "True"}, {"reason", "KubeletReady"},
        {"message", "kubelet is posting ready status"}, {"lastHeartbeatTime", formatTime(now())},
        {"lastTransitionTime", formatTime(created)}};
    put(cluster,
        {{"kind", "Node"}, {"apiVersion", "v1"}, {"metadata", std::move(metadata)},
            {"spec", {{"podCIDR", std::format("10.42.{}.0/24", index)}}},
            {"status",
                {{"capacity", room}, {"allocatable", room}, {"conditions", json::array{ready}},
                    {"addresses",
                        json::array{
                            json::object{{"type", "InternalIP"}, {"address", std::format("192.0.2.{}", 10 + index)}},
                            json::object{{"type", "Hostname"}, {"address", name}}}},
                    {"nodeInfo",
                        {{"kubeletVersion", std::format("v1.{}.4", cluster.settings.minorVersion)},
                            {"osImage", "Debian GNU/Linux 13 (trixie)"}, {"kernelVersion", "6.12.48-amd64"},
                            {"containerRuntimeVersion", "containerd://2.1.4"}, {"operatingSystem", "linux"},
                            {"architecture", "amd64"}, {"bootID", ""}, {"machineID", ""}, {"systemUUID", ""},
                            {"kubeProxyVersion", ""}}}}}});
}

json::object definition(const char* group, const char* version, const char* kind, const char* plural,
    const char* shortName, json::array columns, Time created) {
    const json::object schema{
        {"openAPIV3Schema", {{"type", "object"}, {"x-kubernetes-preserve-unknown-fields", true}}}};
    const json::object served{{"name", version}, {"served", true}, {"storage", true}, {"schema", schema},
        {"subresources", {{"status", json::object()}}}, {"additionalPrinterColumns", std::move(columns)}};
    const std::string singular(kind);
    json::object names{{"kind", kind}, {"plural", plural}, {"listKind", singular + "List"}};
    if (*shortName)
        names["shortNames"] = json::array{shortName};
    return {{"kind", "CustomResourceDefinition"}, {"apiVersion", "apiextensions.k8s.io/v1"},
        {"metadata", head(std::string(plural) + '.' + group, {}, created)},
        {"spec", {{"group", group}, {"names", names}, {"scope", "Namespaced"}, {"versions", json::array{served}}}},
        {"status",
            {{"conditions",
                 json::array{json::object{{"type", "NamesAccepted"}, {"status", "True"}},
                     json::object{{"type", "Established"}, {"status", "True"}}}},
                {"acceptedNames", names}, {"storedVersions", json::array{version}}}}};
}

json::object column(const char* name, const char* type, const char* path) {
    return {{"name", name}, {"type", type}, {"jsonPath", path}};
}

/// The kinds of two controllers that own a release each: Flux has ingress-nginx, k3s has traefik.
void addOwners(Cluster& cluster, Time created) {
    const json::object flux = definition("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases", "hr",
        {column("Age", "date", ".metadata.creationTimestamp"),
            column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status"),
            column("Status", "string", ".status.conditions[?(@.type==\"Ready\")].message")},
        created);
    const json::object k3s = definition("helm.cattle.io", "v1", "HelmChart", "helmcharts", "",
        {column("Repo", "string", ".spec.repo"), column("Chart", "string", ".spec.chart"),
            column("Version", "string", ".spec.version"), column("TargetNamespace", "string", ".spec.targetNamespace"),
            column("Failed", "string", ".status.conditions[?(@.type==\"Failed\")].status")},
        created);
    for (const json::object& one : {flux, k3s}) {
        put(cluster, one);
        cluster.types.addCustom(one);
    }
    const json::object ready{{"type", "Ready"}, {"status", "True"}, {"reason", "UpgradeSucceeded"},
        {"observedGeneration", 1}, {"lastTransitionTime", formatTime(now() - hours(24 * 12))},
        {"message", "Helm upgrade succeeded for release infra/ingress-nginx.v9 with chart ingress-nginx@4.11.2"}};
    const json::object snapshot{{"name", "ingress-nginx"}, {"namespace", "infra"}, {"version", 9},
        {"status", "deployed"}, {"chartName", "ingress-nginx"}, {"chartVersion", "4.11.2"}, {"appVersion", "1.11.2"}};
    put(cluster,
        {{"kind", "HelmRelease"}, {"apiVersion", "helm.toolkit.fluxcd.io/v2"},
            {"metadata", head("ingress-nginx", "infra", created)},
            {"spec",
                {{"interval", "10m"}, {"releaseName", "ingress-nginx"},
                    {"chart",
                        {{"spec",
                            {{"chart", "ingress-nginx"}, {"version", "4.11.2"},
                                {"sourceRef", {{"kind", "HelmRepository"}, {"name", "ingress-nginx"}}}}}}}}},
            {"status",
                {{"observedGeneration", 1}, {"conditions", json::array{ready}}, {"history", json::array{snapshot}},
                    {"storageNamespace", "infra"}}}});
    put(cluster,
        {{"kind", "HelmChart"}, {"apiVersion", "helm.cattle.io/v1"}, {"metadata", head("traefik", "infra", created)},
            {"spec",
                {{"chart", "traefik"}, {"version", "27.0.2"}, {"repo", "https://charts.corp.example/traefik"},
                    {"targetNamespace", "infra"}}},
            {"status",
                {{"jobName", "helm-install-traefik"},
                    {"conditions",
                        json::array{json::object{{"type", "JobCreated"}, {"status", "True"}},
                            json::object{{"type", "Failed"}, {"status", "False"}}}}}}});
}

void addClusterWide(Cluster& cluster, Time created) {
    int index = 0;
    for (const std::string& name : nodeNames())
        addNode(cluster, name, index++, created);
    json::object standard = head("gp3", {}, created);
    standard["annotations"] = json::object{{"storageclass.kubernetes.io/is-default-class", "true"}};
    put(cluster,
        {{"kind", "StorageClass"}, {"apiVersion", "storage.k8s.io/v1"}, {"metadata", std::move(standard)},
            {"provisioner", "ebs.csi.aws.com"}, {"reclaimPolicy", "Delete"},
            {"volumeBindingMode", "WaitForFirstConsumer"}, {"allowVolumeExpansion", true}});
    put(cluster,
        {{"kind", "IngressClass"}, {"apiVersion", "networking.k8s.io/v1"}, {"metadata", head("nginx", {}, created)},
            {"spec", {{"controller", "k8s.io/ingress-nginx"}}}});
    const json::object everything{
        {"apiGroups", json::array{"*"}}, {"resources", json::array{"*"}}, {"verbs", json::array{"*"}}};
    put(cluster,
        {{"kind", "ClusterRole"}, {"apiVersion", "rbac.authorization.k8s.io/v1"},
            {"metadata", head("cluster-admin", {}, created)}, {"rules", json::array{everything}}});
    put(cluster,
        {{"kind", "ClusterRoleBinding"}, {"apiVersion", "rbac.authorization.k8s.io/v1"},
            {"metadata", head("ops-admin", {}, created)},
            {"roleRef",
                {{"apiGroup", "rbac.authorization.k8s.io"}, {"kind", "ClusterRole"}, {"name", "cluster-admin"}}},
            {"subjects",
                json::array{
                    json::object{{"kind", "User"}, {"apiGroup", "rbac.authorization.k8s.io"}, {"name", "ops@corp"}}}}});
}

} // namespace

void buildWorld(Cluster& cluster, const Load& load) {
    constexpr auto kClusterAge = hours(24 * 412);
    const Time start = now();
    const Time created = start - kClusterAge;
    const std::vector<ReleasePlan> plans = releasePlans(cluster.name);
    std::set<std::string> spaces{"default", "kube-system", "kube-public", "kube-node-lease"};
    for (const ReleasePlan& plan : plans)
        spaces.insert(plan.namespaceName);
    for (int i = 0; load.releases > 0 && i < std::min(10, load.releases); ++i)
        spaces.insert(std::format("load-{:02}", i));
    for (const std::string& name : spaces)
        addNamespace(
            cluster, name, created, name != "payments" && !name.starts_with("kube-") && !name.starts_with("load-"));
    addClusterWide(cluster, created);
    if (cluster.name != "edge")
        addOwners(cluster, created);

    const auto world = std::make_shared<ReleaseWorld>(cluster);
    for (const ReleasePlan& plan : plans)
        world->add(makeRelease(plan, cluster.name, cluster.settings.seed, start));
    if (load.releases > 0)
        world->addLoad(load.releases, load.revisions, load.bytes, start);
    cluster.upgradeRelease = [world](const json::object& wanted) { return world->upgrade(wanted); };
    cluster.store.compact(); // the world is older than any watch
}

} // namespace pilothouse::demo
