// SPDX-License-Identifier: Apache-2.0
#include "core/helm/repository_client.h"

#include "core/base/redaction.h"
#include "core/config/bounded_file.h"
#include "core/helm/repository.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrlQuery>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRedirects = 5;
constexpr int kMostTagPages = 20;
constexpr std::chrono::seconds kIndexDeadline{60};
constexpr ByteSize kLargestPem = 1_MiB;
constexpr ByteSize kLargestAnswer = 256_MiB; // IndexLimits
constexpr int kOk = 200;
constexpr int kUnauthorized = 401;
constexpr int kForbidden = 403;
constexpr int kNotFound = 404;
constexpr int kTooMany = 429;
constexpr int kServerErrors = 500;

QByteArray basic(const RepositoryLogin& login) {
    if (login.user.isEmpty() || !login.password) {
        return {};
    }
    QByteArray pair = login.user.toUtf8() + ':' + login.password->reveal();
    const QByteArray value = "Basic " + pair.toBase64();
    wipe(pair);
    return value;
}

Result<std::shared_ptr<const TransportSettings>> transportOf(const RepositoryLogin& login, bool isOwnHost) {
    auto transport = std::make_shared<TransportSettings>();
    transport->proxyUrl = login.proxy;
    transport->skipTlsVerify = login.skipTlsVerify && isOwnHost;
    transport->label = u"repository "_s + QUrl(login.url).host();
    struct Pem {
        QString path;
        QByteArray* into;
    };
    QByteArray key;
    std::vector<Pem> files{{login.caFile, &transport->caPem}};
    if (isOwnHost) {
        files.push_back({login.certFile, &transport->clientCertificatePem});
        files.push_back({login.keyFile, &key});
    }
    for (const auto& [path, into] : files) {
        if (path.isEmpty()) {
            continue;
        }
        auto bytes = readBoundedFile(path, kLargestPem);
        if (!bytes) {
            return std::unexpected(bytes.error());
        }
        *into = std::move(*bytes);
    }
    transport->clientKeyPem = Secret(std::move(key));
    return transport;
}

int portOf(const QUrl& url) {
    return url.port(url.scheme() == "http"_L1 ? 80 : 443);
}

/// Same scheme, host and port.
bool isSameOrigin(const QUrl& one, const QUrl& other) {
    return one.scheme() == other.scheme() && one.host().compare(other.host(), Qt::CaseInsensitive) == 0
        && portOf(one) == portOf(other);
}

QUrl webUrl(const QString& url) {
    QUrl web(url);
    if (web.scheme() == "oci"_L1) {
        web.setScheme(u"https"_s);
    }
    return web;
}

Error statusError(const HttpResponse& response, const QUrl& url, const QString& missing) {
    ErrorCode code = ErrorCode::Protocol;
    QString reason;
    switch (response.status) {
    case kUnauthorized:
        code = ErrorCode::Unauthorized;
        break;
    case kForbidden:
        code = ErrorCode::Forbidden;
        break;
    case kNotFound:
        code = ErrorCode::NotFound;
        reason = missing;
        break;
    case kTooMany:
        code = ErrorCode::RateLimited;
        break;
    default:
        code = response.status >= kServerErrors ? ErrorCode::ServerError : ErrorCode::Protocol;
        break;
    }
    Error error = fail(code, redactUrl(url.toString()), u"HTTP status %1"_s.arg(response.status), reason).error();
    error.httpStatus = response.status;
    return error;
}

Result<void> check(const RepositoryLogin& login) {
    Repository repository{.id = {},
        .name = {},
        .url = login.url,
        .user = login.user,
        .caFile = login.caFile,
        .certFile = login.certFile,
        .keyFile = login.keyFile,
        .proxy = login.proxy};
    return checkRepository(repository);
}

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// `realm`, `service` … of `Bearer realm="https://…",service="…"`.
QString challengeField(const QByteArray& challenge, const QString& name) {
    const QRegularExpression field(u"[ ,]"_s + name + u"=\"([^\"]*)\""_s, QRegularExpression::CaseInsensitiveOption);
    return field.match(QString::fromUtf8(challenge)).captured(1);
}

} // namespace

