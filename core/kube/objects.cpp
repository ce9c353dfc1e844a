// SPDX-License-Identifier: Apache-2.0
#include "core/kube/objects.h"

#include "core/kube/json_text.h"
#include "core/kube/object_reader.h"
#include "core/kube/paged_reading.h"
#include "core/kube/table_reader.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct ObjectPage {
    std::vector<QJsonObject> items;
    QString continueToken;
};

Result<ObjectPage> readObjectPage(const QByteArray& text, const QString& subject) {
    const auto parsed = parseJsonObject(text, subject);
    if (!parsed) {
        return std::unexpected(parsed.error());
    }
    const QJsonObject& document = *parsed;
    const QString kind = document["kind"_L1].toString();
    if (!kind.endsWith("List"_L1)) {
        return fail(
            ErrorCode::Protocol, subject, u"the answer is not a list, but \"%1\""_s.arg(kind.left(64)), u"NotAList"_s);
    }
    ObjectPage page;
    page.continueToken = document["metadata"_L1]["continue"_L1].toString();
    for (const QJsonValue& value : document["items"_L1].toArray()) {
        page.items.push_back(value.toObject());
    }
    return page;
}

Result<ListPage> readNamePage(const QByteArray& text, const QString& subject) {
    return readListPage(text, subject);
}

} // namespace

Task<Result<ObjectTable>> listTable(ApiClient& client, ApiResource resource, QString nameSpace) {
    auto pages = co_await readPages<TablePage>(
        &client, {.path = resource.path(nameSpace), .query = {}, .accept = kTableAccept.toByteArray()}, readTablePage);
    if (!pages) {
        co_return std::unexpected(std::move(pages.error()));
    }
    ObjectTable table = std::move(pages->front().table);
    for (size_t i = 1; i < pages->size(); ++i) {
        std::ranges::move((*pages)[i].table.rows, std::back_inserter(table.rows)); // later pages repeat no columns
    }
    co_return table;
}

Task<Result<QJsonObject>> getObject(ApiClient& client, ApiResource resource, QString nameSpace, QString name) {
    if (name.isEmpty()) { // would be the whole collection
        co_return fail(ErrorCode::Invalid, resource.groupResource(), u"an object without a name"_s, u"NoName"_s);
    }
    auto body = co_await client.get(resource.path(nameSpace, name));
    if (!body) {
        co_return std::unexpected(std::move(body.error()));
    }
    const QString subject = u"%1/%2"_s.arg(resource.groupResource(), name);
    if (body->size() < 64 * 1024) {
        co_return parseJsonObject(*body, subject);
    }
    co_return co_await client.services().pool.run(
        [text = std::move(*body), subject] { return parseJsonObject(text, subject); });
}

Task<Result<std::vector<QJsonObject>>> listObjects(
    ApiClient& client, ApiResource resource, QString nameSpace, QString labelSelector, QString fieldSelector) {
    PagedCall what{.path = resource.path(nameSpace), .query = {}, .accept = {}};
    if (!labelSelector.isEmpty()) {
        what.query.addQueryItem(u"labelSelector"_s, labelSelector);
    }
    if (!fieldSelector.isEmpty()) {
        what.query.addQueryItem(u"fieldSelector"_s, fieldSelector);
    }
    auto pages = co_await readPages<ObjectPage>(&client, what, readObjectPage);
    if (!pages) {
        co_return std::unexpected(std::move(pages.error()));
    }
    std::vector<QJsonObject> objects;
    for (ObjectPage& page : *pages) {
        for (QJsonObject& object : page.items) {
            if (!object.contains("kind"_L1)) {
                object.insert("kind"_L1, resource.kind.kind);
                object.insert("apiVersion"_L1, resource.kind.apiVersion());
            }
            objects.push_back(std::move(object));
        }
    }
    co_return objects;
}

Task<Result<QStringList>> listNamespaces(ApiClient& client) {
    const QByteArray accept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
    const auto pages = co_await readPages<ListPage>(
        &client, {.path = builtin::namespaces().path(), .query = {}, .accept = accept}, readNamePage);
    if (!pages) {
        co_return std::unexpected(pages.error());
    }
    QStringList names;
    for (const ListPage& page : *pages) {
        for (const RawObject& object : page.items) {
            names.append(object.name);
        }
    }
    names.sort();
    co_return names;
}

} // namespace pilothouse
