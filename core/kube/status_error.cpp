// SPDX-License-Identifier: Apache-2.0
#include "core/kube/status_error.h"

#include "core/kube/api_client.h"
#include "core/kube/json_text.h"

#include <QJsonArray>
#include <QUrl>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxDetail = 2048; // "the server's words, at most 2 KiB"
constexpr auto kTooLargeReason = "ResourceVersionTooLarge"_L1;
constexpr auto kBudgetReason = "DisruptionBudget"_L1; ///< policy/v1 DisruptionBudgetCause

ErrorCode codeOf(int status) {
    switch (status) {
    case 401:
        return ErrorCode::Unauthorized;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
        return ErrorCode::NotFound;
    case 409:
        return ErrorCode::Conflict;
    case 410:
        return ErrorCode::Gone;
    case 408:
        return ErrorCode::Timeout;
    case 429:
        return ErrorCode::RateLimited;
    default:
        break;
    }
    if (status >= 500) {
        return ErrorCode::ServerError;
    }
    return status >= 400 ? ErrorCode::Invalid : ErrorCode::Protocol;
}

/// Servers behind proxies have been seen to send a Status of another code than the answer's: the reason is the finer
/// word.
ErrorCode codeOf(int status, QStringView reason) {
    if (reason == "Expired"_L1 || reason == "Gone"_L1) {
        return ErrorCode::Gone;
    }
    return codeOf(status);
}

QString trimmed(QString text) {
    text = text.trimmed();
    if (text.size() > kMaxDetail) {
        text.truncate(kMaxDetail - 1);
        text += u'…';
    }
    return text;
}

std::optional<std::chrono::seconds> retryAfterOf(const HttpHeaders& headers) {
    bool isNumber = false;
    const int seconds = headerValue(headers, "Retry-After").trimmed().toInt(&isNumber);
    if (!isNumber || seconds < 0) {
        return {};
    }
    return std::chrono::seconds(seconds);
}

Error redirectError(const HttpResponse& response, const QString& subject) {
    const QUrl target = QUrl::fromEncoded(headerValue(response.headers, "Location"));
    const QString where = target.host().isEmpty() ? u"another path of the same server"_s : target.host();
    return {
        .code = ErrorCode::Protocol,
        .subject = subject,
        .detail
        = u"the server redirects to %1; redirects are not followed, because credentials would go with them"_s.arg(
            where),
        .httpStatus = response.status,
        .reason = u"Redirect"_s,
        .retryAfter = {},
    };
}

/// Of a body that is no Status: plain text of a proxy, or nothing.
QString plainDetail(const HttpResponse& response) {
    const QByteArray type = headerValue(response.headers, "Content-Type");
    if (isWebPage(response.headers, response.body)) {
        return u"HTTP %1 with a web page as its body"_s.arg(response.status);
    }
    const bool isText = type.isEmpty() || type.startsWith("text/") || type.contains("json");
    const QString text
        = isText ? trimmed(QString::fromUtf8(response.body.first(qMin(response.body.size(), kMaxDetail)))) : QString();
    return text.isEmpty() ? u"HTTP %1"_s.arg(response.status) : text;
}

} // namespace

Error errorFromStatus(const QJsonObject& status, int httpStatus, const QString& subject) {
    const int code = httpStatus > 0 ? httpStatus : status["code"_L1].toInt();
    const QJsonObject details = status["details"_L1].toObject();
    Error error{
        .code = codeOf(code, status["reason"_L1].toString()),
        .subject = subject,
        .detail = trimmed(status["message"_L1].toString()),
        .httpStatus = code,
        .reason = trimmed(status["reason"_L1].toString()),
        .retryAfter = {},
    };
    if (const int seconds = details["retryAfterSeconds"_L1].toInt(); seconds > 0) {
        error.retryAfter = std::chrono::seconds(seconds);
    }
    // A StatusCause's type is the JSON key `reason` (API machinery, types.go).
    for (const QJsonValue& cause : details["causes"_L1].toArray()) {
        if (cause["reason"_L1].toString() == kTooLargeReason) {
            error.reason = QString(kTooLargeReason);
        } else if (cause["reason"_L1].toString() == kBudgetReason) { // the message names neither budget nor numbers
            error.reason = QString(kBudgetReason);
            error.detail = trimmed(cause["message"_L1].toString());
        }
    }
    if (error.detail.isEmpty()) {
        error.detail = error.reason.isEmpty() ? u"HTTP %1"_s.arg(code) : error.reason;
    }
    return error;
}

bool isVersionTooLarge(const Error& error) {
    // Servers before 1.20 say it in the message only (client-go: IsTooLargeResourceVersion).
    return error.reason == kTooLargeReason || error.detail.contains("Too large resource version"_L1);
}

bool isWebPage(const HttpHeaders& headers, const QByteArray& body) {
    const QByteArray type = headerValue(headers, "Content-Type").toLower();
    if (type.contains("text/html") || type.contains("application/xhtml")) {
        return true;
    }
    if (type.contains("json") || type.contains("yaml") || type.contains("text/plain")
        || type.contains("octet-stream")) {
        return false;
    }
    const QByteArray start = body.first(qMin<qsizetype>(body.size(), 256)).trimmed().toLower();
    return start.startsWith("<!doctype") || start.startsWith("<html");
}

Error notKubernetes(int httpStatus, const QString& subject) {
    return {
        .code = ErrorCode::Protocol,
        .subject = subject,
        .detail
        = u"this is not a Kubernetes API: a web page came back (a login page or a captive portal in between?)"_s,
        .httpStatus = httpStatus,
        .reason = u"NotKubernetes"_s,
        .retryAfter = {},
    };
}

Error errorFromAnswer(const HttpResponse& response, const QString& subject) {
    if (response.status >= 300 && response.status < 400) {
        return redirectError(response, subject);
    }
    if (isWebPage(response.headers, response.body) && codeOf(response.status) != ErrorCode::ServerError
        && codeOf(response.status) != ErrorCode::RateLimited && response.status != 401) {
        return notKubernetes(response.status, subject);
    }
    Error error;
    const auto status = parseJsonObject(response.body, subject);
    if (status && status->value("kind"_L1).toString() == "Status"_L1) {
        error = errorFromStatus(*status, response.status, subject);
    } else {
        error = {
            .code = codeOf(response.status),
            .subject = subject,
            .detail = plainDetail(response),
            .httpStatus = response.status,
            .reason = {},
            .retryAfter = {},
        };
    }
    if (const auto wait = retryAfterOf(response.headers)) {
        error.retryAfter = wait;
    }
    return error;
}

} // namespace pilothouse
