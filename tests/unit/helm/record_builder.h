// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <zlib.h>

namespace pilothouse {

/// Bytes as one gzip member.
inline QByteArray gzip(const QByteArray& bytes, int level = 6) {
    z_stream stream{};
    deflateInit2(&stream, level, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

/// A record as helm 3 writes it, small.
inline QJsonObject recordJson(const QString& name = QStringLiteral("storefront"), int revision = 1384) {
    const QByteArray text
        = R"({"info":{"first_deployed":"2024-02-02T03:04:05.1Z","last_deployed":"2026-11-21T16:14:05.123456789+08:00",
      "deleted":"","description":"Upgrade complete","status":"deployed","notes":"Hello\nthere"},
      "chart":{"metadata":{"name":"storefront","version":"0.1.0","appVersion":"2.0","apiVersion":"v2",
        "dependencies":[{"name":"sniffer","version":"^0.2","repository":""},{"name":"web","version":"1.0.0","alias":"web-neo"}]},
        "lock":{"dependencies":[{"name":"sniffer","version":"v0.2.3-ca3b6"},{"name":"web","version":"1.0.1"}]},
        "templates":[{"name":"templates/a.yaml","data":"e30="}],"values":{"replicas":1,"image":{"tag":"v1","pull":"Always"},"gone":"x"},
        "schema":"e30="},
      "config":{"image":{"tag":"v2"},"gone":null,"big":12345678901234567890},
      "manifest":"---\n# Source: storefront/templates/d.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: storefront-sniffer\nspec:\n  template:\n    spec:\n      containers:\n        - name: main\n          image: \"registry.corp:5000/sniffer:v0.2.3-ca3b6\"\n",
      "hooks":[{"name":"migrate","kind":"Job","path":"t/j.yaml","manifest":"kind: Job\n","events":["pre-upgrade"],"weight":5,
        "last_run":{"started_at":"2026-11-21T08:14:05Z","completed_at":"","phase":"Running"}}]})";
    QJsonObject object = QJsonDocument::fromJson(text).object();
    object[QStringLiteral("name")] = name;
    object[QStringLiteral("namespace")] = QStringLiteral("shop");
    object[QStringLiteral("version")] = revision;
    return object;
}

inline QByteArray toBytes(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// The `release` value of a Secret's data for these bytes of JSON.
inline QByteArray encoded(const QByteArray& json) {
    return gzip(json).toBase64().toBase64();
}

inline RecordMeta metaFor(const QString& name = QStringLiteral("storefront"), int revision = 1384,
    ReleaseStatus status = ReleaseStatus::Deployed, StorageDriver driver = StorageDriver::Secret) {
    RecordMeta meta;
    meta.key = {QStringLiteral("shop"), name, driver};
    meta.revision = Revision(revision);
    meta.status = status;
    meta.statusText = releaseStatusWord(status);
    meta.objectName = QStringLiteral("sh.helm.release.v1.%1.v%2").arg(name).arg(revision);
    meta.uid = Uid(QStringLiteral("uid-%1-%2").arg(name).arg(revision));
    meta.resourceVersion = ResourceVersion(QStringLiteral("1"));
    return meta;
}

} // namespace pilothouse
