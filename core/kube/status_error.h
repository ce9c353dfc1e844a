// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/net/http_types.h"

#include <QJsonObject>

namespace pilothouse {

/// A Kubernetes Status, from an answer's body or a watch's ERROR event, as Error.
/// @param httpStatus of the answer; 0: the Status's own code counts
[[nodiscard]] Error errorFromStatus(const QJsonObject& status, int httpStatus, const QString& subject);

/// The resourceVersion asked for lies in the server's future (client-go: IsTooLargeResourceVersion).
[[nodiscard]] bool isVersionTooLarge(const Error& error);

/// True for a body that is a web page: a login form or a captive portal answers in the API's place (AP3).
[[nodiscard]] bool isWebPage(const HttpHeaders& headers, const QByteArray& body);

/// `this is not a Kubernetes API`, reason NotKubernetes.
[[nodiscard]] Error notKubernetes(int httpStatus, const QString& subject);

} // namespace pilothouse
