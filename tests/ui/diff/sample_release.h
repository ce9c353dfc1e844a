// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <QByteArray>

namespace pilothouse::ui::sample {

/// Stands for what no person, clipboard or picture may get to see.
inline const QByteArray kCanary = "canary-5f2c9d";

inline QByteArray object(
    const QByteArray& kind, const QByteArray& name, const QByteArray& build, const QByteArray& rest) {
    const QByteArray version = kind == "Deployment" ? "apps/v1"
        : kind == "HorizontalPodAutoscaler"         ? "autoscaling/v2"
                                                    : "v1";
    return "---\n# Source: storefront/charts/" + name + "/templates/" + kind.toLower() + ".yaml\napiVersion: " + version
        + "\nkind: " + kind + "\nmetadata:\n  name: storefront-" + name + "\n  labels:\n    app.kubernetes.io/name: "
        + name + "\n    helm.sh/chart: " + name + "-" + build + "\n" + rest;
}

inline QByteArray deployment(const QByteArray& name, const QByteArray& tag, int replicas, const QByteArray& memory) {
    return object("Deployment", name, tag,
        "spec:\n  replicas: " + QByteArray::number(replicas)
            + "\n  revisionHistoryLimit: 5\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: " + name
            + "\n  strategy:\n    rollingUpdate:\n      maxSurge: 1\n      maxUnavailable: 0\n  template:\n    "
              "metadata:\n      labels:\n"
              "        app.kubernetes.io/name: "
            + name + "\n    spec:\n      containers:\n      - name: " + name + "\n        image: registry.corp/" + name
            + ":" + tag
            + "\n        imagePullPolicy: IfNotPresent\n        resources:\n          limits:\n            cpu: "
              "\"2\"\n            memory: "
            + memory
            + "\n          requests:\n            cpu: 250m\n            memory: 256Mi\n        ports:\n        - "
              "containerPort: 8080\n          name: http\n"
              "        env:\n        - name: LOG_LEVEL\n          value: info # set by ops\n        - name: "
              "DB_PASSWORD\n          value: "
            + kCanary
            + "-env\n        readinessProbe:\n          httpGet:\n            path: /healthz\n            port: "
              "http\n");
}

inline QByteArray service(const QByteArray& name, const QByteArray& build, int port) {
    return object("Service", name, build,
        "spec:\n  selector:\n    app.kubernetes.io/name: " + name
            + "\n  ports:\n  - name: http\n    port: " + QByteArray::number(port) + "\n    targetPort: 8080\n");
}

inline QByteArray manifest(bool isNew) {
    QByteArray text
        = deployment("sniffer", isNew ? "v0.2.3-ca3b6" : "v0.2.2-61a65", isNew ? 6 : 4, isNew ? "768Mi" : "512Mi");
    text += service("ws", "1.0.0", isNew ? 8081 : 8080);
    text += object("Secret", "db", "1.0.0",
        "stringData:\n  user: shop\n  password: " + kCanary + (isNew ? "-new" : "-old") + "\n  url: postgres://"
            + kCanary + "@db/shop\n");
    text += object("ConfigMap", "web-neo", isNew ? "v0.4.1-a47e8" : "v0.4.0-aa0d4", "data:\n  theme: neo\n");
    for (int i = 0; i < 38; ++i) {
        const QByteArray name = "part" + QByteArray::number(i);
        text += service(name, isNew ? "1.1.0" : "1.0.0", 8080);
    }
    if (isNew) {
        text += object("HorizontalPodAutoscaler", "sniffer", "1.0.0", "spec:\n  minReplicas: 6\n  maxReplicas: 12\n");
    } else {
        text += object(
            "PersistentVolumeClaim", "cache", "1.0.0", "spec:\n  resources:\n    requests:\n      storage: 10Gi\n");
    }
    return text;
}

/// storefront 1382 or 1384 as scenario U5 tells it.
inline ReleaseRecord record(bool isNew) {
    ReleaseRecord record;
    record.name = QStringLiteral("storefront");
    record.nameSpace = QStringLiteral("shop");
    record.revision = static_cast<Revision>(isNew ? 1384 : 1382);
    record.manifest = manifest(isNew);
    record.notes = isNew ? QStringLiteral("Open https://shop.example.com\nVersion two\n")
                         : QStringLiteral("Open https://shop.example.com\n");
    const QByteArray values = "sniffer:\n  replicas: " + QByteArray(isNew ? "6" : "4") + "\n  image:\n    tag: "
        + (isNew ? "v0.2.3-ca3b6" : "v0.2.2-61a65") + "\ndatabase:\n  password: " + kCanary + "-values\n";
    record.userValues = loadYaml(values, QStringLiteral("values")).value();
    Hook hook;
    hook.name = QStringLiteral("storefront-migrate");
    hook.kind = QStringLiteral("Job");
    hook.path = QStringLiteral("storefront/templates/migrate.yaml");
    hook.manifest = "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: storefront-migrate\nspec:\n  backoffLimit: "
        + QByteArray(isNew ? "3" : "1") + "\n";
    record.hooks = {hook};
    return record;
}

} // namespace pilothouse::ui::sample
