// SPDX-License-Identifier: Apache-2.0
#include "core/kube/discovery.h"

#include "core/kube/api_client.h"
#include "core/kube/discovery_parser.h"
#include "core/kube/json_text.h"

#include "core/async/parallel.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// The order g, v, as is mandatory (client-go discovery_client.go); v2beta1 is for servers 1.26 to 1.29.
constexpr QByteArrayView kAccept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
                                   "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
                                   "application/json";
constexpr size_t kLegacyLanes = 8;

using Document = Result<QJsonObject>;

Task<Document> readDocument(ApiClient* client, QString path, QByteArray accept) {
    auto body = co_await client->get(path, {}, std::move(accept));
    if (!body) {
        co_return std::unexpected(std::move(body.error()));
    }
    co_return co_await client->services().pool.run(
        [text = std::move(*body), path] { return parseJsonObject(text, path); });
}

Task<void> walkLegacy(ApiClient* client, std::shared_ptr<CatalogBuilder> builder, QJsonObject document) {
    const auto versions = CatalogBuilder::legacyVersions(document);
    const auto answers = co_await inParallel<Document>(versions.size(), kLegacyLanes,
        [client, &versions](size_t i) { return readDocument(client, versions[i].path(), {}); });
    for (size_t i = 0; i < versions.size(); ++i) {
        if (answers[i]) {
            builder->addLegacy(versions[i], *answers[i]);
        } else {
            builder->addProblem(answers[i].error());
        }
    }
}

bool is(QStringView a, QStringView b) {
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

Task<Result<ApiCatalog>> discover(ApiClient& client) {
    static const QStringList kPaths = {u"/api"_s, u"/apis"_s, u"/version"_s};
    ApiClient* const server = &client;
    auto answers = co_await inParallel<Document>(3, 3, [server](size_t i) {
        return readDocument(server, kPaths[static_cast<qsizetype>(i)], i < 2 ? kAccept.toByteArray() : QByteArray());
    });
    if (!answers[0]) {
        co_return std::unexpected(answers[0].error());
    }
    const auto builder = std::make_shared<CatalogBuilder>();
    for (size_t i = 0; i < 2; ++i) { // the two can differ in kind
        if (!answers[i]) {
            builder->addProblem(answers[i].error());
        } else if (isAggregatedDiscovery(*answers[i])) {
            builder->addAggregated(*answers[i]);
        } else {
            co_await walkLegacy(server, builder, *answers[i]);
        }
    }
    ApiCatalog catalog = builder->take();
    if (answers[2]) {
        catalog.serverVersion = answers[2]->value("gitVersion"_L1).toString();
    }
    if (catalog.resources.empty() && catalog.problems.empty()) {
        co_return fail(ErrorCode::Protocol, u"GET /api"_s, u"this is not a Kubernetes API: it names no resources"_s,
            u"NotKubernetes"_s);
    }
    co_return catalog;
}

const ApiResource* ApiCatalog::find(const GroupVersionKind& kind) const {
    const ApiResource* other = nullptr;
    for (const ApiResource& resource : resources) {
        if (resource.kind == kind) {
            return &resource;
        }
        const bool isSameKind = resource.kind.group == kind.group && resource.kind.kind == kind.kind;
        if (isSameKind && (!other || resource.isPreferredVersion)) {
            other = &resource;
        }
    }
    return other;
}

const ApiResource* ApiCatalog::findByWord(QStringView word) const {
    // In kubectl's order: the more exact way to say it wins, then built-in groups (the order of the list).
    using Matches = bool (*)(const ApiResource&, QStringView);
    static constexpr Matches kWays[] = {
        [](const ApiResource& r, QStringView w) { return is(r.plural, w); },
        [](const ApiResource& r, QStringView w) { return is(r.singular, w); },
        [](const ApiResource& r, QStringView w) {
            return std::ranges::any_of(r.shortNames, [w](const QString& name) { return is(name, w); });
        },
        [](const ApiResource& r, QStringView w) { return is(r.groupResource(), w); },
        [](const ApiResource& r, QStringView w) { // `deployment.apps`, as kubectl prints it
            const qsizetype dot = w.indexOf(u'.');
            return dot > 0 && is(r.kind.group, w.sliced(dot + 1))
                && (is(r.singular, w.first(dot)) || is(r.kind.kind, w.first(dot)));
        },
        [](const ApiResource& r, QStringView w) { return is(r.kind.kind, w); },
    };
    for (const Matches matches : kWays) {
        for (const ApiResource& resource : resources) {
            if (resource.isPreferredVersion && matches(resource, word)) {
                return &resource;
            }
        }
    }
    return nullptr;
}

} // namespace pilothouse
