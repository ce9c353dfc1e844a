// SPDX-License-Identifier: Apache-2.0
#include "app/demo/demo_charts.h"

#include "app/demo/chart_templates.h"
#include "app/demo/kubeconfig_writer.h"
#include "app/demo/release_plan.h"
#include "app/demo/yaml_writer.h"

#include <algorithm>
#include <filesystem>
#include <format>

namespace pilothouse::demo {

namespace {

/// What a service's chart has besides its Deployment and Service.
struct ServiceChart {
    std::string name;
    std::string version;
    ServiceState state;
    bool configMap = false;
    bool secret = false;
    bool autoscaler = false;
    bool ingress = false;
    bool budget = false;
    bool sync = false;
    bool account = false;
    bool chartLabel = false;
    bool migrate = false;
    bool smoke = false;
    std::string host = {};
    bool commitInTag = true;
};

bool oneOf(const std::string& name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

std::string chartYaml(const std::string& name, const std::string& version, const std::string& description,
    const json::array& dependencies = {}) {
    const std::string plain = version.starts_with('v') ? version.substr(1) : version;
    json::object out{{"apiVersion", "v2"}, {"name", name}, {"description", description}, {"type", "application"},
        {"version", version}, {"appVersion", plain.substr(0, plain.find('-'))}};
    if (!dependencies.empty())
        out["dependencies"] = dependencies;
    return toYaml(out);
}

std::string yes(bool value) {
    return value ? "true" : "false";
}

/// The defaults, written as people write them: with what each is for.
std::string valuesYaml(const ServiceChart& chart) {
    const ServiceState& state = chart.state;
    return std::format("# Number of pods; ignored while autoscaling is enabled.\nreplicaCount: {}\n\n"
                       "image:\n  repository: registry.corp/{}\n  # The build: version and commit.\n  tag: {}\n"
                       "  pullPolicy: IfNotPresent\n  # Whether the image's tag carries the commit too.\n"
                       "  commitInTag: {}\n\nimagePullSecrets:\n- name: registry-corp\n\n",
               state.replicas, chart.name, state.tag(), yes(chart.commitInTag))
        + std::format("resources:\n  limits:\n    cpu: 500m\n    memory: {}\n  requests:\n    cpu: 100m\n    memory: "
                      "128Mi\n\nservice:\n  type: ClusterIP\n  port: {}\n\n# debug, info, warn or error\n"
                      "logLevel: info\nextraEnv: []\n\n",
            state.memory, state.port)
        + std::format("configMap:\n  enabled: {}\nupstreams:\n  orders: http://orders.orders\n  search: "
                      "http://search.catalog\nfeatures:\n  tracing: true\n  region: eu-central-1\n\n",
            yes(chart.configMap))
        + std::format("secret:\n  enabled: {0}\n  dbPassword: canary-{1}-db-9f2c71\n  apiToken: "
                      "canary-{1}-token-b81e04\n\nserviceAccount:\n  create: {2}\n\n",
            yes(chart.secret), chart.name, yes(chart.account))
        + std::format("autoscaling:\n  enabled: {}\n  minReplicas: 2\n  maxReplicas: 8\n\ningress:\n  enabled: {}\n"
                      "  host: {}\n\ndisruptionBudget:\n  enabled: {}\n\n",
            yes(chart.autoscaler), yes(chart.ingress), chart.host.empty() ? "example.corp.example" : chart.host,
            yes(chart.budget))
        + std::format("sync:\n  enabled: {}\n\n# Runs before an install or upgrade; a failure stops it.\nmigrate:\n"
                      "  enabled: {}\n  image: registry.corp/tools:1.8.0\n  command: /app/migrate up\n\n"
                      "smokeTest:\n  enabled: {}\n\n# Whether objects carry helm.sh/chart.\nchartLabel: {}\n",
            yes(chart.sync), yes(chart.migrate), yes(chart.smoke), yes(chart.chartLabel));
}

ChartFiles serviceChart(const ServiceChart& chart) {
    ChartFiles out{{"Chart.yaml", chartYaml(chart.name, chart.version, "Runs " + chart.name)},
        {"values.yaml", valuesYaml(chart)}, {"README.md", "# " + chart.name + '\n'}};
    for (ChartFile& file : serviceTemplates())
        out.push_back(std::move(file));
    return out;
}

Release newestRelease(const std::string& space, const std::string& name, std::uint64_t seed) {
    for (const ReleasePlan& plan : releasePlans("prd"))
        if (plan.namespaceName == space && plan.name == name)
            return makeRelease(plan, "prd", seed, now());
    return {};
}

/// The version one patch further, of another commit.
ServiceState nextBuild(ServiceState state) {
    const auto dot = state.version.find_last_of('.');
    state.version = state.version.substr(0, dot + 1) + std::to_string(std::stoi(state.version.substr(dot + 1)) + 1);
    state.commit = commitText(mixed(59, state.version));
    return state;
}

void writePayment(const std::string& directory, std::uint64_t seed) {
    const Release release = newestRelease("payments", "payment", seed);
    ServiceChart chart{"payment", release.newest().chartVersion, release.newest().services.at("payment")};
    chart.configMap = chart.secret = chart.ingress = chart.account = chart.chartLabel = chart.smoke = true;
    chart.host = "payment.corp.example";
    ChartFiles deployed = serviceChart(chart);
    deployed.push_back({"values.schema.json", serviceSchema()});
    writePrivateFile(directory + "/payment-" + chart.version + ".tgz", packedChart("payment", deployed));

    chart.state = nextBuild(chart.state);
    chart.state.memory = "320Mi";
    chart.version = chart.state.tag();
    chart.migrate = true;
    ChartFiles next = serviceChart(chart);
    next.push_back({"values.schema.json", serviceSchema()});
    writeChartFolder(directory + "/payment", next);
    writePrivateFile(directory + "/payment-" + chart.version + ".tgz", packedChart("payment", next));
}

ServiceChart umbrellaService(const std::string& name, const ServiceState& state) {
    ServiceChart out{name, state.tag(), state};
    out.configMap = oneOf(name, {"payment", "sniffer", "web-neo", "ws", "cart", "bff"});
    out.secret = oneOf(name, {"payment", "session"});
    out.autoscaler = oneOf(name, {"payment", "cart", "search"});
    out.ingress = oneOf(name, {"web-neo", "bff"});
    out.budget = oneOf(name, {"payment", "cart"});
    out.sync = name == "inventory";
    out.host = name + ".shop.corp.example";
    out.commitInTag = name != "web-neo";
    return out;
}

constexpr const char* kUmbrellaAccount = R"(apiVersion: v1
kind: ServiceAccount
metadata:
  name: storefront
  namespace: {{ .Release.Namespace }}
  labels:
    app.kubernetes.io/name: storefront
    app.kubernetes.io/instance: {{ .Release.Name }}
    app.kubernetes.io/managed-by: {{ .Release.Service }}
    choerodon.io/command: {{ add 48000 .Release.Revision | quote }}
)";

constexpr const char* kUmbrellaJob = R"(apiVersion: batch/v1
kind: Job
metadata:
  name: storefront-@NAME@
  namespace: {{ .Release.Namespace }}
  annotations:
    helm.sh/hook: @EVENTS@
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  backoffLimit: 1
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: run
        image: registry.corp/tools:1.8.0
        command:
        - /bin/sh
        - "-c"
        - @COMMAND@
)";

std::string umbrellaJob(const std::string& name, const std::string& events, const std::string& command) {
    std::string out = kUmbrellaJob;
    const auto fill
        = [&](const std::string& mark, const std::string& text) { out.replace(out.find(mark), mark.size(), text); };
    fill("@NAME@", name);
    fill("@EVENTS@", events);
    fill("@COMMAND@", command);
    return out;
}

void writeStorefront(const std::string& directory, std::uint64_t seed) {
    const Release release = newestRelease("shop", "storefront", seed);
    json::array dependencies;
    std::string values = "# Shared by all services.\nglobal:\n  registry: registry.corp\n  pullSecret: registry-corp\n"
                         "  database:\n    host: postgres.shop\n    port: 5432\n    password: \"\"\n";
    ChartFiles files;
    for (const std::string& name : umbrellaServices()) {
        const ServiceState& now = release.newest().services.at(name);
        const ServiceChart chart = umbrellaService(name, name == "payment" ? nextBuild(now) : now);
        const ChartFiles service = serviceChart(chart);
        writeChartFolder(directory + "/services/" + name, service);
        for (const ChartFile& file : service)
            files.push_back({"charts/" + name + '/' + file.path, file.text});
        dependencies.push_back(json::object{{"name", name}, {"version", chart.version},
            {"repository", "file://../services/" + name}, {"condition", name + ".enabled"}});
        values += '\n' + name + ":\n  enabled: true\n";
    }
    files.push_back(
        {"Chart.yaml", chartYaml("storefront", "0.2.0", "Everything the shop's storefront is made of", dependencies)});
    files.push_back({"values.yaml", values});
    files.push_back({"templates/serviceaccount.yaml", kUmbrellaAccount});
    files.push_back({"templates/hooks/storefront-migrate.yaml",
        umbrellaJob("migrate", "pre-install,pre-upgrade", "/app/migrate up")});
    files.push_back(
        {"templates/hooks/storefront-smoke.yaml", umbrellaJob("smoke", "test", "wget -qO- http://storefront/healthz")});
    files.push_back({"templates/NOTES.txt",
        "{{ .Release.Name }} revision {{ .Release.Revision }} is running in {{ .Release.Namespace }}.\n"});
    writeChartFolder(directory + "/storefront", files);
}

constexpr const char* kJournal = R"(apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}-headless
  labels: {app: {{ .Release.Name }}}
spec:
  clusterIP: None
  ports:
  - {name: tcp, port: 9000}
  selector: {app: {{ .Release.Name }}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: {{ .Release.Name }}-archive
  annotations: {helm.sh/resource-policy: keep}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: {{ .Values.archive }}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .Release.Name }}
  labels: {app: {{ .Release.Name }}}
