// SPDX-License-Identifier: Apache-2.0
#include "core/change/hand_made.h"

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Labels, annotations and names that Kubernetes keeps for itself.
bool isSystemName(QStringView name) {
    const qsizetype slash = name.indexOf(u'/');
    if (slash < 0) {
        return false;
    }
    const QStringView domain = name.first(slash);
    return domain == "kubernetes.io"_L1 || domain.endsWith(".kubernetes.io"_L1) || domain == "k8s.io"_L1
        || domain.endsWith(".k8s.io"_L1);
}

} // namespace

bool isHandMade(const QStringList& keys, const YamlValue& value) {
    static constexpr std::array kEntries = {"labels"_L1, "annotations"_L1, "data"_L1, "stringData"_L1, "binaryData"_L1,
        "nodeSelector"_L1, "matchLabels"_L1};
    // An item of a list has its list's keys.
    static constexpr std::array kFields = {"env"_L1, "envFrom"_L1, "containers"_L1, "initContainers"_L1, "volumes"_L1,
        "volumeMounts"_L1, "imagePullSecrets"_L1, "affinity"_L1, "hostAliases"_L1, "livenessProbe"_L1,
        "readinessProbe"_L1, "startupProbe"_L1, "lifecycle"_L1, "command"_L1, "args"_L1};
    if (keys.isEmpty()) {
        return false;
    }
    const QString& last = keys.constLast();
    if (last == "replicas"_L1) {
        return value.text() != "1"_L1;
    }
    if (keys.size() >= 2 && std::ranges::find(kEntries, keys[keys.size() - 2]) != kEntries.end()) {
        return !isSystemName(last);
    }
    return std::ranges::find(kFields, last) != kFields.end();
}

bool isSharedMap(const QStringList& keys) {
    static constexpr std::array kMaps
        = {"metadata"_L1, "labels"_L1, "annotations"_L1, "data"_L1, "spec"_L1, "template"_L1};
    return !keys.isEmpty() && std::ranges::find(kMaps, keys.constLast()) != kMaps.end();
}

} // namespace pilothouse
