// SPDX-License-Identifier: Apache-2.0
#include "core/diff/object_header.h"

#include <algorithm>
#include <array>

namespace pilothouse {

namespace {

struct GroupKind {
    QStringView group;
    QStringView kind;
};

constexpr QStringView kRbac = u"rbac.authorization.k8s.io";
constexpr QStringView kAdmission = u"admissionregistration.k8s.io";
constexpr QStringView kStorage = u"storage.k8s.io";
constexpr QStringView kNetworking = u"networking.k8s.io";
constexpr QStringView kFlowControl = u"flowcontrol.apiserver.k8s.io";
constexpr QStringView kResource = u"resource.k8s.io";

constexpr std::array kClusterScoped = {
    GroupKind{u"", u"Namespace"},
    GroupKind{u"", u"Node"},
    GroupKind{u"", u"PersistentVolume"},
    GroupKind{u"", u"ComponentStatus"},
    GroupKind{kRbac, u"ClusterRole"},
    GroupKind{kRbac, u"ClusterRoleBinding"},
    GroupKind{u"apiextensions.k8s.io", u"CustomResourceDefinition"},
    GroupKind{u"apiregistration.k8s.io", u"APIService"},
    GroupKind{kAdmission, u"MutatingWebhookConfiguration"},
    GroupKind{kAdmission, u"ValidatingWebhookConfiguration"},
    GroupKind{kAdmission, u"ValidatingAdmissionPolicy"},
    GroupKind{kAdmission, u"ValidatingAdmissionPolicyBinding"},
    GroupKind{kAdmission, u"MutatingAdmissionPolicy"},
    GroupKind{kAdmission, u"MutatingAdmissionPolicyBinding"},
    GroupKind{kStorage, u"StorageClass"},
    GroupKind{kStorage, u"VolumeAttachment"},
    GroupKind{kStorage, u"VolumeAttributesClass"},
    GroupKind{kStorage, u"CSIDriver"},
    GroupKind{kStorage, u"CSINode"},
    GroupKind{u"storagemigration.k8s.io", u"StorageVersionMigration"},
    GroupKind{u"internal.apiserver.k8s.io", u"StorageVersion"},
    GroupKind{u"scheduling.k8s.io", u"PriorityClass"},
    GroupKind{u"node.k8s.io", u"RuntimeClass"},
    GroupKind{kNetworking, u"IngressClass"},
    GroupKind{kNetworking, u"IPAddress"},
    GroupKind{kNetworking, u"ServiceCIDR"},
    GroupKind{kFlowControl, u"FlowSchema"},
    GroupKind{kFlowControl, u"PriorityLevelConfiguration"},
    GroupKind{u"certificates.k8s.io", u"CertificateSigningRequest"},
    GroupKind{u"certificates.k8s.io", u"ClusterTrustBundle"},
    GroupKind{u"policy", u"PodSecurityPolicy"},
    GroupKind{kResource, u"DeviceClass"},
    GroupKind{kResource, u"ResourceSlice"},
    GroupKind{kResource, u"DeviceTaintRule"},
};

constexpr std::array<QStringView, 6> kShortGroups = {u"", u"apps", u"batch", u"autoscaling", u"policy", u"extensions"};

} // namespace

bool isClusterScoped(QStringView group, QStringView kind) {
    return std::ranges::any_of(
        kClusterScoped, [&](const GroupKind& known) { return known.kind == kind && known.group == group; });
}

bool isBuiltInGroup(QStringView group) {
    if (std::ranges::find(kShortGroups, group) != kShortGroups.end()) {
        return true;
    }
    // *.k8s.io is kept for Kubernetes itself, but its subprojects' custom kinds live there too
    // (gateway.networking.k8s.io, metrics.k8s.io): only the groups above are sure.
    static constexpr std::array<QStringView, 12> kGroups = {kRbac, kAdmission, kStorage, kNetworking, kFlowControl,
        kResource, u"apiextensions.k8s.io", u"apiregistration.k8s.io", u"scheduling.k8s.io", u"node.k8s.io",
        u"certificates.k8s.io", u"discovery.k8s.io"};
    return std::ranges::find(kGroups, group) != kGroups.end() || group == u"coordination.k8s.io"
        || group == u"events.k8s.io";
}

} // namespace pilothouse
