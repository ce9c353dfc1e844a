// SPDX-License-Identifier: Apache-2.0
#include "core/kube/objects.h"

#include "core/kube/json_text.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Asks the server a question that changes nothing: POST of a review, answered in its status.
Task<Result<QJsonObject>> review(ApiClient* client, QString group, QString version, QString kind, QJsonObject spec) {
    QJsonObject body{
        {u"apiVersion"_s, QString(group + u'/' + version)},
        {u"kind"_s, kind},
    };
    if (!spec.isEmpty()) {
        body.insert(u"spec"_s, spec);
    }
    ApiClient::Call call;
    call.method = "POST";
    call.path = u"/apis/%1/%2/%3s"_s.arg(group, version, kind.toLower());
    call.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    auto response = co_await client->send(std::move(call));
    if (!response) {
        co_return std::unexpected(std::move(response.error()));
    }
    const auto answer = parseJsonObject(response->body, kind);
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    co_return answer->value("status"_L1).toObject();
}

} // namespace

Task<Result<WhoAmI>> whoAmI(ApiClient& client) {
    Result<QJsonObject> status;
    for (const auto version : {"v1"_L1, "v1beta1"_L1, "v1alpha1"_L1}) {
        status = co_await review(&client, u"authentication.k8s.io"_s, QString(version), u"SelfSubjectReview"_s, {});
        if (status || status.error().code != ErrorCode::NotFound) {
            break;
        }
    }
    if (!status) {
        co_return std::unexpected(status.error());
    }
    const QJsonObject info = status->value("userInfo"_L1).toObject();
    WhoAmI who{.user = info["username"_L1].toString(), .groups = {}};
    for (const QJsonValue& group : info["groups"_L1].toArray()) {
        who.groups.append(group.toString());
    }
    co_return who;
}

Task<Result<AccessAnswer>> mayI(ApiClient& client, AccessQuestion question) {
    QJsonObject attributes{{u"verb"_s, question.verb}, {u"resource"_s, question.resource}};
    const auto add = [&attributes](const QString& key, const QString& value) {
        if (!value.isEmpty()) {
            attributes.insert(key, value);
        }
    };
    add(u"group"_s, question.group);
    add(u"namespace"_s, question.nameSpace);
    add(u"name"_s, question.name);
    add(u"subresource"_s, question.subresource);
    const auto status = co_await review(&client, u"authorization.k8s.io"_s, u"v1"_s, u"SelfSubjectAccessReview"_s,
        {{u"resourceAttributes"_s, attributes}});
    if (!status) {
        co_return std::unexpected(status.error());
    }
    // Neither allowed nor denied is "no opinion", which the server treats as a refusal.
    const QString reason = status->value("reason"_L1).toString();
    co_return AccessAnswer{
        .allowed = status->value("allowed"_L1).toBool() && !status->value("denied"_L1).toBool(),
        .reason = reason.isEmpty() ? status->value("evaluationError"_L1).toString() : reason,
    };
}

} // namespace pilothouse
