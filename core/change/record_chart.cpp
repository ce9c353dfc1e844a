// SPDX-License-Identifier: Apache-2.0
#include "core/change/record_chart.h"

#include "core/change/release_reading.h"
#include "core/helm/body_loader.h"
#include "core/helm/record_encoding.h"
#include "core/kube/json_text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QUuid>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteSize kRecordLimit = 64_MiB;
constexpr auto kPrivateFolder = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

std::unexpected<Error> badChart(const QString& subject, const QString& why) {
    return fail(ErrorCode::Invalid, subject, why, u"BadChart"_s);
}

/// A name from a record becomes a path on this machine: it must stay inside (CH2).
bool isInside(const QString& name) {
    const QString clean = QDir::cleanPath(name);
    return !name.isEmpty() && name == clean && !QDir::isAbsolutePath(name) && !clean.startsWith(".."_L1)
        && !name.contains(u'\\') && !name.contains(QChar::Null);
}

Result<void> writeFile(const QString& folder, const QString& name, const QByteArray& bytes) {
    if (!isInside(name)) {
        return badChart(name, u"the name leads out of the chart"_s);
    }
    const QString path = folder + u'/' + name;
    const QString parent = QFileInfo(path).path();
    if (!QDir().mkpath(parent)) {
        return fail(ErrorCode::Io, parent, u"can't be made"_s);
    }
    QFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(bytes) == bytes.size();
    return isWritten ? Result<void>() : fail(ErrorCode::Io, path, file.errorString());
}

Result<QByteArray> asYaml(const QJsonObject& object, const QString& what) {
    const auto tree = loadJson(QJsonDocument(object).toJson(QJsonDocument::Compact), what);
    return tree ? Result<QByteArray>(toYaml(*tree)) : std::unexpected(tree.error());
}

Result<void> writeFiles(const QString& folder, const QJsonArray& files) {
    for (const QJsonValue& value : files) {
        const QJsonObject file = value.toObject();
        const QByteArray data = QByteArray::fromBase64(file.value("data"_L1).toString().toLatin1());
        if (auto written = writeFile(folder, file.value("name"_L1).toString(), data); !written) {
            return written;
        }
    }
    return {};
}

Result<QByteArray> recordJson(const QByteArray& objectJson, const QString& subject) {
    const auto object = parseJsonObject(objectJson, subject);
    if (!object) {
        return std::unexpected(object.error());
    }
    const QString encoded = object->value("data"_L1).toObject().value("release"_L1).toString();
    const QByteArray latin = encoded.toLatin1();
    auto unpacked = unpackRecord(latin, kRecordLimit, subject);
    return unpacked ? Result<QByteArray>(std::move(unpacked->json)) : std::unexpected(unpacked.error());
}

/// Uid and version come from a server: their hash is a safe name.
QString folderName(const RecordMeta& meta) {
    const QByteArray key = (meta.uid.value() + u'\n' + meta.resourceVersion.value()).toUtf8();
    return u"record-"_s + QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex());
}

/// Beside its place first, so that a half-written one is never taken for a chart.
Result<QString> rebuild(const QByteArray& objectJson, const QString& root, const QString& name) {
    const auto json = recordJson(objectJson, name);
    if (!json) {
        return std::unexpected(json.error());
    }
    if (!QDir().mkpath(root) || !QFile::setPermissions(root, kPrivateFolder)) {
        return fail(ErrorCode::Io, root, u"can't be made"_s);
    }
    const QString beside = root + u"/new-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (auto written = writeRecordChart(*json, beside); !written) {
        QDir(beside).removeRecursively();
        return std::unexpected(written.error());
    }
    const QString place = root + u'/' + name;
    if (!QFile::rename(beside, place)) {
        QDir(beside).removeRecursively();
        if (!QFileInfo(place).isDir()) {
            return fail(ErrorCode::Io, place, u"can't be made"_s);
        }
    }
    return place;
}

} // namespace

Result<void> writeRecordChart(const QByteArray& json, const QString& folder) {
    QJsonParseError problem;
    const QJsonObject chart = QJsonDocument::fromJson(json, &problem).object().value("chart"_L1).toObject();
    const QJsonObject metadata = chart.value("metadata"_L1).toObject();
    if (problem.error != QJsonParseError::NoError || metadata.isEmpty()) {
        return badChart(u"record"_s, u"it holds no chart"_s);
    }
    if (!metadata.value("dependencies"_L1).toArray().isEmpty()) {
        return fail(ErrorCode::Invalid, metadata.value("name"_L1).toString(),
            u"it has subcharts, which helm keeps in no record"_s, u"SubchartsNotStored"_s);
    }
    if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, kPrivateFolder)) {
        return fail(ErrorCode::Io, folder, u"can't be made"_s);
    }
    const auto about = asYaml(metadata, u"Chart.yaml"_s);
    const auto values = asYaml(chart.value("values"_L1).toObject(), u"values.yaml"_s);
    if (!about || !values) {
        return std::unexpected(about ? values.error() : about.error());
    }
    const QByteArray schema = QByteArray::fromBase64(chart.value("schema"_L1).toString().toLatin1());
    Result<void> done = writeFile(folder, u"Chart.yaml"_s, *about);
    if (done) {
        done = writeFile(folder, u"values.yaml"_s, *values);
    }
    if (done && !schema.isEmpty()) {
        done = writeFile(folder, u"values.schema.json"_s, schema);
    }
    if (done) {
        done = writeFiles(folder, chart.value("templates"_L1).toArray());
    }
    return done ? writeFiles(folder, chart.value("files"_L1).toArray()) : done;
}

Task<Result<QString>> rebuildChart(ApiClient* client, ReleaseRecordPtr newest, ReleaseKey release, QString root) {
    const QString subject = u"release %1/%2"_s.arg(release.nameSpace, release.name);
    if (!newest) {
        co_return fail(ErrorCode::NotFound, subject, u"it has no record"_s, u"NoRecord"_s);
    }
    if (!newest->chart.dependencies.empty()) {
        co_return fail(ErrorCode::Invalid, subject, u"its chart has subcharts, which helm keeps in no record"_s,
            u"SubchartsNotStored"_s);
    }
    const auto revisions = co_await readRevisions(client, release);
    if (!revisions) {
        co_return std::unexpected(revisions.error());
    }
    const auto meta = std::ranges::find(*revisions, newest->revision, &RecordMeta::revision);
    if (meta == revisions->end()) {
        co_return fail(ErrorCode::NotFound, subject, u"its record is gone"_s, u"NoRecord"_s);
    }
    const QString name = folderName(*meta);
    if (QFileInfo(root + u'/' + name).isDir()) {
        co_return root + u'/' + name;
    }
    const auto object = co_await client->get(recordPath(*meta));
    if (!object) {
        co_return std::unexpected(object.error());
    }
    co_return co_await client->services().pool.run([json = *object, root, name] { return rebuild(json, root, name); });
}

} // namespace pilothouse
