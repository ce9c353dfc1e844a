// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/unit/helm/record_builder.h"
#include "tests/unit/kube/api_scene.h"

#include <QJsonArray>
#include <QUrl>
#include <QUrlQuery>

#include <map>

namespace pilothouse {

using namespace Qt::StringLiterals;

/// As much of an API server as a ReleaseFeed asks for: lists, watches and GETs of a few collections, in plain JSON.
class RecordCluster {
public:
    QString forbidden; ///< paths that start so are refused; empty: none
    bool isHoldingBodies = false; ///< GETs of one object get no answer
    qsizetype pageSize = 1'000'000;
    int failingBodies = 0; ///< so many GETs are answered 500

    ScriptedServer server{
        [this](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) { serve(request, socket); }};
    SystemClock clock;
    WorkerPool pool{2};
    HttpEngine http{clock, nullptr};
    ApiClient client{
        {.http = http, .pool = pool, .clock = clock}, server.url(QString()), std::make_unique<CountingCredentials>()};

    /// Adds or changes a record and tells those who watch.
    void put(const RecordMeta& meta, const QByteArray& recordValue) {
        const bool isSecret = meta.key.driver == StorageDriver::Secret;
        const QString value = QString::fromLatin1(isSecret ? recordValue : QByteArray::fromBase64(recordValue));
        QJsonObject object{{u"data"_s, QJsonObject{{u"release"_s, value}}}};
        if (isSecret) {
            object[u"type"_s] = u"helm.sh/release.v1"_s;
        }
        QJsonObject labels{{u"owner"_s, u"helm"_s}, {u"name"_s, meta.key.name}, {u"status"_s, meta.statusText},
            {u"version"_s, QString::number(number(meta.revision))},
            {u"createdAt"_s, QString::number(1'763'000'000 + number(meta.revision))}};
        object[u"metadata"_s] = QJsonObject{{u"name"_s, meta.objectName}, {u"namespace"_s, meta.key.nameSpace},
            {u"uid"_s, meta.uid.value()}, {u"labels"_s, labels}};
        putObject(isSecret ? u"secrets"_s : u"configmaps"_s, object);
    }
    void put(const QString& name, int revision, ReleaseStatus status = ReleaseStatus::Deployed) {
        QJsonObject json = recordJson(name, revision);
        QJsonObject info = json[u"info"_s].toObject();
        info[u"status"_s] = releaseStatusWord(status);
        json[u"info"_s] = info;
        put(metaFor(name, revision, status), encoded(toBytes(json)));
    }
    void putObject(const QString& plural, QJsonObject object) {
        QJsonObject metadata = object[u"metadata"_s].toObject();
        metadata[u"resourceVersion"_s] = QString::number(++m_version);
        object[u"metadata"_s] = metadata;
        auto& collection = m_objects[plural];
        const QString key = metadata[u"namespace"_s].toString() + u'/' + metadata[u"name"_s].toString();
        const bool isNew = !collection.contains(key);
        collection[key] = object;
        tell(plural, isNew ? "ADDED" : "MODIFIED", object);
    }
    void remove(const QString& plural, const QString& key) {
        const QJsonObject object = m_objects[plural][key];
        m_objects[plural].erase(key);
        tell(plural, "DELETED", object);
    }
    /// Ends all watches and takes no new connections' requests: what is asked is refused with 503.
    void breakDown() {
        isDown = true;
        for (const auto& [plural, socket] : std::exchange(m_watches, {})) {
            if (socket) {
                ScriptedServer::reset(socket);
            }
        }
    }
    bool isDown = false;
    [[nodiscard]] int bodyRequests() const { return m_bodyRequests; }
    [[nodiscard]] QStringList bodyOrder() const { return m_bodyOrder; }

private:
    void serve(const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
        if (!socket) {
            return;
        }
        const QUrl url = QUrl::fromEncoded(request.target);
        const QString path = url.path();
        const QString query = url.query(QUrl::FullyDecoded);
        if (isDown || (!forbidden.isEmpty() && path.startsWith(forbidden))) {
            socket->write(isDown
                    ? ApiScene::json("{\"kind\":\"Status\",\"code\":503}", 503)
                    : ApiScene::json(
                          "{\"kind\":\"Status\",\"code\":403,\"reason\":\"Forbidden\",\"message\":\"no\"}", 403));
            return;
        }
        QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
        QString nameSpace;
        if (const qsizetype at = parts.indexOf(u"namespaces"_s); at >= 0) {
            nameSpace = parts.value(at + 1);
            parts.remove(at, 2);
        }
        const qsizetype plural = parts.indexOf(u"apis"_s) == 0 ? 3 : 2;
        if (parts.size() > plural + 1) {
            body(parts[plural], nameSpace + u'/' + parts[plural + 1], *socket);
        } else if (query.contains(u"watch=true"_s) || query.contains(u"watch=1"_s)) {
            socket->write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n");
            m_watches.emplace_back(parts.value(plural), socket);
        } else {
            const QString token = QUrlQuery(url).queryItemValue(u"continue"_s);
            socket->write(ApiScene::json(list(parts.value(plural), nameSpace, token.toInt())));
        }
    }
    void body(const QString& plural, const QString& key, QTcpSocket& socket) {
        ++m_bodyRequests;
        m_bodyOrder += key;
        if (isHoldingBodies) {
            return;
        }
        if (failingBodies > 0) {
            --failingBodies;
            socket.write(ApiScene::json("{\"kind\":\"Status\",\"code\":500,\"message\":\"etcd\"}", 500));
            return;
        }
        const auto found = m_objects[plural].find(key);
        socket.write(found == m_objects[plural].end()
                ? ApiScene::json("{\"kind\":\"Status\",\"code\":404,\"reason\":\"NotFound\"}", 404)
                : ApiScene::json(toBytes(found->second)));
    }
    /// What a metadata-only answer leaves of records; other objects stay whole.
    static QJsonObject shown(const QString& plural, QJsonObject object) {
        if (plural == u"secrets"_s || plural == u"configmaps"_s) {
            object.remove(u"data"_s);
            object.remove(u"type"_s);
        }
        return object;
    }
    QByteArray list(const QString& plural, const QString& nameSpace, int from) {
        QJsonArray items;
        int position = 0;
        QJsonObject metadata{{u"resourceVersion"_s, QString::number(++m_version)}};
        for (const auto& [key, object] : m_objects[plural]) {
            if (!nameSpace.isEmpty() && !key.startsWith(nameSpace + u'/')) {
                continue;
            }
            if (position >= from && items.size() < pageSize) {
                items.append(shown(plural, object));
            }
            ++position;
        }
        if (from + items.size() < position) {
            metadata[u"continue"_s] = QString::number(from + items.size());
        }
        return toBytes({{u"kind"_s, u"PartialObjectMetadataList"_s}, {u"apiVersion"_s, u"meta.k8s.io/v1"_s},
            {u"metadata"_s, metadata}, {u"items"_s, items}});
    }
    void tell(const QString& plural, const char* type, const QJsonObject& object) {
        const QByteArray event
            = toBytes({{u"type"_s, QString::fromLatin1(type)}, {u"object"_s, shown(plural, object)}}) + '\n';
        for (const auto& [watched, socket] : m_watches) {
            if (watched == plural && socket) {
                socket->write(QByteArray::number(event.size(), 16) + "\r\n" + event + "\r\n");
            }
        }
    }

    std::map<QString, std::map<QString, QJsonObject>> m_objects;
    std::vector<std::pair<QString, QPointer<QTcpSocket>>> m_watches;
    qint64 m_version = 100;
    int m_bodyRequests = 0;
    QStringList m_bodyOrder;
};

} // namespace pilothouse
