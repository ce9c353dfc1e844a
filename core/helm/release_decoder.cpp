// SPDX-License-Identifier: Apache-2.0
#include "core/helm/release_decoder.h"

#include "core/helm/json_fields.h"
#include "core/helm/record_encoding.h"
#include "core/helm/record_facts.h"
#include "core/helm/record_json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace pilothouse::json;

namespace {

QString subjectOf(const RecordMeta& meta) {
    return u"release %1/%2 revision %3"_s.arg(meta.key.nameSpace, meta.key.name).arg(number(meta.revision));
}

/// Bytes of the object's data, which is what the 1 MiB limit counts: of a Secret, without the API's own base64.
qint64 storedSize(const QByteArray& encoded, StorageDriver driver) {
    if (driver == StorageDriver::ConfigMap) {
        return encoded.size();
    }
    qsizetype letters = encoded.size();
    while (letters > 0 && encoded[letters - 1] == '=') {
        --letters;
    }
    return letters * 3 / 4;
}

/// What the body says of itself against what its labels say (RP3). Either may be wrong: both are kept.
void compareWithMeta(ReleaseRecord& record, const RecordMeta& meta) {
    if (record.name != meta.key.name) {
        record.oddities += u"NameMismatch"_s;
    }
    if (!record.nameSpace.isEmpty() && record.nameSpace != meta.key.nameSpace) {
        record.oddities += u"NamespaceMismatch"_s; // Flux may store elsewhere than it installs
    }
    if (record.revision != meta.revision) {
        record.oddities += u"RevisionMismatch"_s;
    }
    if (meta.status != ReleaseStatus::Unknown && record.status != meta.status) {
        record.oddities += u"StatusMismatch"_s;
    }
}

Result<ReleaseRecord> decode(
    const QByteArray& encoded, const RecordMeta& meta, const DecodeLimits& limits, RecordContent content) {
    const QString subject = subjectOf(meta);
    const auto unpacked = unpackRecord(encoded, limits.json, subject);
    if (!unpacked) {
        return std::unexpected(unpacked.error());
    }
    auto record = readRecordJson(unpacked->json, limits, content, subject);
    if (record) {
        record->storedBytes = storedSize(encoded, meta.key.driver);
        record->oddities += unpacked->oddities;
        compareWithMeta(*record, meta);
    }
    return record;
}

/// `data.release` of a Secret or ConfigMap, still encoded.
Result<QByteArray> encodedRecord(const QByteArray& objectJson, const RecordMeta& meta) {
    QByteArray padded = objectJson;
    addPadding(padded);
    od::parser parser;
    QByteArray encoded;
    QString type;
    const error_code error = forEachRootField(parser, padded, [&](std::string_view key, od::value value) {
        if (key == "type") {
            return readText(value, type);
        }
        if (key == "data") {
            return forEachField(value,
                [&](std::string_view k, od::value v) { return k == "release" ? readBytes(v, encoded) : SUCCESS; });
        }
        return SUCCESS;
    });
    const QString subject = subjectOf(meta);
    if (error != SUCCESS) {
        return fail(ErrorCode::Parse, subject, u"JSON: %1"_s.arg(QString::fromUtf8(simdjson::error_message(error))),
            u"BadJson"_s);
    }
    if (meta.key.driver == StorageDriver::Secret && !type.isEmpty() && type != u"helm.sh/release.v1"_s) {
        return fail(ErrorCode::Parse, subject,
            u"the Secret's type is \"%1\", not helm.sh/release.v1"_s.arg(type.left(128)), u"NotARelease"_s);
    }
    if (encoded.isEmpty()) {
        return fail(ErrorCode::Parse, subject, u"the record has no data under the key \"release\""_s, u"NoData"_s);
    }
    return encoded;
}

} // namespace

Result<ReleaseRecordPtr> decodeRelease(const QByteArray& encoded, const RecordMeta& meta, const DecodeLimits& limits) {
    auto record = decode(encoded, meta, limits, RecordContent::Whole);
    if (!record) {
        return std::unexpected(std::move(record.error()));
    }
    return std::make_shared<const ReleaseRecord>(std::move(*record));
}

Result<ReleaseRecordPtr> decodeReleaseObject(
    const QByteArray& objectJson, const RecordMeta& meta, const DecodeLimits& limits) {
    auto encoded = encodedRecord(objectJson, meta);
    return encoded ? decodeRelease(*encoded, meta, limits) : std::unexpected(std::move(encoded.error()));
}

Result<RecordFacts> decodeFacts(const QByteArray& objectJson, const RecordMeta& meta, const DecodeLimits& limits) {
    const auto encoded = encodedRecord(objectJson, meta);
    if (!encoded) {
        return std::unexpected(encoded.error());
    }
    const auto record = decode(*encoded, meta, limits, RecordContent::Facts);
    if (!record) {
        return std::unexpected(record.error());
    }
    return factsOf(*record, meta);
}

} // namespace pilothouse
