// SPDX-License-Identifier: Apache-2.0
#include "core/session/release_pods.h"

#include "core/diff/manifest_diff.h"
#include "core/kube/forward_target.h"

#include <QJsonDocument>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

PodTarget targetOf(const YamlValue& object, const ManifestKey& key) {
    if (key.kind == "Pod"_L1 && key.group.isEmpty()) {
        return {.labelSelector = {}, .fieldSelector = u"metadata.name="_s + key.name};
    }
    if (key.kind == "Job"_L1 && key.group == "batch"_L1) {
        return {.labelSelector = u"job-name="_s + key.name, .fieldSelector = {}}; // its selector is made by the server
    }
    if (key.kind == "CronJob"_L1 && key.group == "batch"_L1) {
        return {.labelSelector = {}, .fieldSelector = {}, .cronJob = key.name};
    }
    const bool isWorkload = key.group == "apps"_L1
        && (key.kind == "Deployment"_L1 || key.kind == "StatefulSet"_L1 || key.kind == "DaemonSet"_L1
            || key.kind == "ReplicaSet"_L1);
    if (!isWorkload) {
        return {};
    }
    const QByteArray selector = toJson(object.at({u"spec", u"selector"}));
    return {.labelSelector = selectorText(QJsonDocument::fromJson(selector).object()), .fieldSelector = {}};
}

} // namespace

std::vector<PodTarget> podTargetsOf(const ReleaseRecord& record) {
    std::vector<PodTarget> targets;
    const Manifest manifest = parseManifest(record.manifest, record.nameSpace);
    for (const ManifestObject& object : manifest.objects) {
        if (object.key.nameSpace != record.nameSpace) {
            continue;
        }
        const auto value = loadYaml(manifest.text.sliced(object.begin, object.end - object.begin), object.key.name, {},
            DuplicateKeys::KeepLast);
        if (!value) {
            continue; // shown as text elsewhere (RP4)
        }
        const PodTarget target = targetOf(*value, object.key);
        if (target != PodTarget() && std::ranges::find(targets, target) == targets.end()) {
            targets.push_back(target);
        }
    }
    return targets;
}

} // namespace pilothouse
