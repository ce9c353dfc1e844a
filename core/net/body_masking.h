// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace pilothouse {

/// A request or response body as the trace may keep it: JSON with secrets masked, cut to 16 KiB. Masked are all values
/// of Secrets (known by kind, by list kind, or by the URL, for patches name no kind), of keys that isSensitiveKey()
/// says, of env entries named so, strings that isSensitiveValue() says, and the copies of all that in last-applied
/// annotations. What is not JSON, or too large to be read whole, is only named with its size.
[[nodiscard]] QString maskedBody(const QByteArray& body, const QUrl& url);

} // namespace pilothouse