spec:
  serviceName: {{ .Release.Name }}-headless
  replicas: {{ .Values.replicaCount }}
  selector: {matchLabels: {app: {{ .Release.Name }}}}
  template:
    metadata:
      labels: {app: {{ .Release.Name }}}
    spec:
      containers:
      - name: journal
        image: {{ .Values.image }}
        volumeMounts:
        - {name: data, mountPath: /data}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec:
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: {{ .Values.size }}}}
)";

constexpr const char* kFlagDefinition = R"(apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: flags.demo.corp.example
spec:
  group: demo.corp.example
  scope: Namespaced
  names: {kind: Flag, plural: flags, singular: flag, listKind: FlagList, shortNames: [fl]}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              enabled: {type: boolean}
              share: {type: integer}
    additionalPrinterColumns:
    - {name: Enabled, type: boolean, jsonPath: .spec.enabled}
)";

constexpr const char* kFlag = R"(apiVersion: demo.corp.example/v1
kind: Flag
metadata:
  name: {{ .Release.Name }}
spec:
  enabled: {{ .Values.enabled }}
  share: {{ .Values.share }}
)";

void writeSmallOnes(const std::string& directory) {
    ServiceState state{"v0.1.0", "5eed0", 1, "128Mi", 8080};
    ServiceChart preview{"preview", "0.1.0", state};
    preview.configMap = true;
    ChartFiles files = serviceChart(preview);
    for (ChartFile& file : files)
        if (file.path == "values.yaml")
            file.text.replace(file.text.find("tag: v0.1.0-5eed0"), 17, "tag: missing-0.1.0");
    writeChartFolder(directory + "/preview", files);
    writeChartFolder(directory + "/journal",
        {{"Chart.yaml", chartYaml("journal", "1.0.0", "A StatefulSet with claims")},
            {"values.yaml", "replicaCount: 2\nimage: registry.corp/journal:1.0.0\nsize: 1Gi\narchive: 2Gi\n"},
            {"templates/journal.yaml", kJournal}});
    writeChartFolder(directory + "/flags",
        {{"Chart.yaml", chartYaml("flags", "1.0.0", "A custom kind and one of it")},
            {"values.yaml", "enabled: true\nshare: 10\n"}, {"crds/flags.yaml", kFlagDefinition},
            {"templates/flag.yaml", kFlag}});
}

} // namespace

void writeCharts(const std::string& directory, std::uint64_t seed) {
    std::filesystem::create_directories(directory);
    writePayment(directory, seed);
    writeStorefront(directory, seed);
    writeSmallOnes(directory);
}

} // namespace pilothouse::demo
