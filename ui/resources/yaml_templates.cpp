// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/yaml_templates.h"

#include <QCoreApplication>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(YamlTemplates)
};

constexpr auto kService = R"(apiVersion: v1
kind: Service
metadata:
  name: my-service
  namespace: NAMESPACE
spec:
  selector:
    app.kubernetes.io/name: my-app
  ports:
  - name: http
    port: 80
    targetPort: http
)";

constexpr auto kIngress = R"(apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: my-ingress
  namespace: NAMESPACE
spec:
  tls:
  - hosts:
    - app.example.com
    secretName: my-tls
  rules:
  - host: app.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
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
  key: value
)";

QByteArray filled(const char* text, const QString& nameSpace) {
    return QByteArray(text).replace("NAMESPACE", nameSpace.isEmpty() ? QByteArray("default") : nameSpace.toUtf8());
}

} // namespace

std::vector<YamlTemplate> yamlTemplates(const QString& nameSpace) {
    using Kind = YamlTemplate::Kind;
    return {{Kind::Plain, u"Service"_s, filled(kService, nameSpace)},
        {Kind::Plain, u"Ingress"_s, filled(kIngress, nameSpace)},
        {Kind::Plain, u"ConfigMap"_s, filled(kConfigMap, nameSpace)},
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
