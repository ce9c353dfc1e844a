// SPDX-License-Identifier: Apache-2.0
#include "core/kube/api_watch_source.h"

#include "core/kube/request_path.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kProbeDeadline = 10s; // 15 s of silence + 10 s: a half-open stream is found in 25 s (WA5: ≤45 s)
constexpr auto kListDeadline = 60s; // as kube-apiserver's own --request-timeout

} // namespace

ApiWatchSource::ApiWatchSource(ApiClient& client, Reflector::Target target)
    : m_client(client)
    , m_target(std::move(target)) { }

QUrlQuery ApiWatchSource::selectors() const {
    QUrlQuery query;
    if (!m_target.labelSelector.isEmpty()) {
        query.addQueryItem(u"labelSelector"_s, m_target.labelSelector);
    }
    if (!m_target.fieldSelector.isEmpty()) {
        query.addQueryItem(u"fieldSelector"_s, m_target.fieldSelector);
    }
    return query;
}

QByteArray ApiWatchSource::accept(QByteArrayView shape) const {
    if (m_target.content == Reflector::Content::Full) {
        return "application/json";
    }
    // No plain application/json behind it: a server that can't would send whole Secrets in answer.
    return "application/json;as=" + shape + ";g=meta.k8s.io;v=v1";
}

Task<Result<ListPage>> ApiWatchSource::page(PageRequest request) {
    ApiClient::Call call;
    call.path = m_target.resource.path(m_target.nameSpace);
    call.query = selectors();
    if (request.limit > 0) {
        call.query.addQueryItem(u"limit"_s, QString::number(request.limit));
    }
    if (!request.continueToken.isEmpty()) {
        call.query.addQueryItem(u"continue"_s, request.continueToken);
    }
    call.accept = accept("PartialObjectMetadataList");
    call.deadline = kListDeadline;
    const QString subject = describeRequest(call.method, call.path, call.query);
    auto response = co_await m_client.send(std::move(call));
    if (!response) {
        co_return std::unexpected(std::move(response.error()));
    }
    co_return co_await m_client.services().pool.run(
        [body = std::move(response->body), subject]() mutable { return readListPage(std::move(body), subject); });
}

Task<Result<WatchSource::OpenWatch>> ApiWatchSource::watch(ResourceVersion from, std::chrono::seconds timeout) {
    ApiClient::Call call;
    call.path = m_target.resource.path(m_target.nameSpace);
    call.query = selectors();
    call.query.addQueryItem(u"watch"_s, u"true"_s);
    call.query.addQueryItem(u"allowWatchBookmarks"_s, u"true"_s);
    call.query.addQueryItem(u"timeoutSeconds"_s, QString::number(timeout.count()));
    if (!from.isEmpty()) {
        call.query.addQueryItem(u"resourceVersion"_s, from.value());
    }
    call.accept = accept("PartialObjectMetadata");
    auto opened = co_await m_client.open(std::move(call));
    if (!opened) {
        co_return std::unexpected(std::move(opened.error()));
    }
    co_return OpenWatch{.stream = std::move(opened->stream), .generation = opened->generation};
}

Task<Result<void>> ApiWatchSource::probe() {
    ApiClient::Call call;
    call.path = u"/version"_s;
    call.deadline = kProbeDeadline;
    const auto answer = co_await m_client.send(std::move(call));
    if (answer) {
        co_return Result<void>();
    }
    // A refusal is an answer too; but a gateway's word that nobody is behind it is not.
    const int status = answer.error().httpStatus;
    if (status > 0 && (status < 502 || status > 504)) {
        co_return Result<void>();
    }
    co_return std::unexpected(answer.error());
}

Task<Result<void>> ApiWatchSource::refreshCredentials(quint64 generation) {
    return m_client.refreshCredentials(generation);
}

QString ApiWatchSource::subject() const {
    QUrlQuery query;
    query.addQueryItem(u"watch"_s, u"true"_s);
    return describeRequest("GET", m_target.resource.path(m_target.nameSpace), query);
}

} // namespace pilothouse
