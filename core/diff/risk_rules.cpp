// SPDX-License-Identifier: Apache-2.0
#include "core/diff/risk_rules.h"

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool anyTouches(const RiskInput& input, std::initializer_list<QStringView> keys) {
    return std::ranges::any_of(input.changes, [&](const FieldChange& change) { return touches(change, keys); });
}

bool isStorage(const ManifestKey& key) {
    return (key.group.isEmpty() && (key.kind == u"PersistentVolumeClaim"_s || key.kind == u"PersistentVolume"_s))
        || (key.group == u"storage.k8s.io"_s && key.kind == u"StorageClass"_s);
}

bool isStorageTouched(const RiskInput& input) {
    if (input.key.kind == u"StatefulSet"_s && input.change == ObjectChange::Changed) {
        return anyTouches(input, {u"spec", u"volumeClaimTemplates"});
    }
    return isStorage(input.key) && input.change != ObjectChange::Added;
}

/// helm leaves such an object in the cluster when it is no longer rendered. Source: helm docs, "Tell Helm Not To
/// Uninstall a Resource".
bool isKept(const YamlValue& object) {
    return object.at({u"metadata", u"annotations"})[u"helm.sh/resource-policy"].text().trimmed().compare(
               u"keep"_s, Qt::CaseInsensitive)
        == 0;
}

bool isImageChange(const FieldChange& change) {
    static constexpr std::array kLists
        = {QStringView(u"containers"), QStringView(u"initContainers"), QStringView(u"ephemeralContainers")};
    const QStringList& keys = change.keys;
    if (keys.isEmpty()) {
        return false;
    }
    if (keys.constLast() == u"image"_s || (keys.size() > 1 && keys[keys.size() - 2] == u"image"_s)) {
        return true;
    }
    return std::ranges::find(kLists, keys.constLast()) != kLists.end(); // a whole container came or went
}

bool isScaled(const RiskInput& input) {
    return anyTouches(input, {u"spec", u"replicas"}) || anyTouches(input, {u"spec", u"minReplicas"})
        || anyTouches(input, {u"spec", u"maxReplicas"});
}

bool isExposureChanged(const RiskInput& input) {
    if (!input.key.group.isEmpty() || input.key.kind != u"Service"_s) {
        return false;
    }
    if (input.change == ObjectChange::Added) {
        const QString type = input.to.at({u"spec", u"type"}).text();
        return type == u"NodePort"_s || type == u"LoadBalancer"_s
            || !input.to.at({u"spec", u"externalIPs"}).items().empty();
    }
    static constexpr std::array kFields = {QStringView(u"type"), QStringView(u"ports"), QStringView(u"externalIPs"),
        QStringView(u"loadBalancerSourceRanges"), QStringView(u"externalTrafficPolicy")};
    return std::ranges::any_of(kFields, [&](QStringView field) { return anyTouches(input, {u"spec", field}); });
}

bool hasImmutableChange(const RiskInput& input) {
    return input.change == ObjectChange::Changed && std::ranges::any_of(input.changes, [&](const FieldChange& change) {
        return isImmutable(change, input.key, input.from);
    });
}

} // namespace

std::vector<Risk> findRisks(const RiskInput& input) {
    const bool isEdit = input.change == ObjectChange::Changed || input.change == ObjectChange::Replaced;
    const bool isRemoved = input.change == ObjectChange::Removed;
    const bool isKnownKept = isRemoved && isKept(input.from);
    const std::array found = {
        std::pair{Risk::ImmutableField, hasImmutableChange(input)},
        std::pair{Risk::Replaced, input.change == ObjectChange::Replaced},
        std::pair{Risk::Deleted, isRemoved && !isKnownKept},
        std::pair{Risk::StorageTouched, isStorageTouched(input) && !isKnownKept},
        std::pair{Risk::CrdTouched, input.key.kind == u"CustomResourceDefinition"_s && !isKnownKept},
        std::pair{Risk::Image, isEdit && std::ranges::any_of(input.changes, isImageChange)},
        std::pair{Risk::Replicas, isEdit && isScaled(input)},
        std::pair{Risk::RbacWidened, !isRemoved && isRbacWidened(input.key, input.from, input.to)},
        std::pair{Risk::ServiceExposure, !isRemoved && isExposureChanged(input)},
    };
    std::vector<Risk> risks;
    for (const auto& [risk, isThere] : found) {
        if (isThere) {
            risks.push_back(risk);
        }
    }
    return risks;
}

QString riskWord(Risk risk) {
    switch (risk) {
    case Risk::ImmutableField:
        return u"ImmutableField"_s;
    case Risk::Replaced:
        return u"Replaced"_s;
    case Risk::Deleted:
        return u"Deleted"_s;
    case Risk::StorageTouched:
        return u"StorageTouched"_s;
    case Risk::CrdTouched:
        return u"CrdTouched"_s;
    case Risk::Image:
        return u"Image"_s;
    case Risk::Replicas:
        return u"Replicas"_s;
    case Risk::RbacWidened:
        return u"RbacWidened"_s;
    case Risk::ServiceExposure:
        return u"ServiceExposure"_s;
    }
    return {};
}

} // namespace pilothouse
