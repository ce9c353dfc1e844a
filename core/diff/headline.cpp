// SPDX-License-Identifier: Apache-2.0
#include "core/diff/headline.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <map>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMaxMoves = 200;
constexpr qsizetype kMaxWord = 256; ///< of a tag or name; longer ones are no tags (OCI: 128)

/// The pod spec of a workload, wherever its kind keeps it.
const YamlValue& podSpec(const QString& kind, const YamlValue& object) {
    if (kind == u"Pod"_s) {
        return object[u"spec"];
    }
    if (kind == u"CronJob"_s) {
        return object.at({u"spec", u"jobTemplate", u"spec", u"template", u"spec"});
    }
    return object.at({u"spec", u"template", u"spec"});
}

std::map<QString, QString> imagesOf(const QString& kind, const YamlValue& object) {
    std::map<QString, QString> images;
    static constexpr std::array kLists = {QStringView(u"initContainers"), QStringView(u"containers")};
    for (const QStringView list : kLists) {
        for (const YamlValue& container : podSpec(kind, object)[list].items()) {
            images[container[u"name"].text()] = container[u"image"].text();
        }
    }
    return images;
}

/// `storefront/charts/web-neo/templates/service.yaml` → web-neo, the innermost subchart; without one the chart itself.
QString chartOfSource(const QString& source) {
    const qsizetype charts = source.lastIndexOf(u"/charts/"_s);
    const qsizetype begin = charts < 0 ? 0 : charts + 8;
    const qsizetype end = source.indexOf(u'/', begin);
    return end < 0 ? QString() : source.sliced(begin, end - begin);
}

struct ChartVersion {
    QString chart;
    QString version;
};

/// `web-neo-v0.2.2-aa0d4`: the chart's name is known from the source line, or ends before the first part that begins
/// like a version.
ChartVersion splitChartLabel(const QString& label, const QString& chart) {
    if (!chart.isEmpty() && label.startsWith(chart + u'-')) {
        return {chart, label.sliced(chart.size() + 1)};
    }
    static const QRegularExpression kVersion(u"^(.+?)-(v?[0-9]+\\..*)$"_s);
    const auto match = kVersion.match(label);
    return match.hasMatch() ? ChartVersion{match.captured(1), match.captured(2)} : ChartVersion{label, label};
}

QString chartLabel(const YamlValue& object) {
    const YamlValue& labels = object.at({u"metadata", u"labels"});
    const QString label = labels[u"helm.sh/chart"].text();
    return (label.isEmpty() ? labels[u"chart"].text() : label).left(kMaxWord);
}

QString versionLabel(const YamlValue& object) {
    return object.at({u"metadata", u"labels"})[u"app.kubernetes.io/version"].text().left(kMaxWord);
}

} // namespace

QString imageTag(const QString& image) {
    const qsizetype digest = image.indexOf(u'@');
    const QString named = digest < 0 ? image : image.first(digest);
    const qsizetype colon = named.indexOf(u':', named.lastIndexOf(u'/') + 1);
    if (colon >= 0) {
        return named.sliced(colon + 1).left(kMaxWord);
    }
    return digest < 0 ? u"latest"_s : image.sliced(digest + 1).left(kMaxWord);
}

QString HeadlineBuilder::serviceName(const QString& workload) const {
    const QString prefix = m_releaseName + u'-';
    return !m_releaseName.isEmpty() && workload.startsWith(prefix) && workload.size() > prefix.size()
        ? workload.sliced(prefix.size())
        : workload;
}

void HeadlineBuilder::add(const ObjectDiff& diff, const QString& source, const YamlValue& from, const YamlValue& to) {
    addImages(diff, from, to);
    addChart(diff, source, from, to);
}

void HeadlineBuilder::addImages(const ObjectDiff& diff, const YamlValue& from, const YamlValue& to) {
    const auto before = imagesOf(diff.key.kind, from);
    for (const auto& [container, image] : imagesOf(diff.key.kind, to)) {
        const auto old = before.find(container);
        if (old == before.end() || old->second == image || m_images.size() >= kMaxMoves) {
            continue;
        }
        HeadlineMove move{
            serviceName(diff.key.name), imageTag(old->second), imageTag(image), false, HeadlineMove::What::Image};
        if (move.from == move.to) { // another repository or digest under the same tag
            move.from = old->second.left(kMaxWord);
            move.to = image.left(kMaxWord);
        }
        const auto isTold = [&move](const HeadlineMove& told) {
            return told.service == move.service && told.from == move.from && told.to == move.to;
        };
        if (std::ranges::none_of(m_images, isTold)) {
            m_images.push_back(std::move(move));
        }
    }
}

void HeadlineBuilder::addChart(
    const ObjectDiff& diff, const QString& source, const YamlValue& from, const YamlValue& to) {
    const QString chart = chartOfSource(source);
    const QString labelFrom = chartLabel(from);
    const QString labelTo = chartLabel(to);
    HeadlineMove move;
    if (labelFrom != labelTo && !labelFrom.isEmpty() && !labelTo.isEmpty()) {
        const ChartVersion after = splitChartLabel(labelTo, chart);
        move = {
            after.chart, splitChartLabel(labelFrom, chart).version, after.version, false, HeadlineMove::What::Subchart};
    } else if (const QString old = versionLabel(from), now = versionLabel(to);
        old != now && !old.isEmpty() && !now.isEmpty()) {
        move = {chart.isEmpty() ? serviceName(diff.key.name) : chart, old, now, false, HeadlineMove::What::Label};
    } else {
        return;
    }
    const QString key = move.service + u'\n' + move.from + u'\n' + move.to;
    const auto known = m_chartPositions.constFind(key);
    if (known != m_chartPositions.constEnd()) {
        m_charts[*known].onlyLabels = m_charts[*known].onlyLabels && diff.labelsOnly;
    } else if (m_charts.size() < kMaxMoves) {
        m_chartPositions.insert(key, m_charts.size());
        m_charts.push_back({std::move(move), diff.labelsOnly});
    }
}

std::vector<HeadlineMove> HeadlineBuilder::take() {
    std::vector<HeadlineMove> moves = std::move(m_images);
    const size_t images = moves.size();
    for (ChartMove& chart : m_charts) {
        const auto isSameService = [&chart](const HeadlineMove& told) { return told.service == chart.move.service; };
        // A version label says nothing new beside a chart label or an image of the same service.
        const size_t looked = chart.move.what == HeadlineMove::What::Label ? moves.size() : images;
        if (moves.size() >= kMaxMoves
            || std::any_of(moves.begin(), moves.begin() + static_cast<std::ptrdiff_t>(looked), isSameService)) {
            continue;
        }
        chart.move.labelsOnly = chart.onlyLabels;
        moves.push_back(std::move(chart.move));
    }
    m_charts.clear();
    m_chartPositions.clear();
    return moves;
}

} // namespace pilothouse
