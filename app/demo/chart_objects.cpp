// SPDX-License-Identifier: Apache-2.0
#include "app/demo/chart_objects.h"

#include "app/demo/base64.h"
#include "app/demo/object_builders.h"
#include "app/demo/yaml_writer.h"

#include <algorithm>
#include <array>
#include <format>

namespace pilothouse::demo {

namespace {

/// Collects documents of one chart and puts them into helm's install order at the end.
class Documents {
public:
    void add(const std::string& chart, const std::string& file, json::object object) {
        m_documents.push_back({chart + "/templates/" + file + ".yaml", std::move(object)});
    }

    std::vector<ManifestDocument> sorted() {
        // protocol: helm kind_sorter.go, InstallOrder
        constexpr std::array<std::string_view, 12> kOrder{"PodDisruptionBudget", "ServiceAccount", "Secret",
            "ConfigMap", "PersistentVolumeClaim", "Role", "RoleBinding", "Service", "Deployment",
            "HorizontalPodAutoscaler", "StatefulSet", "CronJob"};
        const auto rank = [&](const ManifestDocument& one) {
            return std::ranges::find(kOrder, std::string_view(one.object.at("kind").get_string())) - kOrder.begin();
        };
        std::ranges::stable_sort(m_documents, {}, rank);
        return std::move(m_documents);
    }

private:
    std::vector<ManifestDocument> m_documents;
};

constexpr int kFirstCommand = 48000; // the platform counts its commands; the number itself means nothing

json::object labelsOf(const Release& release, const Revision& revision, const std::string& service) {
    json::object out{{"app.kubernetes.io/name", service}, {"app.kubernetes.io/instance", release.plan.name},
        {"app.kubernetes.io/managed-by", "Helm"}};
    if (release.plan.shape != Shape::Umbrella)
        out["helm.sh/chart"] = release.plan.name + '-' + revision.chartVersion;
    if (!release.plan.commit.empty() || release.plan.shape == Shape::Umbrella) {
        // The platform's mark on the releases it deploys; the number grows with every deploy.
        out["choerodon.io/command"] = std::to_string(kFirstCommand + revision.number);
    }
    return out;
}

bool oneOf(const std::string& name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

void addUmbrellaService(Documents& out, const Release& release, const Revision& revision, const std::string& service) {
    const ServiceState& state = revision.services.at(service);
    const std::string chart = "storefront/charts/" + service;
    const std::string& space = release.plan.namespaceName;
    const std::string name = "storefront-" + service;
    const json::object labels = labelsOf(release, revision, service);
    const ObjectHead head{space, name, labels};
    // web-neo is built without a commit in its image tag: only its ConfigMap's chart label tells the build
    const std::string tag = service == "web-neo" ? state.version : state.tag();
    out.add(chart, "deployment", deployment(head, service, "registry.corp/" + service + ':' + tag, state));
    out.add(chart, "service", serviceObject(head, service, state.port));
    if (oneOf(service, {"payment", "sniffer", "web-neo", "ws", "cart", "bff"})) {
        json::object more = labels;
        if (service == "web-neo")
            more["helm.sh/chart"] = "web-neo-" + state.tag();
        out.add(chart, "configmap", configMap({space, name, more}, service));
    }
    if (oneOf(service, {"payment", "session"}))
        out.add(chart, "secret", secret(head, service));
    if (oneOf(service, {"payment", "cart", "search"}))
        out.add(chart, "hpa", autoscaler(head, 2, 8));
    if (oneOf(service, {"web-neo", "bff"}))
        out.add(chart, "ingress", ingress(head, service + ".shop.corp.example", state.port));
    if (oneOf(service, {"payment", "cart"}))
        out.add(chart, "pdb", disruptionBudget(head, service));
    if (service == "inventory")
        out.add(chart, "cronjob",
            cronJob({space, name + "-sync", labels}, service, "registry.corp/inventory:" + state.tag()));
}

std::vector<ManifestDocument> umbrellaDocuments(const Release& release, const Revision& revision) {
    Documents out;
    out.add("storefront", "serviceaccount",
        serviceAccount({release.plan.namespaceName, "storefront", labelsOf(release, revision, "storefront")}));
    for (const std::string& service : umbrellaServices())
        addUmbrellaService(out, release, revision, service);
    return out.sorted();
}

std::string imageOf(const Release& release, const ServiceState& state) {
    const bool house = !release.plan.commit.empty();
    const std::string tag = house ? state.tag() : release.plan.appVersion;
    return (house ? "registry.corp/" : "registry.corp/mirror/") + release.plan.name + ':' + tag;
}

std::vector<ManifestDocument> singleDocuments(const Release& release, const Revision& revision) {
    Documents out;
    const ReleasePlan& plan = release.plan;
    const std::string& name = plan.name;
    const ServiceState& state = revision.services.at(name);
    const ObjectHead head{plan.namespaceName, name, labelsOf(release, revision, name)};
    const std::uint64_t dice = mixed(3, name); // which optional objects a chart has is the same in stg and prd
    const std::string image = imageOf(release, state);
    out.add(name, "configmap", configMap(head, name));
    if (plan.shape == Shape::Worker) {
        out.add(name, "deployment", deployment(head, name, image, state));
        out.add(name, "cronjob", cronJob(head, name, image));
        return out.sorted();
    }
    out.add(name, "service", serviceObject(head, name, state.port));
    if (plan.shape == Shape::Stateful) {
        ObjectHead headless = head;
        headless.name += "-headless";
        out.add(name, "service-headless", headlessService(headless, name, state.port));
        out.add(name, "statefulset", statefulSet(head, name, image, state, name != "ledger"));
        out.add(name, "pdb", disruptionBudget(head, name));
    } else {
        out.add(name, "serviceaccount", serviceAccount(head));
        out.add(name, "deployment", deployment(head, name, image, state));
    }
    if (plan.shape == Shape::Service && dice % 2 == 0)
        out.add(name, "hpa", autoscaler(head, plan.replicas, plan.replicas * 4));
    if (dice % 3 == 0 || name == "gateway")
        out.add(name, "ingress", ingress(head, name + ".corp.example", state.port));
    if (dice % 5 < 2 || name == "gateway")
        out.add(name, "secret", secret(head, name));
    if (name == "gateway") {
        out.add(name, "pdb", disruptionBudget(head, name));
        out.add(name, "role", role(head));
    }
    return out.sorted();
}

json::object hookPod(const Release& release, const std::string& name, const std::string& command) {
    return {{"apiVersion", "batch/v1"}, {"kind", "Job"},
        {"metadata", {{"name", name}, {"namespace", release.plan.namespaceName}}},
        {"spec",
            {{"backoffLimit", 1},
                {"template",
                    {{"spec",
                        {{"restartPolicy", "Never"},
                            {"containers",
                                json::array{json::object{{"name", "run"}, {"image", "registry.corp/tools:1.8.0"},
                                    {"command", json::array{"/bin/sh", "-c", command}}}}}}}}}}}};
}

json::object hook(const Release& release, const Revision& revision, const std::string& name, const std::string& command,
    json::array events, bool failed) {
    json::object out{
        {"name", name}, {"kind", "Job"}, {"path", release.plan.name + "/templates/hooks/" + name + ".yaml"}};
    json::object object = hookPod(release, name, command);
    json::array texts = events;
    std::string joined;
    for (const json::value& event : texts)
        joined += (joined.empty() ? "" : ",") + std::string(event.get_string());
    makeObjectAt(object, "metadata")["annotations"]
        = json::object{{"helm.sh/hook", joined}, {"helm.sh/hook-delete-policy", "before-hook-creation"}};
    out["manifest"] = "# Source: " + std::string(out["path"].get_string()) + '\n' + toYaml(object);
    out["events"] = std::move(events);
    if (joined != "test") {
        const Time begun = revision.deployed + std::chrono::seconds(2);
        out["last_run"] = json::object{{"started_at", formatGoTime(begun)},
            {"completed_at", formatGoTime(begun + std::chrono::seconds(9))},
            {"phase", failed ? "Failed" : "Succeeded"}};
    } else {
        out["last_run"] = json::object{{"started_at", ""}, {"completed_at", ""}, {"phase", ""}};
    }
    out["delete_policies"] = json::array{"before-hook-creation"};
    return out;
}

} // namespace

std::vector<ManifestDocument> manifestDocuments(const Release& release, const Revision& revision) {
    return release.plan.shape == Shape::Umbrella ? umbrellaDocuments(release, revision)
                                                 : singleDocuments(release, revision);
}

std::string manifestText(const std::vector<ManifestDocument>& documents) {
    std::string out;
    for (const ManifestDocument& document : documents)
        out += "---\n# Source: " + document.source + '\n' + toYaml(document.object);
    return out;
}

json::array hooks(const Release& release, const Revision& revision) {
    const std::uint64_t dice = mixed(5, release.plan.name);
    json::array out;
    const std::string& name = release.plan.name;
    if (release.plan.shape == Shape::Umbrella || dice % 4 == 0 || name == "orders")
        out.push_back(hook(release, revision, name + "-migrate", "/app/migrate up", {"pre-install", "pre-upgrade"},
            name == "orders" && revision.status == "failed"));
    if (release.plan.shape == Shape::Umbrella || dice % 3 == 0)
        out.push_back(
            hook(release, revision, name + "-smoke", "wget -qO- http://" + name + "/healthz", {"test"}, false));
    return out;
}

json::object customLabels(const Release& release, const Revision& revision) {
    if (release.plan.shape == Shape::Load || (release.plan.commit.empty() && release.plan.shape != Shape::Umbrella))
        return {};
    json::object labels{{"choerodon.io/command", std::to_string(kFirstCommand + revision.number)},
        {"app.kubernetes.io/part-of", release.plan.namespaceName}};
    // One team's releases are deployed by its platform's agent; the others only carry the number.
    if (release.plan.namespaceName == "accounts")
        labels["choerodon.io/release"] = release.plan.name;
    return labels;
}

} // namespace pilothouse::demo
