// SPDX-License-Identifier: Apache-2.0
#include "core/change/cluster_identity.h"

#include "core/kube/json_text.h"
#include "core/kube/objects.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxFile = 4LL * 1024 * 1024;

bool meansNoAnswer(const Error& error) {
    return error.code == ErrorCode::Forbidden || error.code == ErrorCode::NotFound;
}

Result<QString> clusterUidFrom(const QByteArray& json) {
    const auto object = parseJsonObject(json, u"namespace kube-system"_s);
    if (!object) {
        return std::unexpected(object.error());
    }
    return object->value("metadata"_L1).toObject().value("uid"_L1).toString();
}

QJsonObject readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.read(kMaxFile)).object() : QJsonObject();
}

/// True where both are known and differ.
bool differs(const QString& before, const QString& now) {
    return !before.isEmpty() && !now.isEmpty() && before != now;
}

} // namespace

Task<Result<ClusterIdentity>> readIdentity(ApiClient* client) {
    ClusterIdentity identity;
    const auto answer = co_await client->get(builtin::namespaces().path({}, u"kube-system"));
    if (!answer && !meansNoAnswer(answer.error())) {
        co_return std::unexpected(answer.error());
    }
    if (answer) {
        auto uid = clusterUidFrom(*answer);
        if (!uid) {
            co_return std::unexpected(uid.error());
        }
        identity.clusterUid = std::move(*uid);
    }
    const auto who = co_await whoAmI(*client);
    if (!who && !meansNoAnswer(who.error())) {
        co_return std::unexpected(who.error());
    }
    if (who) {
        identity.user = who->user;
    }
    co_return identity;
}

std::optional<ClusterIdentity> IdentityMemory::known(const ContextId& context) const {
    const QJsonObject entry = readFile(m_file).value(context.value()).toObject();
    if (entry.isEmpty()) {
        return {};
    }
    return ClusterIdentity{
        .clusterUid = entry.value("clusterUid"_L1).toString(), .user = entry.value("user"_L1).toString()};
}

std::optional<Error> IdentityMemory::check(const ContextId& context, const ClusterIdentity& now) {
    const ClusterIdentity before = known(context).value_or(ClusterIdentity());
    const QString subject = u"context \"%1\""_s.arg(context.value());
    if (differs(before.clusterUid, now.clusterUid)) {
        return fail(ErrorCode::Forbidden, subject,
            u"another cluster answers: %1, it was %2"_s.arg(now.clusterUid, before.clusterUid), u"OtherCluster"_s)
            .error();
    }
    if (differs(before.user, now.user)) {
        return fail(ErrorCode::Forbidden, subject, u"the server knows us as %1, it was %2"_s.arg(now.user, before.user),
            u"OtherUser"_s)
            .error();
    }
    const ClusterIdentity merged{.clusterUid = now.clusterUid.isEmpty() ? before.clusterUid : now.clusterUid,
        .user = now.user.isEmpty() ? before.user : now.user};
    if (merged != before) {
        (void)accept(context, merged); // not remembered: asked again next time, nothing is less safe
    }
    return {};
}

Result<void> IdentityMemory::accept(const ContextId& context, const ClusterIdentity& identity) {
    QJsonObject all = readFile(m_file);
    all.insert(context.value(), QJsonObject{{u"clusterUid"_s, identity.clusterUid}, {u"user"_s, identity.user}});
    QSaveFile file(m_file);
    const QByteArray text = QJsonDocument(all).toJson();
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(text) == text.size() && file.commit();
    return isWritten ? Result<void>() : fail(ErrorCode::Io, m_file, file.errorString());
}

} // namespace pilothouse
