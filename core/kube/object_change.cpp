// SPDX-License-Identifier: Apache-2.0
#include "core/kube/object_change.h"

#include "core/kube/api_client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kOnPool = qsizetype{64} * 1024; ///< texts from here on are parsed on the pool

QByteArray contentType(PatchFormat format) {
    switch (format) {
    case PatchFormat::Strategic:
        return "application/strategic-merge-patch+json";
    case PatchFormat::Merge:
        return "application/merge-patch+json";
    case PatchFormat::Apply:
        break;
    }
    return "application/apply-patch+yaml"; // JSON is YAML
}

QUrlQuery queryOf(const ObjectWrite& write) {
    QUrlQuery query;
    if (write.effect == Effect::DryRun) {
        query.addQueryItem(u"dryRun"_s, u"All"_s);
    }
    if (!write.fieldManager.isEmpty()) {
        query.addQueryItem(u"fieldManager"_s, write.fieldManager);
    }
    if (!write.fieldValidation.isEmpty()) {
        query.addQueryItem(u"fieldValidation"_s, write.fieldValidation);
    }
    return query;
}

QString subjectOf(const ApiResource& resource, const QString& name) {
    return resource.groupResource() + u'/' + name;
}

Task<Result<YamlValue>> parse(ApiClient* client, QByteArray text, QString subject) {
    if (text.size() < kOnPool) {
        co_return loadJson(text, subject);
    }
    co_return co_await client->services().pool.run(
        [text = std::move(text), subject] { return loadJson(text, subject); });
}

Task<Result<YamlValue>> send(ApiClient* client, ApiClient::Call call, QString subject) {
    auto answer = co_await client->send(std::move(call));
    if (!answer) {
        co_return std::unexpected(std::move(answer.error()));
    }
    co_return co_await parse(client, std::move(answer->body), std::move(subject));
}

template <size_t N> bool saysOneOf(const QString& text, const std::array<QLatin1StringView, N>& words) {
    return std::ranges::any_of(
        words, [&text](QLatin1StringView word) { return text.contains(word, Qt::CaseInsensitive); });
}

Task<Result<YamlValue>> read(ApiClient* client, ApiResource resource, QString nameSpace, QString name) {
    const QString subject = subjectOf(resource, name);
    if (name.isEmpty()) { // would be the whole collection
        co_return fail(ErrorCode::Invalid, subject, u"an object without a name"_s, u"NoName"_s);
    }
    auto body = co_await client->get(resource.path(nameSpace, name));
    if (!body) {
        co_return std::unexpected(std::move(body.error()));
    }
    co_return co_await parse(client, std::move(*body), subject);
}

Task<Result<YamlValue>> create(ApiClient* client, ObjectWrite write) {
    ApiClient::Call call{.method = "POST",
        .path = write.resource.path(write.nameSpace),
        .query = queryOf(write),
        .accept = {},
        .contentType = "application/json",
        .body = toJson(write.body)};
    co_return co_await send(client, std::move(call), subjectOf(write.resource, write.name));
}

Task<Result<YamlValue>> patch(ApiClient* client, PatchFormat format, ObjectWrite write) {
    const QString subject = subjectOf(write.resource, write.name);
    if (write.name.isEmpty()) {
        co_return fail(ErrorCode::Invalid, subject, u"an object without a name"_s, u"NoName"_s);
    }
    ApiClient::Call call{.method = "PATCH",
        .path = write.resource.path(write.nameSpace, write.name, write.subresource),
        .query = queryOf(write),
        .accept = {},
        .contentType = contentType(format),
        .body = toJson(write.body)};
    if (format == PatchFormat::Apply && write.force) {
        call.query.addQueryItem(u"force"_s, u"true"_s);
    }
    co_return co_await send(client, std::move(call), subject);
}

Task<Result<YamlValue>> replace(ApiClient* client, ObjectWrite write) {
    const QString subject = subjectOf(write.resource, write.name);
    if (write.name.isEmpty()) {
        co_return fail(ErrorCode::Invalid, subject, u"an object without a name"_s, u"NoName"_s);
    }
    ApiClient::Call call{.method = "PUT",
        .path = write.resource.path(write.nameSpace, write.name, write.subresource),
        .query = queryOf(write),
        .accept = {},
        .contentType = "application/json",
        .body = toJson(write.body)};
    co_return co_await send(client, std::move(call), subject);
}

