// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

#include "core/base/plain_text.h"

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

std::unexpected<Error> fail(ErrorCode code, QString subject, QString detail, QString reason) {
    return std::unexpected(Error{
        .code = code,
        .subject = std::move(subject),
        .detail = std::move(detail),
        .httpStatus = 0,
        .reason = std::move(reason),
        .retryAfter = {},
    });
}

QString errorCodeName(ErrorCode code) {
    static constexpr std::array kNames
        = {"Cancelled", "Timeout", "Unreachable", "TlsUntrusted", "Unauthorized", "Forbidden", "NotFound", "Conflict",
            "Gone", "Invalid", "RateLimited", "ServerError", "Protocol", "Parse", "Io", "Process"};
    return QString::fromLatin1(kNames.at(static_cast<size_t>(code)));
}

QString describe(const Error& error) {
    QString line = errorCodeName(error.code);
    for (const QString& part : {error.subject, error.detail}) {
        if (!part.isEmpty()) {
            line += u": "_s + escapeControls(part);
        }
    }
    return line;
}

} // namespace pilothouse