Task<Result<RepositoryClient::Answer>> RepositoryClient::get(LoginPtr login, QUrl url, QByteArray authorization) {
    const QUrl own = webUrl(login->url);
    for (int hop = 0; hop <= kMostRedirects; ++hop) {
        const bool isOwn = isSameOrigin(url, own);
        const auto transport = transportOf(*login, isOwn);
        if (!transport) {
            co_return std::unexpected(transport.error());
        }
        HttpRequest request;
        request.url = url;
        request.transport = *transport;
        request.deadline = kIndexDeadline;
        request.maxBody = kLargestAnswer;
        if (isOwn && !authorization.isEmpty()) {
            request.headers.push_back({"Authorization", authorization});
        }
        auto response = co_await m_http.send(std::move(request));
        if (!response) {
            co_return std::unexpected(response.error());
        }
        if (!isRedirect(response->status)) {
            co_return Answer{.response = std::move(*response), .from = url};
        }
        const QUrl next = url.resolved(QUrl::fromEncoded(headerValue(response->headers, "Location")));
        const bool isSecure
            = next.scheme() == "https"_L1 || (next.scheme() == "http"_L1 && url.scheme() == next.scheme());
        if (!isSecure || next.host().isEmpty()) {
            co_return fail(
                ErrorCode::Protocol, redactUrl(url.toString()), redactUrl(next.toString()), u"InsecureRedirect"_s);
        }
        url = next.adjusted(QUrl::RemoveUserInfo);
    }
    co_return fail(ErrorCode::Protocol, redactUrl(login->url), u"redirects again and again"_s, u"TooManyRedirects"_s);
}

Task<Result<RepositoryClient::Indexed>> RepositoryClient::readIndex(LoginPtr login) {
    if (const auto checked = check(*login); !checked) {
        co_return std::unexpected(checked.error());
    }
    QUrl url(login->url);
    url.setPath(url.path() + (url.path().endsWith(u'/') ? u"index.yaml"_s : u"/index.yaml"_s));
    auto answer = co_await get(login, url, basic(*login));
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    if (answer->response.status != kOk) {
        co_return std::unexpected(statusError(answer->response, answer->from, u"NoIndex"_s));
    }
    auto index = co_await m_pool.run([body = std::move(answer->response.body)] { return readRepositoryIndex(body); });
    if (!index) {
        index.error().subject = redactUrl(url.toString());
        co_return std::unexpected(index.error());
    }
    co_return Indexed{.index = std::make_shared<const RepositoryIndex>(std::move(*index)),
        .movedTo = isSameOrigin(answer->from, url) ? QString() : answer->from.host()};
}

Task<Result<std::shared_ptr<const RepositoryIndex>>> RepositoryClient::index(LoginPtr login) {
    const auto indexed = co_await readIndex(login);
    if (!indexed) {
        co_return std::unexpected(indexed.error());
    }
    co_return indexed->index;
}

Task<Result<RepositoryFinding>> RepositoryClient::test(LoginPtr login) {
    if (login->isRegistry()) {
        co_return co_await testRegistry(login);
    }
    const auto found = co_await readIndex(login);
    if (!found) {
        co_return std::unexpected(found.error());
    }
    co_return RepositoryFinding{.charts = static_cast<qsizetype>(found->index->charts.size()),
        .versions = found->index->versions,
        .movedTo = found->movedTo};
}

// --- Registries. Source: OCI distribution specification 1.1; docker token authentication.

