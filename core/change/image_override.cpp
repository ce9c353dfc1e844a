// SPDX-License-Identifier: Apache-2.0
#include "core/change/image_override.h"

#include "core/change/build_version.h"
#include "core/helm/history.h"

#include <QMap>

#include <algorithm>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct Setting {
    QStringList keys;
    QString value;
};

void collect(const YamlValue& value, QStringList& keys, std::vector<Setting>& settings) {
    for (const auto& [key, child] : value.entries()) {
        keys.append(key);
        if (isImageKey(key) && child.isScalar() && !child.text().isEmpty()) {
            settings.push_back({keys, child.text()});
        }
        collect(child, keys, settings);
        keys.removeLast();
    }
}

QMap<QString, QString> subchartVersions(const ChartInfo& chart) {
    QMap<QString, QString> versions;
    for (const ChartDependency& dependency : chart.dependencies) {
        versions.insert(dependency.alias.isEmpty() ? dependency.name : dependency.alias, dependency.version);
    }
    return versions;
}

QString digestOf(const QString& image) {
    const qsizetype at = image.indexOf(u'@');
    return at < 0 ? QString() : image.sliced(at + 1);
}

/// True where the image is what it is because of this value: its tag, its digest, or all of it.
bool isOf(const ImageUse& use, const QString& value) {
    const QString digest = digestOf(use.image);
    return use.tag() == value || use.image == value
        || (!digest.isEmpty() && (digest == value || digest == u"sha256:"_s + value));
}

/// Images that are the same in both, container by container.
std::vector<ImageUse> keptImages(const QByteArray& from, const QByteArray& to) {
    const std::vector<ImageUse> before = imagesOf(from);
    std::vector<ImageUse> kept;
    for (const ImageUse& use : imagesOf(to)) {
        const auto isSame = [&use](const ImageUse& other) {
            return other.workloadKind == use.workloadKind && other.workload == use.workload
                && other.container == use.container && other.image == use.image;
        };
        if (std::ranges::any_of(before, isSame)) {
            kept.push_back(use);
        }
    }
    return kept;
}

const YamlValue& valueAt(const YamlValue& tree, const QStringList& keys) {
    const YamlValue* value = &tree;
    for (const QString& key : keys) {
        value = &(*value)[key];
    }
    return *value;
}

class HeldFinder {
public:
    explicit HeldFinder(const ImageOverrideInput& input)
        : m_input(input)
        , m_from(subchartVersions(input.chartFrom))
        , m_to(subchartVersions(input.chartTo))
        , m_kept(keptImages(input.manifestFrom, input.manifestTo)) { }

    [[nodiscard]] std::optional<HeldImage> judge(const Setting& setting) const;

private:
    const ImageOverrideInput& m_input;
    QMap<QString, QString> m_from;
    QMap<QString, QString> m_to;
    std::vector<ImageUse> m_kept;
};

std::optional<HeldImage> HeldFinder::judge(const Setting& setting) const {
    HeldImage held{setting.keys, setting.keys.join(u'.'), setting.value, {}, m_input.chartFrom.version,
        m_input.chartTo.version, {}, false};
    const QString& first = setting.keys.constFirst();
    if (m_to.contains(first)) {
        held.chartFrom = m_from.value(first);
        held.chartTo = m_to.value(first);
    }
    const auto use
        = std::ranges::find_if(m_kept, [&setting](const ImageUse& image) { return isOf(image, setting.value); });
    if (held.chartFrom == held.chartTo || use == m_kept.end()) {
        return std::nullopt;
    }
    held.image = use->image;
    held.chartDefault = valueAt(m_input.defaults, setting.keys).text();
    const QString ofChart = buildVersion(held.chartTo).commit;
    const QString ofImage = buildVersion(use->tag()).commit;
    if (!ofChart.isEmpty() && !ofImage.isEmpty()) {
        held.isCertain = !isSameCommit(ofChart, ofImage);
        return held.isCertain ? std::optional(held) : std::nullopt;
    }
    if (held.chartDefault == setting.value) {
        return std::nullopt; // the chart's own word
    }
    held.isCertain = !held.chartDefault.isEmpty() && !isMovingTag(held.chartDefault);
    return held;
}

} // namespace

std::vector<HeldImage> heldImages(const ImageOverrideInput& input) {
    std::vector<Setting> settings;
    QStringList keys;
    collect(input.values, keys, settings);
    std::vector<HeldImage> held;
    if (settings.empty()) {
        return held;
    }
    const HeldFinder finder(input);
    for (const Setting& setting : settings) {
        if (auto found = finder.judge(setting)) {
            held.push_back(std::move(*found));
        }
    }
    return held;
}

} // namespace pilothouse
