// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace pilothouse {

/// A Deployment as helm stores it. @param chart subchart that brings it; empty: the release's own chart
inline QByteArray deploymentText(const QByteArray& name, const QByteArray& image, const QByteArray& chart = {},
    const QByteArray& nameSpace = {}, const QByteArray& label = {}) {
    QByteArray text = "---\n# Source: umbrella/" + (chart.isEmpty() ? QByteArray() : "charts/" + chart + '/')
        + "templates/deployment.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: " + name + '\n';
    if (!nameSpace.isEmpty()) {
        text += "  namespace: " + nameSpace + '\n';
    }
    if (!label.isEmpty()) {
        text += "  labels:\n    helm.sh/chart: " + label + '\n';
    }
    return text + "spec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n      - name: main\n        image: "
        + image + '\n';
}

/// A record of a release, by hand.
struct ReleaseSample {
    ReleaseRecord record;

    explicit ReleaseSample(const QString& name, const QString& nameSpace = QStringLiteral("shop")) {
        record.name = name;
        record.nameSpace = nameSpace;
        record.revision = Revision{1};
        record.status = ReleaseStatus::Deployed;
        record.chart.name = name;
        record.chart.version = QStringLiteral("0.1.0");
    }
    ReleaseSample& chart(const QString& version) {
        record.chart.version = version;
        return *this;
    }
    ReleaseSample& subchart(const QString& name, const QString& version) {
        record.chart.dependencies.push_back({name, version, {}, {}});
        return *this;
    }
    ReleaseSample& object(const QByteArray& text) {
        record.manifest += text;
        return *this;
    }
    ReleaseSample& values(const QByteArray& yaml) {
        record.userValues = loadYaml(yaml, QStringLiteral("values")).value_or(YamlValue());
        return *this;
    }
    ReleaseSample& defaults(const QByteArray& yaml) {
        record.chartValues = loadYaml(yaml, QStringLiteral("values")).value_or(YamlValue());
        return *this;
    }
    [[nodiscard]] ReleaseRecordPtr shared() const { return std::make_shared<const ReleaseRecord>(record); }
};

} // namespace pilothouse
