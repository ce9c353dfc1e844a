// SPDX-License-Identifier: Apache-2.0
#include "app/demo/object_builders.h"

#include "app/demo/base64.h"

#include <format>

namespace pilothouse::demo {

namespace {

json::object begun(const char* apiVersion, const char* kind, const ObjectHead& head) {
    return {{"apiVersion", apiVersion}, {"kind", kind},
        {"metadata", {{"name", head.name}, {"namespace", head.namespaceName}, {"labels", head.labels}}}};
}

json::object selectorLabels(const ObjectHead& head, const std::string& service) {
    return {{"app.kubernetes.io/name", service},
        {"app.kubernetes.io/instance", head.labels.at("app.kubernetes.io/instance")}};
}

json::object container(const std::string& service, const std::string& image, const ServiceState& state) {
    const json::object health{{"path", "/healthz"}, {"port", "http"}};
    return {{"name", service}, {"image", image}, {"imagePullPolicy", "IfNotPresent"},
        {"env",
            json::array{json::object{{"name", "LOG_LEVEL"}, {"value", "info"}},
                json::object{{"name", "HTTP_PORT"}, {"value", "8080"}}}},
        {"ports", json::array{json::object{{"name", "http"}, {"containerPort", 8080}, {"protocol", "TCP"}}}},
        {"livenessProbe", {{"httpGet", health}, {"initialDelaySeconds", 10}}},
        {"readinessProbe", {{"httpGet", health}, {"periodSeconds", 5}}},
        {"resources",
            {{"limits", {{"cpu", "500m"}, {"memory", state.memory}}},
                {"requests", {{"cpu", "100m"}, {"memory", "128Mi"}}}}}};
}

json::object podTemplate(const ObjectHead& head, const std::string& service, json::object podSpec) {
    return {{"metadata", {{"labels", selectorLabels(head, service)}}}, {"spec", std::move(podSpec)}};
}

} // namespace

json::object deployment(
    const ObjectHead& head, const std::string& service, const std::string& image, const ServiceState& state) {
    json::object out = begun("apps/v1", "Deployment", head);
    json::object podSpec{{"imagePullSecrets", json::array{json::object{{"name", "registry-corp"}}}},
        {"containers", json::array{container(service, image, state)}}};
    out["spec"] = json::object{{"replicas", state.replicas}, {"revisionHistoryLimit", 3},
        {"selector", {{"matchLabels", selectorLabels(head, service)}}},
        {"template", podTemplate(head, service, std::move(podSpec))}};
    return out;
}

json::object statefulSet(const ObjectHead& head, const std::string& service, const std::string& image,
    const ServiceState& state, bool withVolume) {
    json::object out = begun("apps/v1", "StatefulSet", head);
    json::object main = container(service, image, state);
    if (withVolume)
        main["volumeMounts"] = json::array{json::object{{"name", "data"}, {"mountPath", "/data"}}};
    json::object podSpec{{"imagePullSecrets", json::array{json::object{{"name", "registry-corp"}}}},
        {"containers", json::array{std::move(main)}}};
    json::object spec{{"serviceName", head.name + "-headless"}, {"replicas", state.replicas},
        {"selector", {{"matchLabels", selectorLabels(head, service)}}},
        {"template", podTemplate(head, service, std::move(podSpec))}};
    if (withVolume)
        spec["volumeClaimTemplates"] = json::array{json::object{{"metadata", {{"name", "data"}}},
            {"spec",
                {{"accessModes", json::array{"ReadWriteOnce"}}, {"resources", {{"requests", {{"storage", "8Gi"}}}}}}}}};
    out["spec"] = std::move(spec);
    return out;
}

json::object cronJob(const ObjectHead& head, const std::string& service, const std::string& image) {
    json::object out = begun("batch/v1", "CronJob", head);
    const json::object job{{"name", service}, {"image", image}, {"args", json::array{"run", "--once"}}};
    out["spec"] = json::object{{"schedule", "*/30 * * * *"}, {"concurrencyPolicy", "Forbid"},
        {"jobTemplate",
            {{"spec",
                {{"template", {{"spec", {{"restartPolicy", "OnFailure"}, {"containers", json::array{job}}}}}}}}}}};
    return out;
}

json::object serviceObject(const ObjectHead& head, const std::string& service, int port) {
    json::object out = begun("v1", "Service", head);
    out["spec"] = json::object{{"type", "ClusterIP"},
        {"ports",
            json::array{json::object{{"name", "http"}, {"port", port}, {"targetPort", "http"}, {"protocol", "TCP"}}}},
        {"selector", selectorLabels(head, service)}};
    return out;
}

json::object headlessService(const ObjectHead& head, const std::string& service, int port) {
    json::object out = serviceObject(head, service, port);
    makeObjectAt(out, "spec")["clusterIP"] = "None";
    return out;
}

json::object configMap(const ObjectHead& head, const std::string& service) {
    json::object out = begun("v1", "ConfigMap", head);
    out["data"] = json::object{
        {"application.yaml",
            std::format("server:\n  port: 8080\n  name: {0}\nupstreams:\n  orders: http://orders.orders\n  "
                        "search: http://search.catalog\nfeatures:\n  tracing: true\n  region: eu-central-1\n",
                service)},
        {"LOG_FORMAT", "json"}};
    return out;
}

json::object secret(const ObjectHead& head, const std::string& service) {
    json::object out = begun("v1", "Secret", head);
    out["type"] = "Opaque";
    out["data"] = json::object{{"DB_PASSWORD", base64Encode("canary-" + service + "-db-9f2c71")},
        {"API_TOKEN", base64Encode("canary-" + service + "-token-b81e04")}};
    return out;
}

json::object serviceAccount(const ObjectHead& head) {
    return begun("v1", "ServiceAccount", head);
}

json::object autoscaler(const ObjectHead& head, int least, int most) {
    json::object out = begun("autoscaling/v2", "HorizontalPodAutoscaler", head);
    const json::object cpu{{"name", "cpu"}, {"target", {{"type", "Utilization"}, {"averageUtilization", 75}}}};
    out["spec"]
        = json::object{{"scaleTargetRef", {{"apiVersion", "apps/v1"}, {"kind", "Deployment"}, {"name", head.name}}},
            {"minReplicas", least}, {"maxReplicas", most},
            {"metrics", json::array{json::object{{"type", "Resource"}, {"resource", cpu}}}}};
    return out;
}

json::object ingress(const ObjectHead& head, const std::string& host, int port) {
    json::object out = begun("networking.k8s.io/v1", "Ingress", head);
    const json::object backend{{"service", {{"name", head.name}, {"port", {{"number", port}}}}}};
    const json::object path{{"path", "/"}, {"pathType", "Prefix"}, {"backend", backend}};
    out["spec"] = json::object{{"ingressClassName", "nginx"},
        {"tls", json::array{json::object{{"hosts", json::array{host}}, {"secretName", head.name + "-tls"}}}},
        {"rules", json::array{json::object{{"host", host}, {"http", {{"paths", json::array{path}}}}}}}};
    return out;
}

json::object disruptionBudget(const ObjectHead& head, const std::string& service) {
    json::object out = begun("policy/v1", "PodDisruptionBudget", head);
    out["spec"] = json::object{{"minAvailable", 1}, {"selector", {{"matchLabels", selectorLabels(head, service)}}}};
    return out;
}

json::object role(const ObjectHead& head) {
    json::object out = begun("rbac.authorization.k8s.io/v1", "Role", head);
    out["rules"] = json::array{json::object{{"apiGroups", json::array{""}}, {"resources", json::array{"configmaps"}},
        {"verbs", json::array{"get", "list", "watch"}}}};
    return out;
}

} // namespace pilothouse::demo
