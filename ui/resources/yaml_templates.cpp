// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/yaml_templates.h"

#include <QCoreApplication>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(YamlTemplates)
};

// {n} is a comment, told in the window's language.
constexpr auto kService = R"(apiVersion: v1
kind: Service
metadata:
  name: my-service
  namespace: NAMESPACE
spec:
  type: ClusterIP {1}
  selector: {2}
    app.kubernetes.io/name: my-app
  ports:
  - name: http
    port: 80 {3}
    targetPort: http {4}
)";

constexpr auto kIngress = R"(apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: my-ingress
  namespace: NAMESPACE
spec:
  ingressClassName: nginx {1}
  tls:
  - hosts:
    - app.example.com
    secretName: my-tls {2}
  rules:
  - host: app.example.com
    http:
      paths:
      - path: /
        pathType: Prefix {3}
        backend:
          service:
            name: my-service
            port:
              name: http
)";

constexpr auto kConfigMap = R"(apiVersion: v1
kind: ConfigMap
metadata:
  name: my-config
  namespace: NAMESPACE
data:
  key: value {1}
)";

constexpr auto kDeployment = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: my-app
  namespace: NAMESPACE
spec:
  replicas: 2
  selector: {1}
    matchLabels:
      app.kubernetes.io/name: my-app
  template:
    metadata:
      labels:
        app.kubernetes.io/name: my-app
    spec:
      containers:
      - name: app
        image: registry.example.com/my-app:1.0.0
        ports:
        - name: http
          containerPort: 8080
        readinessProbe: {2}
          httpGet: {path: /, port: http}
        resources: {3}
          requests: {cpu: 100m, memory: 128Mi}
          limits: {memory: 256Mi}
)";

constexpr auto kJob = R"(apiVersion: batch/v1
kind: Job
metadata:
  name: my-job
  namespace: NAMESPACE
spec:
  backoffLimit: 2 {1}
  ttlSecondsAfterFinished: 3600 {2}
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: job
        image: registry.example.com/my-job:1.0.0
        command: [sh, -c, "echo done"]
)";

constexpr auto kBudget = R"(apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: my-app
  namespace: NAMESPACE
spec:
  minAvailable: 1 {1}
  selector:
    matchLabels:
      app.kubernetes.io/name: my-app
)";

QByteArray filled(const char* text, const QString& nameSpace, const QStringList& comments) {
    QString yaml = QString::fromUtf8(text);
    yaml.replace(u"NAMESPACE"_s, nameSpace.isEmpty() ? u"default"_s : nameSpace);
    for (qsizetype i = 0; i < comments.size(); ++i) {
        yaml.replace(u"{%1}"_s.arg(i + 1), u"# "_s + comments[i].simplified());
    }
    return yaml.toUtf8();
}

QByteArray serviceText(const QString& nameSpace) {
    return filled(kService, nameSpace,
        {Words::tr("inside the cluster; NodePort and LoadBalancer can be reached from outside"),
            Words::tr("labels of the pods it sends to"), Words::tr("what others ask for"),
            Words::tr("port of the container, by name or number")});
}

QByteArray ingressText(const QString& nameSpace) {
    return filled(kIngress, nameSpace,
        {Words::tr("the ingress controller that serves it"),
            Words::tr("a TLS secret in the same namespace; leave tls out for plain HTTP"),
            Words::tr("everything below the path; Exact: only the path itself")});
}

QByteArray deploymentText(const QString& nameSpace) {
    return filled(kDeployment, nameSpace,
        {Words::tr("can’t be changed afterwards; must fit the labels of the template"),
            Words::tr("traffic comes only when it answers"), Words::tr("what it gets, and what ends it")});
}

} // namespace

std::vector<YamlTemplate> yamlTemplates(const QString& nameSpace) {
    using Kind = YamlTemplate::Kind;
    return {{Kind::Plain, u"Service"_s, serviceText(nameSpace)}, {Kind::Plain, u"Ingress"_s, ingressText(nameSpace)},
        {Kind::Plain, u"Deployment"_s, deploymentText(nameSpace)},
        {Kind::Plain, u"Job"_s,
            filled(kJob, nameSpace,
                {Words::tr("tries after the first"), Words::tr("seconds until it and its pods are removed")})},
        {Kind::Plain, u"ConfigMap"_s,
            filled(kConfigMap, nameSpace, {Words::tr("values are text: put numbers and true in quotes")})},
        {Kind::Plain, u"PodDisruptionBudget"_s,
            filled(kBudget, nameSpace, {Words::tr("pods that stay ready while nodes are drained")})},
        {Kind::TlsSecret, Words::tr("TLS secret from two files…"), {}}, {Kind::Plain, Words::tr("Empty"), {}}};
}

Result<QByteArray> tlsSecretYaml(
    const QString& name, const QString& nameSpace, const QByteArray& certificate, const Secret& key) {
    if (!certificate.contains("-----BEGIN CERTIFICATE-----")) {
        return fail(ErrorCode::Invalid, name, u"the first file is no certificate in PEM"_s, u"NotACertificate"_s);
    }
    if (!key.reveal().contains("PRIVATE KEY-----")) {
        return fail(ErrorCode::Invalid, name, u"the second file is no private key in PEM"_s, u"NotAKey"_s);
    }
    const QByteArray yaml = QByteArray("apiVersion: v1\nkind: Secret\nmetadata:\n  name: ") + name.toUtf8()
        + "\n  namespace: " + (nameSpace.isEmpty() ? QByteArray("default") : nameSpace.toUtf8())
        + "\ntype: kubernetes.io/tls\ndata:\n  tls.crt: " + certificate.toBase64()
        + "\n  tls.key: " + key.reveal().toBase64() + "\n";
    return yaml;
}

} // namespace pilothouse::ui
