// SPDX-License-Identifier: Apache-2.0
#include "core/kube/table_reader.h"

#include "core/kube/json_text.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

ObjectTable::Column readColumn(const QJsonValue& value) {
    return {
        .name = value["name"_L1].toString(),
        .type = value["type"_L1].toString(),
        .format = value["format"_L1].toString(),
        .description = value["description"_L1].toString(),
        .priority = value["priority"_L1].toInt(),
    };
}

ObjectTable::Row readRow(const QJsonValue& metadata, QJsonArray cells) {
    return {
        .uid = Uid(metadata["uid"_L1].toString()),
        .nameSpace = metadata["namespace"_L1].toString(),
        .name = metadata["name"_L1].toString(),
        .created = QDateTime::fromString(metadata["creationTimestamp"_L1].toString(), Qt::ISODate),
        .cells = std::move(cells),
    };
}

void readTable(const QJsonObject& document, ObjectTable& table) {
    for (const QJsonValue& column : document["columnDefinitions"_L1].toArray()) {
        table.columns.push_back(readColumn(column));
    }
    for (const QJsonValue& row : document["rows"_L1].toArray()) {
        table.rows.push_back(readRow(row["object"_L1]["metadata"_L1], row["cells"_L1].toArray()));
    }
}

void readPlainList(const QJsonObject& document, ObjectTable& table) {
    table.columns = {
        {.name = u"Name"_s, .type = u"string"_s, .format = u"name"_s, .description = {}, .priority = 0},
        {.name = u"Created"_s, .type = u"date"_s, .format = {}, .description = {}, .priority = 0},
    };
    for (const QJsonValue& item : document["items"_L1].toArray()) {
        const QJsonValue metadata = item["metadata"_L1];
        table.rows.push_back(readRow(metadata, {metadata["name"_L1], metadata["creationTimestamp"_L1]}));
    }
}

} // namespace

Result<TablePage> readTablePage(const QByteArray& text, const QString& subject) {
    const auto parsed = parseJsonObject(text, subject);
    if (!parsed) {
        return std::unexpected(parsed.error());
    }
    const QJsonObject& document = *parsed;
    TablePage page;
    const QString kind = document["kind"_L1].toString();
    if (kind == "Table"_L1) {
        readTable(document, page.table);
    } else if (kind.endsWith("List"_L1)) {
        readPlainList(document, page.table);
    } else {
        return fail(ErrorCode::Protocol, subject,
            u"the answer is neither a table nor a list, but \"%1\""_s.arg(kind.left(64)), u"NotAList"_s);
    }
    page.table.resourceVersion = document["metadata"_L1]["resourceVersion"_L1].toString();
    page.continueToken = document["metadata"_L1]["continue"_L1].toString();
    return page;
}

} // namespace pilothouse
