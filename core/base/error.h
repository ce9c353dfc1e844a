// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <expected>
#include <optional>

namespace pilothouse {

/// What kind of thing went wrong. Classified once, at the border where it is seen (net, yaml, process), and turned
/// into words once, near the user (ui/widgets/error_text).
enum class ErrorCode {
    Cancelled, ///< the caller asked for it
    Timeout, ///< a deadline passed or a stream fell silent
    Unreachable, ///< no connection: refused, no route, name not found
    TlsUntrusted, ///< the server's certificate was not accepted
    Unauthorized, ///< 401, or credentials could not be had
    Forbidden, ///< 403, or locked by the mode of this program
    NotFound,
    Conflict, ///< 409
    Gone, ///< 410: a continue token or a resourceVersion has expired
    Invalid, ///< 400, 413, 415, 422, or input that is refused
    RateLimited, ///< 429
    ServerError, ///< 5xx
    Protocol, ///< an answer that is not what the API says it is (a login page, a broken frame)
    Parse, ///< text that can't be read (YAML, JSON, base64, PEM)
    Io, ///< files
    Process, ///< a child program failed
};

/// One failure, in facts and untranslated. `detail` may hold the server's words: untrusted, shown as plain text.
struct Error {
    ErrorCode code = ErrorCode::Protocol;
    /// What it is about: an URL path, `file:line:column`, `context "eks_stg-app"`, `secrets in namespace shop`.
    QString subject;
    /// Why, in English or in the server's own words. At most 2 KiB, control characters escaped where it is shown.
    QString detail;
    /// HTTP status of the answer, 0 where there was none.
    int httpStatus = 0;
    /// `reason` of a Kubernetes Status (`Expired`, `AlreadyExists`), or a short machine word of our own.
    QString reason;
    /// How long the server asks to wait.
    std::optional<std::chrono::seconds> retryAfter;

    friend bool operator==(const Error&, const Error&) = default;
};

template <typename T> using Result = std::expected<T, Error>;

/// `return fail(ErrorCode::Parse, path, why);`
[[nodiscard]] std::unexpected<Error> fail(ErrorCode code, QString subject, QString detail, QString reason = {});

/// The code's name for logs, JSON and exit messages: `Unreachable`.
[[nodiscard]] QString errorCodeName(ErrorCode code);

/// One untranslated line for logs and pilothousectl: `Forbidden: secrets in namespace shop: …`.
[[nodiscard]] QString describe(const Error& error);

} // namespace pilothouse
