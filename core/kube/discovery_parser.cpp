// SPDX-License-Identifier: Apache-2.0
#include "core/kube/discovery_parser.h"

#include "core/kube/json_text.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QStringList stringsOf(const QJsonValue& value) {
    QStringList strings;
    for (const QJsonValue& element : value.toArray()) {
        strings.append(element.toString());
    }
    return strings;
}

/// 0: core, 1: groups Kubernetes itself brings, 2: everybody else's.
int groupRank(const QString& group) {
    return group.isEmpty() ? 0 : !group.contains(u'.') || group.endsWith(".k8s.io"_L1) ? 1 : 2;
}

Error staleProblem(const QString& groupVersion) {
    return {
        .code = ErrorCode::ServerError,
        .subject = u"API group %1"_s.arg(groupVersion),
        .detail = u"the server behind this group does not answer (its APIService is down); its kinds are left out"_s,
        .httpStatus = 0,
        .reason = u"StaleGroup"_s,
        .retryAfter = {},
    };
}

} // namespace

bool isAggregatedDiscovery(const QJsonObject& document) {
    return document["kind"_L1].toString() == "APIGroupDiscoveryList"_L1;
}

QString CatalogBuilder::GroupVersion::path() const {
    return group.isEmpty() ? QString(u"/api/"_s + version) : QString(u"/apis/"_s + group + u'/' + version);
}

void CatalogBuilder::addAggregated(const QJsonObject& list) {
    for (const QJsonValue& item : list["items"_L1].toArray()) {
        const QString group = item["metadata"_L1]["name"_L1].toString();
        for (const QJsonValue& version : item["versions"_L1].toArray()) {
            addVersion(group, version.toObject());
        }
    }
}

void CatalogBuilder::addVersion(const QString& group, const QJsonObject& version) {
    const QString name = version["version"_L1].toString();
    if (version["freshness"_L1].toString() == "Stale"_L1) {
        addProblem(staleProblem(GroupVersionKind{.group = group, .version = name, .kind = {}}.apiVersion()));
        return;
    }
    for (const QJsonValue& value : version["resources"_L1].toArray()) {
        const QString kind = value["responseKind"_L1]["kind"_L1].toString();
        if (kind.isEmpty()) {
            continue; // only the parent of its subresources
        }
        m_catalog.resources.push_back({
            .kind = {.group = group, .version = name, .kind = kind},
            .plural = value["resource"_L1].toString(),
            .singular = value["singularResource"_L1].toString(),
            .scope = value["scope"_L1].toString() == "Cluster"_L1 ? ResourceScope::Cluster : ResourceScope::Namespaced,
            .verbs = stringsOf(value["verbs"_L1]),
            .shortNames = stringsOf(value["shortNames"_L1]),
            .categories = stringsOf(value["categories"_L1]),
            .isPreferredVersion = false,
        });
    }
}

std::vector<CatalogBuilder::GroupVersion> CatalogBuilder::legacyVersions(const QJsonObject& document) {
    std::vector<GroupVersion> versions;
    for (const QString& version : stringsOf(document["versions"_L1])) { // APIVersions
        versions.push_back({.group = {}, .version = version});
    }
    for (const QJsonValue& group : document["groups"_L1].toArray()) { // APIGroupList
        const QString name = group["name"_L1].toString();
        QStringList words = {group["preferredVersion"_L1]["version"_L1].toString()};
        for (const QJsonValue& version : group["versions"_L1].toArray()) {
            words.append(version["version"_L1].toString());
        }
        words.removeDuplicates();
        words.removeAll(QString());
        for (const QString& word : std::as_const(words)) {
            versions.push_back({.group = name, .version = word});
        }
    }
    return versions;
}

void CatalogBuilder::addLegacy(const GroupVersion& from, const QJsonObject& resourceList) {
    for (const QJsonValue& value : resourceList["resources"_L1].toArray()) {
        const QString name = value["name"_L1].toString();
        if (name.isEmpty() || name.contains(u'/')) {
            continue; // `pods/log`: a subresource
        }
        m_catalog.resources.push_back({
            .kind = {.group = from.group, .version = from.version, .kind = value["kind"_L1].toString()},
            .plural = name,
            .singular = value["singularName"_L1].toString(),
            .scope = value["namespaced"_L1].toBool() ? ResourceScope::Namespaced : ResourceScope::Cluster,
            .verbs = stringsOf(value["verbs"_L1]),
            .shortNames = stringsOf(value["shortNames"_L1]),
            .categories = stringsOf(value["categories"_L1]),
            .isPreferredVersion = false,
        });
    }
}

ApiCatalog CatalogBuilder::take() {
    QSet<QString> seen; // the first version that has a resource is the server's choice for it
    for (ApiResource& resource : m_catalog.resources) {
        const QString key = resource.groupResource();
        resource.isPreferredVersion = !seen.contains(key);
        seen.insert(key);
        if (resource.singular.isEmpty()) {
            resource.singular = resource.kind.kind.toLower(); // old servers leave it out
        }
    }
    std::ranges::stable_sort(m_catalog.resources, {}, [](const ApiResource& r) { return groupRank(r.kind.group); });
    return std::exchange(m_catalog, {});
}

Result<ApiCatalog> parseAggregatedDiscovery(const QByteArray& api, const QByteArray& apis) {
    CatalogBuilder builder;
    for (const auto& [path, text] : {std::pair(u"/api"_s, &api), std::pair(u"/apis"_s, &apis)}) {
        const auto document = parseJsonObject(*text, path);
        if (!document) {
            return std::unexpected(document.error());
        }
        if (!isAggregatedDiscovery(*document)) {
            return fail(ErrorCode::Protocol, path, u"the answer is no aggregated discovery"_s);
        }
        builder.addAggregated(*document);
    }
    return builder.take();
}

} // namespace pilothouse
