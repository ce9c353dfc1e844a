// SPDX-License-Identifier: Apache-2.0
#include "core/kube/table_watch_source.h"

#include "core/kube/api_client.h"
#include "core/kube/json_text.h"
#include "core/kube/request_path.h"
#include "core/kube/table_reader.h"

#include <QJsonDocument>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kListDeadline = 60s; // as kube-apiserver's own --request-timeout

/// Only what a row needs is carried on: its cells and when the object was made.
RawObject rawRow(const QJsonObject& metadata, const QJsonArray& cells) {
    RawObject raw;
    raw.nameSpace = metadata.value("namespace"_L1).toString();
    raw.name = metadata.value("name"_L1).toString();
    const QString uid = metadata.value("uid"_L1).toString();
    raw.uid = Uid(uid.isEmpty() ? raw.nameSpace + u'/' + raw.name : uid); // AP8
    raw.resourceVersion = ResourceVersion(metadata.value("resourceVersion"_L1).toString());
    raw.json = QJsonDocument(QJsonObject{{u"cells"_s, cells}, {u"created"_s, metadata.value("creationTimestamp"_L1)}})
                   .toJson(QJsonDocument::Compact);
    return raw;
}

RawObject rawOfRow(const QJsonObject& row) {
    return rawRow(row.value("object"_L1).toObject().value("metadata"_L1).toObject(), row.value("cells"_L1).toArray());
}

struct ReadPage {
    ListPage page;
    TableWatchSource::Columns columns;
};

Result<ReadPage> readPage(const QByteArray& body, const QString& subject) {
    const auto parsed = parseJsonObject(body, subject);
    if (!parsed) {
        return std::unexpected(parsed.error());
    }
    const QJsonObject metadata = parsed->value("metadata"_L1).toObject();
    ReadPage read;
    read.page.kind = parsed->value("kind"_L1).toString();
    read.page.resourceVersion = ResourceVersion(metadata.value("resourceVersion"_L1).toString());
    read.page.continueToken = metadata.value("continue"_L1).toString();
    for (const QJsonValue& row : parsed->value("rows"_L1).toArray()) {
        read.page.items.push_back(rawOfRow(row.toObject()));
    }
    for (const QJsonValue& item : parsed->value("items"_L1).toArray()) { // a plain list
        const QJsonObject meta = item.toObject().value("metadata"_L1).toObject();
        read.page.items.push_back(rawRow(meta, {meta.value("name"_L1), meta.value("creationTimestamp"_L1)}));
    }
    auto table = readTablePage(QJsonDocument(QJsonObject{{u"kind"_s, parsed->value("kind"_L1)},
                                                 {u"columnDefinitions"_s, parsed->value("columnDefinitions"_L1)}})
                                   .toJson(QJsonDocument::Compact),
        subject);
    if (!table) {
        return std::unexpected(std::move(table.error()));
    }
    read.columns = std::move(table->table.columns);
    return read;
}

/// An event whose object is a table of one row, or of none (a bookmark).
Result<WatchEvent> readTableEvent(QByteArray frame, const QString& subject) {
    const auto parsed = parseJsonObject(frame, subject);
    if (!parsed) {
        return std::unexpected(parsed.error());
    }
    const QJsonObject object = parsed->value("object"_L1).toObject();
    const QString type = parsed->value("type"_L1).toString();
    const bool isTable = object.value("kind"_L1).toString() == "Table"_L1;
    const bool isPlain = type != "ERROR"_L1 && type != "BOOKMARK"_L1 && !isTable;
    if (!isTable && !isPlain) {
        return readWatchEvent(std::move(frame), subject); // an error is a Status, whatever was asked for
    }
    WatchEvent event;
    event.type = type == "ADDED"_L1 ? WatchEvent::Type::Added
        : type == "MODIFIED"_L1     ? WatchEvent::Type::Modified
        : type == "DELETED"_L1      ? WatchEvent::Type::Deleted
        : type == "BOOKMARK"_L1     ? WatchEvent::Type::Bookmark
                                    : WatchEvent::Type::Unknown;
    const QJsonObject metadata = object.value("metadata"_L1).toObject();
    if (isPlain) {
        event.object = rawRow(metadata, {metadata.value("name"_L1), metadata.value("creationTimestamp"_L1)});
        return event;
    }
    event.object = rawOfRow(object.value("rows"_L1).toArray().first().toObject());
    if (event.object.resourceVersion.isEmpty()) {
        event.object.resourceVersion = ResourceVersion(metadata.value("resourceVersion"_L1).toString());
    }
    return event;
}

} // namespace

TableWatchSource::TableWatchSource(ApiClient& client, Reflector::Target target, std::function<void(Columns)> columns)
    : m_client(client)
    , m_target(target)
    , m_plain(client, std::move(target))
    , m_columns(std::move(columns)) { }

WatchSource::EventReader TableWatchSource::eventReader() const {
    return &readTableEvent;
}

Task<Result<ListPage>> TableWatchSource::page(PageRequest request) {
    ApiClient::Call call;
    call.path = m_target.resource.path(m_target.nameSpace);
    if (request.limit > 0) {
        call.query.addQueryItem(u"limit"_s, QString::number(request.limit));
    }
    if (!request.continueToken.isEmpty()) {
        call.query.addQueryItem(u"continue"_s, request.continueToken);
    }
    call.accept = kTableAccept.toByteArray();
    call.deadline = kListDeadline;
    const QString subject = describeRequest(call.method, call.path, call.query);
    auto response = co_await m_client.send(std::move(call));
    if (!response) {
        co_return std::unexpected(std::move(response.error()));
    }
    auto read = co_await m_client.services().pool.run(
        [body = std::move(response->body), subject] { return readPage(body, subject); });
    if (!read) {
        co_return std::unexpected(std::move(read.error()));
    }
    m_columns(std::move(read->columns));
    co_return std::move(read->page);
}

Task<Result<WatchSource::OpenWatch>> TableWatchSource::watch(ResourceVersion from, std::chrono::seconds timeout) {
    ApiClient::Call call;
    call.path = m_target.resource.path(m_target.nameSpace);
    call.query.addQueryItem(u"watch"_s, u"true"_s);
    call.query.addQueryItem(u"allowWatchBookmarks"_s, u"true"_s);
    call.query.addQueryItem(u"timeoutSeconds"_s, QString::number(timeout.count()));
    if (!from.isEmpty()) {
        call.query.addQueryItem(u"resourceVersion"_s, from.value());
    }
    call.accept = kTableAccept.toByteArray();
    auto opened = co_await m_client.open(std::move(call));
    if (!opened) {
        co_return std::unexpected(std::move(opened.error()));
    }
    co_return OpenWatch{.stream = std::move(opened->stream), .generation = opened->generation};
}

ObjectTable::Row tableRow(const RawObject& object) {
    const QJsonObject row = QJsonDocument::fromJson(object.json).object();
    return {.uid = object.uid,
        .nameSpace = object.nameSpace,
        .name = object.name,
        .created = QDateTime::fromString(row.value("created"_L1).toString(), Qt::ISODate),
        .cells = row.value("cells"_L1).toArray()};
}

} // namespace pilothouse
