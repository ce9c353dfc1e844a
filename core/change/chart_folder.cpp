// SPDX-License-Identifier: Apache-2.0
#include "core/change/chart_folder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxFiles = 20'000;
constexpr qint64 kMaxBytes = 256LL * 1024 * 1024;

std::unexpected<Error> badChart(const QString& path, const QString& why) {
    return fail(ErrorCode::Invalid, path, why, u"BadChart"_s);
}

/// Names of all regular files, sorted; what helm leaves out anyway (.git) does not count.
Result<QStringList> filesOf(const QString& path) {
    QStringList names;
    qint64 bytes = 0;
    QDirIterator it(path, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    const QDir folder(path);
    while (it.hasNext()) {
        const QFileInfo info = it.nextFileInfo();
        const QString name = folder.relativeFilePath(info.filePath());
        if (name.startsWith(".git/"_L1)) {
            continue;
        }
        bytes += info.size();
        names += name;
        if (names.size() > kMaxFiles || bytes > kMaxBytes) {
            return badChart(path, u"it is too large"_s);
        }
    }
    names.sort();
    return names;
}

QByteArray readFile(const QString& path) {
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) ? file.read(kMaxBytes) : QByteArray();
}

ChartInfo infoFrom(const YamlValue& metadata) {
    ChartInfo info;
    info.name = metadata[u"name"].text();
    info.version = metadata[u"version"].text();
    info.appVersion = metadata[u"appVersion"].text();
    info.description = metadata[u"description"].text();
    info.kubeVersion = metadata[u"kubeVersion"].text();
    info.home = metadata[u"home"].text();
    info.deprecated = metadata[u"deprecated"].text() == "true"_L1;
    for (const YamlValue& dependency : metadata[u"dependencies"].items()) {
        info.dependencies.push_back({.name = dependency[u"name"].text(),
            .version = dependency[u"version"].text(),
            .repository = dependency[u"repository"].text(),
            .alias = dependency[u"alias"].text()});
    }
    for (const auto& [key, value] : metadata[u"annotations"].entries()) {
        info.annotations.insert(key, value.text());
    }
    return info;
}

} // namespace

Result<LocalChart> readChartFolder(const QString& path) {
    const auto names = filesOf(path);
    if (!names) {
        return std::unexpected(names.error());
    }
    const auto metadata = loadYaml(readFile(path + u"/Chart.yaml"_s), u"Chart.yaml"_s, {}, DuplicateKeys::KeepLast);
    if (!metadata || (*metadata)[u"name"].text().isEmpty()) {
        return badChart(path, metadata ? u"it has no Chart.yaml with a name"_s : describe(metadata.error()));
    }
    LocalChart chart;
    chart.path = path;
    chart.info = infoFrom(*metadata);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString& name : *names) {
        const QByteArray bytes = readFile(path + u'/' + name);
        hash.addData(QByteArray(name.toUtf8() + '\0' + QByteArray::number(bytes.size()) + '\0'));
        hash.addData(bytes);
        if (name == "values.yaml"_L1) {
            if (auto values = loadYaml(bytes, name, {}, DuplicateKeys::KeepLast)) {
                chart.defaults = std::move(*values);
            }
        } else if (name == "values.schema.json"_L1) {
            chart.schema = bytes;
        } else if (name.startsWith("crds/"_L1)) {
            chart.crds.push_back(bytes);
        }
    }
    chart.digest = hash.result();
    return chart;
}

Result<LocalChart> readChartArchive(const QString& path) {
    const QByteArray bytes = readFile(path);
    if (bytes.isEmpty()) {
        return badChart(path, u"it can't be read"_s);
    }
    LocalChart chart;
    chart.path = path;
    chart.digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return chart;
}

} // namespace pilothouse
