// SPDX-License-Identifier: Apache-2.0
#include "core/kube/merge_keys.h"

#include "core/kube/api_client.h"
#include "core/kube/json_text.h"

#include <QJsonArray>
#include <QJsonObject>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kObject = "Object"_L1;
constexpr auto kReference = "#/components/schemas/"_L1;

/// The type a schema stands for: `$ref`, or `allOf` with one of it (where a default stands beside the reference).
QString referenced(const QJsonObject& schema) {
    const QString direct = schema["$ref"_L1].toString();
    if (direct.startsWith(kReference)) {
        return direct.sliced(kReference.size());
    }
    for (const auto& part : schema["allOf"_L1].toArray()) {
        const QString inner = part["$ref"_L1].toString();
        if (inner.startsWith(kReference)) {
            return inner.sliced(kReference.size());
        }
    }
    return {};
}

MergeField readField(const QJsonObject& schema) {
    MergeField field;
    field.key = schema["x-kubernetes-patch-merge-key"_L1].toString();
    const QStringList strategies = schema["x-kubernetes-patch-strategy"_L1].toString().split(u',');
    field.merges = strategies.contains("merge"_L1);
    field.retainsKeys = strategies.contains("retainKeys"_L1);
    field.type
        = schema["type"_L1].toString() == "array"_L1 ? referenced(schema["items"_L1].toObject()) : referenced(schema);
    return field;
}

bool saysSomething(const MergeField& field) {
    return field.merges || field.retainsKeys || !field.type.isEmpty();
}

QString documentPath(const QString& apiVersion) {
    return (apiVersion.contains(u'/') ? u"/openapi/v3/apis/"_s : u"/openapi/v3/api/"_s) + apiVersion;
}

} // namespace

QString MergeSchema::rootOf(const GroupVersionKind& kind) const {
    const auto exact = m_roots.constFind(kind);
    if (exact != m_roots.constEnd()) {
        return *exact;
    }
    return m_roots.value({kind.group, {}, kind.kind}, kObject);
}

const MergeField& MergeSchema::field(const QString& type, const QString& name) const {
    static const MergeField kPlain;
    const auto known = m_types.constFind(type);
    if (known == m_types.constEnd()) {
        return kPlain;
    }
    const auto found = known->constFind(name);
    return found == known->constEnd() ? kPlain : *found;
}

Result<MergeSchemaPtr> MergeSchema::fromOpenApi(const QByteArray& document, const QString& subject) {
    const auto parsed = parseJsonObject(document, subject);
    if (!parsed) {
        return std::unexpected(parsed.error());
    }
    const QJsonObject schemas = (*parsed)["components"_L1]["schemas"_L1].toObject();
    if (schemas.isEmpty()) {
        return fail(ErrorCode::Protocol, subject, u"the OpenAPI document has no schemas"_s, u"NoSchemas"_s);
    }
    auto result = std::make_shared<MergeSchema>();
    for (auto schema = schemas.begin(); schema != schemas.end(); ++schema) {
        const QJsonObject body = schema->toObject();
        const QJsonObject properties = body["properties"_L1].toObject();
        for (auto property = properties.begin(); property != properties.end(); ++property) {
            const MergeField field = readField(property->toObject());
            if (saysSomething(field)) {
                result->m_types[schema.key()].insert(property.key(), field);
            }
        }
        for (const auto& value : body["x-kubernetes-group-version-kind"_L1].toArray()) {
            const GroupVersionKind kind{
                value["group"_L1].toString(), value["version"_L1].toString(), value["kind"_L1].toString()};
            result->m_roots.insert(kind, schema.key());
        }
    }
    return result;
}

Task<MergeSchemaPtr> MergeSchemas::of(QString apiVersion) {
    if (const MergeSchemaPtr known = m_known.value(apiVersion)) {
        co_return known;
    }
    const QString path = documentPath(apiVersion);
    auto body = co_await m_client.get(path);
    MergeSchemaPtr schema = MergeSchema::builtIn();
    if (body) {
        auto read = co_await m_client.services().pool.run(
            [text = std::move(*body), path] { return MergeSchema::fromOpenApi(text, path); });
        schema = read ? std::move(*read) : std::move(schema);
    } else if (body.error().code != ErrorCode::NotFound && body.error().code != ErrorCode::Forbidden) {
        co_return schema; // a server in trouble: asked again the next time
    }
    m_known.insert(apiVersion, schema);
    co_return schema;
}

} // namespace pilothouse