/// The server reads the options in the body and then none in the query, so that a dry run must stand in the body; the
/// query has it too, for the gate (protocol: apiserver handlers/delete.go).
QByteArray deleteOptions(const ObjectDelete& request) {
    QJsonObject options{{u"kind"_s, u"DeleteOptions"_s}, {u"apiVersion"_s, u"v1"_s},
        {u"propagationPolicy"_s, propagationWord(request.propagation)}};
    QJsonObject preconditions;
    if (!request.uid.isEmpty()) {
        preconditions.insert(u"uid"_s, request.uid.value());
    }
    if (!request.resourceVersion.isEmpty()) {
        preconditions.insert(u"resourceVersion"_s, request.resourceVersion.value());
    }
    if (!preconditions.isEmpty()) {
        options.insert(u"preconditions"_s, preconditions);
    }
    if (request.effect == Effect::DryRun) {
        options.insert(u"dryRun"_s, QJsonArray{u"All"_s});
    }
    return QJsonDocument(options).toJson(QJsonDocument::Compact);
}

Task<Result<void>> remove(ApiClient* client, ObjectDelete request) {
    const QString subject = subjectOf(request.resource, request.name);
    if (request.name.isEmpty()) { // would be the whole collection
        co_return fail(ErrorCode::Invalid, subject, u"an object without a name"_s, u"NoName"_s);
    }
    ApiClient::Call call{.method = "DELETE",
        .path = request.resource.path(request.nameSpace, request.name),
        .query = {},
        .accept = {},
        .contentType = "application/json",
        .body = deleteOptions(request)};
    if (request.effect == Effect::DryRun) {
        call.query.addQueryItem(u"dryRun"_s, u"All"_s);
    }
    const auto answer = co_await client->send(std::move(call));
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    co_return Result<void>();
}

} // namespace

Task<Result<YamlValue>> readObject(ApiClient& client, ApiResource resource, QString nameSpace, QString name) {
    return read(&client, std::move(resource), std::move(nameSpace), std::move(name));
}

Task<Result<YamlValue>> createObject(ApiClient& client, ObjectWrite write) {
    return create(&client, std::move(write));
}

Task<Result<YamlValue>> patchObject(ApiClient& client, PatchFormat format, ObjectWrite write) {
    return patch(&client, format, std::move(write));
}

Task<Result<YamlValue>> replaceObject(ApiClient& client, ObjectWrite write) {
    return replace(&client, std::move(write));
}

Task<Result<void>> deleteObject(ApiClient& client, ObjectDelete request) {
    return remove(&client, std::move(request));
}

QString propagationWord(Propagation propagation) {
    switch (propagation) {
    case Propagation::Background:
        return u"Background"_s;
    case Propagation::Foreground:
        return u"Foreground"_s;
    case Propagation::Orphan:
        return u"Orphan"_s;
    }
    return {};
}

Error withRefusalWord(Error error) {
    // Source: apimachinery api/validation ("field is immutable"), core and apps validation ("may not change once set",
    // "updates to statefulset spec for fields other than …", "may not be unset").
    static constexpr std::array kImmutable = {"field is immutable"_L1, "is immutable"_L1, "may not change once set"_L1,
        "Forbidden: updates to"_L1, "pod updates may not change"_L1, "cannot change roleRef"_L1,
        "can not be changed"_L1, "may not be unset"_L1, "Forbidden: may not be changed"_L1};
    static constexpr std::array kNoDryRun = {"does not support dry run"_L1};
    static constexpr std::array kWebhook = {"admission webhook"_L1, "ValidatingAdmissionPolicy"_L1};
    const bool isRefused = error.httpStatus >= 400 && error.httpStatus < 500;
    if (isRefused && saysOneOf(error.detail, kNoDryRun)) {
        error.reason = u"NoDryRun"_s;
    } else if (isRefused && saysOneOf(error.detail, kWebhook)) {
        error.reason = u"AdmissionDenied"_s;
    } else if (error.httpStatus == 422 && saysOneOf(error.detail, kImmutable)) {
        error.reason = u"ImmutableField"_s;
    } else if (error.httpStatus == 403) {
        error.reason = u"Forbidden"_s;
    }
    return error;
}

} // namespace pilothouse
