// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace pilothouse {

/// What stands on screen, in traces and logs for a secret.
inline constexpr QStringView kMask = u"••••••";

/// The value of a request or response header as it may be shown: Authorization, cookies and the like are masked, the
/// scheme stays (`Bearer ••••••`). Every place that shows headers goes through here (CVE-2019-11250, CVE-2020-8565).
[[nodiscard]] QString redactHeader(QByteArrayView name, QByteArrayView value);

/// An URL without userinfo and with secret-looking query values masked.
[[nodiscard]] QString redactUrl(QStringView url);

/// True for a key path whose value is hidden by default: password, token, secret, apiKey, privateKey, credential …
/// Whole words in camelCase, snake_case or kebab-case count (`dbPassword`), not parts of others (`tokenizer`).
[[nodiscard]] bool isSensitiveKey(QStringView key);

/// True for a value that is a secret whatever its key: a PEM private key, a JWT.
[[nodiscard]] bool isSensitiveValue(QStringView value);

} // namespace pilothouse
