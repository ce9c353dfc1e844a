// SPDX-License-Identifier: Apache-2.0
#include "core/change/release_reading.h"

#include "core/helm/body_loader.h"
#include "core/helm/release_decoder.h"
#include "core/kube/object_reader.h"
#include "core/kube/resource.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kMetadataOnly
    = QByteArrayLiteral("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json");
constexpr int kMaxPages = 20;

QUrlQuery listQuery(const ReleaseKey& release, const QString& continueToken) {
    QUrlQuery query;
    // A release's name is a DNS name: nothing in it can add to the selector.
    query.addQueryItem(u"labelSelector"_s, u"owner=helm,name=%1"_s.arg(release.name));
    query.addQueryItem(u"limit"_s, u"500"_s);
    if (!continueToken.isEmpty()) {
        query.addQueryItem(u"continue"_s, continueToken);
    }
    return query;
}

} // namespace

Task<Result<std::vector<RecordMeta>>> readRevisions(ApiClient* client, ReleaseKey release) {
    const bool isSecret = release.driver == StorageDriver::Secret;
    const QString path = (isSecret ? builtin::secrets() : builtin::configMaps()).path(release.nameSpace);
    std::vector<RecordMeta> revisions;
    QString continueToken;
    for (int page = 0; page < kMaxPages; ++page) {
        auto answer = co_await client->get(path, listQuery(release, continueToken), kMetadataOnly);
        if (!answer) {
            co_return std::unexpected(std::move(answer.error()));
        }
        const auto list = readListPage(std::move(*answer), u"records of release "_s + release.name);
        if (!list) {
            co_return std::unexpected(list.error());
        }
        for (const RawObject& object : list->items) {
            auto meta = recordMetaFromJson(object.json, release.driver);
            if (meta && meta->key == release) {
                meta->uid = object.uid;
                meta->resourceVersion = object.resourceVersion;
                revisions.push_back(std::move(*meta));
            }
        }
        continueToken = list->continueToken;
        if (continueToken.isEmpty()) {
            break;
        }
    }
    std::ranges::sort(revisions, std::ranges::greater(), [](const RecordMeta& meta) { return number(meta.revision); });
    co_return revisions;
}

Task<Result<ReleaseRecordPtr>> readRecord(ApiClient* client, RecordMeta meta) {
    const QString path = recordPath(meta);
    const auto answer = co_await client->get(path);
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    co_return co_await client->services().pool.run(
        [json = *answer, meta = std::move(meta)] { return decodeReleaseObject(json, meta); });
}

const RecordMeta* mergeBase(const std::vector<RecordMeta>& revisions) {
    const auto newestWith = [&revisions](auto&& isWanted) {
        const auto found = std::ranges::find_if(revisions, isWanted);
        return found == revisions.end() ? nullptr : &*found;
    };
    if (const auto* deployed
        = newestWith([](const RecordMeta& meta) { return meta.status == ReleaseStatus::Deployed; })) {
        return deployed;
    }
    return newestWith([](const RecordMeta& meta) {
        return meta.status == ReleaseStatus::Failed || meta.status == ReleaseStatus::Superseded;
    });
}

Revision wayBackFrom(const std::vector<RecordMeta>& revisions, Revision current) {
    for (const RecordMeta& meta : revisions) {
        const bool wasGood = meta.status == ReleaseStatus::Deployed || meta.status == ReleaseStatus::Superseded;
        if (wasGood && meta.revision != current) {
            return meta.revision;
        }
    }
    return Revision::None;
}

} // namespace pilothouse