Task<Result<QByteArray>> RepositoryClient::bearer(LoginPtr login, QByteArray challenge, QString* loginHost) {
    QUrl realm(challengeField(challenge, u"realm"_s));
    if (realm.scheme() != "https"_L1 || realm.host().isEmpty()) {
        co_return fail(ErrorCode::Protocol, redactUrl(login->url), u"names no place to log in"_s, u"NotARegistry"_s);
    }
    QUrlQuery query(realm);
    for (const QString& name : {u"service"_s, u"scope"_s}) {
        if (const QString value = challengeField(challenge, name); !value.isEmpty()) {
            query.addQueryItem(name, value);
        }
    }
    realm.setQuery(query);
    if (!isSameOrigin(realm, webUrl(login->url))) {
        *loginHost = realm.host();
    }
    // get() leaves the login out where that is another host's.
    const auto answer = co_await get(login, realm, basic(*login));
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    if (answer->response.status != kOk) {
        co_return std::unexpected(statusError(answer->response, answer->from, {}));
    }
    const QJsonObject token = QJsonDocument::fromJson(answer->response.body).object();
    const QString word
        = token.contains("token"_L1) ? token["token"_L1].toString() : token["access_token"_L1].toString();
    co_return "Bearer " + word.toUtf8();
}

Task<Result<RepositoryClient::Answer>> RepositoryClient::askRegistry(LoginPtr login, QUrl url, QString* loginHost) {
    auto answer = co_await get(login, url, basic(*login));
    if (!answer || answer->response.status != kUnauthorized) {
        co_return answer;
    }
    const QByteArray challenge = headerValue(answer->response.headers, "WWW-Authenticate");
    if (!challenge.toLower().startsWith("bearer ")) {
        co_return answer;
    }
    const auto token = co_await bearer(login, challenge, loginHost);
    if (!token) {
        co_return std::unexpected(token.error());
    }
    co_return co_await get(login, url, *token);
}

Task<Result<RepositoryFinding>> RepositoryClient::testRegistry(LoginPtr login) {
    if (const auto checked = check(*login); !checked) {
        co_return std::unexpected(checked.error());
    }
    QUrl url = webUrl(login->url);
    url.setPath(u"/v2/"_s);
    RepositoryFinding finding{.isRegistry = true};
    const auto answer = co_await askRegistry(login, url, &finding.loginHost);
    const bool isLoginElsewhere = !finding.loginHost.isEmpty();
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    // What a stranger may not see says nothing of this login: only the other host could tell.
    const int status = answer->response.status;
    const bool isRefused = status == kUnauthorized || status == kForbidden;
    if (status != kOk && !(isRefused && isLoginElsewhere)) {
        co_return std::unexpected(statusError(answer->response, answer->from, u"NotARegistry"_s));
    }
    co_return finding;
}

Task<Result<QStringList>> RepositoryClient::versions(LoginPtr login, QString chart) {
    if (const auto checked = check(*login); !checked) {
        co_return std::unexpected(checked.error());
    }
    const QUrl reference(chart);
    QUrl url = webUrl(login->url);
    if (reference.scheme() != "oci"_L1 || reference.authority() != url.authority() || reference.path().size() < 2) {
        co_return fail(ErrorCode::Invalid, redactUrl(chart), u"is no chart of that registry"_s, u"BadChart"_s);
    }
    url.setPath(u"/v2"_s + reference.path() + u"/tags/list"_s);
    QStringList tags;
    for (int page = 0; page < kMostTagPages && url.isValid(); ++page) {
        QString loginHost;
        const auto answer = co_await askRegistry(login, url, &loginHost);
        if (!answer) {
            co_return std::unexpected(answer.error());
        }
        if (answer->response.status != kOk) {
            co_return std::unexpected(statusError(answer->response, answer->from, u"NoSuchChart"_s));
        }
        for (const QJsonValue& tag : QJsonDocument::fromJson(answer->response.body)["tags"_L1].toArray()) {
            // helm writes 1.0.0+build as the tag 1.0.0_build.
            tags += tag.toString().replace(u'_', u'+');
        }
        static const QRegularExpression kNext(u"^<([^>]+)>;\\s*rel=\"?next\"?"_s);
        const auto next = kNext.match(QString::fromUtf8(headerValue(answer->response.headers, "Link")));
        const QUrl following = next.hasMatch() ? url.resolved(QUrl(next.captured(1))) : QUrl();
        url = isSameOrigin(following, url) ? following : QUrl();
    }
    sortVersions(tags);
    co_return tags;
}

} // namespace pilothouse
