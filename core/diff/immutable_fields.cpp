// SPDX-License-Identifier: Apache-2.0
#include "core/diff/risk_rules.h"

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using Keys = std::initializer_list<QStringView>;

bool touchesAny(const FieldChange& change, std::initializer_list<Keys> fields) {
    return std::ranges::any_of(fields, [&](const Keys& keys) { return touches(change, keys); });
}

/// A field of spec, unless it is one of those that may change.
template <size_t N> bool isSpecExcept(const FieldChange& change, const std::array<QStringView, N>& mutableFields) {
    if (!touches(change, {u"spec"})) {
        return false;
    }
    return change.keys.size() < 2 || std::ranges::find(mutableFields, change.keys[1]) == mutableFields.end();
}

bool isImmutableWorkloadField(const FieldChange& change, const QString& kind) {
    static constexpr std::array kStatefulSet = {QStringView(u"replicas"), QStringView(u"ordinals"),
        QStringView(u"template"), QStringView(u"updateStrategy"), QStringView(u"revisionHistoryLimit"),
        QStringView(u"persistentVolumeClaimRetentionPolicy"), QStringView(u"minReadySeconds")};
    static constexpr std::array kPod
        = {QStringView(u"containers"), QStringView(u"initContainers"), QStringView(u"activeDeadlineSeconds"),
            QStringView(u"tolerations"), QStringView(u"terminationGracePeriodSeconds")};
    if (kind == u"Deployment"_s || kind == u"DaemonSet"_s || kind == u"ReplicaSet"_s) {
        return touches(change, {u"spec", u"selector"});
    }
    if (kind == u"StatefulSet"_s) {
        return isSpecExcept(change, kStatefulSet);
    }
    if (kind == u"Job"_s) {
        return touchesAny(change,
            {{u"spec", u"template"}, {u"spec", u"selector"}, {u"spec", u"completions"}, {u"spec", u"completionMode"},
                {u"spec", u"podFailurePolicy"}, {u"spec", u"manualSelector"}, {u"spec", u"managedBy"}});
    }
    if (kind == u"Pod"_s) { // of containers, only the image
        const bool isContainer = touchesAny(change, {{u"spec", u"containers"}, {u"spec", u"initContainers"}});
        return isSpecExcept(change, kPod) || (isContainer && change.keys.constLast() != u"image"_s);
    }
    return false;
}

bool isImmutableStorageField(const FieldChange& change, const QString& kind) {
    static constexpr std::array kClaim = {QStringView(u"resources"), QStringView(u"volumeAttributesClassName")};
    static constexpr std::array kVolume = {QStringView(u"capacity"), QStringView(u"accessModes"),
        QStringView(u"claimRef"), QStringView(u"persistentVolumeReclaimPolicy"), QStringView(u"storageClassName"),
        QStringView(u"mountOptions"), QStringView(u"volumeAttributesClassName")};
    if (kind == u"PersistentVolumeClaim"_s) {
        return isSpecExcept(change, kClaim);
    }
    if (kind == u"PersistentVolume"_s) {
        return isSpecExcept(change, kVolume);
    }
    return kind == u"StorageClass"_s
        && touchesAny(change, {{u"provisioner"}, {u"parameters"}, {u"reclaimPolicy"}, {u"volumeBindingMode"}});
}

/// Secrets and ConfigMaps that say so themselves, and a Secret's type.
bool isImmutableDataField(const FieldChange& change, const QString& kind, const YamlValue& from) {
    if (kind == u"Secret"_s && touches(change, {u"type"})) {
        return true;
    }
    const bool isSealed = from[u"immutable"].text() == u"true"_s;
    return isSealed && (kind == u"Secret"_s || kind == u"ConfigMap"_s)
        && touchesAny(change, {{u"data"}, {u"stringData"}, {u"binaryData"}, {u"immutable"}});
}

bool isImmutableOtherField(const FieldChange& change, const QString& kind) {
    if (kind == u"Service"_s) {
        return touchesAny(change, {{u"spec", u"clusterIP"}, {u"spec", u"clusterIPs"}, {u"spec", u"loadBalancerClass"}});
    }
    if (kind == u"RoleBinding"_s || kind == u"ClusterRoleBinding"_s) {
        return touches(change, {u"roleRef"});
    }
    if (kind == u"CustomResourceDefinition"_s) {
        return touchesAny(change,
            {{u"spec", u"scope"}, {u"spec", u"group"}, {u"spec", u"names", u"kind"}, {u"spec", u"names", u"plural"}});
    }
    if (kind == u"PriorityClass"_s) {
        return touchesAny(change, {{u"value"}, {u"preemptionPolicy"}});
    }
    return (kind == u"IngressClass"_s && touches(change, {u"spec", u"controller"}))
        || (kind == u"RuntimeClass"_s && touches(change, {u"handler"}))
        || (kind == u"EndpointSlice"_s && touches(change, {u"addressType"}));
}

/// The group each rule above is about: a custom kind called Service is not the API's.
bool isRuledGroup(const QString& group) {
    static constexpr std::array<QStringView, 11> kGroups
        = {u"", u"apps", u"extensions", u"batch", u"storage.k8s.io", u"rbac.authorization.k8s.io",
            u"apiextensions.k8s.io", u"scheduling.k8s.io", u"networking.k8s.io", u"node.k8s.io", u"discovery.k8s.io"};
    return std::ranges::find(kGroups, group) != kGroups.end();
}

} // namespace

bool isImmutable(const FieldChange& change, const ManifestKey& key, const YamlValue& from) {
    if (!isRuledGroup(key.group) || change.keys.isEmpty()) {
        return false;
    }
    return isImmutableWorkloadField(change, key.kind) || isImmutableStorageField(change, key.kind)
        || isImmutableDataField(change, key.kind, from) || isImmutableOtherField(change, key.kind);
}

} // namespace pilothouse
