// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace pilothouse {

struct GroupVersionKind {
    QString group; ///< empty: core
    QString version;
    QString kind;
    [[nodiscard]] QString apiVersion() const { return group.isEmpty() ? version : group + u'/' + version; }
    [[nodiscard]] static GroupVersionKind fromApiVersion(QStringView apiVersion, QString kind);
    friend bool operator==(const GroupVersionKind&, const GroupVersionKind&) = default;
    friend size_t qHash(const GroupVersionKind& k, size_t seed = 0) {
        return qHashMulti(seed, k.group, k.version, k.kind);
    }
};

enum class ResourceScope { Cluster, Namespaced };

/// One kind of object a server has, from discovery.
struct ApiResource {
    GroupVersionKind kind;
    QString plural; ///< `deployments`
    QString singular;
    ResourceScope scope = ResourceScope::Namespaced;
    QStringList verbs;
    QStringList shortNames;
    QStringList categories;
    bool isPreferredVersion = true;

    [[nodiscard]] bool can(QStringView verb) const { return verbs.contains(verb); }
    /// `/apis/apps/v1/namespaces/shop/deployments/web`; empty namespace: all; empty name: the collection. Segments are
    /// percent-encoded; `..` can't get through.
    [[nodiscard]] QString path(QStringView nameSpace = {}, QStringView name = {}, QStringView subresource = {}) const;
    /// `deployments.apps`, as kubectl names it.
    [[nodiscard]] QString groupResource() const { return kind.group.isEmpty() ? plural : plural + u'.' + kind.group; }
    friend bool operator==(const ApiResource&, const ApiResource&) = default;
};

/// Resources that need no discovery.
namespace builtin {
[[nodiscard]] const ApiResource& secrets();
[[nodiscard]] const ApiResource& configMaps();
[[nodiscard]] const ApiResource& namespaces();
[[nodiscard]] const ApiResource& pods();
[[nodiscard]] const ApiResource& deployments();
[[nodiscard]] const ApiResource& statefulSets();
[[nodiscard]] const ApiResource& daemonSets();
[[nodiscard]] const ApiResource& replicaSets();
[[nodiscard]] const ApiResource& jobs();
[[nodiscard]] const ApiResource& events();
} // namespace builtin

/// Names one object of one server.
struct ObjectRef {
    GroupVersionKind kind;
    QString nameSpace; ///< empty for cluster-scoped kinds
    QString name;
    friend bool operator==(const ObjectRef&, const ObjectRef&) = default;
    friend size_t qHash(const ObjectRef& r, size_t seed = 0) { return qHashMulti(seed, r.kind, r.nameSpace, r.name); }
};

} // namespace pilothouse
