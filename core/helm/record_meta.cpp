// SPDX-License-Identifier: Apache-2.0
#include "core/helm/go_time.h"
#include "core/helm/json_fields.h"
#include "core/helm/release_decoder.h"

#include <QTimeZone>

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace pilothouse::json;

namespace {

constexpr qsizetype kMaxUserLabels = 64;

/// What metadata says, before it is known to be a record's.
struct RawMeta {
    QString name;
    QString nameSpace;
    QString uid;
    QString resourceVersion;
    QDateTime created;
    QString type; ///< of a whole Secret; metadata-only answers have none
    QString owner;
    QString releaseName;
    QString status;
    QString version;
    qint64 modifiedAt = 0; ///< seconds since 1970
    qint64 createdAt = 0;
    QMap<QString, QString> userLabels;
};

error_code takeLabel(RawMeta& meta, std::string_view key, od::value value) {
    if (key == "owner") {
        return readText(value, meta.owner);
    }
    if (key == "name") {
        return readText(value, meta.releaseName);
    }
    if (key == "status") {
        return readText(value, meta.status);
    }
    if (key == "version") {
        return readText(value, meta.version);
    }
    if (key == "modifiedAt" || key == "createdAt") {
        QByteArray seconds;
        const error_code error = readBytes(value, seconds);
        (key == "modifiedAt" ? meta.modifiedAt : meta.createdAt) = seconds.toLongLong();
        return error;
    }
    QString text;
    const error_code error = readText(value, text);
    if (meta.userLabels.size() < kMaxUserLabels) {
        meta.userLabels.insert(QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())), text);
    }
    return error;
}

error_code takeMetadata(RawMeta& meta, std::string_view key, od::value value) {
    if (key == "labels") {
        return forEachField(value, [&meta](std::string_view k, od::value v) { return takeLabel(meta, k, v); });
    }
    if (key == "name") {
        return readText(value, meta.name);
    }
    if (key == "namespace") {
        return readText(value, meta.nameSpace);
    }
    if (key == "uid") {
        return readText(value, meta.uid);
    }
    if (key == "resourceVersion") {
        return readText(value, meta.resourceVersion);
    }
    if (key == "creationTimestamp") {
        std::string_view text;
        const error_code error = value.get_string(true).get(text);
        if (error == SUCCESS) {
            meta.created = timeFromGo(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
        }
        return forgiven(error);
    }
    return SUCCESS;
}

bool readRawMeta(const QByteArray& json, RawMeta& meta) {
    thread_local od::parser parser;
    QByteArray padded;
    padded.reserve(json.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
    padded.append(json);
    const error_code error = forEachRootField(parser, padded, [&meta](std::string_view key, od::value value) {
        if (key == "metadata") {
            return forEachField(value, [&meta](std::string_view k, od::value v) { return takeMetadata(meta, k, v); });
        }
        return key == "type" ? readText(value, meta.type) : SUCCESS;
    });
    return error == SUCCESS;
}

/// A revision: 1 … 2^31-1, digits only.
int revisionFrom(QStringView text) {
    bool ok = false;
    const int revision = text.toInt(&ok);
    return ok && revision > 0 && text.front().isDigit() ? revision : 0;
}

/// `sh.helm.release.v1.<name>.v<revision>`; names may hold dots, so the revision stands behind the last `.v`.
struct NameParts {
    QStringView release;
    int revision = 0;
};
NameParts splitObjectName(QStringView name) {
    constexpr QStringView kPrefix = u"sh.helm.release.v1.";
    const qsizetype dot = name.lastIndexOf(u".v");
    if (!name.startsWith(kPrefix) || dot <= kPrefix.size()) {
        return {};
    }
    return {name.sliced(kPrefix.size(), dot - kPrefix.size()), revisionFrom(name.sliced(dot + 2))};
}

/// Helm's own word without a copy for each record.
QString sharedStatus(const QString& word) {
    const ReleaseStatus status = releaseStatusFromWord(word);
    return status == ReleaseStatus::Unknown ? word.left(64) : releaseStatusWord(status);
}

QDateTime modifiedTime(const RawMeta& meta) {
    const qint64 seconds = meta.modifiedAt > 0 ? meta.modifiedAt : meta.createdAt;
    constexpr qint64 kYear9999 = 253'402'300'799;
    return seconds > 0 && seconds <= kYear9999 ? QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::UTC) : meta.created;
}

} // namespace

std::optional<RecordMeta> recordMetaFromJson(const QByteArray& objectJson, StorageDriver driver) {
    RawMeta raw;
    if (!readRawMeta(objectJson, raw) || raw.owner != "helm"_L1 || raw.name.isEmpty()) {
        return std::nullopt; // Helm 2's labels are upper-case, its owner is TILLER
    }
    if (driver == StorageDriver::Secret && !raw.type.isEmpty() && raw.type != "helm.sh/release.v1"_L1) {
        return std::nullopt; // (RP7)
    }
    const NameParts parts = splitObjectName(raw.name);
    RecordMeta meta;
    const int labelled = raw.version.isEmpty() ? 0 : revisionFrom(raw.version);
    meta.revision = Revision(labelled > 0 ? labelled : parts.revision);
    meta.key = {raw.nameSpace, raw.releaseName.isEmpty() ? parts.release.toString() : raw.releaseName, driver};
    if (meta.revision == Revision::None || meta.key.name.isEmpty()) {
        return std::nullopt;
    }
    meta.status = releaseStatusFromWord(raw.status);
    meta.statusText = sharedStatus(raw.status);
    meta.uid
        = Uid(raw.uid.isEmpty() ? QString(raw.nameSpace + u'/' + raw.name) : std::move(raw.uid)); // as RawObject (AP8)
    meta.resourceVersion = ResourceVersion(std::move(raw.resourceVersion));
    meta.objectName = std::move(raw.name);
    meta.created = raw.created;
    meta.modified = modifiedTime(raw);
    meta.labels = std::move(raw.userLabels);
    return meta;
}

} // namespace pilothouse
