// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"
#include "core/kube/resource.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <memory>

namespace pilothouse {

class ApiClient;

/// How the API server merges one field of a type in a strategic merge patch. Source: `patchStrategy` and
/// `patchMergeKey` tags of the API's Go types, as OpenAPI carries them.
struct MergeField {
    QString type; ///< of the field, or of its list's items; empty: nothing is known (or needed) about what is inside
    QString key; ///< lists: what names an item; empty with `merges`: a list of scalars that is a set
    bool merges = false; ///< lists: item by item; otherwise the list is replaced as a whole
    bool retainsKeys = false; ///< a union: keys that are not in the patch's `$retainKeys` go
};

/// Merge rules of a set of types. Immutable, shared between threads.
class MergeSchema {
public:
    /// The type of an object; `Object` (metadata only) for kinds it does not know.
    [[nodiscard]] QString rootOf(const GroupVersionKind& kind) const;
    /// Never fails: a field that is not known is a plain map, a list that is replaced, or a scalar.
    [[nodiscard]] const MergeField& field(const QString& type, const QString& name) const;
    [[nodiscard]] bool knows(const GroupVersionKind& kind) const { return m_roots.contains(kind); }

    /// Those of the kinds that come with Kubernetes, for servers without OpenAPI v3 (before 1.24, and some stand-ins).
    [[nodiscard]] static std::shared_ptr<const MergeSchema> builtIn();
    /// From one group's document of `/openapi/v3`. Errors: Parse, Protocol (no schemas). Thread: any.
    [[nodiscard]] static Result<std::shared_ptr<const MergeSchema>> fromOpenApi(
        const QByteArray& document, const QString& subject);

private:
    using Type = QHash<QString, MergeField>;
    QHash<QString, Type> m_types;
    QHash<GroupVersionKind, QString> m_roots;
};
using MergeSchemaPtr = std::shared_ptr<const MergeSchema>;

/// The merge rules of one server: asked once a group and version, kept until forgotten. Thread: core's. Lifetime:
/// outlives its tasks.
class MergeSchemas {
public:
    explicit MergeSchemas(ApiClient& client)
        : m_client(client) { }
    /// @param apiVersion `apps/v1`. A server that has no OpenAPI v3, or whose document can't be read, gives the
    /// built-in rules: they are what helm itself was compiled with.
    [[nodiscard]] Task<MergeSchemaPtr> of(QString apiVersion);
    void forget() { m_known.clear(); }

private:
    ApiClient& m_client;
    QHash<QString, MergeSchemaPtr> m_known;
};

} // namespace pilothouse
