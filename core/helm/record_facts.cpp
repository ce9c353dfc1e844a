// SPDX-License-Identifier: Apache-2.0
#include "core/helm/record_facts.h"

#include "core/diff/manifest_diff.h"

#include <QByteArrayMatcher>

#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxSearchWords = 200; ///< an umbrella of 60 services has about 130

/// The value behind `image:` at @p at, without quotes and comment; empty where it is no whole key.
QByteArrayView imageValue(QByteArrayView manifest, qsizetype at, qsizetype keyLength) {
    if (at > 0 && manifest[at - 1] != ' ' && manifest[at - 1] != '\n' && manifest[at - 1] != '"'
        && manifest[at - 1] != '{') {
        return {}; // `myimage:`
    }
    QByteArrayView value = manifest.sliced(at + keyLength);
    const qsizetype end = value.indexOf('\n');
    value = (end < 0 ? value : value.first(end)).trimmed();
    if (value.startsWith('"') || value.startsWith('\'')) {
        const qsizetype quote = value.indexOf(value.front(), 1);
        return quote < 0 ? QByteArrayView() : value.sliced(1, quote - 1);
    }
    const qsizetype comment = value.indexOf(" #");
    return (comment < 0 ? value : value.first(comment)).trimmed();
}

/// Tags of all images named in the text. A scan, not a parse: it is only for finding, and 1,000 manifests are looked
/// at.
void addImageTags(QByteArrayView manifest, QStringList& words) {
    static const QByteArrayMatcher matcher("image:", 6);
    for (qsizetype at = matcher.indexIn(manifest); at >= 0; at = matcher.indexIn(manifest, at + 6)) {
        const QByteArrayView value = imageValue(manifest, at, 6);
        if (value.isEmpty() || value.size() > 512) {
            continue;
        }
        const QString tag = ImageUse{{}, {}, {}, QString::fromUtf8(value)}.tag();
        if (!tag.isEmpty() && words.size() < kMaxSearchWords && !words.contains(tag)) {
            words += tag;
        }
    }
}

QStringList searchWordsOf(const ReleaseRecord& record) {
    QStringList words;
    for (const ChartDependency& dependency : record.chart.dependencies) {
        if (words.size() < kMaxSearchWords) {
            words += (dependency.alias.isEmpty() ? dependency.name : dependency.alias) + u'-' + dependency.version;
        }
    }
    addImageTags(record.manifest, words);
    return words;
}

std::optional<WorkloadRef::Kind> workloadKind(const ManifestKey& key) {
    if (key.group != "apps"_L1) {
        return std::nullopt;
    }
    return key.kind == "Deployment"_L1 ? std::optional(WorkloadRef::Kind::Deployment)
        : key.kind == "StatefulSet"_L1 ? std::optional(WorkloadRef::Kind::StatefulSet)
        : key.kind == "DaemonSet"_L1   ? std::optional(WorkloadRef::Kind::DaemonSet)
                                       : std::nullopt;
}

std::vector<WorkloadRef> workloadsOf(const ReleaseRecord& record, const QString& fallbackNamespace) {
    std::vector<WorkloadRef> workloads;
    const QString nameSpace = record.nameSpace.isEmpty() ? fallbackNamespace : record.nameSpace;
    for (const ManifestObject& object : parseManifest(record.manifest, nameSpace).objects) {
        if (const auto kind = workloadKind(object.key)) {
            // One string for all that live where their release does.
            workloads.push_back({*kind,
                object.key.nameSpace == fallbackNamespace ? fallbackNamespace : object.key.nameSpace, object.key.name});
        }
    }
    return workloads;
}

/// Marks that controllers leave on what they deploy (protocol: 7). k3s and Captain leave none in a record.
QString ownerFromManifest(const QByteArray& manifest) {
    static const QByteArrayMatcher flux("helm.toolkit.fluxcd.io/name:", 28);
    static const QByteArrayMatcher choerodon("choerodon.io/release:", 21);
    return flux.indexIn(manifest) >= 0 ? u"Flux"_s : choerodon.indexIn(manifest) >= 0 ? u"C7NHelmRelease"_s : QString();
}

} // namespace

QString ownerFromLabels(const QMap<QString, QString>& labels) {
    if (labels.contains(u"helm.toolkit.fluxcd.io/name"_s)) {
        return u"Flux"_s;
    }
    if (labels.contains(u"helmcharts.helm.cattle.io/chart"_s) || labels.contains(u"helmcharts.cattle.io/chart"_s)) {
        return u"HelmChart"_s;
    }
    return labels.contains(u"choerodon.io/release"_s) ? u"C7NHelmRelease"_s : QString();
}

RecordFacts factsOf(const ReleaseRecord& record, const RecordMeta& meta) {
    RecordFacts facts;
    facts.chartName = record.chart.name;
    facts.chartVersion = record.chart.version;
    facts.appVersion = record.chart.appVersion;
    facts.description = record.description.left(1024);
    facts.updatedText = record.lastDeployedText;
    facts.updated = record.lastDeployed;
    facts.applyMethod = record.applyMethod;
    facts.searchWords = searchWordsOf(record);
    facts.owner = ownerFromLabels(meta.labels);
    if (facts.owner.isEmpty()) {
        facts.owner = ownerFromManifest(record.manifest);
    }
    if (record.status != ReleaseStatus::Uninstalled) {
        facts.workloads = workloadsOf(record, meta.key.nameSpace);
    }
    return facts;
}

} // namespace pilothouse
