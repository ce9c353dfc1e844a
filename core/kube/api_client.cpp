// SPDX-License-Identifier: Apache-2.0
#include "core/kube/api_client.h"

#include "core/kube/request_path.h"
#include "core/kube/status_error.h"
#include "core/kube/warning_header.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxWarnings = 256; // texts remembered (and told) per client (AP9)

QByteArray userAgent() {
    return QByteArrayLiteral("pilothouse/" PILOTHOUSE_VERSION " (") + QSysInfo::kernelType().toLatin1() + ')';
}

/// QUrlQuery leaves `+` alone, which Go's servers read as a space.
QString encodedQuery(const QUrlQuery& query) {
    QByteArray text;
    for (const auto& [key, value] : query.queryItems(QUrl::FullyDecoded)) {
        if (!text.isEmpty()) {
            text += '&';
        }
        text += QUrl::toPercentEncoding(key) + '=' + QUrl::toPercentEncoding(value);
    }
    return QString::fromLatin1(text);
}

/// Stands where no gate was set.
class ReadOnlyGate final : public ModeGate {
public:
    [[nodiscard]] Mode modeOf(QStringView) const override { return Mode::ReadOnly; }
};
const ReadOnlyGate kReadOnlyGate;

bool isReadingMethod(const QByteArray& method) {
    return method == "GET" || method == "HEAD";
}

Error atLeast(Error error, const QString& subject) {
    if (error.subject.isEmpty()) {
        error.subject = subject;
    }
    return error;
}

} // namespace

ApiClient::ApiClient(Services services, QUrl server, std::unique_ptr<Credentials> credentials, QObject* parent)
    : QObject(parent)
    , m_services(services)
    , m_server(std::move(server))
    , m_credentials(std::move(credentials)) { }

ApiClient::~ApiClient() = default;

Result<void> ApiClient::check(const Call& call) const {
    const QString subject = describeRequest(call.method, call.path, call.query);
    if (!RequestPath::parse(call.path).isSafe) {
        return fail(ErrorCode::Invalid, subject, u"a name in it can't be part of an address"_s, u"UnsafePath"_s);
    }
    const Reach reach = reachOf(call.method, call.path, call.query);
    return (m_gate ? *m_gate : kReadOnlyGate).allow(reach, namespaceTouched(call.path), subject);
}

HttpRequest ApiClient::makeRequest(const Call& call, const RequestCredentials& credentials) const {
    HttpRequest request;
    request.method = call.method;
    QString base = m_server.path(QUrl::FullyEncoded);
    while (base.endsWith(u'/')) {
        base.chop(1);
    }
    request.url = m_server;
    request.url.setPath(base + call.path, QUrl::TolerantMode);
    if (!call.query.isEmpty()) {
        request.url.setQuery(encodedQuery(call.query), QUrl::TolerantMode);
    }
    request.headers = credentials.headers;
    request.headers.push_back({"Accept", call.accept.isEmpty() ? QByteArrayLiteral("application/json") : call.accept});
    request.headers.push_back({"User-Agent", userAgent()});
    if (!call.body.isEmpty()) {
        request.headers.push_back(
            {"Content-Type", call.contentType.isEmpty() ? QByteArrayLiteral("application/json") : call.contentType});
    }
    request.body = call.body;
    request.transport = credentials.transport;
    request.deadline = call.deadline;
    request.retry = isReadingMethod(call.method) ? RetryPolicy::AsClientGo : RetryPolicy::Never;
    return request;
}

Task<Result<ApiClient::Prepared>> ApiClient::prepare(Call call) {
    if (auto allowed = check(call); !allowed) {
        co_return std::unexpected(std::move(allowed.error()));
    }
    auto credentials = co_await m_credentials->current();
    if (!credentials) {
        co_return std::unexpected(std::move(credentials.error()));
    }
    // Asking for credentials may have taken a minute; the mode may be another one by now.
    if (auto allowed = check(call); !allowed) {
        co_return std::unexpected(std::move(allowed.error()));
    }
    m_lastGeneration = credentials->generation;
    co_return Prepared{.request = makeRequest(call, *credentials), .generation = credentials->generation};
}

void ApiClient::noteAnswer(int status, const HttpHeaders& headers) {
    if (status == 0) {
        return;
    }
    for (const QString& text : warningTexts(headers)) {
        if (m_warnings.size() < kMaxWarnings && !m_warnings.contains(text)) {
            m_warnings.insert(text);
            Q_EMIT warned(text);
        }
    }
    Q_EMIT answered();
}

Task<Result<HttpResponse>> ApiClient::send(Call call) {
    const QString subject = describeRequest(call.method, call.path, call.query);
    auto prepared = co_await prepare(call);
    if (!prepared) {
        co_return std::unexpected(std::move(prepared.error()));
    }
    auto response = co_await m_services.http.send(std::move(prepared->request));
    if (response && response->status == 401) {
        auto renewed = co_await m_credentials->refresh(prepared->generation);
        if (!renewed) {
            co_return std::unexpected(std::move(renewed.error()));
        }
        // The same credentials would get the same answer: only others are tried, and once (AU1).
        if (renewed->generation != prepared->generation) {
            m_lastGeneration = renewed->generation;
            if (auto allowed = check(call); !allowed) {
                co_return std::unexpected(std::move(allowed.error()));
            }
            response = co_await m_services.http.send(makeRequest(call, *renewed));
        }
    }
    if (!response) {
        co_return std::unexpected(atLeast(std::move(response.error()), subject));
    }
    noteAnswer(response->status, response->headers);
    if (response->status < 200 || response->status >= 300) {
        co_return std::unexpected(errorFromAnswer(*response, subject));
    }
    if (isWebPage(response->headers, response->body)) {
        co_return std::unexpected(notKubernetes(response->status, subject));
    }
    co_return std::move(*response);
}

Task<Result<QByteArray>> ApiClient::get(QString path, QUrlQuery query, QByteArray accept) {
    Call call;
    call.path = std::move(path);
    call.query = std::move(query);
    call.accept = std::move(accept);
    auto response = co_await send(std::move(call));
    if (!response) {
        co_return std::unexpected(std::move(response.error()));
    }
    co_return std::move(response->body);
}

Task<Result<ApiClient::OpenStream>> ApiClient::open(Call call) {
    auto prepared = co_await prepare(std::move(call));
    if (!prepared) {
        co_return std::unexpected(std::move(prepared.error()));
    }
    auto stream = m_services.http.stream(std::move(prepared->request));
    connect(stream.get(), &HttpStream::started, this, &ApiClient::noteAnswer);
    co_return OpenStream{.stream = std::move(stream), .generation = prepared->generation};
}

Task<Result<void>> ApiClient::refreshCredentials(quint64 generation) {
    auto renewed = co_await m_credentials->refresh(generation == 0 ? m_lastGeneration : generation);
    if (!renewed) {
        co_return std::unexpected(std::move(renewed.error()));
    }
    co_return Result<void>();
}

} // namespace pilothouse
