// SPDX-License-Identifier: Apache-2.0
#include "core/helm/chart_files.h"

#include "core/config/bounded_file.h"

#include <QFileInfo>
#include <QHash>
#include <QMap>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxSubcharts = 500; ///< in all, however deep
constexpr int kMaxNesting = 8;

/// A chart with its subcharts, before it is put together.
struct ChartNode {
    ChartInfo info;
    QString type;
    QByteArray valuesText;
    YamlValue values;
    QByteArray schema;
    std::vector<QByteArray> crds;
    std::vector<ChartNode> subcharts;
};

class ChartReader {
public:
    ChartReader(QString name, const ChartLimits& limits)
        : m_name(std::move(name))
        , m_limits(limits) { }
    Result<ChartNode> read(const ChartFiles& files, const QString& where, int nesting);

private:
    Result<void> takeFile(ChartNode& chart, const ChartFile& file, const QString& where);
    Result<void> takeSubcharts(ChartNode& chart, const ChartFiles& files, const QString& where, int nesting);
    Result<YamlValue> load(const ChartFile& file, const QString& where) const;

    QString m_name;
    ChartLimits m_limits;
    int m_subcharts = 0;
};

std::vector<ChartDependency> dependenciesOf(const YamlValue& document) {
    std::vector<ChartDependency> dependencies;
    for (const YamlValue& entry : document[u"dependencies"].items()) {
        dependencies.push_back({.name = entry[u"name"].text(),
            .version = entry[u"version"].text(),
            .repository = entry[u"repository"].text(),
            .alias = entry[u"alias"].text()});
    }
    return dependencies;
}

void readInfo(ChartNode& chart, const YamlValue& document) {
    ChartInfo& info = chart.info;
    info.name = document[u"name"].text();
    info.version = document[u"version"].text();
    info.appVersion = document[u"appVersion"].text();
    info.description = document[u"description"].text();
    info.kubeVersion = document[u"kubeVersion"].text();
    info.home = document[u"home"].text();
    info.deprecated = document[u"deprecated"].text() == "true"_L1;
    chart.type = document[u"type"].text();
    for (const auto& [key, value] : document[u"annotations"].entries()) {
        info.annotations.insert(key, value.text());
    }
    auto declared = dependenciesOf(document);
    if (!declared.empty()) {
        info.dependencies = std::move(declared);
    }
}

/// Chart.lock says which versions were built in; the same chart may be there twice, in the lock's order.
void applyLock(ChartInfo& info, const YamlValue& lock) {
    std::vector<ChartDependency> locked = dependenciesOf(lock);
    for (ChartDependency& dependency : info.dependencies) {
        const auto found = std::ranges::find(locked, dependency.name, &ChartDependency::name);
        if (found != locked.end()) {
            dependency.version = found->version;
            locked.erase(found);
        }
    }
}

Result<YamlValue> ChartReader::load(const ChartFile& file, const QString& where) const {
    // Later keys win, as in sigs.k8s.io/yaml, which helm reads with.
    return loadYaml(file.data, m_name + u'/' + where + file.name, {}, DuplicateKeys::KeepLast);
}

Result<void> ChartReader::takeFile(ChartNode& chart, const ChartFile& file, const QString& where) {
    const bool isList = file.name == "Chart.yaml"_L1 || file.name == "requirements.yaml"_L1;
    const bool isLock = file.name == "Chart.lock"_L1 || file.name == "requirements.lock"_L1;
    if (isList || isLock || file.name == "values.yaml"_L1) {
        auto document = load(file, where);
        if (!document) {
            return std::unexpected(std::move(document.error()));
        }
        if (file.name == "Chart.yaml"_L1) {
            readInfo(chart, *document);
        } else if (isList) {
            chart.info.dependencies = dependenciesOf(*document);
        } else if (isLock) {
            applyLock(chart.info, *document);
        } else {
            chart.valuesText = file.data;
            chart.values = std::move(*document);
        }
    } else if (file.name == "values.schema.json"_L1) {
        chart.schema = file.data;
    } else if (file.name.startsWith("crds/"_L1)) {
        chart.crds.push_back(file.data);
    }
    return {};
}

Result<ChartNode> ChartReader::read(const ChartFiles& files, const QString& where, int nesting) {
    ChartNode chart;
    ChartFiles ordered = files;
    // Dependencies before their locks; what is declared in Chart.yaml before requirements.yaml.
    const auto rank = [](const ChartFile& file) {
        return file.name == "Chart.yaml"_L1 ? 0 : file.name == "requirements.yaml"_L1 ? 1 : 2;
    };
    std::ranges::stable_sort(ordered, {}, rank);
    for (const ChartFile& file : ordered) {
        if (auto done = takeFile(chart, file, where); !done) {
            return std::unexpected(std::move(done.error()));
        }
    }
    if (chart.info.name.isEmpty() || chart.info.version.isEmpty()) {
        return fail(ErrorCode::Invalid, m_name + (where.isEmpty() ? QString() : QString(u'/' + where)),
            u"Chart.yaml is missing, or says neither name nor version"_s, u"NoChart"_s);
    }
    if (auto done = takeSubcharts(chart, ordered, where, nesting); !done) {
        return std::unexpected(std::move(done.error()));
    }
    return chart;
}

