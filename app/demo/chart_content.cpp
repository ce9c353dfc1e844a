// SPDX-License-Identifier: Apache-2.0
#include "app/demo/chart_content.h"

#include "app/demo/base64.h"

#include <format>

namespace pilothouse::demo {

namespace {

constexpr const char* kRepository = "https://charts.corp.example/stable";

constexpr const char* kDeploymentTemplate = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "service.fullname" . }}
  namespace: {{ .Release.Namespace }}
  labels: {{- include "service.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicaCount }}
  template:
    spec:
      containers:
      - name: {{ .Chart.Name }}
        image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
        resources: {{- toYaml .Values.resources | nindent 10 }}
)";

constexpr const char* kHelpersTemplate = R"({{- define "service.fullname" -}}
{{- .Release.Name }}-{{ .Chart.Name | trunc 40 }}
{{- end }}
{{- define "service.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
)";

constexpr const char* kNotesTemplate
    = R"({{ .Release.Name }} revision {{ .Release.Revision }} is running in {{ .Release.Namespace }}.
)";

constexpr const char* kSchema = R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "properties": {
    "replicaCount": {"type": "integer", "minimum": 0, "maximum": 50},
    "image": {"type": "object", "required": ["repository", "tag"],
      "properties": {"repository": {"type": "string"}, "tag": {"type": "string", "minLength": 1}}},
    "resources": {"type": "object"},
    "logLevel": {"enum": ["debug", "info", "warn", "error"]}
  }
}
)";

json::array dependencies(const Revision& revision, bool locked) {
    json::array out;
    for (const std::string& name : umbrellaServices()) {
        json::object entry{{"name", name}, {"version", revision.services.at(name).tag()}, {"repository", kRepository}};
        if (!locked) {
            entry["condition"] = name + ".enabled";
            entry["enabled"] = true;
        }
        out.push_back(std::move(entry));
    }
    return out;
}

json::object metadata(const Release& release, const Revision& revision) {
    const ReleasePlan& plan = release.plan;
    const bool house = !plan.commit.empty() || plan.shape == Shape::Umbrella;
    json::object out{{"name", plan.name}};
    if (house)
        out["sources"] = json::array{"https://git.corp.example/" + plan.namespaceName + '/' + plan.name};
    out["version"] = revision.chartVersion;
    out["description"] = plan.shape == Shape::Umbrella ? std::string("Everything the shop's storefront is made of")
                                                       : "Runs " + plan.name + " in " + plan.namespaceName;
    out["keywords"] = json::array{plan.namespaceName, plan.name};
    out["maintainers"] = json::array{json::object{{"name", house ? "Platform team" : "Charts team"},
        {"email", house ? "platform@corp.example" : "charts@corp.example"}}};
    out["apiVersion"] = "v2";
    out["appVersion"] = revision.appVersion;
    if (plan.shape == Shape::Umbrella)
        out["dependencies"] = dependencies(revision, false);
    out["type"] = "application";
    return out;
}

json::object serviceValues(const std::string& name, const ServiceState& state) {
    return {{"replicaCount", state.replicas},
        {"image", {{"repository", "registry.corp/" + name}, {"tag", state.tag()}}},
        {"resources", {{"limits", {{"memory", state.memory}}}}}, {"service", {{"port", state.port}}}};
}

json::array templates(const Release& release) {
    const auto file = [](const char* name, std::string_view text) {
        return json::object{{"name", name}, {"data", base64Encode(text)}};
    };
    if (release.plan.shape == Shape::Umbrella)
        return {file("templates/NOTES.txt", kNotesTemplate), file("templates/_helpers.tpl", kHelpersTemplate)};
    return {file("templates/NOTES.txt", kNotesTemplate), file("templates/_helpers.tpl", kHelpersTemplate),
        file("templates/deployment.yaml", kDeploymentTemplate)};
}

