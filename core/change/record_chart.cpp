// SPDX-License-Identifier: Apache-2.0
#include "core/change/record_chart.h"

#include "core/change/release_reading.h"
#include "core/helm/body_loader.h"
#include "core/helm/record_chart.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QUuid>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPrivateFolder = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

/// Uid and version come from a server: their hash is a safe name.
QString folderName(const RecordMeta& meta) {
    const QByteArray key = (meta.uid.value() + u'\n' + meta.resourceVersion.value()).toUtf8();
    return u"record-"_s + QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex());
}

/// Beside its place first, so that a half-written one is never taken for a chart.
Result<QString> keep(const QByteArray& objectJson, const RecordMeta& meta, const QString& root) {
    const auto files = rebuildChart(objectJson, meta);
    if (!files) {
        return std::unexpected(files.error());
    }
    if (!QDir().mkpath(root) || !QFile::setPermissions(root, kPrivateFolder)) {
        return fail(ErrorCode::Io, root, u"can't be made"_s);
    }
    const QString beside = root + u"/new-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (auto written = writeChart(*files, beside); !written) {
        QDir(beside).removeRecursively();
        return std::unexpected(written.error());
    }
    const QString place = root + u'/' + folderName(meta);
    if (!QFile::rename(beside, place)) {
        QDir(beside).removeRecursively();
        if (!QFileInfo(place).isDir()) {
            return fail(ErrorCode::Io, place, u"can't be made"_s);
        }
    }
    return place;
}

} // namespace

Task<Result<QString>> keepRecordChart(ApiClient* client, ReleaseRecordPtr newest, ReleaseKey release, QString root) {
    const QString subject = u"release %1/%2"_s.arg(release.nameSpace, release.name);
    const auto revisions = co_await readRevisions(client, release);
    if (!revisions) {
        co_return std::unexpected(revisions.error());
    }
    const Revision wanted = newest ? newest->revision : Revision::None;
    const auto meta = std::ranges::find(*revisions, wanted, &RecordMeta::revision);
    if (meta == revisions->end()) {
        co_return fail(ErrorCode::NotFound, subject, u"it has no record"_s, u"NoRecord"_s);
    }
    if (const QString place = root + u'/' + folderName(*meta); QFileInfo(place).isDir()) {
        co_return place;
    }
    const auto object = co_await client->get(recordPath(*meta));
    if (!object) {
        co_return std::unexpected(object.error());
    }
    co_return co_await client->services().pool.run(
        [json = *object, meta = *meta, root] { return keep(json, meta, root); });
}

} // namespace pilothouse
