// SPDX-License-Identifier: Apache-2.0
#include "core/change/prepare_steps.h"

#include "core/kube/objects.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Effect = PrepareStep::Effect;
using Kind = PrepareStep::Kind;

namespace {

constexpr auto kPullType = "kubernetes.io/dockerconfigjson"_L1;
constexpr auto kPullKey = ".dockerconfigjson"_L1;
constexpr auto kFieldManager = "pilothouse"_L1;
constexpr auto kDefaultAccount = "default"_L1; // made by the server in every namespace

const ApiResource& serviceAccounts() {
    static const ApiResource kResource{.kind = {.group = {}, .version = u"v1"_s, .kind = u"ServiceAccount"_s},
        .plural = u"serviceaccounts"_s,
        .singular = u"serviceaccount"_s,
        .scope = ResourceScope::Namespaced,
        .verbs = {},
        .shortNames = {},
        .categories = {}};
    return kResource;
}

/// True where the server answered and said no: a fact of the plan, not a failure of looking.
bool isRefusal(const Error& error) {
    return error.code == ErrorCode::Forbidden || error.code == ErrorCode::NotFound || error.code == ErrorCode::Conflict
        || error.code == ErrorCode::Invalid;
}

LookedStep begun(Kind kind, const QString& object) {
    LookedStep looked;
    looked.step.kind = kind;
    looked.step.object = object;
    return looked;
}

LookedStep blocked(LookedStep looked, const QString& word, const QString& detail) {
    looked.step.effect = Effect::Blocked;
    looked.step.word = word;
    looked.step.detail = detail;
    looked.write.reset();
    return looked;
}

LookedStep asItIs(LookedStep looked, const QString& word, const QString& detail = {}) {
    looked.step.effect = Effect::Nothing;
    looked.step.word = word;
    looked.step.detail = detail;
    looked.write.reset();
    return looked;
}

ApiClient::Call writeCall(
    const QByteArray& method, const QString& path, const QByteArray& contentType, const QJsonObject& body) {
    ApiClient::Call call;
    call.method = method;
    call.path = path;
    call.query.addQueryItem(u"fieldManager"_s, kFieldManager);
    call.contentType = contentType;
    call.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return call;
}

/// Why it may not be done; empty: it may, or the server does not tell (then the dry run does).
Task<QString> refusal(ApiClient* client, AccessQuestion question) {
    const QString words = u"no right to %1 %2"_s.arg(question.verb, question.resource);
    const auto answer = co_await mayI(*client, std::move(question));
    if (!answer || answer->allowed) {
        co_return QString();
    }
    co_return answer->reason.isEmpty() ? words : words + u": "_s + answer->reason;
}

AccessQuestion questionOf(const QString& verb, const ApiResource& resource, const QString& nameSpace) {
    return {.verb = verb,
        .group = resource.kind.group,
        .resource = resource.plural,
        .nameSpace = nameSpace,
        .name = {},
        .subresource = {}};
}

/// Asks for the right, then tries the write: admission and quotas speak up too.
Task<Result<LookedStep>> tried(
    ApiClient* client, LookedStep looked, AccessQuestion question, Surroundings surroundings) {
    if (const QString why = co_await refusal(client, std::move(question)); !why.isEmpty()) {
        co_return blocked(std::move(looked), u"Refused"_s, why);
    }
    if (surroundings == Surroundings::ToBeMade) {
        co_return looked;
    }
    ApiClient::Call trial = *looked.write;
    trial.query.addQueryItem(u"dryRun"_s, u"All"_s);
    const auto answer = co_await client->send(std::move(trial));
    if (answer) {
        looked.step.wasTried = true;
        co_return looked;
    }
    if (!isRefusal(answer.error())) {
        co_return std::unexpected(answer.error());
    }
    const QString word = answer.error().reason.isEmpty() ? errorCodeName(answer.error().code) : answer.error().reason;
    co_return blocked(std::move(looked), word, answer.error().detail);
}

QString versionOf(const QJsonObject& object) {
    return object.value("metadata"_L1).toObject().value("resourceVersion"_L1).toString();
}

/// The precondition of a patch: this very object, as it was seen.
QJsonObject samePatchMetadata(const QJsonObject& object) {
    const QJsonObject metadata = object.value("metadata"_L1).toObject();
    return {{u"resourceVersion"_s, metadata.value("resourceVersion"_L1)}, {u"uid"_s, metadata.value("uid"_L1)}};
}

/// Who else writes this object, as its marks say.
QString otherWriter(const QJsonObject& object) {
    const QJsonObject metadata = object.value("metadata"_L1).toObject();
    const QString manager = metadata.value("labels"_L1).toObject().value("app.kubernetes.io/managed-by"_L1).toString();
    const QJsonObject owner = metadata.value("ownerReferences"_L1).toArray().first().toObject();
    if (!owner.isEmpty()) {
        return u"%1 %2 owns it and may write it again"_s.arg(
            owner.value("kind"_L1).toString(), owner.value("name"_L1).toString());
    }
    return manager.isEmpty() ? QString() : u"%1 manages it and may write it again"_s.arg(manager);
}

QJsonObject secretBody(const PrepareRequest& request, const PullSecretMerge& merge) {
    return {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Secret"_s}, {u"type"_s, QString(kPullType)},
        {u"metadata"_s, QJsonObject{{u"name"_s, request.pullSecret}, {u"namespace"_s, request.nameSpace}}},
        {u"data"_s, QJsonObject{{QString(kPullKey), QString::fromLatin1(merge.text.reveal().toBase64())}}}};
}

/// A secret that is not there, or not to be seen.
Task<Result<LookedStep>> newPullSecret(
    ApiClient* client, PrepareRequestPtr request, LookedStep looked, Surroundings surroundings) {
    if (request->logins.empty()) {
        co_return blocked(std::move(looked), u"NoSecret"_s, u"there is none of that name, and no login was given"_s);
    }
    const auto merge = mergeLogins({}, request->logins);
    if (!merge) {
        co_return std::unexpected(merge.error());
    }
    looked.step.effect = Effect::Create;
    looked.step.after = merge->after();
    looked.write = writeCall(
        "POST", builtin::secrets().path(request->nameSpace), "application/json", secretBody(*request, *merge));
    auto done = co_await tried(
        client, std::move(looked), questionOf(u"create"_s, builtin::secrets(), request->nameSpace), surroundings);
    if (done && done->step.word == "AlreadyExists"_L1) {
        done->step.word = u"Hidden"_s;
        done->step.detail = u"there is a secret of that name, which may not be read"_s;
    }
    co_return done;
}

Task<Result<LookedStep>> changedPullSecret(
    ApiClient* client, PrepareRequestPtr request, LookedStep looked, QJsonObject secret) {
    const QByteArray text
        = QByteArray::fromBase64(secret.value("data"_L1).toObject().value(kPullKey).toString().toLatin1());
    auto merge = mergeLogins(text, request->logins);
    if (!merge) {
        co_return blocked(std::move(looked), merge.error().reason, merge.error().detail);
    }
    looked.step.before = merge->before();
    looked.step.after = merge->after();
    const bool hasOther = merge->has(LoginChange::Kind::Changed);
    if (!hasOther && !merge->has(LoginChange::Kind::Added)) {
        looked.step.after = looked.step.before;
        co_return asItIs(std::move(looked), u"Equal"_s);
    }
    if (secret.value("immutable"_L1).toBool()) {
        co_return blocked(std::move(looked), u"Immutable"_s, u"it is marked immutable; choose another name"_s);
    }
    looked.step.detail = otherWriter(secret);
    if (hasOther && !request->replaceLogins) {
        co_return blocked(
            std::move(looked), u"Differs"_s, u"it holds another user or token; replacing it was not asked for"_s);
    }
    looked.step.effect = Effect::Change;
    const QJsonObject data{{QString(kPullKey), QString::fromLatin1(merge->text.reveal().toBase64())}};
    looked.write = writeCall("PATCH", builtin::secrets().path(request->nameSpace, request->pullSecret),
        "application/merge-patch+json", {{u"metadata"_s, samePatchMetadata(secret)}, {u"data"_s, data}});
    co_return co_await tried(
        client, std::move(looked), questionOf(u"patch"_s, builtin::secrets(), request->nameSpace), Surroundings::There);
}

QStringList pullSecretNames(const QJsonObject& account) {
    QStringList names;
    for (const QJsonValue& value : account.value("imagePullSecrets"_L1).toArray()) {
        names += value.toObject().value("name"_L1).toString();
    }
    return names;
}

/// The account every namespace gets from the server, in one that is not there yet.
Task<Result<LookedStep>> comingAccount(ApiClient* client, PrepareRequestPtr request, LookedStep looked) {
    if (request->serviceAccount != kDefaultAccount) {
        co_return blocked(std::move(looked), u"NoServiceAccount"_s,
            u"a new namespace has only the account default; make the other one first"_s);
    }
    looked.step.effect = Effect::Change;
    looked.step.after = QStringList{request->pullSecret};
    co_return co_await tried(client, std::move(looked), questionOf(u"patch"_s, serviceAccounts(), request->nameSpace),
        Surroundings::ToBeMade);
}

} // namespace

