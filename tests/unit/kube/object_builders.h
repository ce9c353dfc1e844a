// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/object_reader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace pilothouse {

/// `object("web", "7")`: a RawObject in namespace shop whose uid is made of its name, unless given.
inline RawObject object(const QString& name, const QString& version, const QString& uid = {}) {
    return {
        .uid = Uid(uid.isEmpty() ? QString(QStringLiteral("uid-") + name) : uid),
        .resourceVersion = ResourceVersion(version),
        .nameSpace = QStringLiteral("shop"),
        .name = name,
        .json = "{}",
    };
}

inline ListPage listPage(std::vector<RawObject> items, const QString& version, const QString& continueToken = {}) {
    return {
        .resourceVersion = ResourceVersion(version),
        .continueToken = continueToken,
        .kind = QStringLiteral("SecretList"),
        .items = std::move(items),
    };
}

inline QByteArray compact(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// The frame of a watch event about `object(name, version, uid)`.
inline QByteArray eventFrame(const char* type, const QString& name, const QString& version, const QString& uid = {}) {
    const RawObject raw = object(name, version, uid);
    const QJsonObject metadata{
        {QStringLiteral("name"), raw.name},
        {QStringLiteral("namespace"), raw.nameSpace},
        {QStringLiteral("uid"), raw.uid.value()},
        {QStringLiteral("resourceVersion"), version},
    };
    return compact({
               {QStringLiteral("type"), QString::fromLatin1(type)},
               {QStringLiteral("object"), QJsonObject{{QStringLiteral("metadata"), metadata}}},
           })
        + '\n';
}

inline QByteArray statusBody(int code, const char* reason, const char* message = "no", const char* cause = nullptr) {
    QJsonObject status{
        {QStringLiteral("kind"), QStringLiteral("Status")},
        {QStringLiteral("status"), QStringLiteral("Failure")},
        {QStringLiteral("code"), code},
        {QStringLiteral("reason"), QString::fromLatin1(reason)},
        {QStringLiteral("message"), QString::fromLatin1(message)},
    };
    if (cause) {
        const QJsonObject one{{QStringLiteral("reason"), QString::fromLatin1(cause)}};
        status.insert(QStringLiteral("details"), QJsonObject{{QStringLiteral("causes"), QJsonArray{one}}});
    }
    return compact(status);
}

inline QByteArray errorFrame(int code, const char* reason, const char* cause = nullptr) {
    return R"({"type":"ERROR","object":)" + statusBody(code, reason, "no", cause) + "}\n";
}

} // namespace pilothouse
