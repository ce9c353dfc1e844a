// SPDX-License-Identifier: Apache-2.0
#include "core/change/build_sides.h"

#include "core/change/build_version.h"
#include "core/diff/manifest_diff.h"
#include "core/helm/history.h"

#include <QHash>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// `sniffer` of `storefront-sniffer`, empty for the release's own name.
QString shortName(const QString& workload, const QString& release) {
    if (workload == release) {
        return {};
    }
    const QString prefix = release + u'-';
    return workload.startsWith(prefix) ? workload.sliced(prefix.size()) : workload;
}

/// `payment` of `storefront/charts/payment/templates/a.yaml`; empty: the parent's own.
QString subchartOf(const QString& source) {
    const QStringList parts = source.split(u'/');
    return parts.size() > 3 && parts[1] == "charts"_L1 ? parts[2] : QString();
}

/// A range such as `^0.2` names no version.
bool isExact(const QString& version) {
    return !version.isEmpty()
        && std::ranges::none_of(version, [](QChar c) { return QStringView(u"^~<>=*| ,").contains(c); });
}

/// The value of the `helm.sh/chart` (or, in older charts, `chart`) label; a scan, because only this is wanted.
QString chartLabelIn(QByteArrayView document) {
    for (const QByteArrayView key : {QByteArrayView("helm.sh/chart:"), QByteArrayView(" chart:")}) {
        const qsizetype at = document.indexOf(key);
        if (at < 0) {
            continue;
        }
        QByteArrayView value = document.sliced(at + key.size());
        const qsizetype newline = value.indexOf('\n');
        value = (newline < 0 ? value : value.first(newline)).trimmed();
        if (value.size() > 1 && (value.front() == '"' || value.front() == '\'')) {
            value = value.sliced(1, value.size() - 2);
        }
        return QString::fromUtf8(value);
    }
    return {};
}

class FactsGatherer {
public:
    explicit FactsGatherer(const ReleaseRecord& record)
        : m_record(record) { }

    QMap<QString, ServiceFacts> gather();

private:
    void addSubcharts();
    void addObject(const ManifestObject& object, QByteArrayView document);
    void addImages();
    [[nodiscard]] static QString placeOf(const QString& kind, const QString& name) { return kind + u'/' + name; }

    const ReleaseRecord& m_record;
    QMap<QString, ServiceFacts> m_services;
    QHash<QString, QString> m_subcharts; ///< kind/name → subchart that brings it
};

void FactsGatherer::addSubcharts() {
    for (const ChartDependency& dependency : m_record.chart.dependencies) {
        const QString& name = dependency.alias.isEmpty() ? dependency.name : dependency.alias;
        if (isExact(dependency.version)) {
            m_services[name].chartVersion = dependency.version;
        }
    }
}

void FactsGatherer::addObject(const ManifestObject& object, QByteArrayView document) {
    const QString subchart = subchartOf(object.source);
    if (subchart.isEmpty()) {
        return;
    }
    m_subcharts.insert(placeOf(object.key.kind, object.key.name), subchart);
    ServiceFacts& facts = m_services[subchart];
    QString label = chartLabelIn(document);
    if (label.startsWith(subchart + u'-')) {
        label = label.sliced(subchart.size() + 1);
    }
    // The label of the object that names a commit: hooks and tests of another chart may name none.
    if (facts.chartLabel.isEmpty() || buildVersion(facts.chartLabel).commit.isEmpty()) {
        facts.chartLabel = label.isEmpty() ? facts.chartLabel : label;
    }
}

void FactsGatherer::addImages() {
    for (const ImageUse& use : imagesOf(m_record.manifest)) {
        const QString workload = shortName(use.workload, m_record.name);
        const QString subchart = m_subcharts.value(placeOf(use.workloadKind, use.workload));
        ServiceFacts& facts = m_services[subchart.isEmpty() ? workload : subchart];
        facts.images.insert(workload + u'/' + use.container, use.image);
    }
}

QMap<QString, ServiceFacts> FactsGatherer::gather() {
    addSubcharts();
    const Manifest manifest = parseManifest(m_record.manifest, m_record.nameSpace);
    const QByteArrayView text(manifest.text);
    for (const ManifestObject& object : manifest.objects) {
        addObject(object, text.sliced(object.begin, object.end - object.begin));
    }
    addImages();
    if (m_services.isEmpty()) {
        m_services.insert(QString(), {});
    }
    for (ServiceFacts& facts : m_services) {
        if (facts.chartVersion.isEmpty() && facts.chartLabel.isEmpty()) {
            facts.chartVersion = m_record.chart.version;
        }
    }
    return m_services;
}

} // namespace

QMap<QString, ServiceFacts> serviceFacts(const ReleaseRecord& record) {
    return FactsGatherer(record).gather();
}

BuildSide buildSide(const ServiceFacts& facts) {
    BuildSide side;
    side.chartVersion = facts.chartVersion;
    side.chartLabel = facts.chartLabel;
    for (const QString& image : facts.images) {
        if (!side.images.contains(image)) {
            side.images += image;
        }
    }
    QStringList versions{side.chartVersion, side.chartLabel};
    for (const QString& image : side.images) {
        versions += ImageUse{{}, {}, {}, image}.tag();
    }
    for (const QString& version : versions) {
        side.commit = buildVersion(version).commit;
        if (!side.commit.isEmpty()) {
            break;
        }
    }
    return side;
}

QString BuildSide::shownVersion() const {
    for (const QString& version : {chartVersion, chartLabel}) {
        if (!buildVersion(version).commit.isEmpty()) {
            return version;
        }
    }
    for (const QString& image : images) {
        if (const QString tag = ImageUse{{}, {}, {}, image}.tag(); !tag.isEmpty()) {
            return tag;
        }
    }
    return chartVersion.isEmpty() ? chartLabel : chartVersion;
}

} // namespace pilothouse