Result<void> ChartReader::takeSubcharts(ChartNode& chart, const ChartFiles& files, const QString& where, int nesting) {
    QMap<QString, ChartFiles> folders;
    for (const ChartFile& file : files) {
        if (!file.name.startsWith("charts/"_L1)) {
            continue;
        }
        const QString inside = file.name.sliced(7);
        const qsizetype slash = inside.indexOf(u'/');
        const QString top = inside.first(slash < 0 ? inside.size() : slash);
        if (top.startsWith(u'.') || top.startsWith(u'_')) { // helm passes them over
            continue;
        }
        if (slash >= 0) {
            folders[top].push_back({inside.sliced(slash + 1), file.data});
        } else if (inside.endsWith(".tgz"_L1)) {
            auto packed = readChartArchive(file.data, m_name + u'/' + where + file.name, m_limits);
            if (!packed) {
                return std::unexpected(std::move(packed.error()));
            }
            folders[inside] = std::move(*packed);
        }
    }
    for (auto folder = folders.cbegin(); folder != folders.cend(); ++folder) {
        if (++m_subcharts > kMaxSubcharts || nesting >= kMaxNesting) {
            return fail(ErrorCode::Invalid, m_name, u"too many charts inside of charts"_s, u"TooManyFiles"_s);
        }
        auto inner = read(*folder, where + u"charts/"_s + folder.key() + u'/', nesting + 1);
        if (!inner) {
            return std::unexpected(std::move(inner.error()));
        }
        chart.subcharts.push_back(std::move(*inner));
    }
    return {};
}

/// Names a subchart's values stand under: its aliases; its own name where no alias is declared.
QStringList valueNames(const ChartNode& parent, const ChartNode& subchart) {
    QStringList names;
    for (const ChartDependency& dependency : parent.info.dependencies) {
        if (dependency.name == subchart.info.name) {
            names.append(dependency.alias.isEmpty() ? dependency.name : dependency.alias);
        }
    }
    return names.isEmpty() ? QStringList{subchart.info.name} : names;
}

YamlValue allValues(const ChartNode& chart) {
    YamlValue::Map below;
    for (const ChartNode& subchart : chart.subcharts) {
        const YamlValue inner = allValues(subchart);
        for (const QString& name : valueNames(chart, subchart)) {
            below.emplace_back(name, inner);
        }
    }
    return coalesceValues(chart.values, YamlValue(std::move(below)));
}

void collectCrds(const ChartNode& chart, std::vector<QByteArray>& crds) {
    crds.insert(crds.end(), chart.crds.begin(), chart.crds.end());
    for (const ChartNode& subchart : chart.subcharts) {
        collectCrds(subchart, crds);
    }
}

QStringList missingOf(const ChartNode& chart) {
    QStringList missing;
    for (const ChartDependency& dependency : chart.info.dependencies) {
        const bool isThere = std::ranges::any_of(chart.subcharts,
            [&dependency](const ChartNode& subchart) { return subchart.info.name == dependency.name; });
        if (!isThere && !missing.contains(dependency.name)) {
            missing.append(dependency.name);
        }
    }
    return missing;
}

} // namespace

YamlValue coalesceValues(const YamlValue& over, const YamlValue& defaults) {
    if (!over.isMap()) {
        return over.isNull() ? defaults : over;
    }
    QHash<QStringView, const YamlValue*> below;
    for (const auto& [key, value] : defaults.entries()) {
        below.insert(key, &value);
    }
    YamlValue::Map merged;
    for (const auto& [key, value] : over.entries()) {
        const YamlValue* const other = below.take(key);
        if (other && value.isNull()) {
            continue;
        }
        merged.emplace_back(key, other && value.isMap() && other->isMap() ? coalesceValues(value, *other) : value);
    }
    for (const auto& entry : defaults.entries()) {
        if (below.contains(entry.first)) {
            merged.push_back(entry);
            below.remove(entry.first);
        }
    }
    return YamlValue(std::move(merged));
}

Result<ChartPackage> chartFromFiles(const ChartFiles& files, const QString& name, const ChartLimits& limits) {
    auto chart = ChartReader(name, limits).read(files, {}, 0);
    if (!chart) {
        return std::unexpected(std::move(chart.error()));
    }
    ChartPackage package;
    package.values = allValues(*chart);
    package.missing = missingOf(*chart);
    collectCrds(*chart, package.crds);
    package.info = std::move(chart->info);
    package.type = std::move(chart->type);
    package.valuesText = std::move(chart->valuesText);
    package.schema = std::move(chart->schema);
    package.digest = chartDigest(files);
    package.fileCount = static_cast<qsizetype>(files.size());
    return package;
}

Result<ChartPackage> loadChart(const QString& path, const ChartLimits& limits) {
    const QFileInfo info(path);
    if (info.isDir()) {
        auto files = readChartFolder(path, limits);
        return files ? chartFromFiles(*files, path, limits) : std::unexpected(std::move(files.error()));
    }
    const auto bytes = readBoundedFile(path, limits.total);
    if (!bytes) {
        return std::unexpected(bytes.error());
    }
    auto files = readChartArchive(*bytes, path, limits);
    return files ? chartFromFiles(*files, path, limits) : std::unexpected(std::move(files.error()));
}

} // namespace pilothouse