Task<Result<LookedStep>> lookAtNamespace(ApiClient* client, PrepareRequestPtr request) {
    LookedStep looked = begun(Kind::Namespace, u"namespaces/"_s + request->nameSpace);
    const auto there = co_await getObject(*client, builtin::namespaces(), {}, request->nameSpace);
    if (there) {
        looked.step.resourceVersion = versionOf(*there);
        looked.step.before = looked.step.after = QStringList{u"namespace "_s + request->nameSpace};
        const QString phase = there->value("status"_L1).toObject().value("phase"_L1).toString();
        if (phase == "Terminating"_L1) {
            co_return blocked(std::move(looked), u"Terminating"_s, u"it is being deleted: nothing new can go in"_s);
        }
        co_return asItIs(std::move(looked), u"Exists"_s);
    }
    const Error& error = there.error();
    const bool isHidden = error.code == ErrorCode::Forbidden;
    if (error.code != ErrorCode::NotFound && !isHidden) {
        co_return std::unexpected(error);
    }
    if (!request->createNamespace) {
        co_return isHidden ? asItIs(std::move(looked), u"NotVisible"_s, u"it may not be read; taken as being there"_s)
                           : blocked(std::move(looked), u"NoNamespace"_s, u"there is no such namespace"_s);
    }
    looked.step.effect = Effect::Create;
    looked.step.after = QStringList{u"namespace "_s + request->nameSpace};
    looked.write = writeCall("POST", builtin::namespaces().path(), "application/json",
        {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Namespace"_s},
            {u"metadata"_s, QJsonObject{{u"name"_s, request->nameSpace}}}});
    auto done = co_await tried(
        client, std::move(looked), questionOf(u"create"_s, builtin::namespaces(), {}), Surroundings::There);
    if (done && done->step.word == "AlreadyExists"_L1) {
        co_return asItIs(std::move(*done), u"Exists"_s);
    }
    co_return done;
}

