// SPDX-License-Identifier: Apache-2.0
#include "core/kube/pod_eviction.h"

#include "core/kube/api_client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

ApiClient::Call callOf(const PodEviction& eviction, const QString& apiVersion) {
    QJsonObject options;
    if (!eviction.uid.isEmpty()) {
        options.insert(u"preconditions"_s, QJsonObject{{u"uid"_s, eviction.uid.value()}});
    }
    ApiClient::Call call{.method = "POST",
        .path = builtin::pods().path(eviction.nameSpace, eviction.name, u"eviction"),
        .query = {},
        .accept = {},
        .contentType = "application/json",
        .body = {}};
    if (eviction.effect == Effect::DryRun) { // in both places: the gate reads the query, old servers the body
        options.insert(u"dryRun"_s, QJsonArray{u"All"_s});
        call.query.addQueryItem(u"dryRun"_s, u"All"_s);
    }
    const QJsonObject body{{u"apiVersion"_s, apiVersion}, {u"kind"_s, u"Eviction"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, eviction.name}, {u"namespace"_s, eviction.nameSpace}}},
        {u"deleteOptions"_s, options}};
    call.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return call;
}

Task<Result<void>> evict(ApiClient* client, PodEviction eviction) {
    if (eviction.name.isEmpty()) {
        co_return fail(ErrorCode::Invalid, u"pods"_s, u"a pod without a name"_s, u"NoName"_s);
    }
    auto answer = co_await client->send(callOf(eviction, u"policy/v1"_s));
    if (!answer && answer.error().httpStatus == 400) { // no such version of Eviction
        answer = co_await client->send(callOf(eviction, u"policy/v1beta1"_s));
    }
    if (!answer) {
        co_return std::unexpected(std::move(answer.error()));
    }
    co_return Result<void>();
}

} // namespace

Task<Result<void>> evictPod(ApiClient& client, PodEviction eviction) {
    return evict(&client, std::move(eviction));
}

} // namespace pilothouse
