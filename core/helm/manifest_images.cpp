// SPDX-License-Identifier: Apache-2.0
#include "core/helm/manifest_images.h"

#include "core/diff/manifest_diff.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isWorkload(const ManifestKey& key) {
    static const QSet<QString> kKinds{
        u"Deployment"_s, u"StatefulSet"_s, u"DaemonSet"_s, u"ReplicaSet"_s, u"Job"_s, u"CronJob"_s, u"Pod"_s};
    return kKinds.contains(key.kind) && (key.group.isEmpty() || key.group == "apps"_L1 || key.group == "batch"_L1);
}

const YamlValue& podSpec(const YamlValue& object, const QString& kind) {
    if (kind == "Pod"_L1) {
        return object[u"spec"];
    }
    if (kind == "CronJob"_L1) {
        return object.at({u"spec", u"jobTemplate", u"spec", u"template", u"spec"});
    }
    return object.at({u"spec", u"template", u"spec"});
}

std::vector<ImageUse> imagesOfObject(const QByteArray& document, const ManifestKey& key) {
    std::vector<ImageUse> images;
    const auto object = loadYaml(document, key.name, {}, DuplicateKeys::KeepLast);
    if (!object) {
        return images; // shown as text elsewhere (RP4)
    }
    const YamlValue& spec = podSpec(*object, key.kind);
    for (const QStringView list : {QStringView(u"initContainers"), QStringView(u"containers")}) {
        for (const YamlValue& container : spec[list].items()) {
            if (const QString image = container[u"image"].text(); !image.isEmpty()) {
                images.push_back({key.kind, key.name, container[u"name"].text(), image});
            }
        }
    }
    return images;
}

/// The document without the one-line labels and annotations that change at every deploy and never say an image: so that
/// a history of hundreds of revisions loads each workload's YAML once, not once a revision (250 revisions of 12
/// workloads: 0.7 s with them, see `./dev bench`).
QByteArray withoutStamps(const QByteArray& document) {
    static constexpr std::array<QByteArrayView, 6> kStamps{
        "choerodon.io/command:", "helm.sh/chart:", "app.kubernetes.io/version:", "checksum/", "chart:", "heritage:"};
    QByteArray kept;
    kept.reserve(document.size());
    for (qsizetype begin = 0; begin < document.size();) {
        const qsizetype newline = document.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? document.size() : newline + 1;
        const QByteArrayView line = QByteArrayView(document).sliced(begin, end - begin);
        const QByteArrayView text = line.trimmed();
        if (std::ranges::none_of(kStamps, [&](QByteArrayView stamp) { return text.startsWith(stamp); })) {
            kept += line;
        }
        begin = end;
    }
    return kept;
}

} // namespace

std::vector<ImageUse> ImageReader::read(const QByteArray& text) {
    std::vector<ImageUse> images;
    const Manifest manifest = parseManifest(text, QString());
    for (const ManifestObject& object : manifest.objects) {
        if (!isWorkload(object.key)) {
            continue;
        }
        const QByteArray document = manifest.text.sliced(object.begin, object.end - object.begin);
        const QByteArray lasting = withoutStamps(document);
        auto known = m_known.constFind(lasting);
        if (known == m_known.cend()) {
            known = m_known.insert(lasting, imagesOfObject(document, object.key));
        }
        images.insert(images.end(), known->begin(), known->end());
    }
    return images;
}

std::vector<ImageUse> imagesOf(const QByteArray& manifest) {
    return ImageReader().read(manifest);
}

} // namespace pilothouse