Task<Result<LookedStep>> lookAtPullSecret(ApiClient* client, PrepareRequestPtr request, Surroundings surroundings) {
    LookedStep looked = begun(Kind::PullSecret, u"secrets/"_s + request->pullSecret);
    if (surroundings == Surroundings::ToBeMade) {
        co_return co_await newPullSecret(client, request, std::move(looked), surroundings);
    }
    auto there = co_await getObject(*client, builtin::secrets(), request->nameSpace, request->pullSecret);
    if (!there) {
        const bool isHidden = there.error().code == ErrorCode::Forbidden;
        if (there.error().code != ErrorCode::NotFound && !isHidden) {
            co_return std::unexpected(there.error());
        }
        if (isHidden && request->logins.empty()) {
            co_return asItIs(std::move(looked), u"NotVisible"_s, u"it may not be read; taken as being there"_s);
        }
        co_return co_await newPullSecret(client, request, std::move(looked), surroundings);
    }
    looked.step.resourceVersion = versionOf(*there);
    if (const QString type = there->value("type"_L1).toString(); type != kPullType) {
        looked.step.before = QStringList{u"type "_s + type};
        looked.step.after = QStringList{u"type "_s + kPullType};
        co_return blocked(
            std::move(looked), u"WrongType"_s, u"a secret's type can't be changed; choose another name"_s);
    }
    co_return co_await changedPullSecret(client, request, std::move(looked), std::move(*there));
}

Task<Result<LookedStep>> lookAtServiceAccount(ApiClient* client, PrepareRequestPtr request, Surroundings surroundings) {
    LookedStep looked = begun(Kind::ServiceAccount, u"serviceaccounts/"_s + request->serviceAccount);
    if (surroundings == Surroundings::ToBeMade) {
        co_return co_await comingAccount(client, request, std::move(looked));
    }
    const auto there = co_await getObject(*client, serviceAccounts(), request->nameSpace, request->serviceAccount);
    if (!there) {
        if (!isRefusal(there.error())) {
            co_return std::unexpected(there.error());
        }
        const bool isMissing = there.error().code == ErrorCode::NotFound;
        co_return blocked(std::move(looked), isMissing ? u"NoServiceAccount"_s : u"Refused"_s, there.error().detail);
    }
    looked.step.resourceVersion = versionOf(*there);
    looked.step.before = pullSecretNames(*there);
    looked.step.after = looked.step.before;
    if (looked.step.before.contains(request->pullSecret)) {
        co_return asItIs(std::move(looked), u"Attached"_s);
    }
    looked.step.after += request->pullSecret;
    looked.step.effect = Effect::Change;
    looked.step.detail = otherWriter(*there);
    // Strategic: the list is merged by name, whatever others add to it meanwhile.
    looked.write = writeCall("PATCH", serviceAccounts().path(request->nameSpace, request->serviceAccount),
        "application/strategic-merge-patch+json",
        {{u"metadata"_s, samePatchMetadata(*there)},
            {u"imagePullSecrets"_s, QJsonArray{QJsonObject{{u"name"_s, request->pullSecret}}}}});
    co_return co_await tried(
        client, std::move(looked), questionOf(u"patch"_s, serviceAccounts(), request->nameSpace), Surroundings::There);
}

Task<Result<LookedStep>> lookAt(
    PrepareStep::Kind kind, ApiClient* client, PrepareRequestPtr request, Surroundings surroundings) {
    switch (kind) {
    case Kind::Namespace:
        co_return co_await lookAtNamespace(client, request);
    case Kind::PullSecret:
        co_return co_await lookAtPullSecret(client, request, surroundings);
    case Kind::ServiceAccount:
        break;
    }
    co_return co_await lookAtServiceAccount(client, request, surroundings);
}

} // namespace pilothouse
