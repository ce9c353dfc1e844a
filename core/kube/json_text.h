// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QJsonObject>

namespace pilothouse {

/// A server's text as a JSON object. Qt's parser refuses what is nested deeper than 1,024, what is cut off and what is
/// not UTF-8 (AP4); its words and the place go into the error. Errors: Parse. Thread: any.
[[nodiscard]] Result<QJsonObject> parseJsonObject(const QByteArray& text, const QString& subject);

} // namespace pilothouse