json::object defaultValues(const Release& release) {
    if (release.plan.shape == Shape::Umbrella) {
        json::object out{{"global",
            {{"registry", "registry.corp"}, {"pullSecret", "registry-corp"},
                {"database", {{"host", "postgres.shop"}, {"port", 5432}, {"password", ""}}}}}};
        for (const std::string& name : umbrellaServices())
            out[name] = json::object{{"enabled", true}};
        return out;
    }
    return {{"replicaCount", 1},
        {"image",
            {{"repository", "registry.corp/" + release.plan.name}, {"tag", "latest"}, {"pullPolicy", "IfNotPresent"}}},
        {"imagePullSecrets", json::array{json::object{{"name", "registry-corp"}}}},
        {"resources",
            {{"limits", {{"cpu", "500m"}, {"memory", "256Mi"}}}, {"requests", {{"cpu", "100m"}, {"memory", "128Mi"}}}}},
        {"service", {{"type", "ClusterIP"}, {"port", 8080}}}, {"logLevel", "info"}, {"nodeSelector", json::object()},
        {"tolerations", json::array()}};
}

} // namespace

json::object chartJson(const Release& release, const Revision& revision) {
    json::object out{{"metadata", metadata(release, revision)}};
    if (release.plan.shape == Shape::Umbrella)
        out["lock"] = json::object{{"generated", formatGoTime(revision.deployed - std::chrono::hours(1))},
            {"digest",
                std::format("sha256:{:016x}{:016x}{:016x}{:016x}", mixed(1, "lock", revision.number),
                    mixed(2, "lock", revision.number), mixed(3, "lock", revision.number),
                    mixed(4, "lock", revision.number))},
            {"dependencies", dependencies(revision, true)}};
    else
        out["lock"] = nullptr;
    out["templates"] = templates(release);
    out["values"] = defaultValues(release);
    if (release.plan.name == "gateway" || release.plan.name == "payment")
        out["schema"] = base64Encode(kSchema);
    else
        out["schema"] = nullptr;
    out["files"]
        = json::array{json::object{{"name", "README.md"}, {"data", base64Encode("# " + release.plan.name + '\n')}}};
    return out;
}

json::object userValues(const Release& release, const Revision& revision) {
    const ReleasePlan& plan = release.plan;
    if (plan.shape == Shape::Umbrella) {
        json::object out{{"global",
            {{"environment", release.cluster},
                {"database",
                    {{"host", "postgres." + release.cluster + ".corp.example"},
                        {"password", "canary-storefront-values-4c1d"}}}}}};
        for (const auto& [name, state] : revision.services)
            out[name] = serviceValues(name, state);
        out["tuning"]
            = json::object{{"cacheTtlSeconds", 30 + revision.tuning * 5}, {"workers", 4 + revision.tuning % 3}};
        return out;
    }
    if (mixed(11, plan.name) % 9 == 0)
        return {}; // some are installed with the chart's defaults
    json::object out = serviceValues(plan.name, revision.services.at(plan.name));
    if (plan.commit.empty())
        makeObjectAt(out, "image")["repository"] = "registry.corp/mirror/" + plan.name;
    out["environment"] = release.cluster;
    out["logLevel"] = revision.tuning % 2 == 0 ? "info" : "debug";
    out["database"] = json::object{{"host", "postgres-" + plan.namespaceName}, {"user", plan.name},
        {"password", "canary-" + plan.name + "-values-4c1d"}};
    out["extra"]
        = json::object{{"annotations", {{"owner", "team-" + plan.namespaceName}}}, {"tuning", revision.tuning}};
    return out;
}

std::string chartNotes(const Release& release, const Revision& revision) {
    const ReleasePlan& plan = release.plan;
    return std::format("{} revision {} is running in {}.\n\nReach it from inside the cluster at http://{}.{}:8080\n",
        plan.name, revision.number, plan.namespaceName, plan.name, plan.namespaceName);
}

} // namespace pilothouse::demo
