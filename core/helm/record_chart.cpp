// SPDX-License-Identifier: Apache-2.0
#include "core/helm/record_chart.h"

#include "core/helm/record_encoding.h"

#include "core/yaml/yaml_loader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteSize kRecordJson = 64_MiB; ///< as the decoder's own limit (RP1)
constexpr int kRecordDepth = 200;

std::unexpected<Error> refuse(const QString& subject, const QString& why, const QString& reason) {
    return fail(ErrorCode::Invalid, subject, why, reason);
}

Result<YamlValue> recordOf(const QByteArray& objectJson, const QString& subject) {
    const YamlLimits limits{.bytes = kRecordJson, .depth = kRecordDepth, .nodes = 1'000'000};
    const auto object = loadJson(objectJson, subject, limits);
    if (!object) {
        return std::unexpected(object.error());
    }
    const auto unpacked = unpackRecord(object->at({u"data", u"release"}).text().toLatin1(), kRecordJson, subject);
    if (!unpacked) {
        return std::unexpected(unpacked.error());
    }
    return loadJson(unpacked->json, subject, limits);
}

/// Declared ones, and those that only lay in `charts/`: helm names every template by its chart's path.
bool hasSubcharts(const YamlValue& record) {
    const YamlValue& chart = record[u"chart"];
    if (!chart.at({u"metadata", u"dependencies"}).items().empty()
        || !chart.at({u"lock", u"dependencies"}).items().empty()) {
        return true;
    }
    const QString inside = u"# Source: "_s + chart.at({u"metadata", u"name"}).text() + u"/charts/"_s;
    const QString inHook = chart.at({u"metadata", u"name"}).text() + u"/charts/"_s;
    const auto& hooks = record[u"hooks"].items();
    return record[u"manifest"].text().contains(inside) || std::ranges::any_of(hooks, [&inHook](const YamlValue& hook) {
        return hook[u"path"].text().startsWith(inHook);
    });
}

Result<void> takeFiles(ChartFiles& files, const YamlValue& list, const QString& subject) {
    for (const YamlValue& entry : list.items()) {
        const QString name = entry[u"name"].text();
        if (!isSafeFileName(name)) {
            return refuse(subject, u"a name that leads out of the chart: %1"_s.arg(name.left(256)), u"UnsafeName"_s);
        }
        auto data = decodeBase64(entry[u"data"].text().toLatin1());
        files.push_back({name, data ? std::move(*data) : QByteArray()});
    }
    return {};
}

Result<void> checkLimits(const ChartFiles& files, const ChartLimits& limits, const QString& subject) {
    if (static_cast<qsizetype>(files.size()) > limits.files) {
        return refuse(subject, u"more files than a chart may have"_s, u"TooManyFiles"_s);
    }
    qint64 total = 0;
    for (const ChartFile& file : files) {
        total += file.data.size();
        if (file.data.size() > limits.file.bytes || total > limits.total.bytes) {
            return refuse(subject, u"%1: more than a chart may hold"_s.arg(file.name), u"TooLarge"_s);
        }
    }
    return {};
}

void put(ChartFiles& files, const QString& name, QByteArray data) {
    std::erase_if(files, [&name](const ChartFile& file) { return file.name == name; });
    files.push_back({name, std::move(data)});
}

} // namespace

Result<ChartFiles> rebuildChart(const QByteArray& objectJson, const RecordMeta& meta, const ChartLimits& limits) {
    const QString subject = u"chart of %1 revision %2"_s.arg(meta.key.name).arg(number(meta.revision));
    const auto record = recordOf(objectJson, subject);
    if (!record) {
        return std::unexpected(record.error());
    }
    const YamlValue& chart = (*record)[u"chart"];
    if (hasSubcharts(*record)) {
        return refuse(subject, u"the chart has subcharts, and a record does not keep them"_s, u"Subcharts"_s);
    }
    if (chart[u"templates"].items().empty()) {
        return refuse(subject, u"the record has no templates"_s, u"NoTemplates"_s);
    }
    ChartFiles files;
    for (const YamlValue& list : {chart[u"files"], chart[u"templates"]}) {
        if (auto done = takeFiles(files, list, subject); !done) {
            return std::unexpected(std::move(done.error()));
        }
    }
    put(files, u"Chart.yaml"_s, toYaml(chart[u"metadata"]));
    if (!chart[u"values"].isNull()) {
        put(files, u"values.yaml"_s, toYaml(chart[u"values"]));
    }
    if (const auto schema = decodeBase64(chart[u"schema"].text().toLatin1()); schema && !schema->isEmpty()) {
        put(files, u"values.schema.json"_s, *schema);
    }
    if (auto done = checkLimits(files, limits, subject); !done) {
        return std::unexpected(std::move(done.error()));
    }
    std::ranges::sort(files, {}, &ChartFile::name);
    return files;
}

Result<void> writeChart(const ChartFiles& files, const QString& folder) {
    if (!QDir().mkdir(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        return fail(ErrorCode::Io, folder, u"the folder can't be made, or is there already"_s);
    }
    for (const ChartFile& file : files) {
        if (!isSafeFileName(file.name)) {
            return refuse(file.name.left(256), u"a name that leads out of the chart"_s, u"UnsafeName"_s);
        }
        const QString path = folder + u'/' + file.name;
        QFile out(path);
        const bool isMade = QDir().mkpath(QFileInfo(path).absolutePath())
            && out.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)
            && out.write(file.data) == file.data.size();
        if (!isMade) {
            return fail(ErrorCode::Io, path, out.errorString());
        }
    }
    return {};
}

} // namespace pilothouse
