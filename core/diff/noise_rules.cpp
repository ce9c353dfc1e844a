// SPDX-License-Identifier: Apache-2.0
#include "core/diff/noise_rules.h"

#include "core/diff/object_header.h"

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Written by the API server only, whatever a manifest says.
bool isServerMetadata(const QStringList& keys) {
    static constexpr std::array kFields = {QStringView(u"managedFields"), QStringView(u"resourceVersion"),
        QStringView(u"uid"), QStringView(u"generation"), QStringView(u"selfLink"), QStringView(u"creationTimestamp")};
    return keys.size() >= 2 && keys.constFirst() == u"metadata"_s
        && std::ranges::find(kFields, keys[1]) != kFields.end();
}

bool isGeneratedCertificate(const QStringList& keys, const FieldContext& context) {
    static constexpr std::array kKinds
        = {QStringView(u"MutatingWebhookConfiguration"), QStringView(u"ValidatingWebhookConfiguration"),
            QStringView(u"CustomResourceDefinition"), QStringView(u"APIService")};
    return keys.constLast() == u"caBundle"_s && std::ranges::find(kKinds, context.kind) != kKinds.end();
}

} // namespace

bool isNoiseLabel(QStringView key) {
    static constexpr std::array kLabels = {QStringView(u"helm.sh/chart"), QStringView(u"app.kubernetes.io/version"),
        QStringView(u"chart"), QStringView(u"heritage"), QStringView(u"app.kubernetes.io/managed-by"),
        // A number a platform counts up on every object at every deploy.
        QStringView(u"choerodon.io/command"), QStringView(u"choerodon.io/v1-command-id")};
    return std::ranges::find(kLabels, key) != kLabels.end();
}

bool isNoiseAnnotation(QStringView key) {
    return key.startsWith(u"checksum/") || key.startsWith(u"meta.helm.sh/")
        || key == u"kubectl.kubernetes.io/last-applied-configuration" || key == u"deployment.kubernetes.io/revision";
}

bool isNoise(const FieldChange& change, const FieldContext& context) {
    const QStringList& keys = change.keys;
    if (keys.isEmpty()) {
        return false;
    }
    if (isServerMetadata(keys) || isGeneratedCertificate(keys, context)) {
        return true;
    }
    if (keys.constFirst() == u"status"_s) {
        return isBuiltInGroup(context.group); // a subresource: what a manifest says there is dropped
    }
    if (keys.size() < 3 || keys[keys.size() - 3] != u"metadata"_s) {
        return false;
    }
    const QString& map = keys[keys.size() - 2];
    return (map == u"labels"_s && isNoiseLabel(keys.constLast()))
        || (map == u"annotations"_s && isNoiseAnnotation(keys.constLast()));
}

} // namespace pilothouse
